# ruff: noqa: S311 - a seeded generator is the point
"""Measure the flags: how often they fire on people's translations and engines', and what errors they catch.

    python -m tests.benchmarks.checks                              the tables
    python -m tests.benchmarks.checks --show loop --system opusmt  the flagged sentences of one flag

Data: FLORES dev with the output of seven systems, and parallel corpora (tests/support/data.py); without them it
says so and exits 0.
"""

import argparse
import random
import re
import time
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from mujaz.checks.sentence import check
from tests.support import data
from tests.support.data import Pair

SEED = 20
SAMPLE = 3000
NUMBER_WORDS = [
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "fifteen",
    "twenty",
    "thirty",
    "forty",
    "fifty",
    "sixty",
]
_DIGITS = re.compile(r"(?<![\w.,-])[0-9]+(?:[.,][0-9]+)*(?![\w])")
_NUMBER_WORD = re.compile(rf"\b(?:{'|'.join(NUMBER_WORDS)})\b")
_YEAR = re.compile("1[0-9]{3}|20[0-9]{2}")
_SCALE_WORD = re.compile(r"\b(?P<word>hundred|thousand|million|billion)s?\b")
_SIGN = re.compile(
    r"(?:(?<=[ (])[-−](?=[$£€]?[0-9])|\b(?:minus|negative) (?=[0-9]|" + "|".join(NUMBER_WORDS) + "))"
)
_SCORE = re.compile(r"(?<![\w.,/-])([0-9]{1,2})-([0-9]{1,2})(?![\w/-]|[.,][0-9])")
_NEGATION = re.compile(r" (?:not|never|no)(?= )|n['’]t\b")


def corpus(name: str) -> list[Pair]:
    """A seeded sample of the pairs of a corpus; of the news, sentences with numbers only in `news-numbers`."""
    if name.startswith("news"):
        pairs = [(arabic, english) for _, arabic, english in data.news()]
    else:
        pairs = data.corpus(name)
    if name == "news-numbers":
        pairs = [pair for pair in pairs if re.search("[0-9٠-٩]", pair[0] + pair[1])]
    random.Random(SEED).shuffle(pairs)
    return pairs[:SAMPLE]


def change_digit(english: str, random_: random.Random) -> str | None:
    """One digit of one number becomes another."""
    found = list(_DIGITS.finditer(english))
    if not found:
        return None
    number = random_.choice(found)
    at = random_.choice([i for i in range(*number.span()) if english[i].isdigit()])
    new = random_.choice([d for d in "123456789" if d != english[at]])
    return english[:at] + new + english[at + 1 :]


def drop_number(english: str, random_: random.Random) -> str | None:
    """One number in digits disappears."""
    found = list(_DIGITS.finditer(english))
    if not found:
        return None
    number = random_.choice(found)
    return english[: number.start()].rstrip(" $£€") + english[number.end() :].removeprefix("%")


def drop_clause(english: str, random_: random.Random) -> str | None:
    """A quarter or more of the sentence is lost at a comma."""
    found = [m.start() for m in re.finditer(", ", english) if 0.25 <= 1 - m.start() / len(english) <= 0.9]
    if not found:
        return None
    return english[: random_.choice(found)] + "."


def append_loop(english: str, random_: random.Random) -> str | None:
    """A phrase of one to four words comes four to twelve times more."""
    words = english.split()
    size = random_.randint(1, 4)
    if len(words) < size + 2:
        return None
    at = random_.randrange(len(words) - size)
    return english + (" " + " ".join(words[at : at + size])) * random_.randint(4, 12)


def drop_negation(english: str, random_: random.Random) -> str | None:
    """Not, never, no or n't is lost."""
    found = list(_NEGATION.finditer(english))
    if not found:
        return None
    one = random_.choice(found)
    return english[: one.start()] + english[one.end() :]


def change_number_word(english: str, random_: random.Random) -> str | None:
    """One number word becomes another."""
    found = list(_NUMBER_WORD.finditer(english))
    if not found:
        return None
    one = random_.choice(found)
    new = random_.choice([word for word in NUMBER_WORDS if word != one.group()])
    return english[: one.start()] + new + english[one.end() :]


def drop_two(english: str, random_: random.Random) -> str | None:
    """The word "two" is lost."""
    found = list(re.finditer(r"\b[Tt]wo ", english))
    if not found:
        return None
    one = random_.choice(found)
    return english[: one.start()] + english[one.end() :]


def drop_percent(english: str, random_: random.Random) -> str | None:
    """A percentage becomes a plain number."""
    found = list(re.finditer(r"(?<=[0-9])(?:%| per ?cent\b)", english))
    if not found:
        return None
    one = random_.choice(found)
    return english[: one.start()] + english[one.end() :]


def add_percent(english: str, random_: random.Random) -> str | None:
    """A plain number becomes a percentage."""
    found = [one for one in _DIGITS.finditer(english) if not re.match(r"%| per ?cent", english[one.end() :])]
    if not found:
        return None
    one = random_.choice(found)
    return english[: one.end()] + "%" + english[one.end() :]


def turn_clock(english: str, random_: random.Random) -> str | None:
    """The morning becomes the afternoon, or the reverse."""
    found = list(re.finditer(r"(?<=[0-9] )[ap](?=\.m\b)|(?<=[0-9])[ap](?=\.?m\b)", english))
    if not found:
        return None
    one = random_.choice(found)
    return english[: one.start()] + ("p" if one.group() == "a" else "a") + english[one.end() :]


def affirm(english: str, random_: random.Random) -> str | None:
    """A denial or a refusal becomes its contrary."""
    found = list(re.finditer(r"\b(?:deni|refus|reject|declin)(?P<tense>e[sd]|ed|s)\b", english))
    if not found:
        return None
    one = random_.choice(found)
    return (
        english[: one.start()] + "confirm" + ("s" if one["tense"][-1] == "s" else "ed") + english[one.end() :]
    )


def scale(factor: int) -> Callable[[str, random.Random], str | None]:
    """One number in digits, at times one of thousands, grows or shrinks by so much."""

    def inject(english: str, random_: random.Random) -> str | None:
        found = [one for one in _DIGITS.finditer(english) if not _YEAR.fullmatch(one.group())]
        if not found:
            return None
        one = random_.choice(found)
        whole, point, rest = one.group().replace(",", "").partition(".")
        zeros = len(str(factor)) - 1
        if not point and whole.endswith("0" * zeros) and len(whole) > zeros and random_.random() < 1 / 2:
            new = f"{int(whole) // factor:,}"
        else:
            rest = rest.ljust(zeros, "0")
            new = f"{int(whole + rest[:zeros]):,}" + (f".{rest[zeros:]}" if rest[zeros:] else "")
        return english[: one.start()] + new + english[one.end() :]

    return inject


def change_scale_word(english: str, random_: random.Random) -> str | None:
    """Thousands become millions or hundreds, millions thousands or billions, also in indefinite amounts."""
    found = list(_SCALE_WORD.finditer(english))
    if not found:
        return None
    one = random_.choice(found)
    words = ["hundred", "thousand", "million", "billion"]
    at = words.index(one["word"])
    near = [word for word in words[max(at - 1, 0) : at + 2] if word != one["word"]]
    return english[: one.start("word")] + random_.choice(near) + english[one.end("word") :]


def drop_sign(english: str, random_: random.Random) -> str | None:
    """A minus before a number, or its word, is lost."""
    found = list(_SIGN.finditer(english))
    if not found:
        return None
    one = random_.choice(found)
    return english[: one.start()] + english[one.end() :]


def turn_score(english: str, random_: random.Random) -> str | None:
    """The two numbers of a score change places."""
    found = [one for one in _SCORE.finditer(english) if one[1] != one[2]]
    if not found:
        return None
    one = random_.choice(found)
    return f"{english[: one.start()]}{one[2]}-{one[1]}{english[one.end() :]}"


INJECTIONS: dict[str, tuple[Callable[[str, random.Random], str | None], str]] = {
    "a digit changed": (change_digit, "number_mismatch"),
    "a number dropped": (drop_number, "number_mismatch"),
    "a number word changed": (change_number_word, "number_mismatch"),
    "a clause dropped": (drop_clause, "too_short"),
    "a loop appended": (append_loop, "loop"),
    "a negation dropped": (drop_negation, "negation_lost"),
    "a two dropped": (drop_two, "number_mismatch"),
    "a percent sign dropped": (drop_percent, "number_mismatch"),
    "a percent sign added": (add_percent, "number_mismatch"),
    "ten times as much": (scale(10), "number_mismatch"),
    "a hundred times": (scale(100), "number_mismatch"),
    "a thousand times": (scale(1000), "number_mismatch"),
    "a scale word changed": (change_scale_word, "number_mismatch"),
    "a minus sign dropped": (drop_sign, "number_mismatch"),
    "a score turned": (turn_score, "score_turned"),
    "a.m. and p.m. exchanged": (turn_clock, "number_mismatch"),
    "a denial affirmed": (affirm, "negation_lost"),
}


def rates(title: str, pairs: Iterable[Pair]) -> None:
    """Print one row: how many sentences carry each flag."""
    counts: Counter[str] = Counter()
    size = doubtful = 0
    started = time.perf_counter()
    for arabic, english in pairs:
        flags = check(arabic, english)
        counts.update(flag.name for flag in flags)
        doubtful += any(flag.severity == "high" for flag in flags)
        size += 1
    speed = size / (time.perf_counter() - started)
    row = ", ".join(f"{name} {count}" for name, count in sorted(counts.items()))
    share = 100 * doubtful / max(size, 1)
    print(f"{title:24}{size:6} sentences  doubtful {share:5.2f} %  {speed:6.0f}/s  {row or 'none'}")


@dataclass(frozen=True, slots=True)
class Caught:
    """What became of the errors of one kind."""

    tried: int
    meant: int  # caught by the flag that is meant for them
    any: int  # caught by any flag that was not there before


def caught(kind: str, pairs: Iterable[Pair]) -> Caught:
    """Put errors of one kind into human pairs, wherever one fits, and count the flags that they raise."""
    inject, flag = INJECTIONS[kind]
    random_ = random.Random(SEED)
    tried = meant = every = 0
    for arabic, english in pairs:
        broken = inject(english, random_)
        if broken is None or broken == english:
            continue
        before = {one.name for one in check(arabic, english)}
        if flag in before:
            continue
        after = {one.name for one in check(arabic, broken)} - before
        tried += 1
        meant += flag in after
        every += bool(after)
    return Caught(tried, meant, every)


def recall(title: str, pairs: list[Pair]) -> None:
    """Print, for each kind of injected error, how many are caught."""
    print(f"\nInjected into {title} (seed {SEED}): caught by the flag meant for it / by any new flag")
    for name in INJECTIONS:
        one = caught(name, pairs)
        shares = f"{one.meant / max(one.tried, 1):7.1%}  {one.any / max(one.tried, 1):7.1%}"
        print(f"  {name:24}{one.tried:5} tried  {shares}")


def show(flag: str, pairs: Iterable[Pair]) -> None:
    """Print the sentences that carry one flag."""
    for arabic, english in pairs:
        for one in check(arabic, english):
            if one.name == flag:
                print(f"{one.severity} {one.detail}\n  {arabic}\n  {english}")


def show_missed(kind: str, pairs: Iterable[Pair]) -> None:
    """Print the injected errors of one kind that no flag caught."""
    inject, _ = INJECTIONS[kind]
    random_ = random.Random(SEED)
    for arabic, english in pairs:
        broken = inject(english, random_)
        if broken and not check(arabic, broken):
            print(f"{arabic}\n  {english}\n  {broken}")


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--show", metavar="FLAG", help="list the sentences with this flag")
    parser.add_argument("--missed", choices=INJECTIONS, help="list the injected errors that pass")
    parser.add_argument(
        "--system", default="reference", help="a system, `reference`, or a corpus such as news"
    )
    options = parser.parse_args()
    if not data.FLORES.exists():
        print(f"No data in {data.DATA}: nothing to measure")
        return
    if options.show or options.missed:
        here = options.system == "reference" or options.system in data.systems()
        pairs = data.flores(options.system) if here else corpus(options.system)
        if options.show:
            show(options.show, pairs)
        else:
            show_missed(options.missed, pairs)
        return
    for system in ("reference", *data.systems()):
        rates(system, data.flores(system))
    corpora = {name: corpus(name) for name in ("news", "news-numbers", "tico19", "xquad_r")}
    for name, pairs in corpora.items():
        rates(name, pairs)
    recall("FLORES dev", data.flores())
    recall("news", corpora["news"] + corpora["news-numbers"])


if __name__ == "__main__":
    main()
