"""A brief becomes files: JSON is the truth, the rest are views of it."""
