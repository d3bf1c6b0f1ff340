"""The Arabic side: sentences, clauses, normalisation, numbers."""
