"""The training text: read, cleaned, kept apart from everything that models are tested on, and counted."""

import lzma
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from random import Random
from typing import Any

from mujaz.arabic.letters import SCRIPT
from mujaz.training.config import DataConfig
from mujaz.training.overlap import Overlap, order
from mujaz.training.pairs import Pair
from mujaz.training.selection import clean, fault
from recipes.starter.settings import Settings

NEAR = 0.5  # share of a test sentence's word triples; a pair that holds more is left out
MOST_CHARACTERS = 900  # a longer one is several sentences
_TRANSLATIONS = 2  # of one Arabic text that are kept: dictionaries give a dozen
# Markup and placeholders, in documentation and user interfaces: {name}, <b>, %s, %1; but not the 5% of a sentence.
_CODE = re.compile(r"[{}<>|\\`$_=]|%(?=[A-Za-z0-9(])")
_CODED = frozenset({"tech"})
_ARABIC = re.compile(f"[{SCRIPT}]")
# Spelling habits and the share of texts up to which each is taken; the rest keep their letters.
_HABITS = (("[أإ]", "ا", 0.35), (r"ي\b", "ى", 0.5), (r"ة\b", "ه", 0.6))
_INDIC, _INDIC_SHARE = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"), 0.6
_COPIED = 0.5  # of the carelessly spelled copies
_QUOTES = str.maketrans("“”„«»‘’‚–—\u00a0", '"""""\'\'\'-- ')


@dataclass(slots=True)
class Account:
    """What became of the pairs of each source."""

    read: Counter[str] = field(default_factory=Counter)
    kept: Counter[str] = field(default_factory=Counter)
    licences: dict[str, str] = field(default_factory=dict)  # class A (open) or B (share-alike), see INDEX.md
    dropped: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class Text:
    """The pairs of each group, and the held-out ones."""

    groups: dict[str, list[Pair]]
    tests: dict[str, list[Pair]]


def corpora(folder: Path) -> Iterator[tuple[str, Pair]]:
    """Source and pair of all text in a folder; `licence` is the class A or B.

    `news-composed.tsv` (columns beat, Arabic, English) is the source `news`, those with a number `composed`; `open*.tsv.xz`
    (columns source, class, Arabic, English) name theirs.

    Raises:
        FileNotFoundError: There is none.
    """
    files = sorted(folder.glob("news-composed*.tsv")), sorted(folder.glob("open*.tsv.xz"))
    if not all(files):
        raise FileNotFoundError(f"{folder} holds no news-composed*.tsv or no open*.tsv.xz")
    for path in files[0]:
        with path.open(encoding="utf-8") as file:
            for line in file:
                _, arabic, english = line.rstrip("\n").split("\t")
                yield "news" if path.stem == "news-composed" else "composed", Pair(arabic, english, "A")
    for path in files[1]:
        with lzma.open(path, "rt", encoding="utf-8") as file:
            for line in file:
                source, licence, arabic, english = line.rstrip("\n").split("\t")
                yield source, Pair(arabic, english, licence)


def english(folder: Path, settings: Settings) -> Iterator[str]:
    """The English of all pairs that are fit to learn from, overlaps and caps left aside.

    Raises:
        FileNotFoundError: The corpora are not there.
    """
    limits = DataConfig()
    for source, raw in corpora(folder):
        group, pair = settings.group_of(source), clean(raw)
        if group is not None and _fault(pair, group, limits) is None:
            yield plain_quotes(pair.english)


def written(tokenizer: Any, english: Iterable[str]) -> set[int]:
    """The ids of the pieces that English text is made of, none of them with an Arabic letter.

    Args:
        tokenizer: A fast tokeniser of transformers.
        english: What a model is to write like.
    """
    found: set[int] = set()
    for part in _parts(english):
        for encoding in tokenizer.backend_tokenizer.encode_batch(part, add_special_tokens=False):
            found.update(encoding.ids)
    pieces = tokenizer.convert_ids_to_tokens(sorted(found))
    return {number for number, piece in zip(sorted(found), pieces, strict=True) if not _ARABIC.search(piece)}


def guards(folder: Path) -> list[Overlap]:
    """What must not be learnt: every line of every file of the folder, Arabic and English apart."""
    arabic = [line for path in sorted(folder.glob("*.ar")) for line in _lines(path)]
    english = [line for path in sorted(folder.glob("*.en")) for line in _lines(path)]
    return [Overlap(arabic), Overlap(english)]


def gather(
    rows: Iterable[tuple[str, Pair]], settings: Settings, forbidden: list[Overlap], account: Account
) -> Text:
    """Clean, filter, hold out and cap.

    Args:
        rows: Source and pair.
        settings: Groups, caps and how much is held out.
        forbidden: Of the Arabic and of the English: texts that must not be learnt.
        account: Filled with what became of the pairs.
    """
    limits = DataConfig()
    fit: dict[str, list[tuple[str, Pair]]] = {}
    seen: set[tuple[str, str]] = set()
    translations: Counter[str] = Counter()
    for source, raw in rows:
        account.read[source] += 1
        account.licences[source] = raw.licence or "?"
        group = settings.group_of(source)
        if group is None:
            account.dropped["of a source that is not used"] += 1
            continue
        cleaned = clean(raw)
        pair = Pair(cleaned.arabic, plain_quotes(cleaned.english), raw.licence)
        reason = _fault(pair, group, limits)
        if reason is None and (pair.arabic, pair.english) in seen:
            reason = "seen before"
        if reason is None and translations[pair.arabic] >= _TRANSLATIONS:
            reason = f"more than {_TRANSLATIONS} translations of one text"
        if reason is None and _near(pair, forbidden):
            reason = "nearly the same as a sentence of the test sets"
        if reason is not None:
            account.dropped[reason] += 1
            continue
        seen.add((pair.arabic, pair.english))
        translations[pair.arabic] += 1
        fit.setdefault(group, []).append((source, pair))
    tests = {name: _drawn(fit.get(name, []), size) for name, size in settings.held_out.items()}
    held = [Overlap(pair.arabic for rows in tests.values() for _, pair in rows)]
    held.append(Overlap(pair.english for rows in tests.values() for _, pair in rows))
    groups: dict[str, list[Pair]] = {}
    for name, items in fit.items():
        left = [item for item in items if not _near(item[1], held)]
        account.dropped["nearly the same as a held-out pair"] += (
            len(items) - len(left) - len(tests.get(name, []))
        )
        cap = settings.groups[name].cap or len(left)
        kept = sorted(left, key=lambda item: order(item[1].arabic))[:cap]
        account.dropped["over the cap of its group"] += len(left) - len(kept)
        account.kept.update(source for source, _ in kept)
        groups[name] = [pair for _, pair in kept]
        if settings.groups[name].careless:
            random = Random(order(name))  # noqa: S311 - for spelling
            copies = [Pair(careless(one.arabic, random), one.english, one.licence) for one in groups[name]]
            groups[name] += [
                copy
                for copy, one in zip(copies, groups[name], strict=True)
                if copy.arabic != one.arabic and random.random() < _COPIED
            ]
    return Text(groups, {name: [pair for _, pair in rows] for name, rows in tests.items()})


def _fault(pair: Pair, group: str, limits: DataConfig) -> str | None:
    if group in _CODED and _CODE.search(pair.arabic + pair.english):
        return "holds markup or placeholders"
    if len(pair.arabic) > MOST_CHARACTERS:
        return f"longer than {MOST_CHARACTERS} characters"
    return fault(pair, limits)


def plain_quotes(english: str) -> str:
    """English with straight quotation marks and hyphens for dashes, so that no piece is spent on the others."""
    return english.translate(_QUOTES)


def careless(arabic: str, random: Random) -> str:
    """The text as many people type it: hamza left out, ى for ي or ه for ة at the end of a word, Arabic-Indic digits."""
    habit = random.random()
    for pattern, typed, until in _HABITS:
        if habit < until:
            arabic = re.sub(pattern, typed, arabic)
            break
    return arabic.translate(_INDIC) if random.random() < _INDIC_SHARE else arabic


def _parts(texts: Iterable[str]) -> Iterator[list[str]]:
    remaining = iter(texts)
    while part := list(islice(remaining, 20_000)):
        yield part


def _near(pair: Pair, guarded: list[Overlap]) -> bool:
    return guarded[0].share(pair.arabic) >= NEAR or guarded[1].share(pair.english) >= NEAR


def _drawn(items: list[tuple[str, Pair]], size: int) -> list[tuple[str, Pair]]:
    """The held-out pairs of a group: by a hash of the Arabic, a tenth at most, and no single words."""
    sentences = [item for item in items if item[1].arabic.count(" ") > 2]  # noqa: PLR2004 - four words
    return sorted(sentences, key=lambda item: order(item[1].arabic))[: min(size, len(items) // 10)]


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines()
