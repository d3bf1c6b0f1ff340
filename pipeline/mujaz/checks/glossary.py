"""The glossary: what the names of the news are called in English, checked and, where certain, put in.

Nothing is masked before translation: placeholders do not survive neural models (OpenNMT/CTranslate2#1798). The
finished English is looked at instead.
"""

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from pathlib import Path

from mujaz.arabic.clitics import FormIndex, words
from mujaz.arabic.letters import BORROWED
from mujaz.arabic.transliteration import latin_letters
from mujaz.checks.likeness import ARTICLES, Sought, misspelled
from mujaz.checks.places import Listed, Places
from mujaz.errors import UsageError
from mujaz.flags import Flag

_TERM = "term"  # the kind of an entry that names none
KINDS = frozenset(
    {
        "country",
        "nationality",
        "place",
        "person",
        "group",
        "agency",
        "institution",
        "office",
        "currency",
        "event",
        _TERM,
    }
)
_COLUMNS, _LEAST_COLUMNS = 4, 2  # of three nobody could tell what the third is
_WRITTEN = f"ء-غف-ي{BORROWED}"  # no tatweel
_ARABIC_FORM = re.compile(f"[{_WRITTEN}]+(?:[ -][{_WRITTEN}]+)*")
_TOKEN = re.compile(r"[^\W_]+|[$£€¥]")
_POSSESSIVE = re.compile(r"['’]s?(?![\w])")
_INNER_APOSTROPHE = re.compile(r"(?<=\w)['’‘ʿʾ`](?=\w)")
_INITIALS = re.compile(r"\b(?:[A-Z]\.){2,}")


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the glossary."""

    arabic: tuple[str, ...]
    english: str  # the form an edit puts in
    also: tuple[str, ...]  # forms that are right too
    kind: str  # one of `KINDS`
    checked: bool  # False: the Arabic is an everyday word as well; only recognised


@dataclass(frozen=True, slots=True)
class Match:
    """An entry found in an Arabic sentence."""

    entry: Entry
    form: str  # the Arabic variant, as listed
    start: int  # offset into the sentence; clitics included
    end: int
    words: tuple[int, ...]  # the numbers of its words in `clitics.words(sentence)`


@dataclass(frozen=True, slots=True)
class Applied:
    """One edit of the English."""

    arabic: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class _View:
    """An English text as forms are sought in it: tokens between spaces, three ways."""

    raw: str  # as written, for acronyms: "US" is not "us"
    capitals: str  # each token with its first letter as written, the rest small: "turkey" is not "Turkey"
    small: str

    def shows(self, form: "_View") -> bool:
        """Whether a form stands in this text, a plural -s allowed."""
        if form.raw.strip().isupper() and form.raw.count(" ") == 2:  # noqa: PLR2004 (one token, two borders)
            return _stands(form.raw, self.raw)
        if form.capitals.count(" ") == 2 and form.capitals != form.small:  # noqa: PLR2004
            return _stands(form.capitals, self.capitals)
        return _stands(form.small, self.small)


def _stands(form: str, text: str) -> bool:
    return form in text or f"{form[:-1]}s " in text


@lru_cache(maxsize=256)  # an article's sentences, each of which is asked for several names
def _view(english: str) -> _View:
    plain = _INITIALS.sub(lambda match: match.group().replace(".", ""), english.replace("ı", "i"))
    plain = _INNER_APOSTROPHE.sub(lambda m: m.group() if _POSSESSIVE.match(plain, m.start()) else "", plain)
    plain = _POSSESSIVE.sub("", plain)
    if not plain.isascii():
        plain = "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))
    raw = _TOKEN.findall(plain)
    bare = [token for token in raw if token.lower() not in ARTICLES] or raw
    capitals = [token.capitalize() if token[0].isupper() else token for token in bare]
    return _View(
        f" {' '.join(raw)} ", f" {' '.join(capitals)} ", f" {' '.join(token.lower() for token in bare)} "
    )


class Glossary:
    """Arabic forms and their English, ready to be found, checked and put in.

    Args:
        entries: In the order of the file.
        content_hash: Of the file, for signatures and fingerprints.
    """

    def __init__(self, entries: Sequence[Entry], content_hash: str) -> None:
        self.entries = tuple(entries)
        self.content_hash = content_hash
        self._by_form = {form: entry for entry in entries for form in entry.arabic}
        self._index = FormIndex(self._by_form)
        self._last: tuple[str, Sequence[Match]] = (
            "",
            (),
        )  # a sentence is asked for by one check after the other
        accepted: dict[str, dict[str, None]] = {}
        for (
            entry
        ) in entries:  # two entries may have one English form: what is right for one is right for both
            accepted.setdefault(entry.english, {}).update(dict.fromkeys(_forms(entry)))
        self._accepted = {english: tuple(map(_view, forms)) for english, forms in accepted.items()}
        self._places = {
            latin_letters(form) for entry in entries if entry.kind in _MAPPED for form in _forms(entry)
        }
        self._known = {latin_letters(form) for entry in entries for form in _forms(entry)}

    @classmethod
    def load(cls, path: Path) -> "Glossary":
        """Read a glossary file.

        Args:
            path: UTF-8, tab-separated: Arabic variants (|), English, other English forms (|), kind; the last two may
                be left out. Lines that start with # and empty lines are skipped. A kind may end in a question mark:
                recognised, never checked.

        Raises:
            UsageError: The file is missing or not UTF-8, or a line breaks the format; names file and line.
        """
        try:
            data = path.read_bytes()
            text = data.decode("utf-8-sig")
        except OSError as error:
            raise UsageError(f"{path}: cannot read the glossary: {error.strerror}", _HINT) from error
        except UnicodeDecodeError as error:
            raise UsageError(f"{path}: the glossary is not UTF-8 (byte {error.start})", _HINT) from error
        entries: list[Entry] = []
        owners: dict[tuple[str, ...], int] = {}
        for number, line in enumerate(text.splitlines(), start=1):
            if not line.strip() or line.startswith("#"):
                continue
            entry = _parse(line, f"{path}:{number}")
            for form in entry.arabic:
                key = _key(form)
                if key in owners:
                    raise UsageError(
                        f"{path}:{number}: {form} is listed on line {owners[key]} already", _HINT
                    )
                owners[key] = number
            entries.append(entry)
        return cls(entries, hashlib.sha256(data).hexdigest())

    def over(self, base: "Glossary") -> "Glossary":
        """This glossary and the entries of another one; where both have an Arabic form, this one's counts."""
        own = {_key(form) for entry in self.entries for form in entry.arabic}
        kept = [
            replace(entry, arabic=forms)
            for entry in base.entries
            if (forms := tuple(form for form in entry.arabic if _key(form) not in own))
        ]
        both = hashlib.sha256(f"{self.content_hash} {base.content_hash}".encode()).hexdigest()
        return Glossary((*self.entries, *kept), both)

    def find(self, arabic: str) -> list[Match]:
        """The entries in an Arabic sentence, left to right, the longest form first where they overlap."""
        last = self._last
        if last[0] != arabic:
            found = self._index.find(arabic)
            matches = [
                Match(self._by_form[one.form], one.form, one.start, one.end, one.words) for one in found
            ]
            last = self._last = (arabic, matches)
        return list(last[1])

    @cached_property
    def places(self) -> Places:
        """What answers the places of these entries."""
        return Places(Listed(entry.kind, tuple(_forms(entry)), entry.arabic) for entry in self.entries)

    def is_place(self, english: str) -> bool:
        """Whether this is the English of a country or place that is listed here with all its Arabic forms."""
        return latin_letters(english) in self._places

    def accepts(self, entry: Entry, english: str) -> bool:
        """Whether one of the entry's English forms stands in `english`."""
        return self._shows(entry, _view(english))

    def check(self, arabic: str, english: str) -> tuple[Flag, ...]:
        """One `glossary_missed` flag for all the checked entries whose English is absent.

        Of high severity where at least two entries, and at least half of the sentence's, are absent: then a clause is
        missing or another sentence was invented. That holds for none of the 997 human translations of FLORES dev and
        none of 9,214 of news, for 3 sentences of seven systems (each had lost a clause), and for 31 % of
        the news sentences when each is given the English of another.
        """
        matches = self.find(arabic)
        missed = self._absent(matches, english)
        if not missed:
            return ()
        checked = {match.entry.english for match in matches if match.entry.checked}
        grave = len(missed) >= _MANY and 2 * len(missed) >= len(checked)
        names = ", ".join(f'"{match.entry.english}" ({match.form})' for match in missed)
        return (Flag.of("glossary_missed", f"not in the English: {names}", "high" if grave else "low"),)

    def absent(self, arabic: str, english: str) -> list[Match]:
        """The checked entries of a sentence whose English is absent, each once."""
        return self._absent(self.find(arabic), english)

    def _absent(self, matches: Sequence[Match], english: str) -> list[Match]:
        missed: dict[str, Match] = {}
        view = _view(english)
        for match in matches:
            if match.entry.checked and not self._shows(match.entry, view):
                missed.setdefault(match.entry.english, match)
        return list(missed.values())

    def apply(self, arabic: str, english: str) -> tuple[str, tuple[Applied, ...]]:
        """Put the glossary's form in the place of certain misspellings.

        A span of the English is replaced where all of this holds: the entry is missed; the span is part of a
        capitalised name, of at least four letters, and no form of any entry; it is the only one that can be the
        entry's (see `likeness.misspelled`); it stands as often as the Arabic does. An edit after which the check
        still fails is undone.

        Returns:
            The English, and the edits made.
        """
        applied: list[Applied] = []
        matches = self.find(arabic)
        line = words(arabic)
        for match in self._absent(matches, english):
            if match.entry.kind not in _SPELLED:
                continue  # the rest is translated, not transliterated
            wrong = misspelled(
                Sought(match.form, match.entry.english, match.words), line, english, self._known
            )
            if wrong is None:
                continue
            pattern = re.compile(rf"(?<![\w-]){re.escape(wrong)}(?![\w-])")
            often = sum(other.entry is match.entry for other in matches)
            if len(pattern.findall(english)) != often:
                continue
            edited = pattern.sub(match.entry.english.replace("\\", r"\\"), english)
            if self.accepts(match.entry, edited):
                english = edited
                applied.append(Applied(match.form, wrong, match.entry.english))
        return english, tuple(applied)

    def _shows(self, entry: Entry, view: _View) -> bool:
        return any(view.shows(form) for form in self._accepted[entry.english])


_MAPPED = frozenset({"country", "place"})
_SPELLED = frozenset({"country", "place", "person", "group", "agency"})
_MANY = 2  # absent entries that make a sentence doubtful
_HINT = "each line: Arabic variants (|) TAB English, and maybe TAB other English forms (|) TAB kind"


def _parse(line: str, where: str) -> Entry:
    columns = line.split("\t")
    if len(columns) not in (_LEAST_COLUMNS, _COLUMNS):
        raise UsageError(f"{where}: {len(columns)} columns instead of {_COLUMNS}", _HINT)
    arabic, english, also, kind = (*(column.strip() for column in columns), "", "")[:_COLUMNS]
    kind = kind if kind.strip("?") else f"{_TERM}{kind}"
    forms = tuple(form.strip() for form in arabic.split("|"))
    for form in forms:
        if not _ARABIC_FORM.fullmatch(form):
            raise UsageError(f"{where}: {form!r} is not Arabic words (letters without vowel marks)", _HINT)
    if not _TOKEN.search(english) or "|" in english:
        raise UsageError(f"{where}: {english!r} is not one English form", _HINT)
    if kind.removesuffix("?") not in KINDS:
        raise UsageError(
            f"{where}: unknown kind {kind!r}; allowed: {', '.join(sorted(KINDS))}, each with ? too"
        )
    others = tuple(form.strip() for form in also.split("|") if form.strip())
    return Entry(forms, english, others, kind.removesuffix("?"), not kind.endswith("?"))


def _key(form: str) -> tuple[str, ...]:
    """What two spellings of one Arabic form have in common."""
    return tuple(word.folded for word in words(form))


def _forms(entry: Entry) -> Iterable[str]:
    """All accepted English forms; of a person the surname alone too."""
    yield entry.english
    yield from entry.also
    if entry.kind == "person" and " " in entry.english:
        yield entry.english.rsplit(" ", 1)[1]
