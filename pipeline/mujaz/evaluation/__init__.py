"""How good a translation is: the field's metrics, whether numbers and names arrived, comparisons with their chance.

May import everything below.
"""
