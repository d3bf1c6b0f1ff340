"""How well sentence boundaries are found, next to other tools, and how fast: `python -m tests.benchmarks.splitter`.

Lines of FLORES dev (one segment each) and of our composed news are joined with spaces into paragraphs of 2 to
8, and every tool has to find the joins again. A boundary is right when it falls on the same place between two
visible characters. Paragraph ends are given and do not count.

"line ends" takes the ends of lines as the only boundaries. About one line in ten of FLORES holds two or more
sentences, so every correct tool is charged with their inner boundaries there. "fair" leaves out a boundary
inside a line whose English side holds several sentences too: neither right nor wrong. "all lines" also keeps
the lines without a mark at their end (headlines), whose ends nothing in the text shows.

Measured (F1 on line ends / fair): FLORES dev mujaz .9484 / .9981, ICU .9444 / .9955, plain regex .9410 / .9917,
pySBD .6139 / .6661; composed news mujaz .9991 / 1.0000, plain regex .9982 / .9999, ICU .9979 / .9998, pySBD .5666 /
.5717. Every extra boundary of mujaz on both sets was read: all stand between two sentences of one line. It
misses no line end that has a mark. Ordinary news runs at about 10 MB/s on one core.
"""

import itertools
import random
import re
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from mujaz.arabic.splitter import split
from tests.support import data

CASES = Path(__file__).resolve().parents[1] / "arabic" / "splitter_cases.txt"
_ESCAPE = re.compile(r"\\(?:u([0-9a-f]{4})|x([0-9a-f]{2})|([nrt]))")
ENDED = re.compile(r"[.!?؟…۔][\s\"'»”’)\]]*\Z")
_ENGLISH_END = re.compile(r"[.!?][\"”’')]*\s+[\"“(]?[A-Z0-9]")

Splitter = Callable[[str], list[str]]


@dataclass(frozen=True, slots=True)
class Score:
    """Precision, recall and F1 of boundaries, in 0 to 1."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


@dataclass(frozen=True, slots=True)
class Line:
    text: str
    several: bool  # its English side holds several sentences


Grouping = Callable[[list[Line]], Iterator[list[Line]]]


def mujaz(text: str) -> list[str]:
    return [sentence.arabic for sentence in split(text)]


def plain_regex(text: str) -> list[str]:
    return re.split(r"(?<=[.!?؟…])\s+", text)


def others() -> Iterator[tuple[str, Splitter]]:
    """The tools that happen to be installed."""
    try:
        import pysbd

        segmenter = pysbd.Segmenter(language="ar", clean=False)
        yield "pySBD (ar)", segmenter.segment
    except ImportError:
        print("pysbd is not installed: left out")
    try:
        import icu

        def by_icu(text: str) -> list[str]:
            iterator = icu.BreakIterator.createSentenceInstance(icu.Locale("ar"))
            iterator.setText(text)
            units = text.encode("utf-16-le")  # ICU counts UTF-16 units
            edges = [0, *iterator]
            return [units[2 * a : 2 * b].decode("utf-16-le") for a, b in itertools.pairwise(edges)]

        yield "ICU (ar)", by_icu
    except ImportError:
        print("PyICU is not installed: left out")


def paragraphs(lines: list[Line], seed: int = 7) -> Iterator[list[Line]]:
    source = random.Random(seed)  # noqa: S311  not for secrets
    at = 0
    while at < len(lines):
        size = source.randint(2, 8)
        yield lines[at : at + size]
        at += size


def ends(pieces: list[str]) -> list[int]:
    """Where each piece ends, counted in visible characters, so that no tool's white space matters."""
    total, found = 0, []
    for piece in pieces:
        total += len("".join(piece.split()))
        found.append(total)
    return found


QUOTING = ("وقال المتحدث: {}", "وأضاف الوزير {}", "وكتبت الصحيفة: {}")
QUOTES = ("«{}.»", "«{}».", '"{}."', '"{}".', "“{}.”", "“{}”.")


def quoted(lines: list[Line]) -> Iterator[list[Line]]:
    """The paragraphs with two or three lines of each between quotation marks, of whatever kind."""
    source = random.Random(8)  # noqa: S311  not for secrets
    plain = [line for line in lines if line.text.endswith(".") and not re.search('[«»"“”:؟!…]', line.text)]
    for paragraph in paragraphs([line for line in plain if not line.several]):
        size = min(len(paragraph), source.randint(2, 3))
        at = source.randint(0, len(paragraph) - size)
        said = [line.text for line in paragraph[at : at + size]]
        opening, closing = source.choice(QUOTES).split("{}")
        said[0] = source.choice(QUOTING).format(opening + said[0])
        said[-1] = said[-1][:-1] + closing
        yield paragraph[:at] + [Line(text, several=False) for text in said] + paragraph[at + size :]


def score(lines: list[Line], splitter: Splitter, *, fair: bool, group: Grouping = paragraphs) -> Score:
    right = extra = missed = 0
    for paragraph in group(lines):
        edges = ends([line.text for line in paragraph])
        starts = [0, *edges]
        found = set(ends(splitter(" ".join(line.text for line in paragraph)))) - {0, edges[-1]}
        gold = set(edges[:-1])
        wrong = found - gold
        if fair:
            inside = [(a, b) for a, b, line in zip(starts, edges, paragraph, strict=False) if line.several]
            wrong = {at for at in wrong if not any(a < at < b for a, b in inside)}
        right, extra, missed = right + len(found & gold), extra + len(wrong), missed + len(gold - found)
    return Score(right / max(1, right + extra), right / max(1, right + missed))


def cases() -> list[tuple[str, str]]:
    """The project's own cases: the phenomenon, and a text with `‖` where a sentence begins."""
    phenomenon, found = "", []
    for line in CASES.read_text(encoding="utf-8").split("\n"):
        if line.startswith("# "):
            phenomenon = line[2:]
        elif line and not line.startswith("##"):
            found.append((phenomenon, _decoded(line)))
    return found


def _decoded(line: str) -> str:
    named = {"n": "\n", "r": "\r", "t": "\t"}
    return _ESCAPE.sub(lambda m: named[m[3]] if m[3] else chr(int(m[1] or m[2], 16)), line)


def score_cases(marked: Iterable[str], splitter: Splitter) -> Score:
    """Boundaries in texts that are marked with `‖`."""
    right = extra = missed = 0
    for text in marked:
        edges = ends(text.split("‖"))
        found = set(ends(splitter(text.replace("‖", "")))) - {edges[-1]}
        gold = set(edges[:-1])
        right, extra, missed = (
            right + len(found & gold),
            extra + len(found - gold),
            missed + len(gold - found),
        )
    return Score(right / max(1, right + extra), right / max(1, right + missed))


def flores() -> list[Line]:
    return [Line(a.strip(), bool(_ENGLISH_END.search(e.strip()))) for a, e in data.flores() if a.strip()]


def news() -> list[Line]:
    return [Line(a.strip(), bool(_ENGLISH_END.search(e.strip()))) for _, a, e in data.news() if a.strip()]


def table(title: str, lines: list[Line], tools: list[tuple[str, Splitter]]) -> None:
    stopped = [line for line in lines if ENDED.search(line.text)]
    views = (
        ("line ends", stopped, False, paragraphs),
        ("fair", stopped, True, paragraphs),
        ("all lines", lines, False, paragraphs),
        ("quoted", lines, True, quoted),
    )
    print(f"\n{title}: {len(lines)} lines, {len(stopped)} end with a mark")
    print(f"{'tool':12}" + "".join(f"{name + ' P':>12}{'R':>8}{'F1':>8}" for name, *_ in views))
    for name, splitter in tools:
        cells = ""
        for _, chosen, fair, group in views:
            result = score(chosen, splitter, fair=fair, group=group)
            cells += f"{result.precision:>12.4f}{result.recall:>8.4f}{result.f1:>8.4f}"
        print(f"{name:12}{cells}")


def speed(lines: list[Line]) -> None:
    """Seconds for ordinary and for hostile text; everything must stay linear."""
    million = 1_000_000
    ordinary = "\n".join(" ".join(line.text for line in paragraph) for paragraph in paragraphs(lines))
    ordinary *= 1 + 10_000_000 // len(ordinary.encode())
    texts = {
        "news, 10 MB": ordinary.encode()[:10_000_000].decode(errors="ignore"),
        "10 MB without a stop": "كلمة " * 1_100_000,
        "10 MB without a space": "كلمة" * 1_250_000,
        "10 MB of wrapped lines": "كلمة أخرى طويلة في سطر واحد لا ينتهي أبدا\n" * 140_000,
        "a million dots": "." * million,
        "a million spaced dots": ". " * million,
        "a million «": "«" * million + ". ا",
        'a million "': '"' * million + ". ا",
        "a million (": "(" * million + ". ا",
        "a million initials": "د. " * million,
        "a million short sentences": "لا. " * million,
        "a million »": "ا؟» " * million,
        "a million line breaks": "ا\n" * million,
    }
    print()
    for name, text in texts.items():
        started = time.perf_counter()
        count = len(split(text))
        seconds = time.perf_counter() - started
        print(f"{name:28}{len(text.encode()) / 1e6:7.1f} MB {seconds:7.2f} s {count:9d} sentences")


def main() -> None:
    """Print the tables; say so when the data is absent."""
    if not (data.FLORES.exists() and data.NEWS.exists()):
        print(f"nothing to measure on: no eval and corpora folders in {data.DATA}")
        return
    tools = [("mujaz", mujaz), ("plain regex", plain_regex), *others()]
    table("FLORES dev", flores(), tools)
    table("composed news", news(), tools)
    speed(news())


if __name__ == "__main__":
    main()
