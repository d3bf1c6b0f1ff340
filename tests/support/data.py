"""Where files lie that tests and benchmarks read: the repository's own, and the data beside it.

The data (test sets, corpora) are no part of the repository; what needs them is passed over where they are absent. The
environment variable MUJAZ_DATA names their folder; without it, it is `shared`, beside the repository.
"""

import json
import lzma
import os
from pathlib import Path
from typing import Final

REPOSITORY: Final = Path(__file__).resolve().parents[2]
CONFIGS: Final = REPOSITORY / "configs"
NEWS_GLOSSARY: Final = CONFIGS / "glossary/news.tsv"
ALEPPO: Final = REPOSITORY / "inputs/aleppo.txt"  # an article, and our English of its sentences
ALEPPO_ENGLISH: Final = REPOSITORY / "tests/fixtures/aleppo.en"

DATA: Final = Path(os.environ.get("MUJAZ_DATA") or REPOSITORY.parent / "shared")
FLORES: Final = DATA / "eval/flores-dev.ar"  # the English, and systems' outputs, beside it: flores-dev.*en
FLORES_ENGLISH: Final = DATA / "eval/flores-dev.en"
NEWS: Final = DATA / "corpora/news-composed.tsv"
NEWS_2: Final = DATA / "corpora/news-composed-2.tsv"
OPEN_CORPUS: Final = DATA / "corpora/open.tsv.xz"
BRIEFSET: Final = DATA / "briefset/A.jsonl"
STORIES: Final = DATA / "stories/dev.jsonl"

Pair = tuple[str, str]  # an Arabic sentence and its English


def lines(path: Path) -> list[str]:
    """The lines of a file, unpacked where it is packed."""
    data = path.read_bytes()
    return (lzma.decompress(data) if path.suffix == ".xz" else data).decode().removesuffix("\n").split("\n")


def systems() -> list[str]:
    """The systems whose output for FLORES dev is there."""
    return sorted(path.name.split(".")[1] for path in FLORES.parent.glob("flores-dev.*.en"))


def flores(system: str = "reference") -> list[Pair]:
    """FLORES dev with the English of one system; `reference` is the human one."""
    english = FLORES_ENGLISH if system == "reference" else FLORES.with_name(f"flores-dev.{system}.en")
    return list(zip(lines(FLORES), lines(english), strict=True))


def news(path: Path = NEWS) -> list[tuple[str, str, str]]:
    """The composed news: subject, Arabic, English."""
    rows = (line.split("\t") for line in lines(path))
    return [(subject, arabic, english) for subject, arabic, english in rows]


def all_news() -> list[Pair]:
    """All the composed news."""
    rows = (
        line.split("\t") for path in sorted(NEWS.parent.glob("news-composed*.tsv")) for line in lines(path)
    )
    return [(row[1], row[2]) for row in rows if len(row) > 2]


def corpus(name: str) -> list[Pair]:
    """One of the open parallel corpora, by its name in the first column of the file."""
    rows = (line.split("\t") for line in lines(OPEN_CORPUS) if line.startswith(f"{name}\t"))
    return [(row[2], row[3]) for row in rows if len(row) > 3]


def articles() -> list[tuple[str | None, str]]:
    """Whole articles, title and text: of many desks, some telling one event; else the repository's own one."""
    found: list[tuple[str | None, str]] = []
    if BRIEFSET.is_file():
        for row in map(json.loads, lines(BRIEFSET)):
            paragraphs: dict[int, list[str]] = {}
            for sentence in row["sentences"]:
                paragraphs.setdefault(sentence["p"], []).append(sentence["ar"])
            found.append((row["title"], "\n\n".join(map(" ".join, paragraphs.values()))))
    if STORIES.is_file():
        found += [(row["title"], row["text"]) for row in map(json.loads, lines(STORIES))]
    return found or [(None, ALEPPO.read_text(encoding="utf-8"))]
