"""The command line; one command a file.

May import everything; nothing imports it.
"""
