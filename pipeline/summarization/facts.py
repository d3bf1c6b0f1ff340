"""What a generated sentence must not get wrong: its numbers and names, looked up in the sentences it cites."""

import re
from collections.abc import Iterable, Sequence

from pipeline.english.words import STOP_WORDS, stem, tokens

_UNITS = """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
    seventeen eighteen nineteen"""
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_SMALL = {word: at for at, word in enumerate(_UNITS.split())} | {
    word: 10 * at for at, word in enumerate(_TENS.split(), start=2)
}
_SCALES = {
    "hundred": 10**2,
    "thousand": 10**3,
    "million": 10**6,
    "billion": 10**9,
    "bn": 10**9,
    "trillion": 10**12,
}
_NUMBER_TOKEN = re.compile(
    r"(?P<digits>\d+(?:,\d{3})+(?:\.\d+)?|\d+(?:[.,]\d+)?)|(?P<word>[a-z]+)|(?P<stop>[.;,:])"
)

_WORD = re.compile(r"(?:[A-Za-z]\.){2,}|[^\W\d_][\w'’-]*")
_OPENING = re.compile(r"(?:^|[\"“‘«(:])\s*$")
_ARTICLES = frozenset(("al", "el", "bin", "bint", "ibn", "abu", "ould", "ul", "ad", "as", "ash"))
# Capitalised in front of a name; a summariser adds and drops them freely.
_TITLE_LIST = """
    president prime minister mr mrs ms dr gen general lt lieutenant col colonel brig brigadier major captain sheikh king
    prince princess queen sultan emir governor ambassador envoy spokesman spokeswoman foreign interior defense
    defence secretary chairman senator city province state government
"""
_TITLES = frozenset(_TITLE_LIST.split())
# After a single capitalised word at the head of a sentence these show that it is somebody or something.
_PREDICATE_LIST = """
    said says is was are were has had have will would told asked warned denied announced accused urged called
    insisted vowed rejected confirmed condemned launched
"""
_PREDICATES = frozenset(_PREDICATE_LIST.split())
# First words of a sentence that are more likely common than proper: by ending, number words, and frequent heads.
# Too few here costs a good point, too many lets an invented name pass.
_COMMON = re.compile(
    r"\w*(?:ing|ed|ly|ion|ment|ity|ers|men|[^aiu]s)|people|police|rain|fire|oil|part|half|dozens?|hundreds?|thousands?|"
    r"millions?|" + "|".join(_SMALL)
)
_LONG_FORMS = {
    "us": "united states", "usa": "united states", "un": "united nations", "uk": "united kingdom",
    "eu": "european union", "uae": "united arab emirates",
}  # fmt: skip
# One key for a country, its people and its adjective, where the endings -n, -i, -an, -ese and -ish don't show it.
_KIN_LIST = """
    america american us usa; britain british uk briton england english; france french; spain spanish;
    germany german; italy italian; greece greek; turkey turkish turk; poland polish; sweden swedish; denmark danish;
    netherlands dutch; switzerland swiss; ireland irish; ukraine ukrainian; egypt egyptian; iran iranian; jordan
    jordanian; palestine palestinian; chad chadian; canada canadian; brazil brazilian; argentina argentinian;
    norway norwegian; niger nigerien; afghanistan afghan; kurdistan kurdish kurd; europe european; belgium belgian;
    hungary hungarian; azerbaijan azerbaijani; philippines filipino; mauritania mauritanian; christianity christian
"""
_KIN = {word: group.split()[0] for group in _KIN_LIST.split(";") for word in group.split()}


def missing(text: str, sources: Sequence[str]) -> tuple[str, ...]:
    """The numbers and names of a generated sentence that none of the sources has.

    Numbers are compared by value ("eleven" = 11, "1.2 million" = 1,200,000), names word by word, whatever the
    case; a country, its people and its adjective count as one, and so do an acronym and the capitals of a name
    written out. Rounding is not allowed for: "nearly 400" for 398 is missing.

    Args:
        text: One generated sentence.
        sources: The sentences that it cites.

    Returns:
        As they stand in the text, in order, each once; empty when all is found.
    """
    known = frozenset[str]().union(*(numbers(source) for source in sources))
    if any("one" in tokens(source) for source in sources):
        known |= {"1"}
    lost = [number for number in _ordered_numbers(text) if number not in known]
    vocabulary = _vocabulary(sources)
    lost += [name for name in names(text) if not _known(name, vocabulary)]
    return tuple(dict.fromkeys(lost))


def numbers(text: str) -> frozenset[str]:
    """The values of all numbers in digits and words, as decimal strings without marks; "one" alone is none."""
    return frozenset(_ordered_numbers(text))


def names(text: str) -> list[str]:
    """The words that look like parts of a name: capitalised within a sentence, or at its head unless it looks common.

    Titles and function words are left out. Order of the text, repetitions kept.
    """
    found = list(_WORD.finditer(text))
    result = []
    for at, match in enumerate(found):
        word = match.group()
        low = _bare(word)
        if low == word.lower() == word or not any(letter.isupper() for letter in word):
            continue
        if (low in STOP_WORDS and (len(word) == 1 or not word.isupper())) or low in _TITLES or low == "i":
            continue
        if _OPENING.search(text[: match.start()]) and "-" not in word and not word[1:2].isupper():
            after = found[at + 1].group() if at + 1 < len(found) else ""
            if _COMMON.fullmatch(low) and not (after[:1].isupper() or after in _PREDICATES):
                continue
        result.append(word)
    return result


def kin(word: str) -> str:
    """One key for a country, its people and its adjective ("egyptian" → "egypt"); another word's is its stem.

    Args:
        word: In lower case.
    """
    singular = word.removesuffix("s")
    return _KIN.get(word, _KIN.get(singular, stem(word)))


def _ordered_numbers(text: str) -> list[str]:
    values: list[str] = []
    held: float | None = None  # a number in words that may go on: "two hundred and fifty thousand"
    in_words = 0
    text = text.lower()

    def close() -> None:
        nonlocal held, in_words
        if held is not None and not (held == 1 and in_words == 1):
            values.append(f"{held:.6f}".rstrip("0").rstrip("."))
        held, in_words = None, 0

    for match in _NUMBER_TOKEN.finditer(text):
        word = match["word"]
        if match["digits"]:
            close()
            held, in_words = _digits(match["digits"]), 0
        elif word in _SMALL:
            # "one hundred twenty five": goes on below the last scale; "two, three" and "10 two" do not.
            ten = 10  # the tens take no tens
            if held is None or in_words == 0 or held % ten or (held % ten**2 and _SMALL[word] >= ten):
                close()
            held = (held or 0) + _SMALL[word]
            in_words += 1
        elif word in _SCALES and held is not None:
            scale = _SCALES[word]
            below = held % 1000 if scale == 100 else held  # noqa: PLR2004 - the English for 100
            held = held - below + below * scale
            in_words += 1
        elif not (word == "and" and held is not None and in_words > 1):
            close()
    close()
    return values


def _digits(text: str) -> float:
    if re.fullmatch(r"\d+(?:,\d{3})+(?:\.\d+)?", text):
        return float(text.replace(",", ""))
    return float(text.replace(",", "."))


def _bare(word: str) -> str:
    """Lower case, without possessive and dots."""
    return re.sub(r"['’](?:s)?$", "", word.lower()).replace(".", "")


def _parts(word: str) -> list[str]:
    """The parts of a hyphenated word that carry the name: "al-Assad" → assad, "US-backed" → us."""
    pieces = [piece for piece in re.split(r"-", word) if piece]
    named = [piece for piece in pieces if any(letter.isupper() for letter in piece)]
    return [_bare(piece) for piece in named if _bare(piece) not in _ARTICLES]


def _vocabulary(sources: Iterable[str]) -> set[str]:
    """All words of the sources in lower case, with stems and country keys; what would be their acronyms, in capitals."""
    words: set[str] = set()
    for source in sources:
        found = [match.group() for match in _WORD.finditer(source)]
        plain = [_bare(word) for word in found]
        words.update(plain)
        for word in found:
            words.update(_bare(piece) for piece in word.split("-"))
        content = [word for word in plain if word not in STOP_WORDS]
        for length in (2, 3, 4):
            runs = (content[at : at + length] for at in range(len(content) - length + 1))
            words.update("".join(word[0] for word in run).upper() for run in runs)  # capitals: acronyms alone
    for word in list(words):
        words.update(_LONG_FORMS.get(word, "").split())
        words.update((stem(word), kin(word)))
    if {"united", "states"} <= words:
        words.add("america")
    if {"united", "kingdom"} <= words:
        words.add("britain")
    return words


def _known(name: str, vocabulary: set[str]) -> bool:
    capitals = name.replace(".", "")
    if capitals.isupper() and capitals in vocabulary:
        return True
    return all(_same(part, vocabulary) for part in _parts(name))


def _same(part: str, vocabulary: set[str]) -> bool:
    singular = part.removesuffix("s")
    forms = {part, singular, stem(part), kin(part)}
    if forms & vocabulary:
        return True
    endings = ("n", "i", "an", "ese", "ish")
    return any(
        form + ending in vocabulary or (form.endswith(ending) and form.removesuffix(ending) in vocabulary)
        for form in (part, singular)
        for ending in endings
        if len(form) - len(ending) >= 3  # noqa: PLR2004 - "Mal-i" is no form of "Mal"; "Oma-n" is not of "Oma"
    )
