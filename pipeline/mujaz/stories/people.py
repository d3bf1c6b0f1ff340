"""Persons whose first names, ages or ranks articles give differently."""

import re
from collections.abc import Iterator
from itertools import pairwise

from mujaz.arabic.clitics import fold
from mujaz.stories import mention
from mujaz.stories.gazetteer import countries
from mujaz.stories.lines import Line
from mujaz.stories.mention import Mention
from mujaz.stories.stems import stem

_FIRST = frozenset(
    fold(name)
    for name in [
        "محمد",
        "أحمد",
        "محمود",
        "حامد",
        "حمد",
        "علي",
        "حسن",
        "حسين",
        "عمر",
        "عمرو",
        "عثمان",
        "خالد",
        "سعد",
        "سعيد",
        "سعود",
        "سالم",
        "سليم",
        "سليمان",
        "سلمان",
        "سمير",
        "سامي",
        "سامر",
        "صالح",
        "صلاح",
        "صادق",
        "طارق",
        "طلال",
        "طه",
        "عادل",
        "عباس",
        "عزيز",
        "عصام",
        "عماد",
        "عيسى",
        "غسان",
        "فادي",
        "فارس",
        "فاروق",
        "فهد",
        "فيصل",
        "فؤاد",
        "فراس",
        "قاسم",
        "قيس",
        "كامل",
        "كريم",
        "كمال",
        "ماجد",
        "مازن",
        "مالك",
        "ماهر",
        "مجدي",
        "محسن",
        "مراد",
        "مروان",
        "مصطفى",
        "منصور",
        "منير",
        "مهدي",
        "موسى",
        "ناصر",
        "نبيل",
        "نادر",
        "نزار",
        "نسيم",
        "نور",
        "هادي",
        "هاشم",
        "هاني",
        "هشام",
        "هيثم",
        "وائل",
        "وليد",
        "ياسر",
        "ياسين",
        "يحيى",
        "يوسف",
        "يونس",
        "زكريا",
        "زياد",
        "زيد",
        "رامي",
        "رائد",
        "رشيد",
        "رضا",
        "رمزي",
        "رياض",
        "راشد",
        "باسل",
        "باسم",
        "بدر",
        "بسام",
        "بشار",
        "بشير",
        "بلال",
        "بهاء",
        "توفيق",
        "تامر",
        "جابر",
        "جاسم",
        "جعفر",
        "جلال",
        "جمال",
        "جميل",
        "جهاد",
        "جواد",
        "حاتم",
        "حازم",
        "حبيب",
        "حيدر",
        "خليل",
        "داود",
        "إبراهيم",
        "إسماعيل",
        "إسحاق",
        "أسعد",
        "أسامة",
        "أشرف",
        "أكرم",
        "أمجد",
        "أمين",
        "أنس",
        "أنور",
        "أيمن",
        "أيوب",
        "إدريس",
        "إياد",
        "إيهاب",
        "عبده",
        "لؤي",
        "معاذ",
        "معتز",
        "ممدوح",
        "نجيب",
        "نعيم",
        "وسام",
        "وسيم",
        "فاطمة",
        "عائشة",
        "مريم",
        "زينب",
        "خديجة",
        "سارة",
        "سعاد",
        "سلمى",
        "سميرة",
        "سناء",
        "شيماء",
        "رنا",
        "ريم",
        "رانيا",
        "رشا",
        "دينا",
        "دلال",
        "حنان",
        "هدى",
        "هند",
        "هبة",
        "نادية",
        "نورة",
        "نوال",
        "منى",
        "مها",
        "ليلى",
        "لينا",
        "لمى",
        "كوثر",
        "غادة",
        "عبير",
        "آمنة",
        "أمل",
        "أسماء",
        "إيمان",
        "إيناس",
        "بسمة",
        "جميلة",
        "صفاء",
        "سهام",
        "وفاء",
        "ياسمين",
        "يسرا",
        "يسرى",
        "عزيزة",
        "رحمة",
        "رقية",
        "بشرى",
        "نجلاء",
        "وردة",
        "جون",
        "جيمس",
        "روبرت",
        "ديفيد",
        "مايكل",
        "ماري",
        "آنا",
        "بيتر",
        "بول",
        "جورج",
        "توماس",
        "أنطونيو",
        "خوسيه",
        "كارلوس",
        "فولوديمير",
        "فلاديمير",
        "سيرغي",
        "ألكسندر",
        "إيفان",
        "ميشيل",
        "جان",
        "بيار",
        "إلياس",
        "شارل",
        "طوني",
    ]
)
_ABD = ("عبد", "ابو", "بن", "ابن", "ال", "ابي", "بو", "ولد", "اد")
_RANKS = {
    fold(rank): fold(rank)
    for rank in ["ملازم", "نقيب", "رائد", "مقدم", "عقيد", "عميد", "لواء", "فريق", "مشير", "رقيب", "عريف"]
}
_ENDS = re.compile(
    r"(?:في|من|الي|علي|عن|ان|الذي|التي|قال|كان|وكان|خلال|بعد|قبل|اليوم|امس|مع|هو|هي|انه|ل[ء-ي]{4,}|و[ء-ي]{3,})"
)


def people(line: Line) -> Iterator[Mention]:
    """The persons of a sentence by family name; the value is the first name, or the rank before it."""
    words = line.words
    yield from _nationals(line)
    for at, word in enumerate(words):
        first = _first(word.text)
        if first is None or at + 1 >= len(words):
            continue
        last, end = _family(line, at + 1)
        if last is None:
            continue
        yield mention.of(line, "name", f"person:{last}", word.start + len(word.text) - len(first), end, first)
        rank = words[at - 1].text.removeprefix("ال") if at else ""
        if rank in _RANKS and line.folded[words[at - 1].end : word.start].isspace():
            yield mention.of(line, "name", f"rank:{first} {last}", words[at - 1].start, end, _RANKS[rank])


_NATIONALS = re.compile(
    r"[وفبل]?(?:ال)?(?:سائح|سائحه|طيار|صحفي|صحافي|مواطن|متسلق|مدرب|موظف|مهندس|بحار|قبطان|رهينه|مشتبه|منفذ|مهاجم|طالب|باحث|مخرج|لاعب|راكب|غواص|سجين|راهب|كاهن)[اه]?"
)


def _nationals(line: Line) -> Iterator[Mention]:
    """A person of some calling with a nationality: السائح الألماني."""
    for word, after in pairwise(line.words):
        if _NATIONALS.fullmatch(word.text) and re.search(r"(?:ي|يا|يه)$", after.text):
            codes = countries(after.text)
            if codes:
                yield mention.of(line, "name", f"nation:{stem(word.text)}", word.start, after.end, codes[0])


def _first(word: str) -> str | None:
    for bare in (word, word[1:] if word[:1] in "ولبف" else word):
        if bare in _FIRST:
            return bare
    return None


def _family(line: Line, at: int) -> tuple[str | None, int]:
    """The family name that begins at this word, with بن or عبد before it; None where none does."""
    words = line.words
    parts: list[str] = []
    place = at
    while place < len(words) and len(parts) < 3:  # noqa: PLR2004
        if not line.folded[words[place - 1].end : words[place].start].isspace():
            break
        word = words[place].text
        if _ENDS.fullmatch(word) or (len(word) < 2 and word not in _ABD):  # noqa: PLR2004
            break
        parts.append(word)
        place += 1
        if word not in _ABD:
            break
    if not parts or parts[-1] in _ABD or (len(parts) == 1 and (parts[0] in _FIRST or len(parts[0]) < 4)):  # noqa: PLR2004
        return None, 0
    return " ".join(parts), words[place - 1].end
