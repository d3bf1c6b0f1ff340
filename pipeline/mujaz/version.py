"""The version of Mujaz, which is part of every signature."""

__version__ = "0.3.1"
