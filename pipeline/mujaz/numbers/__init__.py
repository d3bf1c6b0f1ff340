"""Numerals and number words of both languages, read into one kind of value.

May import `arabic` and `english`, for letters and words.
"""
