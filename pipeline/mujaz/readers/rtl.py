"""Arabic out of positions: a PDF says where each glyph stands, and seldom in which order they are read.

Programs write right-to-left text in visual order, in logical order, word by word or glyph by glyph, as letters or as
presentation forms. Only the page itself is reliable: what stands further right is read first, but for numbers and Latin
words, which run the other way.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from statistics import median
from typing import Final, NamedTuple

from mujaz.arabic.letters import DIGITS, FORMS
from mujaz.readers import notes

_RTL: Final = "\u0590-\u065f\u066e-\u06ef\u06fa-\u08ff\ufb1d-\ufdff\ufe70-\ufefc"
_ALNUM: Final = "[0-9A-Za-z\u00c0-\u024f]"
_DIGIT: Final = f"[{DIGITS}]"
_RTL_LETTER = re.compile(f"[{_RTL}]")
_LATIN_LETTER = re.compile("[A-Za-z\u00c0-\u024f]")
_PIECE: Final = rf"{_ALNUM}(?:[^\s{_RTL}\u0660-\u0669]*{_ALNUM})?"
_FOREIGN = re.compile(rf"{_PIECE}(?: {_PIECE})*|{_DIGIT}(?:[.,:/\u066b\u066c]?{_DIGIT})*")
_NUMBER = re.compile(rf"{_DIGIT}(?:[.,:/\u066b\u066c]?{_DIGIT})*")
_FORM = re.compile(f"[{FORMS}]+")
_OPENING: Final = dict(zip(")]}»›", "([{«‹", strict=True))
_CLOSING: Final = {opening: closing for closing, opening in _OPENING.items()}
_BRACKET = re.compile(r"[()\[\]{}«»‹›]")
_ALEFS: Final = frozenset("اأإآٱ")
# Words that end in the article, or begin with letters that stand at ends alone: the text runs backwards.
_FORWARDS = re.compile(r"(?<!\w)ال\w\w|\w[ةى](?!\w)")
_BACKWARDS = re.compile(r"\w\wلا(?!\w)|(?<!\w)[ةى]\w")

# In units of the font's size. Measured on pages of Chromium and LibreOffice: spaces have 0.2 and more, gaps within a
# word up to 0.05; glyphs made of several letters, or drawn one over the other, begin within 0.01 of each other; marks
# are drawn up to 0.25 above the line.
_SAME_LINE, _MARKED_LINE, _SAME_PLACE, _WORD_GAP, _SURE_GAP, _COLUMN_GAP = 0.4, 0.55, 0.03, 0.1, 0.17, 2.0
_BESIDE = 0.1
_SMALL, _RAISED = (
    0.8,
    0.15,
)  # of the line's letters: the size of a note's mark, and how far it stands above the line
_UNIT_LETTERS = 2  # before a raised 2 or 3


class Glyph(NamedTuple):  # made by the million: cheaper than a dataclass
    """One character on a page; lengths are in points, from the page's lower left corner."""

    text: str
    x: float  # where it begins
    y: float  # its baseline
    left: float
    right: float
    size: float  # of the font
    n: int  # its place in the file
    word: int  # which word the file says it belongs to
    falling: bool = False  # whether the letters of its word come from right to left in the file


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text in reading order."""

    text: str
    y: float
    size: float
    left: float
    right: float


def lines(glyphs: Sequence[Glyph]) -> list[Line]:
    """The lines of a page, in the order in which the file draws them."""
    if _runs_backwards(found := _lines(glyphs)):
        found = _lines([g._replace(x=-g.x, left=-g.right, right=-g.left) for g in glyphs])
    return found


def _runs_backwards(found: Sequence[Line]) -> bool:
    """Whether letters were drawn from left to right in reading order, as programs do that know no Arabic."""
    text = "\n".join(line.text for line in found)
    return len(_BACKWARDS.findall(text)) > 2 * len(_FORWARDS.findall(text))


def _lines(glyphs: Sequence[Glyph]) -> list[Line]:
    rows: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda glyph: (-glyph.y, glyph.n)):
        above = rows[-1][0] if rows else glyph
        uneven = min(glyph.size, above.size) <= _SMALL * max(glyph.size, above.size)  # a mark, and its line
        if rows and above.y - glyph.y < (_MARKED_LINE if uneven else _SAME_LINE) * max(
            glyph.size, above.size
        ):
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
    pieces = [piece for row in rows for piece in _pieces(row)]
    pieces.sort(key=lambda piece: min(glyph.n for glyph in piece))
    text = "".join(glyph.text for glyph in glyphs)
    # Of the page: a line of an Arabic page may hold more Latin letters than Arabic ones.
    rtl = 3 * len(_RTL_LETTER.findall(text)) >= len(_LATIN_LETTER.findall(text))
    return [_line(piece, rtl=rtl) for piece in pieces]


def _pieces(row: list[Glyph]) -> Iterator[list[Glyph]]:
    """A row cut at the gaps between columns."""
    row = sorted(row, key=lambda glyph: glyph.left)
    piece, reached = [row[0]], row[0].right
    for glyph in row[1:]:
        if glyph.left - reached > _COLUMN_GAP * glyph.size:
            yield piece
            piece = []
        piece.append(glyph)
        reached = max(reached, glyph.right)
    yield piece


def _line(piece: list[Glyph], *, rtl: bool) -> Line:
    piece = _without_marks(piece)
    rtl = rtl and any(_RTL_LETTER.match(glyph.text) for glyph in piece)
    places = _places(piece)
    if rtl:
        ordered = _letters("".join(_spaced(places[::-1], rtl=True)))
    else:
        ordered = "".join(_spaced(places, rtl=False))
    size = max(glyph.size for glyph in piece)
    left, right = min(glyph.left for glyph in piece), max(glyph.right for glyph in piece)
    return Line(" ".join(ordered.split()), piece[0].y, size, left, right)


def _without_marks(piece: list[Glyph]) -> list[Glyph]:
    """A line without the marks of notes: small figures that stand above it."""
    size = max(glyph.size for glyph in piece)
    usual = [glyph for glyph in piece if glyph.size > _SMALL * size]
    base = median(glyph.y for glyph in usual)
    raised = {glyph.n for glyph in piece if glyph.size <= _SMALL * size and glyph.y - base > _RAISED * size}
    if not raised:
        return piece
    found: list[Glyph] = []
    ordered = sorted(piece, key=lambda glyph: glyph.x)
    for is_raised, group in groupby(ordered, key=lambda glyph: glyph.n in raised):
        run = list(group)
        if not is_raised:
            found += run
            continue
        signs = "".join(glyph.text for glyph in run)
        after = [glyph.text for glyph in ordered if glyph.x > run[-1].x and glyph.n not in raised][
            :_UNIT_LETTERS
        ]
        kept = notes.raised(signs, "".join(reversed(after))) if notes.is_mark(signs) else signs
        if kept == signs:
            found += run
        elif kept:
            found.append(run[0]._replace(text=kept))
    return found or piece


def _places(piece: list[Glyph]) -> list[list[Glyph]]:
    """Glyphs by where they stand, from left to right; those drawn at one place together, marks with their letter."""
    letters = [glyph for glyph in piece if not unicodedata.combining(glyph.text[0])]
    places: list[list[Glyph]] = []
    for glyph in sorted(letters, key=lambda glyph: (glyph.x, glyph.n)):
        if places and glyph.x - places[-1][0].x < _SAME_PLACE * glyph.size and not glyph.text.isspace():
            places[-1].append(glyph)
        else:
            places.append([glyph])
    for glyph in piece:
        if places and unicodedata.combining(glyph.text[0]):
            middle = (glyph.left + glyph.right) / 2
            nearest = min(
                places, key=lambda place: max(place[0].left - middle, middle - max(g.right for g in place), 0)
            )
            nearest.append(glyph)
    return places


def _spaced(places: Sequence[list[Glyph]], *, rtl: bool) -> Iterator[str]:
    """The text place by place, with spaces where there are gaps."""
    before: list[Glyph] | None = None
    for place in places:
        if before is not None:
            one, other = (place, before) if rtl else (before, place)
            gap = min(min(g.x, g.left) for g in other) - max(g.right for g in one)
            gap /= max(place[0].size, 1.0)
            if gap > _SURE_GAP or (gap > _WORD_GAP and place[0].word != before[0].word):
                yield " "
        yield _together(place, rtl=rtl)
        before = place


def _together(place: list[Glyph], *, rtl: bool) -> str:
    """The letters of one glyph, or of glyphs drawn one over the other, in reading order."""
    letters = [glyph for glyph in place if not unicodedata.combining(glyph.text[0])]
    marks = [glyph.text for glyph in place if unicodedata.combining(glyph.text[0])]
    letters.sort(key=lambda glyph: glyph.n)
    if rtl and max(g.left for g in letters) - min(g.left for g in letters) > _BESIDE * letters[0].size:
        letters.sort(key=lambda glyph: -glyph.left)  # a ligature whose letters have boxes of their own
        return "".join((*(glyph.text for glyph in letters), *marks))
    texts = [glyph.text for glyph in letters]
    if len(texts) == 2 and set(texts) & _ALEFS and "ل" in texts:  # noqa: PLR2004 - lam-alef
        texts.sort(key=lambda text: text != "ل")
    elif rtl and letters and letters[0].falling:
        texts.reverse()  # PDFium turned what it took for visual order, and with it the letters of one glyph, as of لله
    return "".join((*texts, *marks))


def _letters(text: str) -> str:
    """Right-to-left text whose numbers and Latin words stand backwards, made right; letters for presentation forms."""
    text = _FOREIGN.sub(_turned, text)
    text = _FORM.sub(lambda found: unicodedata.normalize("NFKC", found.group()), text)
    return _BRACKET.sub(_bracket, text)


def _turned(found: re.Match[str]) -> str:
    text = found.group()
    return (
        text[::-1] if _LATIN_LETTER.search(text) else _NUMBER.sub(lambda number: number.group()[::-1], text)
    )


def _bracket(found: re.Match[str]) -> str:
    """A bracket as it is meant: whether its mirror image was written down depends on the program."""
    mark, text = found.group(), found.string
    before, after = text[: found.start()][-1:], text[found.end() :][:1]
    opens = not before or before.isspace() or before in _CLOSING
    closes = not after or after.isspace() or after in ".,:;!?،؛؟" or after in _OPENING
    if opens == closes:
        return mark
    return _OPENING.get(mark, mark) if opens else _CLOSING.get(mark, mark)
