"""The numbers of a sentence with what they count or measure."""

import re
from collections.abc import Iterator
from dataclasses import replace

from mujaz.numbers.numerals import Number
from mujaz.stories import mention
from mujaz.stories.counted import (
    AGE,
    AGE_AFTER,
    AT_LEAST,
    BETWEEN,
    CASES,
    CHANGED,
    COUNTED,
    CUE_OF_SPAN,
    DISEASE,
    FATES,
    FEW,
    GROWING,
    HOURS,
    MEASURES,
    MONEY,
    MONEY_PLURAL,
    NEW_ONES,
    NO_COUNT,
    NO_NOUN,
    OWN_WAW,
    PART_AFTER,
    PART_BEFORE,
    PEOPLE,
    QUALIFIERS,
    RISEN,
    ROLES,
    SCORE,
    TO,
    shown,
)
from mujaz.stories.lines import Line
from mujaz.stories.mention import Bound, Mention
from mujaz.stories.stems import stem

_FAR = 7  # words on either side in which a fate is looked for


def quantities(line: Line, *, disease: bool = False) -> Iterator[Mention]:
    """The counts, amounts, spans of time and ages of a sentence.

    Args:
        line: The sentence.
        disease: The article is about one, so that an infection is no wound.
    """
    numbers = line.numbers
    for number in numbers:
        dual = number.kind == "dual"
        if not (number.kind in COUNTED or dual) or (
            number.kind == "year" and not _followed_by_noun(line, number)
        ):
            continue
        if NO_COUNT.search(line.folded[: number.start]) or SCORE.match(line.folded, number.end):
            continue
        if (number.certain or dual or number.kind in ("year", "indefinite")) and (
            number.value >= 1 or number.kind == "percent"
        ):
            beside = tuple(float(other.value) for other in numbers if other is not number and other.certain)
            for found in _one(line, number, dual=dual, disease=disease):
                yield replace(found, beside=beside)


def _followed_by_noun(line: Line, number: Number) -> bool:
    """Whether four digits like 1840 count something rather than name a year."""
    before, after = line.before(number.start, 1), line.after(number.end, 1)
    if before and re.fullmatch(r"[وب]?(?:عام|سنه|العام|منذ|في|نوفمبر|اكتوبر|تشرين|\S*ر)", before[0].text):
        return False
    return bool(after) and bool(
        re.match(r"(?:شاحن|صوت|حال|اصاب|شخص|طن|جندي|منزل|دولار|مهاجر|لاجئ|اسر|عائل|نازح)", after[0].text)
    )


def disease(telling_text: str) -> bool:
    """Whether a folded text is about a disease."""
    return len(DISEASE.findall(telling_text)) > 1


def _one(line: Line, number: Number, *, dual: bool, disease: bool) -> Iterator[Mention]:
    before, after = line.folded[: number.start], line.folded[number.end :]
    if TO.search(before) or (
        BETWEEN.search(before) and re.match(r"\s*(?:\S+\s+)?و", after) and "من" not in before[-4:]
    ):
        return  # a range
    following = line.after(number.end, 3)
    bound, start = _bound(line, number)
    unit_at, unit = _unit(line, number, dual=dual)
    if bound == "order" and number.text.startswith("ال") and not number.text.startswith("الاف"):
        return  # العقود
    value = float(number.value)
    if number.kind == "percent":
        yield _amount(line, number, "percent", start, number.end, value, bound)
        return
    money = _money(line, number)
    if money:
        yield _amount(line, number, f"money:{money[0]}", start, money[1], value, bound)
        return
    bare = re.sub(r"^(?:ال)", "", unit)
    if bare in HOURS:
        yield from _span(line, number, start, value, bare, bound, dual=dual)
        return
    measured = next(
        (
            name
            for name, form in MEASURES
            if form.fullmatch(" ".join(w.text for w in following[:2])) or form.fullmatch(unit)
        ),
        None,
    )
    if measured:
        end = following[0].end if following else number.end
        if measured not in ("point", "time"):
            yield _amount(line, number, f"measure:{measured}", start, end, value, bound)
        return
    yield from _count(line, number, start, value, bound, unit, unit_at, disease=disease)


def _unit(line: Line, number: Number, *, dual: bool) -> tuple[int, str]:
    """Where the noun of a number stands, and the noun; empty where none stands beside it."""
    if dual:
        return number.start, number.text
    definite = number.text.startswith("ال") or re.search(r"(?<![ء-ي])الـ?$", line.folded[: number.start])
    if definite:
        before = [word for word in line.before(number.start, 2) if word.text != "ال"]
        following = line.after(number.end, 1)
        if following and following[0].text in HOURS:
            return following[0].start, following[0].text
        noun = before[-1] if before and before[-1].text.startswith("ال") else None
        return (noun.start, noun.text) if noun else (number.end, "")
    following = line.after(number.end, 1)
    if not following or not line.folded[number.end : following[0].start].isspace():
        return number.end, ""
    word = following[0].text
    joined = word.startswith("و") and not OWN_WAW.match(word)
    return (number.end, "") if joined or word in NO_NOUN else (following[0].start, word)


def _bound(line: Line, number: Number) -> tuple[Bound, int]:
    """How exactly a number is meant, and where its words begin."""
    if number.kind == "indefinite":
        return "order", number.start
    before = line.folded[: number.start]
    for bound, form in QUALIFIERS:
        found = form.search(before)
        if found:
            return bound, found.start()
    return ("more" if AT_LEAST.match(line.folded, number.end) else "exact"), number.start


def _money(line: Line, number: Number) -> tuple[str, int] | None:
    for word in line.after(number.end, 2):
        bare = re.sub(r"^(?:ال)", "", word.text)
        code = MONEY.get(bare) or MONEY_PLURAL.get(bare)
        if code:
            return code, word.end
        if not re.match(r"(?:مليون|مليار|ملايين|مليارات|الف|الاف|مائه|مئه)", word.text):
            return None
    return None


def _roles(line: Line, number: Number, start: int, reach: int = 10) -> frozenset[str]:
    near = (*line.before(number.start, reach), *line.after(number.end, 5))
    clause_start, clause_end = line.clause(number.start, number.end)
    found = {
        name
        for word in near
        if clause_start <= word.start < clause_end
        for name, form in ROLES
        if form.fullmatch(word.text)
    }
    if not found & {"inflation", "price", "rate"}:
        found -= {"TOWNS", "COUNTRY", "MONTHLY"}
    if re.search(r"(?<![ء-ي])من(?:\s+اصل)?\s+$", line.folded[:start]):
        found.add("BEFORE")  # fell to 12 from 13
    return frozenset(found)


def _amount(
    line: Line, number: Number, about: str, start: int, end: int, value: float, bound: Bound
) -> Mention:
    unit = about.rsplit(":", maxsplit=1)[-1]
    return mention.of(
        line, "amount", about, start, end, f"{shown(value)} {unit}", number=value, bound=bound,
        roles=_roles(line, number, start), renewed=bool(CHANGED.search(line.folded, *line.clause(start, end))),
    )  # fmt: skip


def _span(
    line: Line, number: Number, start: int, value: float, unit: str, bound: Bound, *, dual: bool
) -> Iterator[Mention]:
    before = line.folded[:start]
    end = number.end if dual else line.after(number.end, 1)[0].end
    hours = value * HOURS[unit]
    roles = _roles(line, number, start)
    if "term" in roles and HOURS[unit] >= 730:  # noqa: PLR2004 - months or years
        yield mention.of(
            line,
            "amount",
            "term",
            start,
            end,
            f"{shown(hours / 8766)} years",
            number=hours,
            bound=bound,
            roles=roles,
        )
        return
    years = HOURS[unit] > 8000  # noqa: PLR2004
    if years and 10 < value < 115 and (AGE.search(before) or AGE_AFTER.match(line.folded, number.end)):  # noqa: PLR2004
        yield mention.of(
            line, "name", "age", start, end, shown(value), number=value, bound=bound, roles=roles
        )
    elif CUE_OF_SPAN.search(before):
        yield mention.of(
            line,
            "date",
            "span",
            start,
            end,
            f"{shown(hours)} hours",
            number=hours,
            bound=bound,
        )


def _count(
    line: Line,
    number: Number,
    start: int,
    value: float,
    bound: Bound,
    unit: str,
    unit_at: int,
    *,
    disease: bool,
) -> Iterator[Mention]:
    before = line.folded[:start]
    end = max(number.end, unit_at + len(unit)) if unit else number.end
    start = min(start, unit_at) if unit else start
    part = bool(PART_BEFORE.search(before) or PART_AFTER.match(line.folded, number.end))
    if NEW_ONES.match(line.folded, number.end):
        return
    few = bool(FEW.fullmatch(unit))
    if part and not few and not (unit and _named(unit)):
        return
    fate = _of_whom(line, number) if part and few else _fate(line, number, unit, disease=disease)
    if fate is None and (not unit or number.kind == "dual"):
        return
    if fate and FEW.fullmatch(unit) and not re.search(r"اجمال|عدد", line.folded):
        about = f"{fate}:{stem(unit)}"
    elif fate:
        about = fate
    elif PEOPLE.fullmatch(unit) or unit in ("من", "في", "علي", "الي", "عن") or len(unit) < 3:  # noqa: PLR2004
        return
    else:
        about = f"of:{stem(unit)}"
    yield mention.of(
        line, "count", about, start, max(end, number.end), shown(value), number=value, bound=bound,
        roles=_roles(line, number, start), renewed=bool(RISEN.search(line.folded)), growing=about in GROWING,
    )  # fmt: skip


def _fate(line: Line, number: Number, unit: str, *, disease: bool) -> str | None:
    """What became of the counted, said by their noun, or by the nearest verb; None where it is not said near."""
    if disease and CASES.fullmatch(unit):
        second = line.after(number.end, 2)[1:]
        return "killed" if second and _named(second[0].text) == "killed" else "case"
    own = _named(unit) if unit else None
    if own:
        return own
    if (
        unit
        and not PEOPLE.fullmatch(unit)
        and not unit.startswith("ب")
        and unit not in ("علي", "في", "عندما", "من", "الي", "عن")
    ):
        return None
    fate = _nearest_before(line, number) or _first_after(line, number)
    return "case" if disease and fate == "wounded" else fate


def _of_whom(line: Line, number: Number) -> str | None:
    """What became of those among whom a few are counted."""
    return next(
        (name for word in reversed(line.before(number.start, 8)) if (name := _named(word.text))), None
    )


def _nearest_before(line: Line, number: Number) -> str | None:
    """مقتل خمسة, or a toll that rose to a number."""
    to_it = re.search(
        r"(?:الي|لـ|بلغ|[يت]بلغ|[يت]تجاوز|وصل|[يت]صل)\s+$", line.folded[: _bound(line, number)[1]] + " "
    ) or re.search(r"[يت]تجاوز\s+$", line.folded[: number.start])
    joined = line.folded[: number.start].endswith(" و")  # "four dead and 12 missing"
    first, _ = line.clause(number.start, number.end)
    near = [word for word in line.before(number.start, 9 if to_it else 2) if word.start >= first]
    return None if joined else next((name for word in reversed(near) if (name := _named(word.text))), None)


def _first_after(line: Line, number: Number) -> str | None:
    """Up to what is joined with and: in "12 people died and 5 were wounded" the first; else what stands further in front."""
    first, last = line.clause(number.start, number.end)
    for word in line.after(number.end, _FAR):
        name = _named(word.text) if word.start < last else None
        if name:
            return name
    further = [word for word in line.before(number.start, 4) if word.start >= first]
    return next((name for word in reversed(further) if (name := _named(word.text))), None)


def _named(word: str) -> str | None:
    return next((name for name, form in FATES if form.fullmatch(word)), None)
