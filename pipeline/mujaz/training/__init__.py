"""Adapting a translation model, or training a small one: data in, a folder that `translation.model` takes out."""
