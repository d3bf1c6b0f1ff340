"""The training text: read, cleaned, kept apart from everything that models are tested on, and counted."""

import lzma
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from mujaz.training.config import DataConfig
from mujaz.training.overlap import Overlap, order
from mujaz.training.pairs import Pair
from mujaz.training.selection import clean, fault
from recipes.starter.mixture import Mixture

NEAR = 0.5  # share of a test sentence's word triples; a pair that holds more is left out
MOST_CHARACTERS = 900  # a longer one is several sentences
_TRANSLATIONS = 2  # of one Arabic text that are kept: dictionaries give a dozen
# Markup and placeholders, in documentation and user interfaces: {name}, <b>, %s, %1; but not the 5% of a sentence.
_CODE = re.compile(r"[{}<>|\\`$_=]|%(?=[A-Za-z0-9(])")
_CODED = frozenset({"tech", "interface"})
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
    """Source and pair, as they stand in the two files of `../shared/corpora`; `licence` is the class A or B.

    Raises:
        FileNotFoundError: The corpora are not there.
    """
    with (folder / "news-composed.tsv").open(encoding="utf-8") as file:
        for line in file:
            _, arabic, english = line.rstrip("\n").split("\t")
            yield "news", Pair(arabic, english, "A")
    with lzma.open(folder / "open.tsv.xz", "rt", encoding="utf-8") as file:
        for line in file:
            source, licence, arabic, english = line.rstrip("\n").split("\t")
            yield source, Pair(arabic, english, licence)


def guards(folder: Path) -> list[Overlap]:
    """What must not be learnt: every line of every file in `../shared/eval`, Arabic and English apart."""
    arabic = [line for path in sorted(folder.glob("*.ar")) for line in _lines(path)]
    english = [line for path in sorted(folder.glob("*.en")) for line in _lines(path)]
    return [Overlap(arabic), Overlap(english)]


def gather(
    rows: Iterable[tuple[str, Pair]], mixture: Mixture, forbidden: list[Overlap], account: Account
) -> Text:
    """Clean, filter, hold out and cap.

    Args:
        rows: Source and pair.
        mixture: Groups, caps and how much is held out.
        forbidden: Of the Arabic and of the English: texts that must not be learnt.
        account: Filled with what became of the pairs.
    """
    settings = DataConfig()
    fit: dict[str, list[tuple[str, Pair]]] = {}
    seen: set[tuple[str, str]] = set()
    translations: Counter[str] = Counter()
    for source, raw in rows:
        account.read[source] += 1
        account.licences[source] = raw.licence or "?"
        group = mixture.group_of(source)
        if group is None:
            account.dropped["of a source that is not in the mixture"] += 1
            continue
        cleaned = clean(raw)
        pair = Pair(cleaned.arabic, cleaned.english.translate(_QUOTES), raw.licence)
        reason = _fault(pair, group, settings)
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
    tests = {name: _drawn(fit.get(name, []), size) for name, size in mixture.tests.items()}
    held = [Overlap(pair.arabic for rows in tests.values() for _, pair in rows)]
    held.append(Overlap(pair.english for rows in tests.values() for _, pair in rows))
    groups: dict[str, list[Pair]] = {}
    for name, items in fit.items():
        left = [item for item in items if not _near(item[1], held)]
        account.dropped["nearly the same as a held-out pair"] += (
            len(items) - len(left) - len(tests.get(name, []))
        )
        cap = mixture.groups[name].cap or len(left)
        kept = sorted(left, key=lambda item: order(item[1].arabic))[:cap]
        account.dropped["over the cap of its group"] += len(left) - len(kept)
        account.kept.update(source for source, _ in kept)
        groups[name] = [pair for _, pair in kept]
    return Text(groups, {name: [pair for _, pair in rows] for name, rows in tests.items()})


def _fault(pair: Pair, group: str, settings: DataConfig) -> str | None:
    if group in _CODED and _CODE.search(pair.arabic + pair.english):
        return "holds markup or placeholders"
    if len(pair.arabic) > MOST_CHARACTERS:
        return f"longer than {MOST_CHARACTERS} characters"
    return fault(pair, settings)


def _near(pair: Pair, guarded: list[Overlap]) -> bool:
    return guarded[0].share(pair.arabic) >= NEAR or guarded[1].share(pair.english) >= NEAR


def _drawn(items: list[tuple[str, Pair]], size: int) -> list[tuple[str, Pair]]:
    """The held-out pairs of a group: by a hash of the Arabic, a tenth at most, and no single words."""
    sentences = [item for item in items if item[1].arabic.count(" ") > 2]  # noqa: PLR2004 - four words
    return sorted(sentences, key=lambda item: order(item[1].arabic))[: min(size, len(items) // 10)]


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines()
