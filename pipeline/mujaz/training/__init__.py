"""Adapting a translation model, or training a small one: pairs in, a folder that `translation.model` takes out.

May import everything below but `runs`.
"""
