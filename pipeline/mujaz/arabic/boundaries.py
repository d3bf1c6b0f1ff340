"""Whether a full stop, question mark, exclamation mark or ellipsis ends a sentence.

All context is looked up in windows of fixed size, so that a decision costs the same in any text.
"""

import re
from dataclasses import dataclass
from typing import Final, NamedTuple

from mujaz.arabic import agencies, marks
from mujaz.arabic.abbreviations import ORDINALS, kind
from mujaz.arabic.letters import DIGITS, INVISIBLE, LETTERS, WORD_START, characters
from mujaz.arabic.quotes import Span
from mujaz.arabic.words import (
    AFTER_QUOTE,
    AFTER_TITLE,
    ANSWERING,
    ASKING,
    CONTINUERS,
    MONTHS,
    NAMING_THE_SPEAKER,
    OPENERS,
    REPORTING,
    STRONG_OPENERS,
    TITLED,
    plain,
    table,
)

_STOP, _CLOSE, _MARK = f"[{marks.STOPS}]", f"[{marks.CLOSERS}]", f"[{marks.TRAILING_MARKS}]"
# A straight quotation mark closes only when no word follows it at once.
_STRAIGHT: Final = rf"[\"'](?=[\s\"'،,؛;:{marks.STOPS}{marks.CLOSERS}{INVISIBLE}]|\Z)"
_FOOTNOTE: Final = rf"\[[{DIGITS}]{{1,3}}\]"
# The stop with all that belongs to it: further stops, closing marks, direction marks, footnote numbers. A
# dot before a Latin letter (.NET) is not part of a run.
RUN: Final = re.compile(
    rf"{_STOP}++(?:{_MARK}*+(?:{_CLOSE}|{_STRAIGHT}|{_FOOTNOTE}|{_STOP}(?![A-Za-z])|[ \xa0][»”)\]]|"
    rf"[ \xa0]{_STOP}(?=[\s{marks.STOPS}{marks.CLOSERS}]|\Z)))*+{_MARK}*+"
)
# An agency's name or a reference in brackets after the stop belongs to the sentence before it.
_CREDIT: Final = re.compile(
    rf"[ \xa0]?\((?:(?:[^()\n]{{0,29}}{WORD_START}(?!{agencies.WORDS_TOO}))?(?:{agencies.ARABIC}|{agencies.ENGLISH})|"
    rf"[^()\n]{{1,40}}،\s*[{DIGITS}]{{4}})\)\.?(?!\s?[-–—:])"
)
_CLOSING: Final = re.compile(rf"[{marks.CLOSERS}\"']")
_DATE: Final = re.compile(r"(?<!\d)\d{1,2} ?\. ?\d{1,2} ?\. ?\d{4}(?!\d)")
_GO_ON: Final = re.compile(r"[،,؛;:/\\=&%٪]")
_ARABIC_LETTER: Final = re.compile(f"[{LETTERS}]")
_STRIPPED: Final = "«»“”„‘’‹›\"'([{)]}-–—•*" + characters(INVISIBLE)
_OPENING: Final = "«“„\"'([{\u2066\u2067\u2068\u202a\u202b"
_LEFT, _RIGHT = 48, 72  # characters of context
_SHORT_QUOTE: Final = 110  # characters, about 16 words: a title may be so long
_SHORT_BRACKET: Final = 300
_LONG_ELLIPSIS: Final = 220  # characters, above the 90th percentile of a news sentence
_NAMES_WITH_MARK: Final = frozenset({"ياهو", "yahoo", "jeopardy"})
_DOMAIN_ENDS: Final = table("نت كوم أورغ أورج نيت إنفو تي في")
_WORDS_AHEAD: Final = 12
_TITLE_WORDS: Final = 2  # a quotation of more words is speech
_SHORT_WORD: Final = 3  # letters: a shorter word before a dot without a space is an abbreviation
_SHORT_LAST_WORDS: Final = table("به له بك لك هو هي هم لي دم يد أب أخ")
_REPORTED: Final = table("إن أن بأن إنه أنه إنها أنها إنهم أنهم بأنه بأنها")
_SHORT_CLAUSE: Final = re.compile(rf"[^{marks.STOPS}:\n]*[{marks.STOPS}]")
_SPACE: Final = re.compile(r"\s*")
# The number of a point in running text: up to its full stop, and with it.
_ITEM: Final = re.compile(rf"(?:^|[\s:؛،([])([{DIGITS}]{{1,2}})$")
_ITEM_BEFORE: Final = re.compile(rf"(?:^|[\s:؛،([])([{DIGITS}]{{1,2}})\.(?![{DIGITS}])")
_ITEMS_APART: Final = 300  # characters
# A number behind these names a part of a law or a book: المادة 2.1. من القانون.
_SECTIONS: Final = table(
    "المادة مادة والمادة بالمادة للمادة البند بند الفقرة فقرة القسم قسم الفصل فصل الباب باب المواد صفحة الصفحة"
)
_SECTION_NUMBER: Final = re.compile(rf"[{DIGITS}]{{1,3}}(?:\.[{DIGITS}]{{1,3}})*")
_WORD: Final = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A run of stops, and where it stands."""

    text: str
    sentence_start: int
    run: re.Match[str]  # of RUN
    span: Span | None  # the innermost quotation or bracket that holds the first stop
    limit: int  # the paragraph's end, no white space before it


class _Context(NamedTuple):  # made by the million: cheaper than a dataclass
    """What stands around a run, in windows of fixed size."""

    stops: str  # the run up to its last stop
    closed: bool  # whether a closing mark follows the last stop
    before: str
    rest: str  # from the next visible character on
    attached: bool  # no space between the run and `rest`
    first: str  # the next word as it is written, full stop included
    next: str  # the same, for comparing

    def words(self) -> list[str]:
        """The next few words, for comparing."""
        return [
            _comparable(word) for part in self.rest.split()[:_WORDS_AHEAD] if (word := part.strip(_STRIPPED))
        ]


def _comparable(word: str) -> str:
    return plain(word).rstrip(".،:")


def boundary(candidate: Candidate) -> int | None:
    """Where the sentence ends, as an offset into the text, or None when it goes on."""
    text, limit, end = candidate.text, candidate.limit, candidate.run.end()
    credit = _CREDIT.match(text, end, limit)
    if credit:
        return credit.end()
    if end >= limit:
        return limit
    item = _before_item(candidate)
    if item is not None:
        return item or None
    return end if _ends(candidate, _context(candidate)) else None


def _before_item(candidate: Candidate) -> int | None:
    """Where a point of a list in running text begins (… ١. وقف القتال ٢. فتح المعابر), None for no point, 0 for the first one.

    Its number must follow the number before it; the first one must have a second behind it, and a
    colon before it or a third behind that.
    """
    text, start, at = candidate.text, candidate.sentence_start, candidate.run.start()
    number = _ITEM.search(text, max(start, at - 3), at)
    if number is None or candidate.run.group() != "." or text[at + 1 : at + 2].isdigit():
        return None
    value, begin = int(number[1]), number.start(1)
    lead = text[max(start, begin - _ITEMS_APART) : begin]
    if not lead.strip(_STRIPPED + " "):
        return None  # at the head of its sentence, which another rule knows
    ahead = text[at + 1 : min(candidate.limit, at + _ITEMS_APART)]
    coming = [int(found[1]) for found in _ITEM_BEFORE.finditer(ahead)][:2]
    if coming[:1] == [value + 1] and lead.rstrip().endswith(":"):
        return 0
    if value == 1:
        return 0 if coming == [2, 3] else None
    before = [int(found[1]) for found in _ITEM_BEFORE.finditer(lead)]
    if not before or before[-1] != value - 1:
        return None
    end = begin
    while text[end - 1].isspace() or text[end - 1] in "([":
        end -= 1
    return end


def _context(candidate: Candidate) -> _Context:
    text, run = candidate.text, candidate.run
    gap = _SPACE.match(text, run.end())
    begin = gap.end() if gap else run.end()
    rest = text[begin : min(candidate.limit, begin + _RIGHT)]
    words = (word for part in rest.split(None, 3) if (word := part.strip(_STRIPPED)))
    first = next(words, "")
    whole = run.group()
    stops = whole.rstrip(_STRIPPED + " \xa0")
    return _Context(
        stops=stops,
        closed=_CLOSING.search(whole, len(stops)) is not None,
        before=text[max(candidate.sentence_start, run.start() - _LEFT) : run.start()],
        rest=rest,
        attached=begin == run.end(),
        first=first,
        next=_comparable(first),
    )


def _ends(candidate: Candidate, context: _Context) -> bool:
    if _GO_ON.match(context.rest):
        return False
    if context.attached and not _ends_without_space(context):
        return False
    if context.before[-1:] in ("(", "[") and candidate.run.group()[-1] in ")]":
        return False  # (!), (...), […]
    if context.stops in (".", "۔") and _is_no_full_stop(candidate, context):
        return False
    if candidate.span is not None:
        verdict = _ends_in_span(candidate, candidate.span, context)
        if verdict is not None:
            return verdict
    return _ends_in_the_open(candidate, context)


def _ends_without_space(context: _Context) -> bool:
    """Whether the stop ends a sentence although the next word is glued to it (`الاجتماع.وقال`)."""
    following, before = context.rest[0], context.before
    if following in _OPENING:
        return True
    tokens = before.split()
    token = tokens[-1] if tokens else ""
    if "://" in token or "@" in token:
        return False
    if context.closed or context.stops[-1] in "!?؟":
        return not (following.isascii() and following.isalnum())
    letters = plain(token.strip(_STRIPPED))
    found = _WORD.match(plain(context.rest))
    word = found.group() if found else ""
    if not _ARABIC_LETTER.match(following) or word in _DOMAIN_ENDS:
        return False
    if letters[-1:].isdigit():  # عام 2016.وقال, but not the enumerator 1.الاجتماع
        return len(word) >= _SHORT_WORD and len(tokens) > 1
    return letters in _SHORT_LAST_WORDS or (len(letters) >= _SHORT_WORD and letters[-_SHORT_WORD:].isalpha())


def _is_no_full_stop(candidate: Candidate, context: _Context) -> bool:  # noqa: PLR0911  one return a rule
    """Whether a single dot belongs to an abbreviation, an enumerator, a date or a name like .NET."""
    at = candidate.run.start()
    if context.first[:1].isdigit() and any(
        date.start() < at < date.end()
        for date in _DATE.finditer(candidate.text, max(candidate.sentence_start, at - 9), at + 10)
    ):
        return True
    tokens = context.before.split()
    apart = context.before[-1:].isspace()
    token = "" if apart or not tokens else tokens[-1].lstrip(_STRIPPED)
    if not token:
        return not tokens or (context.attached and context.first[:1].isascii())
    if len(tokens) == 1 and plain(token) in ORDINALS:
        return True
    previous = tokens[-2].lstrip(_STRIPPED) if len(tokens) > 1 else ""
    if _SECTION_NUMBER.fullmatch(token) and plain(previous) in _SECTIONS:
        return context.next not in OPENERS
    if token.isdigit() and len(token) <= 3:  # noqa: PLR2004  a longer number is a year or an amount
        if candidate.run.start() - candidate.sentence_start <= len(token) + 2:
            return True
        day, _, year = context.first.partition(".")
        return (day.isdigit() and bool(year)) or context.next in MONTHS
    what = kind(token, previous, context.first)
    if what == "none":
        return False
    if what in ("era", "etc"):
        return context.next in CONTINUERS or context.first.removeprefix("و")[:1].isdigit()
    return context.next not in OPENERS


def _ends_in_span(candidate: Candidate, span: Span, context: _Context) -> bool | None:
    """The verdict for a stop inside a quotation or bracket; None: as if there were none."""
    closes = span.end < candidate.run.end()
    length = span.end - span.start
    opened_before = span.start > candidate.sentence_start
    if span.mark in "([":
        if length > _SHORT_BRACKET or not opened_before:
            return None
        return closes and context.next in OPENERS
    if not closes:
        return _ends_within(candidate, span, context)
    if candidate.run.start() + len(context.stops) > span.end:
        return None  # the last stop stands outside, as in `؟».`
    if context.stops[-1] == "." and not _is_ellipsis(context.stops):
        return None
    return _ends_after_exclamation(candidate, span, context)


def _ends_within(candidate: Candidate, span: Span, context: _Context) -> bool | None:
    """The verdict for a stop before the end of a quotation: as in the open, but for a mark in a title («ياهو! نيوز»)."""
    if context.stops[-1] not in "!?؟" or span.end - span.start > _SHORT_QUOTE:
        return None
    lead = candidate.text[max(candidate.sentence_start, span.start - _LEFT) : span.start].rstrip()
    titled = [plain(word.strip(_STRIPPED)) for word in lead.split()[-1:]]
    return False if titled and titled[0] in TITLED else None


def _ends_after_exclamation(candidate: Candidate, span: Span, context: _Context) -> bool:
    """Whether a sentence ends after a quotation that closes with `؟`, `!` or an ellipsis.

    Such a mark is the quotation's own: speech ends the sentence, a title or the object of a verb does not.
    """
    first = context.next
    if first in ANSWERING or (context.rest[0] in "وفبل" and context.rest[1:2] in _OPENING):
        return False  # «كذا؟» و«كذا؟»
    if first in OPENERS:
        return True
    if first in ASKING or _names_speaker(context):
        return False
    lead = candidate.text[max(candidate.sentence_start, span.start - _LEFT) : span.start].rstrip()
    if span.start < candidate.sentence_start or lead.endswith(":"):
        return True
    goes_on = first in AFTER_TITLE or first.startswith(("بال", "لل"))
    before = [plain(word.strip(_STRIPPED)) for word in lead.split()[-1:]]
    if not before:
        words = candidate.text.count(" ", span.start, min(span.end, span.start + _SHORT_QUOTE)) + 1
        return words > _TITLE_WORDS and not goes_on
    return not (goes_on or before[-1] in TITLED or context.rest[0] == "و")


def _names_speaker(context: _Context) -> bool:
    """Whether what follows a quotation names its speaker (`قال الرجل.`) and reports nothing else (`قال إن`)."""
    if context.next in AFTER_QUOTE:
        return True
    if context.next not in NAMING_THE_SPEAKER:
        return False
    short = _SHORT_CLAUSE.match(context.rest) or (len(context.rest) < _RIGHT and ":" not in context.rest)
    if context.next == "على":
        return context.words()[1:2] == ["حد"]
    return bool(short) and not _reports(context)


def _reports(context: _Context) -> bool:
    return any(word in _REPORTED for word in context.words()[1:])


def _is_ellipsis(stops: str) -> bool:
    return stops.endswith(("…", "..")) and stops.strip(".… \xa0") == ""


def _heads(candidate: Candidate) -> bool:
    """Whether the quotation just closed stands at the head of the sentence, with nobody named before it."""
    return candidate.span is not None and candidate.span.start <= candidate.sentence_start


def _ends_in_the_open(candidate: Candidate, context: _Context) -> bool:
    first = context.next
    if _is_ellipsis(context.stops):
        long = candidate.run.start() - candidate.sentence_start > _LONG_ELLIPSIS
        reports = first in REPORTING and _reports(context)
        return first in STRONG_OPENERS or reports or (long and first not in CONTINUERS)
    if context.closed and (context.next in AFTER_QUOTE or (_heads(candidate) and _names_speaker(context))):
        return False
    if context.stops[-1] in "!?؟" and not context.closed:
        tokens = context.before.split()
        if tokens and plain(tokens[-1].strip(_STRIPPED)).lower() in _NAMES_WITH_MARK:
            return first in OPENERS
        return not (context.stops[-1] in "?؟" and first in ASKING and not _reports(context))
    return True
