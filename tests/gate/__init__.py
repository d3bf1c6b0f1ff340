"""The quality gate: figures that must not fall."""
