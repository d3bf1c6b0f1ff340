"""Which quotation marks and brackets of a paragraph belong together."""

import re
from dataclasses import dataclass
from typing import Final

_PAIRS: Final = {"«": "»", "“": "”", "„": "“", "(": ")", "[": "]"}
_CLOSES: Final = {"»": "«", "”": "“", ")": "(", "]": "["}
MARK: Final = re.compile(r'[«»“”"()\[\]]')


@dataclass(frozen=True, slots=True)
class Span:
    """A quotation or bracket: the offsets of its two marks."""

    start: int
    end: int
    mark: str  # the opening one


def spans(text: str, start: int, end: int) -> list[Span]:
    """The balanced quotations and brackets of `text[start:end]`, by their opening marks' offsets.

    Marks without a partner are left out. A straight `"` opens or closes by what stands beside it; a `»` with
    a word after it and none before opens (`بـ»الإرهابيين»`, a common slip). Linear in the length.
    """
    stack: list[tuple[str, int]] = []
    open_count = dict.fromkeys(('"', *_PAIRS), 0)
    found: list[Span] = []
    for match in MARK.finditer(text, start, end):
        mark, at = match.group(), match.start()
        before = text[at - 1] if at > start else " "
        after = text[at + 1] if at + 1 < end else " "
        opener = _CLOSES.get(mark, mark)
        if mark == '"':
            opens = _straight_opens(before, after, is_open=open_count['"'] > 0)
        else:
            opens = mark in _PAIRS or (
                mark == "»"
                and not open_count["«"]
                and (before.isspace() or before == "ـ")
                and after.isalnum()
            )
        if opens:
            stack.append((opener, at))
            open_count[opener] += 1
        elif open_count[opener]:
            # What was opened inside and never closed is dropped; each is popped once, so this stays linear.
            while True:
                kind, opened_at = stack.pop()
                open_count[kind] -= 1
                if kind == opener:
                    break
            found.append(Span(opened_at, at, opener))
    return sorted(found, key=lambda span: span.start)


def _straight_opens(before: str, after: str, *, is_open: bool) -> bool:
    after_word, before_word = not before.isspace(), not after.isspace()
    if after_word == before_word or before in "ـ([«" or after in "،.؛:؟!)]»":
        return not is_open
    return before_word
