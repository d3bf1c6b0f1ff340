"""The English side of a text: words, sentences, names.

May import nothing but an article's values.
"""
