"""The translation memory: what was translated before comes back, a person's translations first.

May import everything below but `readers`.
"""
