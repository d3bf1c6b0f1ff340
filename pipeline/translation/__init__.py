"""Sentences in, translations out: engines, batching, checks, retries, glossary."""
