"""The characters that the splitter looks at."""

from typing import Final

STOPS: Final = ".!?؟…۔‼⁇⁈⁉"
# Direction marks that belong to what precedes them: LRM, RLM, ALM, closing of embeddings and isolates, BOM,
# zero-width joiners.
TRAILING_MARKS: Final = "\u200b-\u200f\u061c\u202c\u2069\u2060\ufeff"
DIRECTION_MARKS: Final = TRAILING_MARKS + "\u202a-\u202e\u2066-\u2069"
CLOSERS: Final = "»”’›)\\]}"
OPENERS: Final = "«“„‘‹([{"
ARABIC: Final = "\u0620-\u064a\u066e-\u06d3\u06d5\u06fa-\u06ff\u0750-\u077f\ufb50-\ufdfb\ufe70-\ufefc"
DIACRITICS: Final = "\u0610-\u061a\u064b-\u065f\u0670\u0640\u06d6-\u06ed"
DIGITS: Final = "0-9٠-٩۰-۹"
INVISIBLE: Final = (
    "".join(
        chr(code)
        for first, last in (
            (0x200B, 0x200F),
            (0x061C, 0x061C),
            (0x202A, 0x202E),
            (0x2060, 0x2060),
            (0x2066, 0x2069),
        )
        for code in range(first, last + 1)
    )
    + "\ufeff"
)
