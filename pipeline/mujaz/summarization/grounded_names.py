"""Names of a generated sentence that the sentences it cites do not have."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from mujaz.english.names import NameSpan, candidates, is_nationality
from mujaz.english.words import STOP_WORDS, stem
from mujaz.numbers.english import find
from mujaz.numbers.english_words import WORDS
from mujaz.summarization.alike import kin, word_set

_FORMER = re.compile(r"^(?:[Ee]x|[Ff]ormer|[Vv]ice)-(?:[a-z]+ )?")
_WORD = re.compile(r"(?:[A-Za-z]\.){2,}|[^\W\d_][\w'’]*")
_CALENDAR = re.compile(
    r"\b(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|June|July|August|September|October|"
    r"November|December|(?<=in )May|(?<=of )May|May(?= \d))\b"
)
_LONG_FORMS = {
    "us": "united states", "usa": "united states", "un": "united nations", "uk": "united kingdom",
    "eu": "european union", "uae": "united arab emirates", "daesh": "isis isil", "isis": "daesh isil", "isil": "daesh isis",
}  # fmt: skip
# First words of a sentence that are more likely common than proper: by ending, and frequent heads. Too few here costs
# a good point, too many lets an invented name pass.
_COMMON = re.compile(
    r"\w*(?:ing|ed|ly|ion|ment|ity|ers|men|[^aiu]s)|people|police|rain|fire|oil|part|half|army|heavy|workers?|more"
)
_PREDICATES = word_set(  # after one capitalised word these show that it is somebody
    "said says is was are were has had have will would told asked warned denied announced accused urged called "
    "insisted vowed rejected confirmed condemned launched"
)
_ARTICLES = word_set("al el bin bint ibn abu ould ul ad as ash of for the de van von")
_TITLES = frozenset(
    ("mp", "mps", "dr", "mr", "mrs", "ms", "gen", "col", "lt")
)  # a summariser adds and drops them
_CAPITALS = {  # newswire puts a capital for its state, and the other way round
    "washington": "america", "moscow": "russia", "beirut": "lebanon", "rabat": "morocco", "manama": "bahrain",
    "cairo": "egypt", "damascus": "syria", "baghdad": "iraq", "tehran": "iran", "ankara": "turkey", "riyadh": "saudi",
    "algiers": "algeria", "tunis": "tunisia", "tripoli": "libya", "khartoum": "sudan", "amman": "jordan", "doha": "qatar",
    "muscat": "oman", "sanaa": "yemen", "paris": "france", "london": "britain", "berlin": "germany", "beijing": "china",
    "niamey": "niger", "bamako": "mali", "nouakchott": "mauritania", "mogadishu": "somalia", "kabul": "afghanistan",
    "islamabad": "pakistan", "madrid": "spain", "rome": "italy", "athens": "greece", "tokyo": "japan", "kyiv": "ukraine",
    "brussels": "eu", "nicosia": "cyprus",
}  # fmt: skip
_STATES = {state: capital for capital, state in _CAPITALS.items()}
_ENDINGS = ("n", "i", "an", "ese", "ish", "s")
_SHORTEST = 3  # letters before an ending: "Mal-i" is no form of "Mal"


@dataclass(frozen=True, slots=True)
class _Known:
    """What the sources name."""

    words: frozenset[str]  # all words in lower case, with stems and country keys
    acronyms: frozenset[str]  # capitals, as they stand or as the initials of consecutive words
    people: tuple[tuple[str, ...], ...]  # the names of several words


def unfounded(text: str, sources: Sequence[str]) -> list[str]:
    """The names, nationalities, months and days of `text` that no source has, as they stand in it, in order.

    A name is known when each of its words is, whatever the case: a surname of a full name, a possessive or plural,
    a country, its people and its adjective, an acronym and the name written out. The given name of one person
    with the surname of another is not known.
    """
    mine = names(text)
    if not mine:
        return []
    known = _known(sources)
    return [name for name in mine if not _holds(name, known)]


def names(text: str) -> list[str]:
    """The names of a text as they stand, with nationalities, months and days; order of the text, repetitions kept."""
    found = [
        (span.start, span.text)
        for span in spans(text)
        if not (span.initial and not span.acronym and _ordinary(span.text, text[span.end :]))
    ]
    taken = [(start, start + len(name)) for start, name in found]
    for match in _WORD.finditer(text):
        word = re.sub(r"['’]s?$", "", match.group())
        alone = all(not start <= match.start() < end for start, end in taken)
        if alone and (is_nationality(word) or is_nationality(word.removesuffix("s"))):
            found.append((match.start(), word))
    found += [
        (match.start(), match.group())
        for match in _CALENDAR.finditer(text)
        if all(not start <= match.start() < end for start, end in taken)
    ]
    return [name for _, name in sorted(found) if name.lower() not in _TITLES]


def spans(text: str) -> list[NameSpan]:
    """The name-like spans of a text that are no numbers: "Forty-three" opens a sentence with a capital, too."""
    numbers = [(number.start, number.end) for number in find(text) if number.kind != "month"]
    return [
        span
        for span in candidates(text)
        if not any(start <= span.start and span.end <= end for start, end in numbers)
    ]


def parts(name: str) -> list[str]:
    """The words of a name in lower case, without articles: "Bashar al-Assad" gives bashar, assad."""
    words = [_bare(match.group()) for match in _WORD.finditer(_FORMER.sub("", name))]
    return [word for word in words if word and word not in _ARTICLES | _TITLES and word not in WORDS] or words


def _ordinary(name: str, after: str) -> bool:
    """Whether a capital at the head of a sentence is only that: one common-looking word before no predicate."""
    if " " in name or "-" in name or name[1:2].isupper():
        return False
    low = name.lower()
    following = re.match(r"\W*(\w+)", after)
    predicate = (
        following is not None and following[1] in _PREDICATES and not low.endswith(("s", "ers", "men"))
    )
    return low in STOP_WORDS or (_COMMON.fullmatch(low) is not None and not predicate)


def _bare(word: str) -> str:
    return re.sub(r"['’]s?$", "", word.lower()).replace(".", "")


def _known(sources: Sequence[str]) -> _Known:
    words: set[str] = set()
    acronyms: set[str] = set()
    people: list[tuple[str, ...]] = []
    for source in sources:
        found = [match.group() for match in _WORD.finditer(source)]
        words.update(_bare(word) for word in found)
        acronyms.update(word.replace(".", "") for word in found if len(word) > 1 and word.isupper())
        content = [word for word in found if _bare(word) not in STOP_WORDS]
        for length in (2, 3, 4, 5):
            for run in zip(*(content[at:] for at in range(length)), strict=False):
                if length > 2 or all(word[0].isupper() for word in run):  # noqa: PLR2004 - two letters prove little
                    acronyms.add("".join(word[0] for word in run).upper())
        several = (tuple(parts(span.text)) for span in spans(source))
        people += [name for name in several if len(name) > 1]
    for word in list(words):
        words.update(_LONG_FORMS.get(word, "").split())
        words.update((stem(word), kin(word)))
        words.update(_LONG_FORMS.get(_CAPITALS.get(word, ""), "").split())
        words.update(other for other in (_CAPITALS.get(word), _STATES.get(kin(word))) if other)
    if {"united", "states"} <= words:
        words.add("america")
    if {"united", "kingdom"} <= words:
        words.add("britain")
    return _Known(frozenset(words), frozenset(acronyms), tuple(people))


def _holds(name: str, known: _Known) -> bool:
    capitals = name.replace(".", "")
    if capitals.isupper() and capitals in known.acronyms:
        return True
    mine = parts(name)
    if len(mine) > 1 and "".join(word[0] for word in mine).upper() in known.acronyms:
        return True
    return all(_same(word, known) for word in mine) and not _mixed(mine, known.people)


def _same(word: str, known: _Known) -> bool:
    if {word, word.removesuffix("s"), stem(word), kin(word)} & known.words or (
        word.upper() in known.acronyms and len(word) > 1
    ):
        return True
    return any(
        word + ending in known.words
        or (
            word.endswith(ending)
            and len(word) - len(ending) >= _SHORTEST
            and word.removesuffix(ending) in known.words
        )
        for ending in _ENDINGS
        if len(word) >= _SHORTEST
    )


def _mixed(mine: Sequence[str], people: Sequence[tuple[str, ...]]) -> bool:
    """Whether a name begins as one of the sources' and ends as another, and is none of them."""
    if len(mine) < 2 or any(set(mine) <= set(other) for other in people):  # noqa: PLR2004 - given name and surname
        return False
    heads = any(other[0] == mine[0] and other[-1] != mine[-1] for other in people)
    tails = any(other[-1] == mine[-1] and other[0] != mine[0] for other in people)
    return heads and tails
