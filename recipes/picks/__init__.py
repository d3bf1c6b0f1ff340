"""The weights of the ranker that picks the sentences of a brief, learnt from what an analyst picked.

`python -m recipes.picks FILE` trains on a set of briefs, tells by nested cross-validation what such a training is worth
on articles that it has not seen, and writes `pipeline/mujaz/summarization/picks.json`.
"""
