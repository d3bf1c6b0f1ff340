"""Where models come from: resolving, fetching, conversion."""
