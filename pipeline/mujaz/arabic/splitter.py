"""Arabic sentences with their place in the original text.

What counts as a sentence here serves sentence-level translation models and citations: one statement a
sentence, with all its marks.

- A quotation of several sentences is divided like any text. What follows its closing mark stays with its last
  part when it goes on (`.» ثم غادر`), as a speaker's name does (`«لماذا؟» سأل الرجل`).
- Points of a list in one line are sentences, each with its number (`٢. فتح المعابر`).
- A question or exclamation that closes a quotation ends the sentence after speech, not after a title.
- An ellipsis ends a sentence only before a word that certainly opens one, or at the paragraph's end.
- Datelines stay with their first sentence; headlines and bylines on a line of their own are sentences.
- Lines folded at a fixed width are joined (see `mujaz.arabic.lines`).
- What holds no letter or digit (bullets, rows of stars) joins its neighbour.

Measured with `python -m tests.benchmarks.splitter`; the table is in that module.
"""

import re
from collections.abc import Iterator
from typing import Final

from mujaz.arabic.boundaries import RUN, Candidate, boundary
from mujaz.arabic.lines import Stretch, stretches
from mujaz.arabic.quotes import Span, spans
from mujaz.article import Sentence

_SOLID: Final = re.compile(r"[^\W_]")


def split(text: str) -> list[Sentence]:
    """Divide a text into its sentences.

    Args:
        text: The original, character for character.

    Returns:
        The sentences in order, `n` and `paragraph` counted from 1, `text[start:end] == arabic`, without
        white space at the ends. Every visible character is in exactly one of them. Empty for a text of
        white space. The time is linear in the length whatever the text holds.
    """
    found: list[tuple[int, int, int]] = []
    for stretch in stretches(text):
        for start, end in _cut(text, stretch):
            if found and not _SOLID.search(text, start, end):
                first, _, paragraph = found[-1]
                found[-1] = (first, end, paragraph)
            else:
                found.append((start, end, stretch.paragraph))
    if len(found) > 1 and not _SOLID.search(text, found[0][0], found[0][1]):
        found[:2] = [(found[0][0], found[1][1], found[1][2])]
    # Paragraphs of decoration alone are gone: count the others without gaps.
    paragraphs = {old: new for new, old in enumerate(dict.fromkeys(entry[2] for entry in found), start=1)}
    return [
        Sentence(n=n, paragraph=paragraphs[paragraph], start=start, end=end, arabic=text[start:end])
        for n, (start, end, paragraph) in enumerate(found, start=1)
    ]


def _cut(text: str, stretch: Stretch) -> Iterator[tuple[int, int]]:
    """The sentences of one paragraph, as offsets."""
    start, limit = stretch.start, stretch.end
    solid_seen = start  # everything before this, from `start` on, is decoration
    has_solid = False
    enclosing: _Enclosing | None = None  # most paragraphs of one sentence never need it
    run = RUN.search(text, start, limit)
    while run is not None:
        after = run.end()
        if not has_solid:
            has_solid = _SOLID.search(text, solid_seen, run.start()) is not None
            solid_seen = run.start()
        if has_solid and after >= limit:
            break
        if has_solid:
            enclosing = enclosing or _Enclosing(spans(text, stretch.start, limit))
            candidate = Candidate(text, start, run, enclosing.at(run.start()), limit)
            end = boundary(candidate)
            if end is not None:
                yield start, end
                after = start = solid_seen = _skip_space(text, end, limit)
                has_solid = False
        run = RUN.search(text, after, limit)
    if start < limit:
        yield start, limit


def _skip_space(text: str, at: int, limit: int) -> int:
    while at < limit and text[at].isspace():
        at += 1
    return at


class _Enclosing:
    """The innermost span at rising offsets; each span is entered and left once."""

    def __init__(self, in_order: list[Span]) -> None:
        self._waiting = in_order
        self._next = 0
        self._open: list[Span] = []

    def at(self, offset: int) -> Span | None:
        """The innermost span that holds `offset`, which must not fall from call to call."""
        while self._next < len(self._waiting) and self._waiting[self._next].start < offset:
            self._open.append(self._waiting[self._next])
            self._next += 1
        while self._open and self._open[-1].end < offset:
            self._open.pop()
        return self._open[-1] if self._open else None
