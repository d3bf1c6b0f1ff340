"""How good a translation is: the field's metrics, and whether numbers and names arrived."""
