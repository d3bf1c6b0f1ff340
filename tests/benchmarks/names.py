"""How well names are checked, edited and aligned: `python -m tests.benchmarks.names [--show N]`.

Reads FLORES dev with the outputs of seven systems, and our composed newswire pairs (tests/support/data.py). `--show N` prints N random cases of each kind to be judged by eye.
"""

import argparse
import random
import re
from collections.abc import Sequence
from dataclasses import dataclass

from mujaz.arabic.clitics import words
from mujaz.article import Sentence, Translation
from mujaz.checks.alignment import Pair, groups_of, pairs_of, span_text
from mujaz.checks.glossary import Glossary
from mujaz.checks.names import consistent
from tests.support import data

ARTICLE = 5  # consecutive FLORES sentences taken for one article
CERTAIN = 0.85


@dataclass(frozen=True, slots=True)
class Line:
    arabic: str
    english: str


def flores() -> dict[str, list[Line]]:
    """FLORES dev by system, the human reference under "reference"."""
    names = (*data.systems(), "reference")
    return {name: [Line(arabic, english) for arabic, english in data.flores(name)] for name in names}


def newswire() -> list[Line]:
    return [Line(arabic, english) for _, arabic, english in data.news()]


def show(title: str, cases: Sequence[str], count: int) -> None:
    if count and cases:
        print(f"\n-- {title}: {min(count, len(cases))} of {len(cases)}")
        chance = random.Random(1)  # noqa: S311 (a sample, no secret)
        for case in chance.sample(cases, min(count, len(cases))):
            print("  ", case)


def hits(glossary: Glossary, arabic: str) -> int:
    return len({match.entry.english for match in glossary.find(arabic) if match.entry.checked})


def check_table(glossary: Glossary, sets: dict[str, list[Line]], count: int) -> None:
    print("text                     hits  missed      %  edits  edit is what the reference says")
    reference = {line.arabic: line.english for line in sets["reference"]}
    for name, lines in sets.items():
        total = sum(hits(glossary, line.arabic) for line in lines)
        cases = [(line, match) for line in lines for match in glossary.absent(line.arabic, line.english)]
        edits = [(line, edit) for line in lines for edit in glossary.apply(line.arabic, line.english)[1]]
        right = sum(edit.after in reference.get(line.arabic, "") for line, edit in edits)
        share = 100 * len(cases) / total
        print(f"{name:<22} {total:>6} {len(cases):>7} {share:>6.2f} {len(edits):>6}  {right}")
        show(
            f"{name}: glossary_missed",
            [f"{match.form} {match.entry.english} | {line.english[:160]}" for line, match in cases],
            count,
        )
        show(f"{name}: edits", [f"{edit} | {line.english[:120]}" for line, edit in edits], count)


def alignment_table(glossary: Glossary, sets: dict[str, list[Line]], count: int) -> None:
    """Alignment judged by the glossary: where an aligned Arabic word is an entry, is the English accepted?"""
    print("\ntext                    pairs  judged  agree      %   entries found by sound alone, %")
    for name, lines in sets.items():
        pairs, judged, agree, gold, found = 0, 0, 0, 0, 0
        cases, wrong = [], []
        for line in lines:
            arabic = words(line.arabic)
            entries = {
                match.words[0]: match.entry
                for match in glossary.find(line.arabic)
                if len(match.words) == 1
                and match.entry.checked
                and match.entry.kind in {"place", "country", "person"}
            }
            present = {at for at, entry in entries.items() if glossary.accepts(entry, line.english)}
            gold += len(present)
            aligned = [pair for pair in pairs_of(arabic, line.english) if pair.certainty >= CERTAIN]
            pairs += len(aligned)
            found += len(present & {pair.word for pair in aligned})
            for pair in aligned:
                if pair.word in present:
                    judged += 1
                    if glossary.accepts(entries[pair.word], pair.token.text):
                        agree += 1
                    else:
                        wrong.append(f"{pair.shown} | {pair.token.text} | {line.english[:100]}")
            cases += [
                f"{' '.join(pair.shown for pair in group)} | {span_text(group, line.english)}"
                for group in groups_of(aligned)
            ]
        print(
            f"{name:<22} {pairs:>6} {judged:>7} {agree:>6} {100 * agree / max(judged, 1):>6.2f}   {100 * found / max(gold, 1):.1f}"
        )
        show(f"{name}: aligned", cases, count)
        show(f"{name}: aligned against the glossary", wrong, count)


def swap_table(glossary: Glossary, sets: dict[str, list[Line]], count: int) -> None:
    """One aligned name of a human translation replaced by another name of the same text: is it noticed?"""
    print("\ntext                    swaps  noticed      %   of names in the glossary  noticed      %")
    chance = random.Random(7)  # noqa: S311 (a sample, no secret)
    for name in ("reference", "newswire"):
        lines = sets[name]
        pool: list[tuple[Line, Pair]] = []
        for line in lines:
            arabic = words(line.arabic)
            aligned = [p for p in pairs_of(arabic, line.english) if p.certainty >= CERTAIN]
            pool.extend((line, pair) for pair in aligned if len(pair.token.text) > 3)
        swaps, noticed, listed, noticed_listed = 0, 0, 0, 0
        cases = []
        for line, pair in chance.sample(pool, min(len(pool), 600)):
            other = chance.choice(pool)[1].token.text
            if other.lower()[:3] == pair.token.text.lower()[:3]:
                continue
            damaged = re.sub(rf"(?<!\w){re.escape(pair.token.text)}(?!\w)", other, line.english)
            before = len(glossary.absent(line.arabic, line.english))
            seen = len(glossary.absent(line.arabic, damaged)) > before
            known = any(pair.word in m.words and m.entry.checked for m in glossary.find(line.arabic))
            swaps, noticed = swaps + 1, noticed + seen
            listed, noticed_listed = listed + known, noticed_listed + (seen and known)
            if known and not seen:
                cases.append(f"{pair.shown}: {pair.token.text} -> {other} | {damaged[:140]}")
        print(
            f"{name:<22} {swaps:>6} {noticed:>8} {100 * noticed / swaps:>6.1f}   {listed:>24} {noticed_listed:>8} {100 * noticed_listed / max(listed, 1):>6.1f}"
        )
        show(f"{name}: swaps of listed names that pass", cases, count)


def consistency_table(glossary: Glossary, sets: dict[str, list[Line]], count: int) -> None:
    print(
        f"\ntext                 sentences flagged name_inconsistent, replaced ({ARTICLE} sentences an article)"
    )
    for name, lines in sets.items():
        details = []
        for start in range(0, len(lines), ARTICLE):
            part = lines[start : start + ARTICLE]
            given = [
                Translation(Sentence(n, 1, 0, len(line.arabic), line.arabic), line.english, None)
                for n, line in enumerate(part, start=1)
            ]
            result, _ = consistent(given, glossary)
            details += [flag.detail for t in result for flag in t.flags if flag.name == "name_inconsistent"]
        print(f"{name:<22} {len(details):>6} {sum('replaced' in detail for detail in details):>6}")
        show(f"{name}: name_inconsistent", details, count)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--show", type=int, default=0, help="cases of each kind to print")
    count = parser.parse_args().show
    if not data.FLORES.exists():
        print(f"no data in {data.DATA}: nothing to measure")
        return
    glossary = Glossary.load(data.NEWS_GLOSSARY)
    print(
        f"{len(glossary.entries)} entries, {sum(len(entry.arabic) for entry in glossary.entries)} Arabic forms\n"
    )
    sets = {**flores(), "newswire": newswire()}
    check_table(glossary, sets, count)
    shorter = {**sets, "newswire": sets["newswire"][:2000]}
    alignment_table(glossary, shorter, count)
    swap_table(glossary, shorter, count)
    consistency_table(glossary, shorter, count)


if __name__ == "__main__":
    main()
