"""Which English word stands for which Arabic one, for names that are transliterated: found by sound.

Names that are translated (Security Council) are the glossary's business.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, repeat

from mujaz.arabic.clitics import Word, stems, without_article, words
from mujaz.arabic.transliteration import distance, initials, latin_initials, latin_letters
from mujaz.english.names import candidates

# Distances (see `transliteration.distance`) up to here make a pair. Judged by the glossary on 1,500 newswire pairs
# (tests/benchmarks/names.py): 797 pairs at 0.1, 848 at 0.2, 866 at 0.3, all right; 885 at 0.4, two of them wrong.
_PAIR = 0.2
_SHORT_PAIR = 0.08  # names of two consonants resemble many words
_MARGIN = 0.1  # a certain pair is at least this much nearer than the next Arabic word
_MIN_CONSONANTS = 2
_MIN_LETTERS = 3
_PARTICLES = frozenset("al el ez ed es ul the an as ash at az ad ar bin ibn ben de of abu".split())  # noqa: SIM905
_BOUND = frozenset(
    ("عبد", "ابو", "ابا", "ابي", "بن", "ال", "ام", "دي", "دو", "لو", "فان", "فون", "سان", "نيو", "نور")
)
# Everyday words that sound like English names ("Medina", "Khan", "Rice") and stand in every article.
_EVERYDAY = frozenset(
    (  # noqa: SIM905 (a table of words reads best as text)
        "في من على الى عن مع ان او قد كان كانت قال قالت بعد قبل كل هذا هذه ذلك التي الذي هو هي لم لن لا ما منذ حتى عند "
        "بين غير اي كما ثم لكن حيث خلال ضد نحو حول دون تحت فوق عام يوم امس اليوم مدينه بلده قريه منطقه شمال جنوب شرق غرب "
        "وسط دوله بلد رئيس رئيسه وزير وزيره وزاره حكومه مجلس حزب قوات جيش امن عمليه مئه الف مليون مليار احد اثنين "
        "ثلاثه اربعه خمسه سته سبعه ثمانيه تسعه عشره بيان قرار راي حرب سلام بحر نهر جبل باب دار بيت اسم شخص رجل ملك امير "
        "شيخ سيد اول ثاني ثالث كبير جديد عربي عربيه دولي دوليه"
    ).split()
)


@dataclass(frozen=True, slots=True)
class Token:
    """One word of an English name: `english[start:end] == text`, without particle and article."""

    text: str
    start: int
    end: int
    span: int  # number of its name in the sentence
    led: bool  # another word of the same name comes before it
    followed: bool  # and after it


@dataclass(frozen=True, slots=True)
class Pair:
    """An English token and the Arabic word or words that it spells."""

    word: int  # number of the first Arabic word
    last: int  # number of the last
    arabic: str  # folded, without clitics and article
    shown: str  # as written, without clitics
    token: Token
    certainty: float


def align(arabic: str, english: str) -> list[tuple[str, str, float]]:
    """The names of a sentence that the English transliterates.

    Each Arabic word (and a word bound to the next, «عبد الله») is compared by sound with each word of the
    English names; a pair counts where each is the other's nearest. Pairs that are neighbours on both sides
    are one name.

    Returns:
        Arabic form (clitics off), English span as it stands, certainty from 0 to 1: how near the sound is,
        halved where another Arabic word is almost as near. In the order of the English.
    """
    pairs = pairs_of(words(arabic), english)
    return [
        (" ".join(p.shown for p in group), span_text(group, english), min(p.certainty for p in group))
        for group in groups_of(pairs)
    ]


def pairs_of(line: Sequence[Word], english: str) -> list[Pair]:
    """The Arabic words of a sentence and the tokens of English names that are each other's nearest by sound.

    Args:
        line: The sentence's words.
        english: Its translation.

    Returns:
        Pairs in the order of the English. A name that occurs several times pairs its occurrences in turn.
    """
    tokens = _tokens(english)
    texts = {token.text for token in tokens if _consonants(token.text) >= _MIN_CONSONANTS}
    nearest: dict[str, tuple[float, str]] = {}
    runner_up: dict[str, float] = {}
    by_form: dict[str, tuple[float, str]] = {}
    flat = [(at, last, form, initials(form)) for at in range(len(line)) for last, form in _forms(line, at)]
    for text in sorted(texts):
        ranked: dict[int, tuple[float, str]] = {}
        begins = latin_initials(text)
        for at, _last, form, may_begin in flat:
            if begins & may_begin or not begins:
                far = distance(form, text)
                if far < ranked.get(at, (9.0, ""))[0]:
                    ranked[at] = (far, form)
        order = sorted(ranked.values())
        limit = _PAIR if _consonants(text) > _MIN_CONSONANTS else _SHORT_PAIR
        if not order or order[0][0] > limit:
            continue
        nearest[text] = order[0]
        runner_up[text] = next((far for far, form in order if form != order[0][1]), 9.0)
        if order[0][0] < by_form.get(order[0][1], (9.0, ""))[0]:
            by_form[order[0][1]] = (order[0][0], text)
    pairs = []
    for text, (far, form) in nearest.items():
        rival = by_form[form][1]
        if rival != text and not _alike(rival, text):
            continue
        places = [(at, last) for at, last, here, _ in flat if here == form]
        certainty = (1.0 - far) * (1.0 if runner_up[text] >= far + _MARGIN else 0.5)
        for token, (at, last) in zip(
            [t for t in tokens if t.text == text], chain(places, repeat(places[-1])), strict=False
        ):
            pairs.append(Pair(at, last, form, _shown(line[at : last + 1], form), token, certainty))
    return sorted(pairs, key=lambda pair: pair.token.start)


def groups_of(pairs: Sequence[Pair]) -> list[list[Pair]]:
    """Pairs that are neighbours on both sides, together: each group is one name."""
    groups: list[list[Pair]] = []
    for pair in pairs:
        before = groups[-1][-1] if groups else None
        if before and before.token.span == pair.token.span and before.last + 1 == pair.word:
            groups[-1].append(pair)
        else:
            groups.append([pair])
    return groups


def span_text(group: Sequence[Pair], english: str) -> str:
    """The English of a group as it stands, a particle before it included."""
    start, end = group[0].token.start, group[-1].token.end
    particle = re.search(r"(?:\b[Aa]l|\b[Ee]l)-$", english[:start])
    return english[particle.start() if particle else start : end]


def _tokens(english: str) -> list[Token]:
    tokens = []
    for number, span in enumerate(candidates(english)):
        found = [
            (match.group(), span.start + match.start(), span.start + match.end())
            for match in re.finditer(r"[^\W\d_][\w'’]*", span.text)
            if match.group().lower() not in _PARTICLES and len(match.group()) >= _MIN_LETTERS
        ]
        for at, (text, start, end) in enumerate(found):
            tokens.append(Token(text, start, end, number, at > 0, at + 1 < len(found)))
    return tokens


@lru_cache(maxsize=4096)
def _consonants(name: str) -> int:
    return sum(char not in "aeiouy" for char in latin_letters(name))


def _forms(line: Sequence[Word], at: int) -> list[tuple[int, str]]:
    """What the word at `at` may be as a name: (number of its last word, form), clitics and article off."""
    forms: list[tuple[int, str]] = []
    for stem, bare in _names(line[at].folded):
        if bare:
            forms.append((at, bare))
        if stem in _BOUND and at + 1 < len(line):
            forms.append((at + 1, f"{stem} {line[at + 1].folded}"))
    return forms


@lru_cache(maxsize=1 << 14)  # the same few thousand words make up most of any text
def _names(folded: str) -> tuple[tuple[str, str], ...]:
    """What a word may be under its clitics, each with its form as a name; empty where it is none."""
    return tuple(
        (stem, bare if named else "")
        for stem in stems(folded)
        for bare in (without_article(stem),)
        if (named := len(bare) >= _MIN_LETTERS and stem not in _EVERYDAY and bare not in _EVERYDAY)
        or stem in _BOUND
    )


def _alike(left: str, right: str) -> bool:
    """Whether two English spellings may be of one name: the first consonant is the same."""
    return latin_letters(left)[:1] == latin_letters(right)[:1]


def _shown(line: Sequence[Word], form: str) -> str:
    """The words of a pair as written, clitics off the first; its article stays on where it follows none."""
    first = line[0]
    bare = form.partition(" ")[0]
    length = len(bare) + 2 if first.folded.endswith("ال" + bare) else len(bare)
    marked = len(first.surface) != len(first.folded)
    head = first.folded[-length:] if marked else first.surface[-length:]
    return " ".join((head, *(word.surface for word in line[1:])))
