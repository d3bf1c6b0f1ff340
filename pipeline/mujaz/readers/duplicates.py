"""Agency copy: the same report in several files is found, so that it is translated once.

A copy is folded into an earlier article only when that loses nothing: each of its sentences must stand in the original
word for word, numbers and negations included. What may differ is how it is written (vowel signs, spelling of alef, kinds
of digits, punctuation), the agency in the dateline, lines of credit, the headline as long as it says nothing new, and
paragraphs that the copy leaves out. So "12 killed" and "15 killed" stay two articles, however alike they are; a measure
of likeness alone, such as MinHash, cannot tell them from a copy with another line of credit.
"""

import re
import zlib
from array import array
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import blake2b

from mujaz.arabic import agencies
from mujaz.arabic.normalise import without_marks
from mujaz.arabic.splitter import split
from mujaz.article import Article
from mujaz.numbers.arabic_words import FOLD, WORDS
from mujaz.numbers.numerals import DIGITS

# Of all words of both, those in shared sentences. Below, the copy is an excerpt, which a reader may want on its own.
# Of the 13 self-written copies in tests/test_duplicates.py the least alike has 0.78.
LEAST_SHARED = 0.5
_MOST_CANDIDATES = 64  # articles that share one sentence, such as "No group claimed responsibility."
_HEADLINE, _CREDIT_WORDS = 15, 15  # words
_LEAD = 3  # sentences in which there may be a dateline: headline and credit may stand before it
_WORD = re.compile(r"(?<!\S)-(?=\d)|[$€£¥%‰]|\w+(?:[.,٫٬/:]\d+)*")  # signs and units belong to their number
_UNIFIED: dict[int, int | str] = {**FOLD, **DIGITS, ord("٪"): "%", ord("−"): "-"}
_NEGATIONS = frozenset(
    ("لا", "لم", "لن", "ليس", "ليست", "ليسوا", "غير", "دون", "بدون", "عدم", "نفي", "ينفي", "تنفي", "نفت")
)
_STOP = re.compile(r"[.!?؟…]\W*$")

# بغداد - (وكالات): and القاهرة (رويترز) - and دمشق - سانا: lose the agency and keep the place.
_DATELINE = re.compile(
    rf"^(\W*[^\d:()\n]{{2,40}}?)(?:\([^()\d\n]{{2,40}}\)\s*[:–—-]|[-–—/،,]\s*{agencies.ARABIC}\s*[:–—-])"
)
_DAY = r"ال(?:احد|اثنين|ثلاثا|اربعا|خميس|جمع|سبت)\w*"
_CREDIT = re.compile(
    r"^\W*(?:"
    rf"(?:وكاله\s+)?{agencies.ARABIC}\W*$|"
    r"©|\(c\)|copyright|جميع\s+الحقوق|حقوق\s+(?:النشر|الطبع)|"
    r"[اق]*قرا(?:وا)?\s+(?:ايضا|المزيد)|تابعو?نا\s+(?:علي|عبر)|شارك(?:وا)?\s+(?:هذا\s+)?(?:الخبر|المقال)|"
    r"للمزيد\s+من\s+(?:الاخبار|التفاصيل|المعلومات)|"
    # A date must follow: "the army deployed 5000 soldiers" begins with the word for "published" as well.
    rf"(?:تم\s+)?(?:نشر|النشر|اخر\s+تحديث)(?:\s+(?:في|يوم|بتاريخ))?\W+(?:{_DAY}\W+)?(?:\d{{1,2}}\W+\w+|\d{{4}})\W+\d{{1,4}}\b"
    r")",
    re.IGNORECASE,
)
# Who wrote it. "تحرير" is also "liberation" and "متابعه" "follow-up", before a colon too, so what comes then must be short
# and without a number or a denial.
_BY = re.compile(
    r"^\W*(?:المصدر|(?:اعداد|تحرير|ترجمه|تصوير|مراجعه|متابعه)(?:\s+\w+){0,2})\s*:(.*)", re.DOTALL
)
_BY_WORDS = 6
_CLITICS = re.compile(r"^(?:[وف](?=\w{3}))?(?:[بلك](?=\w{3}))?(?:ال|ل(?=ل))?(?=\w{2})")


@dataclass(frozen=True, slots=True)
class Original:
    """The earlier article that says all that a copy says."""

    id: str
    similarity: float  # 0 to 1: of all words of both, the share in sentences that both have


@dataclass(frozen=True, slots=True)
class _Line:
    key: int  # of its words, in order
    words: tuple[str, ...]
    text: str  # spelling unified
    headline: bool


@dataclass(frozen=True, slots=True)
class _Known:
    """What is kept of an original."""

    id: str
    words: int
    lines: "array[int]"  # keys of its sentences
    stems: "array[int]"  # of its words, sorted


@dataclass(slots=True)
class Duplicates:
    """Finds copies among the articles of one run, in reading order.

    Show it every article of the run, finished ones of an earlier run included: then a resumed run folds as the first
    one did. Deterministic; takes 0.5 ms and keeps 2 kB for an article of 120 to 160 words.
    """

    _originals: list[_Known] = field(default_factory=list)
    _holders: dict[int, "array[int]"] = field(default_factory=dict)  # key of a sentence → who has it
    _places: dict[str, int] = field(default_factory=dict)  # id → place in `_originals`

    def of(self, article: Article) -> Original | None:
        """The earlier article of which this one is a copy; None where it is an original, which is remembered."""
        lines = list(_lines(article))
        said = [line for line in lines if not _is_credit(line)]
        if not said:
            return None
        found = self._find(said)
        if found is None:
            self._remember(article.id, said)
        return found

    def forget(self, article_id: str) -> None:
        """This article no longer says what it said: nothing is a copy of that any more."""
        place = self._places.pop(article_id, None)
        if place is not None:
            self._originals[place] = _Known(article_id, 0, array("Q"), array("I"))

    def _find(self, said: list[_Line]) -> Original | None:
        keys = {line.key: line for line in said}
        held = [self._holders[key] for key in keys if key in self._holders]
        best: Original | None = None
        for place in min(held, key=len, default=()):
            known = self._originals[place]
            shared = keys.keys() & set(known.lines)
            new = [line for key, line in keys.items() if key not in shared]
            if not all(line.headline and _says_nothing_new(line, known) for line in new):
                continue
            common = sum(len(keys[key].words) for key in shared)
            similarity = common / (known.words + sum(len(line.words) for line in new))
            if similarity >= LEAST_SHARED and (best is None or similarity > best.similarity):
                best = Original(known.id, round(similarity, 3))
        return best

    def _remember(self, article_id: str, said: list[_Line]) -> None:
        words = {line.key: len(line.words) for line in said}
        stems = sorted(_number_of(stem) for stem in {_stem(word) for line in said for word in line.words})
        self._places[article_id] = len(self._originals)
        self._originals.append(_Known(article_id, sum(words.values()), array("Q", words), array("I", stems)))
        for key in words:
            holders = self._holders.setdefault(key, array("I"))
            if len(holders) < _MOST_CANDIDATES:
                holders.append(len(self._originals) - 1)


def _lines(article: Article) -> Iterator[_Line]:
    """The title and the sentences, with their spelling unified."""
    if article.source.title:
        yield from _line(article.source.title, headline=True)
    sentences = split(article.text)
    for n, sentence in enumerate(sentences):
        first = n == 0 and len(sentences) > 1 and sentences[1].paragraph != sentence.paragraph
        headline = first and not _STOP.search(sentence.arabic)
        yield from _line(sentence.arabic, headline=headline, lead=n < _LEAD)


def _line(raw: str, *, headline: bool, lead: bool = False) -> Iterator[_Line]:
    text = without_marks(raw).translate(_UNIFIED)
    text = (
        _DATELINE.sub(r"\1", text) if lead else text
    )  # later on, it is who speaks: "the minister (Morocco): …"
    words = tuple(_WORD.findall(text))
    if words:
        key = int.from_bytes(blake2b(" ".join(words).encode(), digest_size=8).digest())
        yield _Line(key, words, text, headline and len(words) <= _HEADLINE)


def _is_credit(line: _Line) -> bool:
    if len(line.words) > _CREDIT_WORDS:
        return False
    if by := _BY.match(line.text):
        return len(_WORD.findall(by[1])) <= _BY_WORDS and not any(map(_is_grave, line.words))
    return _CREDIT.match(line.text) is not None


def _is_grave(word: str) -> bool:
    """Whether it is a number or a denial."""
    return any(map(str.isdigit, word)) or word in WORDS or word in _NEGATIONS


def _says_nothing_new(line: _Line, known: _Known) -> bool:
    """Whether a copy's own headline is made of the original's words, with no two numbers or denials to be mixed up."""
    grave = sum(map(_is_grave, line.words))
    stems = set(known.stems)
    return grave <= 1 and all(_number_of(_stem(word)) in stems for word in line.words)


def _stem(word: str) -> str:
    return _CLITICS.sub("", word)


def _number_of(stem: str) -> int:
    return zlib.crc32(stem.encode())
