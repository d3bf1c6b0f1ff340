"""A batch run: its folder, its manifest, resuming."""
