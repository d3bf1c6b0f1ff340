"""Paragraphs: which line breaks of a text end something, and which only fold a long line.

Blank lines, form feeds and U+2029 always end a paragraph. A single line break is a fold when the line before
it is broken inside a sentence for certain (it ends in a preposition, a comma, …), or when the whole block
looks hard-wrapped: nearly every line that lacks a full stop is as long as the block's width allows, so that
the next line's first word would not have fitted.
"""

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from pipeline.arabic import marks
from pipeline.arabic.words import DANGLING, LEANING, plain

_BREAK: Final = re.compile(r"\r\n|[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_ENDED: Final = re.compile(rf"[{marks.STOPS}][\s\"'{marks.CLOSERS}{marks.DIRECTION_MARKS}]*\Z")
_LIST_ITEM: Final = re.compile(
    rf"[{marks.DIRECTION_MARKS}]*(?:[-–—•●▪■◦*·‣○◾►▶✓+#]|\(?(?:[{marks.DIGITS}]{{1,3}}|[{marks.ARABIC}])[).\-–]\s?)"
)
_OPEN_COMMA: Final = ("،", ",", "؛", "ـ")
_EDGE: Final = 48  # characters looked at, at either end of a line
# Wrapped text is 30 to 130 characters wide; a longer line is a paragraph of its own.
_NARROWEST, _WIDEST = 30, 130
# Programs that count bytes or drawn columns leave ragged lines: a line is full when, with the next word, it
# would reach this share of the widest one.
_FULL: Final = 0.88
_FULL_SHARE: Final = 0.75  # of the lines without a full stop; the others are headlines and bylines


@dataclass(frozen=True, slots=True)
class Stretch:
    """A piece of text that holds whole sentences: `text[start:end]`, no white space at its ends."""

    start: int
    end: int
    paragraph: int  # from 1


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    ended: bool  # by a full stop or its like
    dangling: bool  # certainly broken inside a sentence
    leaning: bool  # certainly goes on with the line before
    item: bool  # of a list
    first_word: int  # its length


def stretches(text: str) -> Iterator[Stretch]:
    """The paragraphs of a text, in order; a headline or byline on a line of its own is one too."""
    paragraph = 0
    for block in _blocks(text):
        start = block[0].start
        wrapped = _is_wrapped(block)
        width = max(line.end - line.start for line in block)
        for line, following in zip(block, [*block[1:], None], strict=True):
            if following is not None and _is_fold(line, following, width if wrapped else None):
                continue
            paragraph += 1
            yield Stretch(start, line.end, paragraph)
            if following is not None:
                start = following.start


def _blocks(text: str) -> Iterator[list[_Line]]:
    """Runs of lines with nothing blank between them."""
    block: list[_Line] = []
    position = 0
    while position <= len(text):
        found = _BREAK.search(text, position)
        end = found.start() if found else len(text)
        line = _line(text, position, end)
        if line is not None:
            block.append(line)
        if block and (line is None or found is None or found.group() in "\x0c\u2029"):
            yield block
            block = []
        if found is None:
            return
        position = found.end()


def _line(text: str, start: int, end: int) -> _Line | None:
    raw = text[start:end]
    start += len(raw) - len(raw.lstrip())
    end -= len(raw) - len(raw.rstrip())
    if start >= end:
        return None
    head, tail = text[start : min(end, start + _EDGE)], text[max(start, end - _EDGE) : end]
    first, last = head.split(None, 1)[0], tail.rsplit(None, 1)[-1]
    return _Line(
        start,
        end,
        ended=bool(_ENDED.search(tail)),
        dangling=last.endswith(_OPEN_COMMA) or plain(last) in DANGLING,
        leaning=plain(first) in LEANING or first.startswith(("،", "؛", "»", "”", ")")),
        item=bool(_LIST_ITEM.match(head)),
        first_word=len(first),
    )


def _is_full(line: _Line, following: _Line, width: int) -> bool:
    return line.end - line.start + 1 + following.first_word >= _FULL * width


def _is_fold(line: _Line, following: _Line, width: int | None) -> bool:
    """Whether the break between two lines ends nothing; `width` is that of a wrapped block."""
    if following.item:
        return False
    if width is not None and _is_full(line, following, width):
        return True
    return not line.ended and (line.dangling or following.leaning)


def _is_wrapped(block: list[_Line]) -> bool:
    """Whether the lines of a block were broken by a program at a fixed width.

    The shape alone does not prove it for a few lines: three headlines can be of one length. So a block of
    few lines also needs a break that is certainly inside a sentence, or a full stop at its end.
    """
    width = max(line.end - line.start for line in block)
    if not _NARROWEST <= width <= _WIDEST:
        return False
    pairs = list(itertools.pairwise(block))
    open_breaks = [(line, following) for line, following in pairs if not line.ended and not following.item]
    full = [pair for pair in open_breaks if _is_full(*pair, width)]
    if not full or len(full) < _FULL_SHARE * len(open_breaks):
        return False
    if any(line.dangling or following.leaning for line, following in full):
        return True
    stopped = sum(line.ended for line in block)
    return stopped > 0 and block[-1].ended and len(full) >= 2  # noqa: PLR2004  one full line is chance
