"""Any supported file becomes an `Article`; one file a format."""
