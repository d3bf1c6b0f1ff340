"""Text that shows what it is: one line, with nothing in it that a page, a terminal or a spreadsheet would obey.

The JSON keeps every character of an article; the views show text made by these functions.
"""

import re

# Marks that make their neighbours' direction plain. In Arabic they are the author's own and do no harm; in a line of
# English they could turn "25-30" round.
_MARKS = re.compile("[\u061c\u200e\u200f]")
# Invisible, and without a use in a view that sets the direction itself: soft hyphen, zero-width space and joiner of
# words, embeddings and isolates with their ends, deprecated controls, byte order mark, annotations, tags.
# Kept: the zero-width joiner and non-joiner, which Arabic letters need.
_DROPPED = re.compile(
    "[\u00ad\u180e\u200b\u202a-\u202c\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
# Never innocent in an article: control characters, overrides of direction, halves of characters, non-characters.
_SPELLED = re.compile("[\x00-\x1f\x7f-\x9f\u202d\u202e\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


def arabic(text: str) -> str:
    """Arabic for a right-to-left line: whitespace single, invisible controls gone, dangerous ones spelled out."""
    text = " ".join(text.split())
    if text.isprintable():
        # Then it holds nothing of the below: no control, format, surrogate or unassigned character.
        return text
    kept = _DROPPED.sub("", text)
    return _SPELLED.sub(lambda match: ascii(match[0])[1:-1], kept)


def line(text: str) -> str:
    """Any other text, for a left-to-right line: as `arabic`, and directional marks gone."""
    return arabic(text if text.isprintable() else _MARKS.sub("", text))
