"""Sentences in, checked translations out: windows, deduplication, the memory, the retry ladder."""
