"""What a reader must not trust in a translation, and why: numbers, negation, lengths, loops, names, glossary.

May import `numbers`, `arabic` and `english`. No check loads a model.
"""
