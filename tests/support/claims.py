"""Sentences annotated with who says what in them, and how well `mujaz.summarization.claims` finds it."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from mujaz.article import Sentence, Translation
from mujaz.flags import Flag
from mujaz.summarization.claims import claims

FILES = tuple(
    Path(__file__).parent.parent / "summarization" / name
    for name in ("claims.txt", "claims_desks.txt", "claims_unseen.txt")
)
Told = tuple[str, str, str, int]  # speaker, verb, agency, sentence


@dataclass(frozen=True, slots=True)
class Annotated:
    """An article of a few sentences, and the claims that a person finds in it."""

    sentences: tuple[Translation, ...]
    claims: frozenset[Told]


@dataclass(frozen=True, slots=True)
class Measured:
    """How many claims were found, are right, and were to be found; and each that is wrong or missing."""

    found: int
    right: int
    wanted: int
    wrong: tuple[Told, ...]
    missing: tuple[Told, ...]

    @property
    def precision(self) -> float:
        return self.right / self.found

    @property
    def recall(self) -> float:
        return self.right / self.wanted


def annotated(file: Path) -> list[Annotated]:
    """The articles of a file in the format that its first lines describe."""
    articles = []
    for block in file.read_text(encoding="utf-8").split("\n\n"):
        sentences: list[Translation] = []
        gold: set[Told] = set()
        for line in block.splitlines():
            if line.startswith("="):
                arabic, english = line[1:].split("|")
                sentences.append(translation(len(sentences) + 1, arabic, english))
            elif line.startswith(">"):
                speaker, verb, agency, *_ = [*map(str.strip, line[1:].split("|")), ""]
                gold.add((speaker, verb, agency, len(sentences)))
        if sentences:
            articles.append(Annotated(tuple(sentences), frozenset(gold)))
    return articles


def translation(n: int, arabic: str, english: str, *flags: Flag) -> Translation:
    return Translation(Sentence(n, 1, 0, 1, arabic.strip()), english.strip(), None, flags)


def measured(articles: Iterable[Annotated]) -> Measured:
    """A claim is right with its speaker, verb, agency and sentence, and wrong with any of them wrong."""
    found = right = wanted = 0
    wrong: list[Told] = []
    missing: list[Told] = []
    for article in articles:
        mine = {(one.speaker, one.verb, one.via, one.sentence) for one in claims(article.sentences)}
        found += len(mine)
        right += len(mine & article.claims)
        wanted += len(article.claims)
        wrong += sorted(mine - article.claims)
        missing += sorted(article.claims - mine)
    return Measured(found, right, wanted, tuple(wrong), tuple(missing))
