"""Paragraphs: which line breaks of a text end something, and which only fold a long line.

Blank lines, form feeds and U+2029 always end a paragraph. A single line break is a fold when the line before
it is broken inside a sentence for certain (it ends in a preposition, a comma, …), or when the whole block
looks hard-wrapped: nearly every line that lacks a full stop is as long as the width allows, so that the next
line's first word would not have fitted.
"""

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, NamedTuple

from mujaz.arabic import marks
from mujaz.arabic.letters import DIGITS, INVISIBLE, LETTERS, characters
from mujaz.arabic.words import DANGLING, LEANING, REPORTING, plain

_BREAK: Final = re.compile(r"\r\n|[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_STOPS: Final = frozenset(marks.STOPS)
_AFTER_STOP: Final = " \xa0»”’›\"')]}" + characters(INVISIBLE)
_HARD_BREAKS: Final = ("\x0c", "\u2029")
_LIST_ITEM: Final = re.compile(
    rf"[{INVISIBLE}]*(?:[-–—•●▪■◦*·‣○◾►▶✓+#]|\(?(?:[{DIGITS}]{{1,3}}|[{LETTERS}])[).\-–]\s?)"
)
_OPEN_COMMA: Final = "،,؛ـ"
_EDGE: Final = 48  # characters looked at, at either end of a line
# Wrapped text is seldom narrower than 30 characters or wider than 130: there every line must be as long as its width
# allows, to the letter. Below 12 any list of words looks so; above 300 a line is a paragraph of its own.
_NARROWEST, _NARROW, _WIDE, _WIDEST = 12, 30, 130, 300
# Programs that count bytes or drawn columns leave ragged lines: a line is full when, with the next word, it
# would reach this share of the widest one.
_FULL: Final = 0.88
_NARROW_BREAKS, _VERY_NARROW, _VERY_NARROW_BREAKS = 3, 20, 5  # lines; characters; lines
_LONG_LINE: Final = 50
_FULL_SHARE: Final = 0.75  # of the lines without a full stop; the others are headlines and bylines


@dataclass(frozen=True, slots=True)
class Stretch:
    """A piece of text that holds whole sentences: `text[start:end]`, no white space at its ends."""

    start: int
    end: int
    paragraph: int  # from 1


class _Line(NamedTuple):  # made by the million: cheaper than a dataclass
    """One line that is not blank, and what its two ends show."""

    start: int
    end: int
    ended: bool  # by a full stop or its like
    dangling: bool  # certainly broken inside a sentence
    leaning: bool  # certainly goes on with the line before
    item: bool  # of a list
    reporting: bool  # begins with a verb of saying
    first_word: int  # its length


def stretches(text: str) -> Iterator[Stretch]:
    """The paragraphs of a text, in order; a headline or byline on a line of its own is one too."""
    blocks = list(_blocks(text))
    # What one long paragraph proves of a text, that its lines are folded at a width, holds for its short ones.
    known = max((_width(block) for block in blocks if len(block) > 1 and _is_wrapped(block)), default=0)
    paragraph = 0
    for block in blocks:
        start = block[0].start
        width = _width(block) if len(block) > 1 and _is_wrapped(block) else 0
        if not width and len(block) > 1 and _width(block) <= known and _fills(block, known):
            width = known
        for line, following in itertools.zip_longest(block, block[1:]):
            if following is not None and _is_fold(line, following, width):
                continue
            paragraph += 1
            yield Stretch(start, line.end, paragraph)
            if following is not None:
                start = following.start


def _blocks(text: str) -> Iterator[list[_Line]]:
    """Runs of lines with nothing blank between them."""
    block: list[_Line] = []
    position = 0
    for found in itertools.chain(_BREAK.finditer(text), (None,)):
        line = _line(text, position, found.start() if found else len(text))
        if line is not None:
            block.append(line)
        if found is not None:
            position = found.end()
        if block and (line is None or found is None or found.group() in _HARD_BREAKS):
            yield block
            block = []


def _line(text: str, start: int, end: int) -> _Line | None:
    raw = text[start:end]
    line = raw.strip()
    if not line:
        return None
    if len(line) < len(raw):
        start += len(raw) - len(raw.lstrip())
        end = start + len(line)
    head, tail = line[:_EDGE], line[-_EDGE:]
    first, last = head.split(None, 1)[0], tail.rsplit(None, 1)[-1]
    opening = plain(first)
    return _Line(
        start,
        end,
        ended=tail.rstrip(_AFTER_STOP)[-1:] in _STOPS,
        dangling=last[-1] in _OPEN_COMMA or plain(last) in DANGLING,
        leaning=opening in LEANING or first[0] in "،؛»”)",
        item=_LIST_ITEM.match(head) is not None,
        reporting=opening in REPORTING,
        first_word=len(first),
    )


def _width(block: list[_Line]) -> int:
    """The length of the longest line; one long word may stick out of a narrow column."""
    lengths = [line.end - line.start for line in block]
    return max(
        (n for n, line in zip(lengths, block, strict=True) if line.first_word < n), default=max(lengths)
    )


def _is_full(line: _Line, following: _Line, width: int) -> bool:
    length = line.end - line.start + 1 + following.first_word
    return length > width if _is_unusual(width) else length >= _FULL * width


def _is_unusual(width: int) -> bool:
    return not _NARROW <= width <= _WIDE


def _is_fold(line: _Line, following: _Line, width: int) -> bool:
    """Whether the break between two lines ends nothing; `width` is that of a wrapped block, or 0."""
    if following.item:
        return False
    if width and _is_full(line, following, width):
        return True
    return not line.ended and (line.dangling or following.leaning)


def _fills(block: list[_Line], width: int) -> bool:
    """Whether most of a block's lines that lack a full stop are as long as `width` allows."""
    breaks = [pair for pair in itertools.pairwise(block) if not pair[0].ended and not pair[1].item]
    full = sum(_is_full(line, following, width) for line, following in breaks)
    return full > 0 and full >= (1.0 if _is_unusual(width) else _FULL_SHARE) * len(breaks)


def _is_wrapped(block: list[_Line]) -> bool:
    """Whether the lines of a block were certainly broken by a program at a fixed width.

    The shape alone does not prove it for a few lines: three headlines can be of one length. So a block also
    needs a break that is certainly inside a sentence, or a full stop at its end after two full lines, or
    after one that is longer than headlines are, no longer than it and without a verb of saying at its head,
    with which a lead begins.
    """
    width = _width(block)
    if not _NARROWEST <= width <= _WIDEST or not _fills(block, width):
        return False
    breaks = [pair for pair in itertools.pairwise(block) if not pair[0].ended and not pair[1].item]
    full = [pair for pair in breaks if _is_full(*pair, width)]
    if width < _NARROW and len(full) < (_NARROW_BREAKS if width >= _VERY_NARROW else _VERY_NARROW_BREAKS):
        return False
    if any(line.dangling or following.leaning for line, following in full):
        return True
    if not block[-1].ended:
        return False
    first, last = full[0][0], block[-1]
    long_enough = first.end - first.start >= _LONG_LINE and last.end - last.start <= first.end - first.start
    return len(full) > 1 or (long_enough and not full[0][1].reporting)
