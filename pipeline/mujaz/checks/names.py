"""The names of an article: one English form for each Arabic one, from its first sentence to its last."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from mujaz.arabic.clitics import Word, stems, without_article, words
from mujaz.arabic.transliteration import latin_letters
from mujaz.article import Name, Translation
from mujaz.checks.alignment import Pair, align, groups_of, pairs_of, span_text
from mujaz.checks.glossary import Applied, Glossary, Match
from mujaz.english.names import is_nationality
from mujaz.flags import Flag

__all__ = ["PUT_IN", "align", "consistent"]

PUT_IN = "put in from the glossary: "  # begins the detail of a flag that tells of an edit, not of a miss

_CERTAIN = 0.85  # certainty from which a minority form is replaced
_SHORT = 3  # letters: such words are too often others
# Words of names that English translates when they stand alone: a wadi is a valley, the hajj a pilgrimage.
_COMMON = frozenset(
    ("وادي", "حجاج", "شارع", "ملعب", "دربي", "امام", "سلطان", "مفتي", "قاضي", "جامع", "كرم", "سوق")
)
_NAMED = frozenset(("country", "place", "person", "group", "agency", "institution", "event"))  # kinds to list
_RENEWED = frozenset(("glossary_missed", "place_invented"))  # flags that the whole article may change
# Endings by which English derives words of one name: Syria / Syrian, Houthi / Houthis.
_ENDINGS = frozenset(" s es n an ans ian ians ese i is ic ist ists ish ite ites".split(" "))  # noqa: SIM905 (a line)


def consistent(
    translations: Sequence[Translation], glossary: Glossary | None
) -> tuple[tuple[Translation, ...], tuple[Name, ...]]:
    """Give each Arabic name of one article one English form, and list the names.

    First the glossary: its certain edits are made, and what it still misses is flagged (`glossary_missed`), as are
    places that no Arabic answers (`place_invented`); such flags that the translations carry already are renewed. Then, for words that no entry covers: where
    one Arabic word came out in several spellings, the sentences with a minority spelling get a
    `name_inconsistent` flag, and the majority's spelling is put in where the pair is certain. Where no
    spelling has the majority, all these sentences are flagged and nothing is changed. A name shared by
    different people, a surname alone, and Syria / Syrian are not inconsistent. At last, a sentence whose Arabic holds
    a name that another sentence shows in English gets a `name_missing` flag where its own English holds nothing like it.

    Args:
        translations: Of one article, in order.
        glossary: Or None for consistency alone.

    Returns:
        The translations, edited and flagged, and the names by first occurrence.
    """
    article = " ".join(translation.sentence.arabic for translation in translations)
    edited: list[Translation] = []
    lines: list[_Line] = []
    for translation in translations:  # sentence by sentence: the glossary knows what it has just found
        edited.append(_with_glossary(translation, glossary, article))
        lines.append(_Line.read(edited[-1], glossary))
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
    for at, missing in _missing(edited, lines):
        edited[at] = replace(edited[at], flags=(*edited[at].flags, missing))
    return tuple(edited), _names(edited, lines, glossary)


@dataclass(frozen=True, slots=True)
class _Line:
    """One sentence, read: its glossary matches, and the pairs among the words that no entry covers."""

    words: tuple[Word, ...]
    matches: tuple[Match, ...]
    pairs: tuple[Pair, ...]

    @classmethod
    def read(cls, translation: Translation, glossary: Glossary | None) -> "_Line":
        arabic = translation.sentence.arabic
        line = words(arabic)
        matches = tuple(glossary.find(arabic)) if glossary else ()
        covered = {number for match in matches for number in match.words}
        pairs = [
            pair
            for pair in pairs_of(line, translation.english)
            if not covered.intersection(range(pair.word, pair.last + 1))
            # A place that the glossary lists has its Arabic there: any other word only sounds like it.
            and not (glossary and glossary.is_place(pair.token.text))
        ]
        return cls(tuple(line), matches, tuple(pairs))

    def following(self, pair: Pair) -> str:
        """What stands after a word whose name goes on: it tells apart the people of one given name."""
        if not pair.token.followed or pair.last + 1 >= len(self.words):
            return ""
        return without_article(self.words[pair.last + 1].folded)

    def leading(self, pair: Pair) -> str:
        """What stands before a word inside a name: it tells apart the people of one surname."""
        if not pair.token.led or pair.word == 0:
            return ""
        return without_article(self.words[pair.word - 1].folded)


def _with_glossary(translation: Translation, glossary: Glossary | None, article: str) -> Translation:
    if glossary is None:
        return translation
    arabic = translation.sentence.arabic
    applied: tuple[Applied, ...] = ()
    english = translation.english
    if not translation.human:  # a person's words stay, flagged like the others
        english, applied = glossary.apply(arabic, english)
    flags = [flag for flag in translation.flags if flag.name not in _RENEWED]
    flags += [_edit_flag(applied)] if applied else []
    flags += glossary.check(arabic, english)
    # An engine is given one sentence: only a person can have meant a place that others name by "the country".
    flags += glossary.places.flags(arabic, english, article if translation.human else "")
    return replace(translation, english=english, flags=tuple(flags))


def _edit_flag(applied: Sequence[Applied]) -> Flag:
    edits = ", ".join(f'"{edit.after}" ({edit.arabic}) for "{edit.before}"' for edit in applied)
    return Flag.of("glossary_missed", f"{PUT_IN}{edits}", "low")


def _derived(forms: set[str]) -> bool:
    """Whether the forms differ by an ending, by capitals or accents only."""
    letters = {latin_letters(form) for form in forms}
    stem = min(letters, key=len)
    return all(form.startswith(stem) and form[len(stem) :] in _ENDINGS for form in letters)


def _same_names(lines: Sequence[_Line]) -> list[list[tuple[int, Pair]]]:
    """The pairs of one Arabic word each, parted where the words around it show different people.

    «محمد صلاح» and «محمد بن سلمان» share a given name only, «علي محمد» and «موسى محمد» a surname. A name that
    stands alone goes with the one person who bears it, and by itself where there are several.
    """
    by_word: dict[tuple[str, str], list[tuple[int, Pair]]] = {}
    for at, line in enumerate(lines):
        for pair in line.pairs:
            by_word.setdefault((pair.arabic, line.following(pair)), []).append((at, pair))
    groups: list[list[tuple[int, Pair]]] = []
    for members in by_word.values():
        by_leader: dict[str, list[tuple[int, Pair]]] = {}
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
    translation: Translation, pairs: Sequence[Pair], best: str | None, forms: Sequence[str]
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
        if best is not None and pair.certainty >= _CERTAIN and not translation.human:
            english = re.sub(rf"(?<!\w){re.escape(pair.token.text)}(?!\w)", best, english)
            replaced.append(f'"{pair.token.text}"')
    if replaced:
        detail += f'; {" and ".join(replaced)} was replaced by "{best}" here'
    flag = Flag.of("name_inconsistent", detail)
    return replace(translation, english=english, flags=(*translation.flags, flag))


def _missing(translations: Sequence[Translation], lines: Sequence[_Line]) -> Iterator[tuple[int, Flag]]:
    """For each sentence that lost a name which the article has elsewhere its place and the flag.

    Of 3,017 human translations in 280 articles none is flagged (a pilgrim and two valleys were before `_COMMON`); of 745
    sentences by the starter 5, all rightly.
    """
    known: dict[str, str] = {}
    for line in lines:
        for pair in line.pairs:
            if pair.certainty >= _CERTAIN and len(pair.arabic) > _SHORT and pair.arabic not in _COMMON:
                known.setdefault(pair.arabic, pair.token.text)
    for at, (translation, line) in enumerate(zip(translations, lines, strict=True)):
        covered = {number for match in line.matches for number in match.words}
        bare = {
            without_article(stem)
            for number, word in enumerate(line.words)
            if number not in covered
            for stem in stems(word.folded)
        }
        if bare.isdisjoint(known):
            continue
        shown = {pair.arabic for pair in line.pairs}
        letters = latin_letters(translation.english)
        lost = [
            f'"{form}" ({arabic})'
            for arabic, form in known.items()
            if arabic in bare and arabic not in shown and latin_letters(form) not in letters
        ]
        if lost and translation.english:
            yield at, Flag.of("name_missing", f"not in the English: {', '.join(lost)}")


def _names(
    translations: Sequence[Translation], lines: Sequence[_Line], glossary: Glossary | None
) -> tuple[Name, ...]:
    """The names of the article, surnames under their full names."""
    found: dict[tuple[str, str], list[tuple[int, int]]] = {}  # (Arabic, English) → (sentence, place in it)
    for translation, line in zip(translations, lines, strict=True):
        number, english = translation.sentence.n, translation.english
        for match in line.matches:
            named = match.entry.kind in _NAMED
            if named and glossary is not None and glossary.accepts(match.entry, english):
                key = (match.entry.arabic[0], match.entry.english)
                found.setdefault(key, []).append((number, match.start))
        for group in groups_of(line.pairs):
            adjective = len(group) == 1 and is_nationality(group[0].token.text)
            if min(pair.certainty for pair in group) >= _CERTAIN and not adjective:
                key = (" ".join(pair.shown for pair in group), span_text(group, english))
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
