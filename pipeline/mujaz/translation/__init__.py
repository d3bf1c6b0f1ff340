"""Sentences in, checked translations out: equal ones once, the memory, the retry ladder.

May import everything below but `readers`.
"""
