"""A place or country in the English that nothing in the Arabic answers.

"Damascus: explosion in central Baghdad" reads well, and so does "Qatar beats Tunisia"; where the Arabic names Damascus
alone, or Morocco, they are the gravest error that there is. So every place of the glossary that the English names must
have something in the Arabic: its name or an adjective of it in any form, its capital or country, a by-name, an entry
whose English holds it, or a word that merely sounds like it (people are called Jordan and Chad).
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from mujaz.arabic.clitics import Word, fold, stems, without_article, words
from mujaz.arabic.transliteration import distance, initials, latin_initials, latin_letters
from mujaz.checks.place_words import by_names, lands
from mujaz.flags import Flag

_COUNTRIES = frozenset(("country", "nationality"))
_PLACES = _COUNTRIES | {"place"}
_TOKEN = re.compile(r"[^\W\d_]+")
_UNSEEN = frozenset(("al", "el", "Al", "El", "the", "The"))  # English writes and omits them freely
# Forms that are right for a place and mean other things too.
_NO_PLACE = frozenset(
    (name,)
    for name in "States Strip Roma Darya Mich Penn Ore Rio Eden Mare Sour Sur Hummus".split()  # noqa: SIM905 (a table)
)
_LEAST = 3  # letters of a form that is not the main one, unless it is of a country
_ACRONYM = 3  # letters: US, UK, UAE, as U.S. too
_GENERIC = frozenset(  # in front of a name it says what it is: «حي القاطرجي» is "Qaterji" as well
    fold(
        "مدينة حي محافظة إقليم ولاية دولة جمهورية قضاء منطقة مخيم معبر مطار بلدة قرية ناحية جزيرة جزر ريف سهل وادي نهر"
        " جبل جبال بحيرة قاعدة العاصمة حكومة جيش محور مستشفى شبه"
    ).split()
)
_BEFORE = (
    frozenset(
        first + second + article
        for first in ("", "و", "ف")
        for second in ("", "ب", "ك", "ل")
        for article in ("", "ال")
    )
    | {first + "لل" for first in ("", "و", "ف")}
    | {article + first for article in ("", "ال") for first in ("نيو", "هندو", "افرو", "انجلو")}
)
_AFTER = re.compile(
    r"(?:[اه]?|(?:ا?و|ا)?ي(?:ا|ه|ات|ان|ين|ون|تان|تين|و|تي)?|اني?|ات|ين|ون|تان|تين|نا|ها|هم|كم|ك|و)"
)
_LONG, _REST = 5, 5  # letters: after a stem so long, any so few may follow
_EAR = 0.3  # `transliteration.distance` up to which a word sounds like a name
# Names of so few consonants sound like common words: Yemen like «من», Gaza like «الغاز». They are heard in words that have
# more than three letters without an article to take off (Sanaa like «سناء»), and countries and peoples of them never.
_FEW, _SHARP_EAR, _SHORTEST = 2, 0.1, 3
_FEW_OF_LAND = 3  # Qatar sounds like «أكثر»
_VOWELS, _DIGRAPH = re.compile("[aeiouy]"), re.compile("[cdgkst]h")

Key = tuple[str, ...]  # the tokens of an English form
Answer = tuple[str, ...]  # folded Arabic stems; all of them must stand there, but none after a minus


class Listed(NamedTuple):
    """An entry of the glossary, as far as it matters here."""

    kind: str
    english: tuple[str, ...]  # the form that an edit puts in first
    arabic: tuple[str, ...]


class Places:
    """The places of a glossary, and what answers each.

    Args:
        entries: All of the glossary, for other entries' names hold places too ("Bank of Lebanon").
    """

    def __init__(self, entries: Iterable[Listed]) -> None:
        self._names: dict[Key, str] = {}  # the forms that are looked for
        self._bearers: dict[str, list[tuple[Key, Listed]]] = {}  # by each token, the forms with it
        self._unheard: set[Key] = set()  # countries and peoples that sound like common words
        self._starts: dict[
            str, list[Key]
        ] = {}  # by its first token, what is or holds a place; the longest first
        for entry in entries:
            for at, form in enumerate(entry.english):
                key = tuple(_tokens(form))
                for token in key:
                    self._bearers.setdefault(token, []).append((key, entry))
                named = (at == 0 and entry.kind in _PLACES) or _is_other(entry, form)
                self._list(key, form if named else "", land=entry.kind in _COUNTRIES)
        for keys in self._starts.values():
            keys.sort(key=len, reverse=True)
        self._kin: dict[str, set[str]] = {}
        for land, seats, others in lands():
            self._kin.setdefault(land, set()).update(seats, others)
            for seat in seats:
                self._kin.setdefault(seat, set()).add(land)
        self._more = by_names()
        self._answers: dict[Key, tuple[Answer, ...]] = {}

    def _list(self, key: Key, name: str, *, land: bool) -> None:
        if not key or (not name and len(key) == 1) or not key[0][0].isupper() or key in _NO_PLACE:
            return
        if len(key) == 1 and key[0].isupper() and len(key[0]) <= _ACRONYM:
            self._list(tuple(key[0]), name, land=land)
        keys = self._starts.setdefault(key[0], [])
        if key not in keys:
            keys.append(key)
        if name:
            self._names.setdefault(key, name)
            if land and _consonants("".join(key)) <= _FEW_OF_LAND:
                self._unheard.add(key)

    def flags(self, arabic: str, english: str, article: str = "") -> tuple[Flag, ...]:
        """One `place_invented` flag for all the places that only the English names.

        Args:
            arabic: A sentence.
            english: Its translation.
            article: The whole Arabic article, where the translator knew it: a place that it names elsewhere may be what
                "the country" meant.

        Returns:
            A flag of high severity, or a low one where the article names all of these places elsewhere.
        """
        invented = self.invented(arabic, english)
        if not invented:
            return ()
        folded = fold(article)
        strange = [key for key in invented if not self._named(key, folded)]
        names = " and ".join(f"“{self._names[key]}”" for key in strange or invented)
        verb = "stand" if len(strange or invented) > 1 else "stands"
        if strange:
            return (Flag.of("place_invented", f"{names} {verb} in the English and not in the Arabic"),)
        said = f"{names} {verb} in the English; the Arabic has that in other sentences only"
        return (Flag.of("place_invented", said, "low"),)

    def invented(self, arabic: str, english: str) -> list[Key]:
        """The places of the English that nothing in the Arabic answers, each once."""
        found = self._found(english)
        if not found:
            return []
        folded = fold(arabic)
        left = [key for key in found if not self._named(key, folded)]
        if not left:
            return []
        line = words(arabic)
        return [key for key in left if key in self._unheard or not _sounds(found[key], line)]

    def _found(self, english: str) -> dict[Key, Sequence[str]]:
        """The places that the English names, with their words as they stand."""
        line = _tokens(english)
        found: dict[Key, Sequence[str]] = {}
        at = 0
        while at < len(line):
            size = 1
            for key in self._starting(line[at]):
                here = line[at : at + len(key)]
                if tuple(here) == key or (tuple(here[:-1]) == key[:-1] and here[-1:] == [f"{key[-1]}s"]):
                    size = len(key)
                    if key in self._names:
                        found.setdefault(key, here)
                    break
            at += size
        return found

    def _starting(self, token: str) -> Sequence[Key]:
        keys = self._starts.get(token, ())
        return keys or (self._starts.get(token[:-1], ()) if token.endswith("s") else ())

    def _named(self, key: Key, folded: str) -> bool:
        """Whether a folded Arabic text has an answer to a place."""
        if key not in self._answers:
            self._answers[key] = tuple(sorted(self._answers_to(key), key=len))
        return any(
            all(_stands(part, folded) if part[0] != "-" else not _stands(part[1:], folded) for part in answer)
            for answer in self._answers[key]
        )

    def _answers_to(self, key: Key) -> set[Answer]:
        joined = ("".join(key),) if all(len(token) == 1 for token in key) else key
        found = set(self._of_form(key)) | set(self._of_form(joined))
        own = {self._names[key], *self._lands(key), *self._lands(joined)}
        for name in own:
            found.update(self._more.get(name, ()))
        near = set().union(*(self._kin.get(name, ()) for name in own))
        near |= {land for name in near for land in self._lands(tuple(_tokens(name)))}
        for name in own | near:
            found.update(self._of_form(tuple(_tokens(name))))
        return found

    def _lands(self, key: Key) -> Iterable[str]:
        """The places and peoples one of whose forms this is, under their main names."""
        for form, entry in self._bearers.get(key[0], ()):
            if form == key and entry.kind in _PLACES:
                yield entry.english[0]

    def _of_form(self, key: Key) -> Iterable[Answer]:
        """The Arabic of all entries in whose English this stands."""
        for form, entry in self._bearers.get(key[0], ()):
            if any(form[at : at + len(key)] == key for at in range(len(form))):
                for arabic in entry.arabic:
                    answer = _answer(arabic)
                    yield answer
                    if len(answer) > 1 == len(key):  # "Suez" of the Suez Canal
                        yield from ((part,) for part in answer if distance(part, key[0]) <= _EAR)


def _is_other(entry: Listed, form: str) -> bool:
    """Whether a form of an entry names its place as well as the main one does; peoples' may be their capitals."""
    return entry.kind == "country" or (entry.kind == "place" and len(form) >= _LEAST)


def _tokens(text: str) -> list[str]:
    if not text.isascii():
        text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return [token for token in _TOKEN.findall(text) if token not in _UNSEEN]


def _answer(form: str) -> Answer:
    line = words(form)
    telling = [word for word in line if without_article(word.folded) not in _GENERIC]
    return tuple(_stem(word) for word in telling or line)


def _stem(word: Word) -> str:
    """A listed word without its article and without an ending that gives way to another (سوريا, سوري)."""
    folded = without_article(word.folded) if word.surface.startswith("ال") else word.folded
    if folded[-1:] in "اه" and len(folded) > _SHORTEST - (folded[-1:] == "ه"):
        return folded[:-1]
    return folded


def _stands(stem: str, folded: str) -> bool:
    """Whether a word of a folded text is this one, under clitics and endings."""
    at = folded.find(stem)
    while at >= 0:
        start, end = at, at + len(stem)
        while start and folded[start - 1] >= "ء":
            start -= 1
        last = end
        while last < len(folded) and folded[last] >= "ء":
            last += 1
        rest = folded[end:last]
        if folded[start:at] in _BEFORE and (
            _AFTER.fullmatch(rest) or (len(stem) >= _LONG and len(rest) <= _REST)
        ):
            return True
        at = folded.find(stem, at + 1)
    return False


def _sounds(name: Sequence[str], line: Sequence[Word]) -> bool:
    """Whether words of the Arabic, or two of them run together, sound like a name."""
    bare = [
        [form for stem in stems(word.folded) for form in dict.fromkeys((without_article(stem), stem))]
        for word in line
    ]
    forms = [form for one in bare for form in one]
    forms += [one + after[0] for ones, after in pairwise(bare) for one in ones]
    if len(name) > 1 and _heard("".join(name), forms):
        return True
    full = [stem for word in line for stem in stems(word.folded) if len(stem) > _SHORTEST]
    return all(_heard(token, forms if _consonants(token) > _FEW else full) for token in name)


def _heard(token: str, forms: Sequence[str]) -> bool:
    begins, far = latin_initials(token), _EAR if _consonants(token) > _FEW else _SHARP_EAR
    return any((not begins or begins & initials(form)) and distance(form, token) <= far for form in forms)


def _consonants(token: str) -> int:
    return len(_VOWELS.sub("", _DIGRAPH.sub("h", latin_letters(token))))
