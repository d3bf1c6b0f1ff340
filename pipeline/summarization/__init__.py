"""Translations in, points out: extractive and abstractive."""
