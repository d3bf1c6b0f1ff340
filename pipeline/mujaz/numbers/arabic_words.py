"""The Arabic words that make numbers, with their genders, cases, spellings and clitics."""

from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import product
from typing import Literal

Role = Literal[
    "unit",  # 1 to 9
    "ten",  # عشر: 10, and the second half of 11 to 19
    "tens",  # 20 to 90
    "hundred",  # 100, 200, خمسمئة
    "scale",  # ألف, مليون; also their duals
    "scales",  # آلاف, ملايين: counted by 3 to 10, otherwise indefinite
    "hundreds",  # مئات, عشرات: indefinite, alone or before a scale
    "part",  # نصف, ثلث, ربع
    "parts",  # أرباع, أخماس: the denominator of "three quarters"
    "lone",  # joins nothing: decades, tenth, triple
    "dual",  # يومين: two of something
    "month",
]


@dataclass(frozen=True, slots=True)
class NumberWord:
    """What one Arabic word, clitics and all, says about a number."""

    role: Role
    value: Fraction
    certain: bool = True
    ordinal: bool = False
    joined: bool = False  # carries و: may continue a number
    definite: bool = False  # carries ال
    preposition: bool = False  # carries ب ل ك: begins a number
    stem: str = ""  # without the clitics


# Letters folded one to one, so that offsets hold: the spelling of alef, final ya and ta marbuta varies.
FOLD: dict[int, int] = str.maketrans("أإآٱىة", "اااايه")
_FOLDED = tuple((chr(letter), chr(plain)) for letter, plain in FOLD.items())

_STEMS = ("ثلاث", "اربع", "خمس", "ست", "سبع", "ثمان", "تسع")  # 3 to 9
_TENS = ("عشر", "ثلاث", "اربع", "خمس", "ست", "سبع", "ثمان", "تسع")  # 20 to 90
_ORDINALS = ("ثالث", "رابع", "خامس", "سادس", "سابع", "ثامن", "تاسع")  # 3rd to 9th
_HUNDREDS = ("مئه", "مائه", "مايه")
_SCALES = (
    ("الف", 10**3, "الاف الوف"),
    ("مليون", 10**6, "ملايين"),
    ("مليار", 10**9, "مليارات"),
    ("بليون", 10**9, "بلايين بليونات"),
    ("تريليون", 10**12, "تريليونات"),
    ("ترليون", 10**12, "ترليونات"),
)
_PARTS = (
    (Fraction(1, 2), "نصف نصفا"),
    (Fraction(1, 3), "ثلث"),
    (Fraction(1, 4), "ربع ربعا"),
    (Fraction(1, 6), "سدس"),
    (Fraction(2, 3), "ثلثي ثلثين ثلثان ثلثا"),
)  # ثمن, an eighth, is nearly always "price"; خمس and the like are read as the cardinals
_DENOMINATORS = (
    (3, "اثلاث"), (4, "ارباع"), (5, "اخماس"), (6, "اسداس"), (7, "اسباع"), (8, "اثمان"), (9, "اتساع"), (10, "اعشار"),
)  # fmt: skip
_POSSESSIVES = ("", "ها", "هم", "هما", "ه", "هن", "نا")  # ثلاثة أرباعهم: three quarters of them
_LONE = (  # words that hold a number without being one: enough to explain a number of the English
    (0, "صفر صفرا"),
    (1, "اول اولي اوائل اولا وحيد وحيده"),
    (
        2,
        "ثاني ثانيه ثان ثانيا ثنائي ثنائيه مزدوج مزدوجه توام كلا كلتا كلاهما كليهما كلتاهما كلتيهما زوج زوجا زوجين ضعف",
    ),
    (3, "ثالثا ثلاثي ثلاثيه مثلث"),
    (4, "رابعا رباعي رباعيه"),
    (5, "خامسا خماسي خماسيه"),
    (6, "سادسا سداسي سداسيه"),
    (7, "سابعا سباعي سباعيه"),
    (8, "ثامنا"),
    (9, "تاسعا"),
    (10, "عاشرا عقد عقدا عقود"),
    (12, "دزينه دستها ظهرا"),
    (20, "عقدين عقدان"),
    (100, "قرن قرنا مئوي مئويه"),
    (200, "قرنين قرنان"),
    (1000, "الفيه"),
    (10**6, "مليونيه"),
)
_MONTHS = (
    "يناير جانفي", "فبراير شباط فيفري", "مارس اذار", "ابريل نيسان افريل", "مايو ايار ماي", "يونيو حزيران جوان",
    "يوليو تموز جويليه يوليوز", "اغسطس اب اوت غشت", "سبتمبر ايلول شتنبر", "اكتوبر تشرين", "نوفمبر نونبر",
    "ديسمبر كانون دجنبر",
)  # fmt: skip
# Duals of nouns that news counts. A noun whose plural also ends in -ين is not here: مسلحين is "gunmen".
_TWO_MASCULINE = [
    "يوم",
    "اسبوع",
    "شهر",
    "عام",
    "شخص",
    "رجل",
    "طفل",
    "هدف",
    "بلد",
    "منزل",
    "صاروخ",
    "هجوم",
    "انفجار",
    "قارب",
    "طرف",
    "حزب",
    "وزير",
    "ضابط",
    "فصيل",
    "موقع",
    "قتيل",
    "جريح",
    "جندي",
    "شرطي",
    "جزء",
    "قسم",
    "سبب",
    "امر",
    "نوع",
    "ضعف",
    "جانب",
    "مبني",
    "شاب",
    "فريق",
    "لقاء",
    "اتفاق",
]
_TWO_FEMININE = [
    "ساع",
    "سن",
    "دقيق",
    "مر",
    "نقط",
    "دول",
    "مدين",
    "قري",
    "سيار",
    "طائر",
    "قنبل",
    "غار",
    "سفين",
    "منطق",
    "محافظ",
    "ولاي",
    "مرحل",
    "امرا",
    "جول",
    "فتا",
]
# A clitic and a numeral that together spell a common word: لستُ "I am not", كست "covered".
_NOT_NUMBERS = frozenset(("الستون", "لست", "ولست", "فلست", "كست", "وكست", "وظهرا"))


def fold(text: str) -> str:
    """A text with one spelling for each letter of `FOLD`; ten times as fast as `str.translate`."""
    for letter, plain in _FOLDED:
        text = text.replace(letter, plain)
    return text


def _units() -> dict[str, NumberWord]:
    words: dict[str, NumberWord] = {}
    for one in ("احد", "احدي"):  # alone also "anyone", and with ال "Sunday"
        words[one] = NumberWord("unit", Fraction(1), certain=False)
    for one in ("واحد", "واحده", "واحدا", "واحدي"):  # also وأحد, as in مئة وأحد عشر
        words[one] = NumberWord("unit", Fraction(1), certain=False, joined=True)
    for two in ["اثنان", "اثنين", "اثنتان", "اثنتين", "اثنا", "اثني", "اثنتا", "اثنتي"]:
        words[two] = NumberWord("unit", Fraction(2), certain=False)  # with ال also "Monday"
    for value, stem in enumerate(_STEMS, start=3):
        forms = [stem, stem + "ه", stem + "ا"]
        if stem == "ثمان":
            forms += [stem + "ي", stem + "يه", stem + "يا"]
        for form in forms:
            words[form] = NumberWord(
                "unit", Fraction(value), certain=form != "ستا"
            )  # وستا is also a name's end
    return words


def _tens_and_hundreds() -> dict[str, NumberWord]:
    words: dict[str, NumberWord] = {}
    for form in ("عشر", "عشره", "عشرا"):
        words[form] = NumberWord("ten", Fraction(10))
    for value, stem in enumerate(_TENS, start=2):
        for ending in ("ون", "ين"):
            words[stem + ending] = NumberWord("tens", Fraction(value * 10))
        for ending in ("ينات", "ينيات", "يني", "ينيه", "ينيا"):  # the sixties; a man in his sixties
            words[stem + ending] = NumberWord("lone", Fraction(value * 10), certain=ending.endswith("ات"))
    for form in _HUNDREDS:
        words[form] = NumberWord("hundred", Fraction(100))
    for form in ["مئتان", "مئتين", "مئتا", "مئتي", "مائتان", "مائتين", "مائتا", "مائتي"]:
        words[form] = NumberWord("hundred", Fraction(200))
    for (value, stem), ending, hundred in product(enumerate(_STEMS, start=3), ("", "ي"), (*_HUNDREDS, "ميه")):
        words[stem + ending + hundred] = NumberWord("hundred", Fraction(value * 100))
    return words


def _ordinals() -> dict[str, NumberWord]:
    words: dict[str, NumberWord] = {}
    for form in ("حادي", "حاديه"):
        words[form] = NumberWord("unit", Fraction(1), certain=False, ordinal=True)
    for form in ("ثاني", "ثانيه"):
        words[form] = NumberWord("unit", Fraction(2), certain=False, ordinal=True)
    for value, stem in enumerate(_ORDINALS, start=3):
        words[stem] = NumberWord("unit", Fraction(value), ordinal=True)
        words[stem + "ه"] = NumberWord("unit", Fraction(value), ordinal=True)
    for form in ("عاشر", "عاشره"):
        words[form] = NumberWord("lone", Fraction(10), ordinal=True)
    return words


def _scales() -> dict[str, NumberWord]:
    words: dict[str, NumberWord] = {}
    for singular, value, plurals in _SCALES:
        words[singular] = words[singular + "ا"] = NumberWord("scale", Fraction(value))
        for ending in ("ان", "ين", "ي"):
            words[singular + ending] = NumberWord("scale", Fraction(2 * value))
        for plural in plurals.split():
            words[plural] = NumberWord("scales", Fraction(value))
    for form in ("مئات", "مئاتا"):
        words[form] = NumberWord("hundreds", Fraction(100), certain=False)
    words["عشرات"] = NumberWord("hundreds", Fraction(10), certain=False)
    return words


def _others() -> dict[str, NumberWord]:
    words: dict[str, NumberWord] = {}
    for (share, forms), suffix in product(_PARTS, _POSSESSIVES):
        for form in forms.split():
            words[form + suffix] = NumberWord("part", share, certain=False)
    for (denominator, form), suffix in product(_DENOMINATORS, _POSSESSIVES):
        words[form + suffix] = NumberWord("parts", Fraction(denominator), certain=False)
    for value, forms in _LONE:
        for form in forms.split():
            words[form] = NumberWord("lone", Fraction(value), certain=False)
    for value, forms in enumerate(_MONTHS, start=1):
        for form in forms.split():
            words[form] = NumberWord("month", Fraction(value), certain=False)
    for noun, endings in ((_TWO_MASCULINE, ("ان", "ين")), (_TWO_FEMININE, ("تان", "تين"))):
        for stem, ending in product(noun, endings):
            words[stem + ending] = NumberWord("dual", Fraction(2), certain=False)
    return words


def _with_clitics(words: dict[str, NumberWord]) -> dict[str, NumberWord]:
    """Every word with every clitic: و ف, then ب ل ك, then ال. لِ and ال melt into لل."""
    table: dict[str, NumberWord] = {}
    for conjunction, preposition, article in product(("", "و", "ف"), ("", "ب", "ك", "ل"), ("", "ال")):
        prefix = conjunction + (preposition + article).replace("لال", "لل")
        for form, word in words.items():
            whole = prefix + form
            if whole in _NOT_NUMBERS or (prefix and word.role == "month" and len(form) == len("اب")):
                continue
            entry = replace(
                word,
                joined=word.joined or conjunction == "و",
                definite=bool(article),
                preposition=bool(preposition),
                stem=form,
            )
            table.setdefault(whole, entry)
    return table


# The later groups give way to the earlier where a form is in two: ثانية the ordinal is also the lone word.
WORDS = _with_clitics({**_others(), **_ordinals(), **_scales(), **_units(), **_tens_and_hundreds()})
