"""The translation memory: what was translated before comes back, a person's translations first.

May import `arabic`, `config`, `storage` and `engines`, these for their settings.
"""
