"""Where something happened, as articles put it."""

import re
from collections.abc import Iterator
from dataclasses import replace

from mujaz.arabic.clitics import fold
from mujaz.stories import mention
from mujaz.stories.gazetteer import places
from mujaz.stories.lines import Line
from mujaz.stories.mention import Mention
from mujaz.stories.stems import stem
from mujaz.stories.vectors import telling

_TYPES = {
    "حي": "quarter", "منطقه": "quarter", "ضاحيه": "quarter", "بلده": "town", "قريه": "town", "مدينه": "town", "ناحيه": "town",
    "طريق": "road", "شارع": "road", "جسر": "bridge", "ساحه": "square", "ميدان": "square", "سوق": "market", "مقبره": "cemetery",
    "مستشفي": "hospital", "مطار": "airport", "ميناء": "port", "مخيم": "camp", "ملعب": "stadium", "استاد": "stadium",
    "فندق": "hotel", "قاعه": "hall", "قصر": "palace", "معبر": "crossing", "حقل": "field", "سجن": "prison", "جامع": "mosque",
    "مسجد": "mosque", "كنيسه": "church", "جبل": "mountain", "وادي": "valley", "جزيره": "island", "قاعده": "base", "محطه": "station",
}  # fmt: skip
_TYPED = re.compile(
    rf"(?<![ء-ي])[وفبلك]?(?P<type>{'|'.join(_TYPES)})\s+(?P<name>[ء-ي]{{3,}}(?:\s+(?:ال)?[ء-ي]{{2,}})?)"
)
_NO_NAME = re.compile(
    r"(?:في|من|الي|علي|عن|التي|الذي|قرب|جنوب|شمال|شرق|غرب|وسط|[ء-ي]+(?:يه|ي)$|دولي|العام|العاصمه|كان|بعد|قبل|خلال|و[ء-ي]+|بعد|بين|باتجاه|باسم|بسبب|لدي|لها|له|بها|به|اليوم|امس|ما|هي|هو|لا|سريع|اخري|حيث|بين|رئيسي)"
)
_DIRECTIONS = {"شمال": "north", "جنوب": "south", "شرق": "east", "غرب": "west"}
_OPPOSED = (frozenset(("north", "south")), frozenset(("east", "west")))
_DIRECTION = re.compile(
    r"(?<![ء-ي])(?P<way>شمالي?|جنوبي?|شرقي?|غربي?)\s+(?:مدينه\s+|محافظه\s+|بلده\s+)?(?P<name>[ء-ي]{3,})"
)
_ANYWHERE = frozenset(
    ("البلاد", "المدينه", "البلد", "الولايه", "المحافظه", "المملكه", "المنطقه", "القطاع", "العاصمه")
)
_IN = re.compile(
    r"(?:(?<![ء-ي])(?:في|قرب|امام|وسط|مقتل|داخل|بلده|مدينه|علي|من|العاصمه|الفرنسيه|[ء-ي]+يه)\s+|(?<![ء-ي])ب)$"
)
_NO_SCENE = frozenset(
    stem(word)
    for word in [
        "سكان",
        "اهالي",
        "مصدر",
        "مراسل",
        "شاهد",
        "مستشفى",
        "مسؤول",
        "محافظ",
        "قائد",
        "مقر",
        "مكتب",
        "وكالة",
        "سفارة",
        "سكانها",
        "مدير",
    ]
)


def whereabouts(line: Line) -> Iterator[Mention]:
    """The places of a sentence: named ones with their type, towns of the gazetteer, and sides of a place."""
    taken: list[tuple[int, int]] = []
    for found in _TYPED.finditer(line.folded):
        name = _name(found["name"])
        if name is None:
            continue
        end = found.start("name") + len(name)
        taken.append((found.start("type"), end))
        yield _scene(
            mention.of(
                line,
                "place",
                f"site:{_TYPES[found['type']]}",
                found.start("type"),
                end,
                _bare(name),
                roles=frozenset(("in",)),
            ),
            line,
            found.start("type"),
        )
    for place in places(line.folded):
        if any(start <= place.start < end for start, end in taken):
            continue
        found_in = frozenset(("in",)) if _IN.search(line.folded[: place.start]) else frozenset[str]()
        yield _scene(
            mention.of(line, "place", "town", place.start, place.end, _bare(place.name), roles=found_in),
            line,
            place.start,
        )
    for found in _DIRECTION.finditer(line.folded):
        if found["name"] in _ANYWHERE:
            continue
        way = _DIRECTIONS[found["way"].removesuffix("ي")]
        yield mention.of(line, "place", f"side:{_bare(found['name'])}", found.start(), found.end(), way)


_SHORT = 3  # letters of a first word that is no name alone
_TITLED = frozenset(
    fold(word)
    for word in [
        "الملك",
        "الأمير",
        "السلطان",
        "الشيخ",
        "السيدة",
        "الملكة",
        "الرئيس",
        "الشهيد",
        "القديس",
        "الإمام",
        "النبي",
        "سيدي",
        "أبو",
        "أم",
        "ابن",
        "عبد",
        "بني",
        "تل",
        "رأس",
        "عين",
        "دير",
        "بيت",
        "كفر",
        "وادي",
        "باب",
    ]
)


def _name(words: str) -> str | None:
    first, *rest = words.split()
    if first in _TITLED:
        return f"{first} {rest[0]}" if rest else None
    if _NO_NAME.fullmatch(first):
        return None
    second = rest[0] if rest and not _NO_NAME.fullmatch(rest[0]) else ""
    both = second and (len(first) <= _SHORT or (first.startswith("ال") and second.startswith("ال")))
    return f"{first} {second}" if both else first


def _bare(name: str) -> str:
    return name.removeprefix("ال")


def _scene(found: Mention, line: Line, start: int) -> Mention:
    """With the stems of the few words before it: what was there."""
    near = line.before(start, 5)
    scene = frozenset(one for word in near if telling(one := stem(word.text))) - _NO_SCENE
    away = any(stem(word.text) in _NO_SCENE for word in near[-3:])
    return replace(found, context=frozenset(), roles=frozenset()) if away else replace(found, context=scene)


def opposed(one: str, other: str) -> bool:
    """Whether two sides exclude each other."""
    return frozenset((one, other)) in _OPPOSED
