"""The Arabic side of a text: letters, words, sentences, clauses, and how names are spelt in Latin letters.

May import nothing but an article's values.
"""
