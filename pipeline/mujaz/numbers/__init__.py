"""Numerals and number words of both languages, read into one kind of value.

May import nothing of Mujaz.
"""
