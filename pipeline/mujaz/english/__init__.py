"""The English side of a text: words, sentences, names.

May import `numbers`.
"""
