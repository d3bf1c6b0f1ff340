"""The files of models: the catalogue, finding and fetching them, comparing them with what they were, converting them.

May import `config` and `storage`. No model is run here.
"""
