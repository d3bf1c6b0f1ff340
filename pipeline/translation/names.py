"""The names of an article: which English word stands for which Arabic one, and whether that stays the same.

Names that are transliterated (Lavrov, Malahifji) are found by sound; names that are translated (Security
Council) are the glossary's business.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.arabic.clitics import Word, stems, without_article, words
from pipeline.arabic.transliteration import distance, latin_letters
from pipeline.article import Flag, Name, Translation
from pipeline.english.names import candidates
from pipeline.translation.glossary import Applied, Glossary, Match

# Distances (see `transliteration.distance`) up to here make a pair; measured in tests/benchmarks/names.py.
_PAIR = 0.2
_SHORT_PAIR = 0.08  # names of two consonants resemble many words
_MARGIN = 0.1  # a certain pair is at least this much nearer than the next Arabic word
_CERTAIN = 0.85  # certainty from which a minority form is replaced
_MIN_CONSONANTS = 2
_MIN_LETTERS = 3
_PARTICLES = frozenset(
    re.findall(r"\w+", "al el ez ed es ul the an as ash at az ad ar bin ibn ben de of abu")
)
_BOUND = frozenset(
    ("عبد", "ابو", "ابا", "ابي", "بن", "ال", "ام", "دي", "دو", "لو", "فان", "فون", "سان", "نيو", "نور")
)
# Everyday words that sound like English names ("Medina", "Khan", "Rice") and stand in every article.
_EVERYDAY = frozenset(
    re.findall(
        r"\w+",
        "في من على الى عن مع ان او قد كان كانت قال قالت بعد قبل كل هذا هذه ذلك التي الذي هو هي لم لن لا ما منذ حتى عند "
        "بين غير اي كما ثم لكن حيث خلال ضد نحو حول دون تحت فوق عام يوم امس اليوم مدينه بلده قريه منطقه شمال جنوب شرق غرب "
        "وسط دوله بلد رئيس رئيسه وزير وزيره وزاره حكومه مجلس حزب قوات جيش امن عمليه مئه الف مليون مليار احد اثنين "
        "ثلاثه اربعه خمسه سته سبعه ثمانيه تسعه عشره بيان قرار راي حرب سلام بحر نهر جبل باب دار بيت اسم شخص رجل ملك امير "
        "شيخ سيد اول ثاني ثالث كبير جديد عربي عربيه دولي دوليه",
    )
)
# Endings by which English derives words of one name: Syria / Syrian, Houthi / Houthis.
_ENDINGS = frozenset(
    (
        "",
        "s",
        "es",
        "n",
        "an",
        "ans",
        "ian",
        "ians",
        "ese",
        "i",
        "is",
        "ic",
        "ist",
        "ists",
        "ish",
        "ite",
        "ites",
    )
)


@dataclass(frozen=True, slots=True)
class _Token:
    """One word of an English name: `english[start:end] == text`, without particle and article."""

    text: str
    start: int
    end: int
    span: int  # number of its name in the sentence
    led: bool  # another word of the same name comes before it
    followed: bool  # and after it


@dataclass(frozen=True, slots=True)
class _Pair:
    word: int  # number of the first Arabic word
    last: int  # number of the last
    arabic: str  # folded, without clitics and article
    shown: str  # as written, without clitics
    token: _Token
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
    pairs = _pairs(words(arabic), english)
    return [
        (" ".join(p.shown for p in group), _span_text(group, english), min(p.certainty for p in group))
        for group in _groups(pairs)
    ]


def consistent(
    translations: Sequence[Translation], glossary: Glossary | None
) -> tuple[tuple[Translation, ...], tuple[Name, ...]]:
    """Give each Arabic name of one article one English form, and list the names.

    First the glossary: its certain edits are made and what it still misses is flagged (`glossary_missed`;
    such flags that the translations carry already are renewed). Then, for words that no entry covers: where
    one Arabic word came out in several spellings, the sentences with a minority spelling get a
    `name_inconsistent` flag, and the majority's spelling is put in where the pair is certain. Where no
    spelling has the majority, all these sentences are flagged and nothing is changed. A name shared by
    different people, a surname alone, and Syria / Syrian are not inconsistent.

    Args:
        translations: Of one article, in order.
        glossary: Or None for consistency alone.

    Returns:
        The translations, edited and flagged, and the names by first occurrence.
    """
    edited = [_with_glossary(translation, glossary) for translation in translations]
    lines = [_Line.read(translation, glossary) for translation in edited]
    touched: set[int] = set()
    for members in _same_names(lines):
        forms = Counter(pair.token.text for _, pair in members)
        if _derived(set(forms)):
            continue
        best = _majority(forms)
        for at in sorted({at for at, pair in members if pair.token.text != best}):
            here = [pair for number, pair in members if number == at and pair.token.text != best]
            edited[at] = _unify(edited[at], here, best, tuple(forms))
            touched.add(at)
    lines = [
        _Line.read(translation, glossary) if at in touched else line
        for at, (translation, line) in enumerate(zip(edited, lines, strict=True))
    ]
    return tuple(edited), _names(edited, lines, glossary)


@dataclass(frozen=True, slots=True)
class _Line:
    """One sentence, read: its glossary matches, and the pairs among the words that no entry covers."""

    words: tuple[Word, ...]
    matches: tuple[Match, ...]
    pairs: tuple[_Pair, ...]

    @classmethod
    def read(cls, translation: Translation, glossary: Glossary | None) -> "_Line":
        arabic = translation.sentence.arabic
        line = words(arabic)
        matches = tuple(glossary.find(arabic)) if glossary else ()
        covered = {number for match in matches for number in match.words}
        pairs = [
            pair
            for pair in _pairs(line, translation.english)
            if not covered.intersection(range(pair.word, pair.last + 1))
        ]
        return cls(tuple(line), matches, tuple(pairs))

    def following(self, pair: _Pair) -> str:
        """What stands after a word whose name goes on: it tells apart the people of one given name."""
        if not pair.token.followed or pair.last + 1 >= len(self.words):
            return ""
        return without_article(self.words[pair.last + 1].folded)

    def leading(self, pair: _Pair) -> str:
        """What stands before a word inside a name: it tells apart the people of one surname."""
        if not pair.token.led or pair.word == 0:
            return ""
        return without_article(self.words[pair.word - 1].folded)


def _with_glossary(translation: Translation, glossary: Glossary | None) -> Translation:
    if glossary is None:
        return translation
    arabic = translation.sentence.arabic
    english, applied = glossary.apply(arabic, translation.english)
    flags = [flag for flag in translation.flags if flag.name != "glossary_missed"]
    flags += [_edit_flag(edit) for edit in applied]
    flags += glossary.check(arabic, english)
    return replace(translation, english=english, flags=tuple(flags))


def _edit_flag(edit: Applied) -> Flag:
    return Flag(
        "glossary_missed",
        "low",
        f'{edit.arabic} came out as "{edit.before}"; "{edit.after}" was put in from the glossary',
    )


def _tokens(english: str) -> list[_Token]:
    tokens = []
    for number, span in enumerate(candidates(english)):
        found = [
            (match.group(), span.start + match.start(), span.start + match.end())
            for match in re.finditer(r"[^\W\d_][\w'’]*", span.text)
            if match.group().lower() not in _PARTICLES and len(match.group()) >= _MIN_LETTERS
        ]
        for at, (text, start, end) in enumerate(found):
            tokens.append(_Token(text, start, end, number, at > 0, at + 1 < len(found)))
    return tokens


def _consonants(name: str) -> int:
    return sum(char not in "aeiouy" for char in latin_letters(name))


def _forms(line: Sequence[Word], at: int) -> list[tuple[int, str]]:
    """What the word at `at` may be as a name: (number of its last word, form), clitics and article off."""
    forms = []
    for stem in stems(line[at].folded):
        bare = without_article(stem)
        if len(bare) >= _MIN_LETTERS and stem not in _EVERYDAY and bare not in _EVERYDAY:
            forms.append((at, bare))
        if stem in _BOUND and at + 1 < len(line):
            forms.append((at + 1, f"{stem} {line[at + 1].folded}"))
    return forms


def _pairs(line: Sequence[Word], english: str) -> list[_Pair]:
    tokens = _tokens(english)
    texts = {token.text for token in tokens if _consonants(token.text) >= _MIN_CONSONANTS}
    nearest: dict[str, tuple[float, str]] = {}
    runner_up: dict[str, float] = {}
    by_form: dict[str, tuple[float, str]] = {}
    options = [_forms(line, at) for at in range(len(line))]
    for text in sorted(texts):
        ranked: dict[int, tuple[float, str]] = {}
        for at, forms in enumerate(options):
            for _, form in forms:
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
        places = [(at, last) for at, forms in enumerate(options) for last, here in forms if here == form]
        certainty = (1.0 - far) * (1.0 if runner_up[text] >= far + _MARGIN else 0.5)
        for token, (at, last) in zip([t for t in tokens if t.text == text], _spread(places), strict=False):
            pairs.append(_Pair(at, last, form, _shown(line[at : last + 1], form), token, certainty))
    return sorted(pairs, key=lambda pair: pair.token.start)


def _spread(places: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The Arabic places in turn, the last one again for further English occurrences."""
    return places + [places[-1]] * 20


def _alike(left: str, right: str) -> bool:
    """Whether two English spellings may be of one name: the first consonant is the same."""
    return latin_letters(left)[:1] == latin_letters(right)[:1]


def _groups(pairs: Sequence[_Pair]) -> list[list[_Pair]]:
    groups: list[list[_Pair]] = []
    for pair in pairs:
        before = groups[-1][-1] if groups else None
        if before and before.token.span == pair.token.span and before.last + 1 == pair.word:
            groups[-1].append(pair)
        else:
            groups.append([pair])
    return groups


def _span_text(group: Sequence[_Pair], english: str) -> str:
    start, end = group[0].token.start, group[-1].token.end
    particle = re.search(r"(?:\b[Aa]l|\b[Ee]l)-$", english[:start])
    return english[particle.start() if particle else start : end]


def _derived(forms: set[str]) -> bool:
    """Whether the forms differ by an ending, by capitals or accents only."""
    letters = {latin_letters(form) for form in forms}
    stem = min(letters, key=len)
    return all(form.startswith(stem) and form[len(stem) :] in _ENDINGS for form in letters)


def _same_names(lines: Sequence[_Line]) -> list[list[tuple[int, _Pair]]]:
    """The pairs of one Arabic word each, parted where the words around it show different people.

    «محمد صلاح» and «محمد بن سلمان» share a given name only, «علي محمد» and «موسى محمد» a surname. A name that
    stands alone goes with the one person who bears it, and by itself where there are several.
    """
    by_word: dict[tuple[str, str], list[tuple[int, _Pair]]] = {}
    for at, line in enumerate(lines):
        for pair in line.pairs:
            by_word.setdefault((pair.arabic, line.following(pair)), []).append((at, pair))
    groups: list[list[tuple[int, _Pair]]] = []
    for members in by_word.values():
        by_leader: dict[str, list[tuple[int, _Pair]]] = {}
        for at, pair in members:
            by_leader.setdefault(lines[at].leading(pair), []).append((at, pair))
        people = len(by_leader) - ("" in by_leader)
        groups.extend([members] if people <= 1 else by_leader.values())
    return groups


def _majority(forms: Counter[str]) -> str | None:
    """The spelling that is more frequent than every other; None where none is."""
    ranked = forms.most_common(2)
    return ranked[0][0] if len(ranked) == 1 or ranked[0][1] > ranked[1][1] else None


def _unify(
    translation: Translation, pairs: Sequence[_Pair], best: str | None, forms: Sequence[str]
) -> Translation:
    """Flag a sentence that holds a minority form, and put the majority's in where that is certain.

    Without a majority nothing is put in: of two spellings seen once each, the wrong one would win as often
    as the right one ("Romney" gave way to "Rumney" when the nearer in sound was taken).
    """
    english = translation.english
    said = " and ".join(f'"{form}"' for form in forms)
    detail = f"{pairs[0].shown} came out as {said}"
    replaced = []
    for pair in sorted({pair.token.text: pair for pair in pairs}.values(), key=lambda p: p.token.text):
        if best is not None and pair.certainty >= _CERTAIN:
            english = re.sub(rf"(?<!\w){re.escape(pair.token.text)}(?!\w)", best, english)
            replaced.append(f'"{pair.token.text}"')
    if replaced:
        detail += f'; {" and ".join(replaced)} was replaced by "{best}" here'
    flag = Flag("name_inconsistent", "low", detail)
    return replace(translation, english=english, flags=(*translation.flags, flag))


def _shown(line: Sequence[Word], form: str) -> str:
    """The words of a pair as written, clitics off the first; its article stays on where it follows none."""
    first = line[0]
    bare = form.partition(" ")[0]
    length = len(bare) + 2 if first.folded.endswith("ال" + bare) else len(bare)
    marked = len(first.surface) != len(first.folded)
    head = first.folded[-length:] if marked else first.surface[-length:]
    return " ".join((head, *(word.surface for word in line[1:])))


def _names(
    translations: Sequence[Translation], lines: Sequence[_Line], glossary: Glossary | None
) -> tuple[Name, ...]:
    """The names of the article, surnames under their full names."""
    found: dict[tuple[str, str], list[tuple[int, int]]] = {}  # (Arabic, English) → (sentence, place in it)
    for translation, line in zip(translations, lines, strict=True):
        number, english = translation.sentence.n, translation.english
        for match in line.matches:
            named = match.entry.kind not in {"office", "currency"}
            if named and glossary is not None and glossary.accepts(match.entry, english):
                key = (match.entry.arabic[0], match.entry.english)
                found.setdefault(key, []).append((number, match.start))
        for group in _groups(line.pairs):
            if min(pair.certainty for pair in group) >= _CERTAIN:
                key = (" ".join(pair.shown for pair in group), _span_text(group, english))
                found.setdefault(key, []).append((number, line.words[group[0].word].start))
    merged = _under_full_names(found)
    ordered = sorted(merged.items(), key=lambda item: min(item[1]))
    return tuple(
        Name(arabic, english, tuple(sorted({number for number, _ in places})))
        for (arabic, english), places in ordered
    )


def _under_full_names(
    found: dict[tuple[str, str], list[tuple[int, int]]],
) -> dict[tuple[str, str], list[tuple[int, int]]]:
    merged: dict[tuple[str, str], list[tuple[int, int]]] = {}
    for (arabic, english), places in found.items():
        full = [
            key for key in found if key[1] != english and re.search(rf"[ -]{re.escape(english)}$", key[1])
        ]
        full = [key for key in full if key[0].endswith(arabic)]
        merged.setdefault(full[0] if len(full) == 1 else (arabic, english), []).extend(places)
    return merged
