"""Whether a text comes out the same, to the last bit, however wide its batch is padded: the matrix library decides.

Int8 products are exact, but attention multiplies in float32 over the padded width, and the order in which a library adds
may depend on that; rounding to int8 then makes the last bit a difference that shows. oneDNN with AVX-512 adds in one order
for every width from 16 to 384 for heads of 64 (opus-mt-ar-en's shape: of 377 sentences in batches of 2, 3, 7, 25 and 80 not
a bit differs, greedy and beam 4; with AVX2 73 to 157 do), for heads of 32 (the starter) from 16 to 100. Where that is so, a
batch need not be of one width, so that few sentences fill few batches. It is tried rather than looked up, once for each
model, processor and library.
"""

import hashlib
import random
from collections.abc import Callable, Sequence
from typing import Any

from mujaz.engines.versions import installed, processor
from mujaz.storage import cache_folder

FEWEST, MOST = 16, 96  # source tokens between which it is tried; most sentences lie there
_LENGTHS = (16, 17, 20, 23, 27, 31, 37, 45)
_WIDTHS = (45, 57, 70, 83, MOST)
_SEED = 7

Decode = Callable[[Sequence[Sequence[str]]], list[Any]]


def alike(decode: Decode, tokens: Sequence[str], signature: str) -> bool:
    """Whether every width from FEWEST to MOST gives the same, as found now or before.

    Args:
        decode: Decodes rows of tokens as one batch, padded to its longest; gives what can be compared for each.
        tokens: Some of the model's vocabulary.
        signature: Of the engine.
    """
    told = "\n".join((signature, processor(), str(installed(("ctranslate2",)))))
    place = cache_folder.widths() / hashlib.sha256(told.encode()).hexdigest()[:32]
    if (kept := cache_folder.kept(place)) in (str(True), str(False)):
        return kept == str(True)
    found = _tried(decode, tokens)
    cache_folder.keep(place, str(found), "whether the width of a batch matters", durable=False)
    return found


def _tried(decode: Decode, tokens: Sequence[str]) -> bool:
    draw = random.Random(_SEED)  # noqa: S311 - no secret
    rows = [draw.choices(tokens, k=length) for length in _LENGTHS]
    alone = [decode([row])[0] for row in rows]
    return all(decode([*rows, draw.choices(tokens, k=width)])[: len(rows)] == alone for width in _WIDTHS)
