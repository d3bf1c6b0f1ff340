"""Composes Arabic–English newswire pairs from the words in `lexicon`: a closed world with endless combinations.

`python -m tests.tiny.world` writes `corpus.tsv` and `heldout.tsv` afresh (both are committed; the seeds are fixed).
"""

import re

from tests.tiny import ARTICLES, CORPUS, HELDOUT, articles
from tests.tiny import lexicon as words
from tests.tiny.clauses import Clauses

CORPUS_SEED, HELDOUT_SEED = 1, 2
CORPUS_SIZE, HELDOUT_SIZE = 1500, 200
_TO_ARABIC_DIGITS = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


class Composer(Clauses):
    """Draws pairs from the world one by one.

    Args:
        seed: the same seed gives the same pairs, in order.
    """

    def pair(self) -> tuple[str, str]:
        """One Arabic sentence of 3 to about 35 words, and its English."""
        shape = self._random.choices(
            (self._plain, self._joined, self._reported, self._quoted, self._headline, self._dateline),
            weights=(38, 24, 20, 6, 6, 6),
        )[0]
        arabic, english = shape()
        if self._chance(0.22) and shape not in (self._headline, self._dateline):
            arabic = "و" + arabic
        return self._digits(arabic), english

    def clauses(self, count: int) -> list[tuple[str, str]]:
        """So many statements that may be joined into one sentence: no full stops, English without its capital."""
        drawn = [self._clause() for _ in range(count)]
        arabic = self._digits("\t".join(clause.verbal for clause in drawn)).split("\t")
        return [(one, clause.en) for one, clause in zip(arabic, drawn, strict=True)]

    def _digits(self, arabic: str) -> str:
        """Writes most Arabic sentences with Arabic-Indic digits and, sometimes, their own separators."""
        if not self._chance(0.6):
            return arabic
        if self._chance(0.5):
            arabic = re.sub(r"(?<=\d)\.(?=\d)", "٫", arabic)
            arabic = re.sub(r"(?<=\d),(?=\d)", "٬", arabic)
        return arabic.translate(_TO_ARABIC_DIGITS)

    def _plain(self) -> tuple[str, str]:
        clause = self._clause()
        arabic, english = clause.verbal, clause.en
        if self._chance(0.2):
            source = self._pick(words.SOURCES)
            arabic += f"، {self._pick(['وفق', 'بحسب'])} {source[0]}"
            english += f", according to {source[1]}"
        return f"{arabic}.", sentence(english)

    def _joined(self) -> tuple[str, str]:
        first = self._clause()
        arabic, english = first.verbal, first.en
        for _ in range(2 if self._chance(0.2) else 1):
            joiner, english_joiner = self._pick(words.JOINS)
            clause = self._clause()
            arabic += joiner + (clause.nominal if "لكن" in joiner else clause.verbal)
            english += english_joiner + clause.en
        return f"{arabic}.", sentence(english)

    def _reported(self) -> tuple[str, str]:
        clause = self._clause()
        if self._chance(0.35):
            source = self._pick(words.SOURCES)
            verb = self._pick(["أفادت", "ذكرت"]) if source[0] != "مصدر أمني" else self._pick(["أفاد", "ذكر"])
            if source[0] == "شهود عيان":
                verb = "أفاد"
            arabic, english = (
                f"{verb} {source[0]} أن {clause.nominal}",
                f"{source[1]} reported that {clause.en}",
            )
        else:
            speaker = self._speaker()
            said = self._pick(words.SAYING)
            that = "إن" if said[0] == "قال" else "أن"
            arabic = f"{said[1] if speaker.feminine else said[0]} {speaker.ar} {that} {clause.nominal}"
            english = f"{speaker.en} {said[2]} that {clause.en}"
            if self._chance(0.2):
                other = self._clause()
                arabic += f"، وأن {other.nominal}"
                english += f", and that {other.en}"
        return f"{arabic}.", sentence(english)

    def _quoted(self) -> tuple[str, str]:
        clause, speaker = self._clause(), self._speaker()
        said = self._pick(words.SAYING[:2])
        left, right = self._pick([("«", "»"), ('"', '"')])
        arabic = f"{said[1] if speaker.feminine else said[0]} {speaker.ar}: {left}{clause.verbal}{right}."
        return arabic, f'{capital(speaker.en)} {said[2]}: "{sentence(clause.en)}"'

    def _headline(self) -> tuple[str, str]:
        people, fate = self._people(), self._pick(words.FATES)
        where = self._where()
        incident = self._pick(words.INCIDENTS)
        if self._chance(0.5):
            return f"{fate[4]} {people.genitive} {where[0]}", capital(f"{people.en} {fate[3]} {where[1]}")
        return (
            f"{fate[4]} {people.genitive} في {incident[0]} {where[0]}",
            capital(f"{people.en} {fate[3]} in {incident[1]} {where[1]}"),
        )

    def _dateline(self) -> tuple[str, str]:
        city, agency, clause = self._pick(words.CITIES), self._pick(words.AGENCIES), self._clause()
        return (
            f"{city[0]} - ({agency[0]}): {clause.verbal}.",
            f"{city[1]} - ({agency[1]}): {sentence(clause.en)}",
        )


def capital(english: str) -> str:
    """The same text with its first letter in upper case."""
    return english[:1].upper() + english[1:]


def sentence(english: str) -> str:
    """A clause as a whole sentence: first letter in upper case, a full stop at the end."""
    return f"{capital(english)}."


def main() -> None:
    """Writes `corpus.tsv` (with the articles' sentences first) and `heldout.tsv`."""
    corpus = [
        pair for name in sorted(path.stem for path in ARTICLES.glob("*.txt")) for pair in articles(name)
    ]
    composer = Composer(CORPUS_SEED)
    while len(corpus) < CORPUS_SIZE:
        corpus.append(composer.pair())
    known = {arabic for arabic, _ in corpus}
    composer = Composer(HELDOUT_SEED)
    heldout: dict[str, str] = {}
    while len(heldout) < HELDOUT_SIZE:
        arabic, english = composer.pair()
        if arabic not in known:
            heldout[arabic] = english
    CORPUS.write_text("".join(f"{arabic}\t{english}\n" for arabic, english in corpus), encoding="utf-8")
    HELDOUT.write_text(
        "".join(f"{arabic}\t{english}\n" for arabic, english in heldout.items()), encoding="utf-8"
    )


if __name__ == "__main__":
    main()
