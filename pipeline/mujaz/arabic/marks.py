"""The punctuation that the splitter looks at."""

from typing import Final

STOPS: Final = ".!?؟…۔‼⁇⁈⁉"
# Invisible marks that belong to what precedes them: LRM, RLM, ALM, closing of embeddings and isolates, BOM,
# zero-width joiners.
TRAILING_MARKS: Final = "\u200b-\u200f\u061c\u202c\u2069\u2060\ufeff"
CLOSERS: Final = "»”’›)\\]}"
