"""The English side: sentences, numbers, names."""
