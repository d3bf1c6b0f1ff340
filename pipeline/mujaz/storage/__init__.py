"""Where things lie: files that are whole or absent, run folders near and far, the cache folder.

May import nothing but errors.
"""
