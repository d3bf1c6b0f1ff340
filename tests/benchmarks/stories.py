"""How well articles are grouped into stories and their contradictions found: `python -m tests.benchmarks.stories`.

- `--set dev` (the default): the development set in `stories` of the data (tests/support/data.py), on which the constants of
  `mujaz.stories` were chosen; so besides the whole it shows what a threshold that is best on one half of the stories
  gives on the other half. `--set composed`: the invented stories of `tests/stories`, on which nothing was chosen but
  which were written by who wrote the rules.
- The baseline is TF-IDF of words with average linkage (scikit-learn), at the threshold that is best for it on the very set.
- A finding counts as right when it has the kind and verdict of an expected one and holds the words of two articles at
  least that it names. Stories are those of the set, so that facts are judged apart from grouping.
- `--scale N`: seconds and memory for N articles, made of the set's sentences with the names, places and numbers changed.
"""

import argparse
import random
import re
import resource
import time
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from mujaz.stories import grouping
from mujaz.stories.evidence import Evidence, evidence
from mujaz.stories.facts import findings
from mujaz.stories.telling import Telling
from tests.support.story_sets import (
    DEV,
    StorySet,
    b_cubed,
    composed,
    f1,
    load,
    meets,
    pairwise,
)

_WINDOW = 7
_THRESHOLDS = [round(0.06 + 0.005 * step, 3) for step in range(17)]


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--set", choices=("dev", "composed"), default="dev")
    options.add_argument("--scale", type=int)
    options.add_argument("--show", action="store_true", help="also what is wrong and missing")
    given = options.parse_args()
    known = composed() if given.set == "composed" else load(DEV / "dev.jsonl", DEV / "dev-conflicts.jsonl")
    if given.scale:
        scale(known, given.scale)
        return
    group(known)
    facts(known, show=given.show)


def group(known: StorySet) -> None:
    batch = [evidence(telling) for telling in known.tellings]
    print(f"{'grouping':<34}{'pairs P':>9}{'R':>7}{'F1':>7}{'B³ F1':>8}")
    _row(f"stories, threshold {grouping.SAME}", grouping.group(batch, _WINDOW), known.story)
    groups, threshold = _baseline(known)
    _row(f"TF-IDF, agglomerative, {threshold}", groups, known.story)
    for name, chosen_on in (("first", 0), ("second", 1)):
        halves = _halves(known)
        scores = {value: _score(batch, halves[chosen_on], value) for value in _THRESHOLDS}
        equal = [value for value, score in scores.items() if score == max(scores.values())]
        best = equal[len(equal) // 2]
        other = halves[1 - chosen_on]
        kept = [one for one in batch if one.id in other]
        _row(f"{best}, best on the {name} half", _at(kept, best), other)


def _row(name: str, groups: list[list[str]], story: dict[str, str]) -> None:
    precision, recall = pairwise(groups, story)
    print(
        f"{name:<34}{precision:>9.3f}{recall:>7.3f}{f1(precision, recall):>7.3f}{f1(*b_cubed(groups, story)):>8.3f}"
    )


def _halves(known: StorySet) -> list[dict[str, str]]:
    names = sorted(set(known.story.values()))
    random.Random(1).shuffle(names)  # noqa: S311 - no secret
    parts = names[::2], names[1::2]
    return [{article: name for article, name in known.story.items() if name in part} for part in parts]


def _at(batch: Sequence[Evidence], threshold: float) -> list[list[str]]:
    before, grouping.SAME = grouping.SAME, threshold
    try:
        return grouping.group(batch, _WINDOW)
    finally:
        grouping.SAME = before


def _score(batch: Sequence[Evidence], half: dict[str, str], threshold: float) -> float:
    return f1(*pairwise(_at([one for one in batch if one.id in half], threshold), half))


def _baseline(known: StorySet) -> tuple[list[list[str]], float]:
    from sklearn.cluster import AgglomerativeClustering
    from sklearn.feature_extraction.text import TfidfVectorizer

    texts = [" ".join((telling.title, *telling.sentences)) for telling in known.tellings]
    vectors = TfidfVectorizer(sublinear_tf=True).fit_transform(texts).toarray()
    best: tuple[float, list[list[str]], float] = (-1.0, [], 0.0)
    for step in range(10, 60):
        distance = 0.98 - step / 100
        model = AgglomerativeClustering(
            n_clusters=None, metric="cosine", linkage="average", distance_threshold=distance
        )
        groups: dict[int, list[str]] = {}
        for telling, label in zip(known.tellings, model.fit_predict(vectors), strict=True):
            groups.setdefault(label, []).append(telling.id)
        score = f1(*pairwise(list(groups.values()), known.story))
        if score > best[0]:
            best = (score, list(groups.values()), round(distance, 2))
    return best[1], best[2]


def facts(known: StorySet, *, show: bool) -> None:
    found = [
        (story, finding) for story, tellings in known.stories().items() for finding in findings(tellings)
    ]
    wanted = [one for one in known.expected if one.verdict != "none"]
    right = {
        (place, at)
        for place, (story, finding) in enumerate(found)
        for at, one in enumerate(wanted)
        if (one.story, one.kind, one.verdict) == (story, finding.kind, finding.verdict)
        and meets(finding, one)
    }
    good, met = {place for place, _ in right}, {at for _, at in right}
    print(f"\n{'facts':<24}{'found':>6}{'right':>6}{'P':>7}{'wanted':>8}{'met':>5}{'R':>7}")
    for verdict in ("conflict", "update"):
        kinds = sorted({one.kind for one in wanted if one.verdict == verdict})
        for kind in [*kinds, "all"]:
            mine = [
                place
                for place, (_, one) in enumerate(found)
                if one.verdict == verdict and kind in (one.kind, "all")
            ]
            theirs = [
                at for at, one in enumerate(wanted) if one.verdict == verdict and kind in (one.kind, "all")
            ]
            precise = len(good & set(mine)) / len(mine) if mine else 1.0
            recalled = len(met & set(theirs)) / len(theirs)
            print(
                f"{verdict + ' ' + kind:<24}{len(mine):>6}{len(good & set(mine)):>6}{precise:>7.2f}"
                f"{len(theirs):>8}{len(met & set(theirs)):>5}{recalled:>7.2f}"
            )
    taken = Counter(
        one.verdict
        for one in known.expected
        for place, (story, finding) in enumerate(found)
        if place not in good and finding.verdict == "conflict" and one.verdict != "conflict"
        if one.story == story and one.kind == finding.kind and meets(finding, one)
    )
    print(f"taken for conflicts: {taken['update']} updates, {taken['none']} look-alikes")
    if show:
        for place, (story, finding) in enumerate(found):
            if finding.verdict != "agree" and place not in good:
                told = [(one.article, one.n, one.arabic, one.value) for one in finding.mentions]
                print("wrong", story, finding.kind, finding.verdict, finding.about, told)
        for at, one in enumerate(wanted):
            if at not in met:
                print("missing", one.story, one.kind, one.verdict, one.what, one.values)


def scale(known: StorySet, articles: int) -> None:
    batch = _many(known, articles)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.process_time()
    found = [evidence(telling) for telling in batch]
    read = time.process_time()
    groups = grouping.group(found, _WINDOW)
    grouped = time.process_time()
    by_id = {telling.id: telling for telling in batch}
    several = [members for members in groups if len(members) > 1]
    facts_found = sum(len(findings([by_id[one] for one in members])) for members in several)
    end = time.process_time()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(
        f"{articles:,} articles, {len(several):,} stories of several, largest {max(map(len, groups))}; "
        f"CPU seconds: evidence {read - start:.1f}, grouping {grouped - read:.1f}, facts {end - grouped:.1f} "
        f"({facts_found:,}), all {end - start:.1f}; memory {(peak - before) / 1024:.0f} MB more than before"
    )


_CONTENT = re.compile(r"[ء-ي]{5,}")


def _many(known: StorySet, articles: int) -> list[Telling]:
    """Articles in stories as those of the set, of other events each time: a third of the longer words is changed alike."""
    source = random.Random(7)  # noqa: S311 - no secret
    stories: dict[str, list[Telling]] = {}
    for telling in known.tellings:
        stories.setdefault(known.story[telling.id], []).append(telling)
    pool = sorted(
        {word for telling in known.tellings for text in telling.sentences for word in _CONTENT.findall(text)}
    )
    begun = datetime(2026, 1, 1, tzinfo=UTC)
    made: list[Telling] = []
    while len(made) < articles:
        shift = begun + timedelta(hours=source.randrange(24 * 30))
        renamed = dict(
            zip(source.sample(pool, len(pool) // 3), source.choices(pool, k=len(pool)), strict=False)
        )
        renamed |= {word: word + source.choice("اهيت") for word in source.sample(pool, len(pool) // 4)}
        for telling in stories[source.choice(sorted(stories))]:
            made.append(_renamed(telling, f"n{len(made):06}", shift, renamed))
    return made[:articles]


def _renamed(telling: Telling, article: str, day: datetime, renamed: dict[str, str]) -> Telling:
    def other(text: str) -> str:
        return _CONTENT.sub(lambda match: renamed.get(match[0], match[0]), text)

    return Telling(
        article,
        day.isoformat(),
        other(telling.title),
        tuple(map(other, telling.sentences)),
        telling.paragraphs,
    )


if __name__ == "__main__":
    main()
