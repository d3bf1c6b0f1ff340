"""The numbers of a sentence with what they count or measure."""

import re
from collections.abc import Iterator
from dataclasses import replace

from mujaz.numbers.arabic import find
from mujaz.numbers.numerals import Number
from mujaz.stories import mention
from mujaz.stories.lines import Line
from mujaz.stories.mention import Bound, Mention
from mujaz.stories.stems import stem

_W = r"(?:و|ف|ب|ل|ك|لل|بال|وال|ال|ول|وب)?"


def _table(rows: str) -> list[tuple[str, re.Pattern[str]]]:
    """`class: pattern` lines, each pattern for a whole folded word with or without clitics."""
    pairs = (line.split(":", 1) for line in rows.strip().splitlines())
    return [(name.strip(), re.compile(rf"{_W}(?:{pattern.strip()})")) for name, pattern in pairs]


# What became of people, in the verb or noun beside the number. Tolls first: they grow as an event goes on.
_FATES = _table("""
killed: قتل|قتلت|قتلوا|مقتل|قتيل|قتيلا|قتلي|قتيلين|مصرع|مصرعهم|حتفهم|حتفه|استشهد|استشهدوا|استشهاد|شهيد|شهيدا|شهداء|شهيدين|وفاه|وفيات|توفي|توفوا|متوفي|متوفين|قضي|قضوا|جثه|جثث|جثامين|جثمان|ماتوا|مات|اودي|اودت|حياه|ارواح
wounded: جرح|جرحوا|جريح|جريحا|جرحي|جريحين|بجروح|جروح|اصيب|اصيبوا|اصيبت|اصابه|اصابات|مصاب|مصابا|مصابين|مصابون|بحروق|بكدمات
missing: فقد|فقدوا|مفقود|مفقودا|مفقودين|مفقودون|فقدان|مفقودا
arrested: اسر|اسرت|اسروا|اعتقل|اعتقلت|اعتقال|توقيف|اوقف|اوقفت|القبض|موقوف|موقوفا|معتقل|معتقلا|معتقلين|احتجاز|احتجز|ضبط
displaced: نزح|نزحوا|نزحت|نازح|نازحا|نازحين|نزوح|تشريد|شرد|شردت|مشرد|اجلاء|اجلت|اجلي
rescued: انقذ|انقذت|انقاذ|ناج|ناجيا|ناجين|نجا|اسعاف
abducted: خطف|خطفوا|اختطف|اختطاف|اختطفوا|مخطوف|مخطوفا|مخطوفين|رهينه|رهائن
freed: افرج|افراج|الافراج|سراح|تحرير|محرر
convicted: ادان|ادانت|ادانه|ادين
acquitted: برات|براءه|تبرئه
attended: شارك|شاركت|شاركوا|مشاركه|حضره|حضرها|حضر|حضور|زائر|زائرا|زوار|حاجا|حجاج|مضرب|مضربين|المضربين|محتشد|حشد|احتشد|مشجع|مشجعا|متفرج|متفرجا|متظاهر|متظاهرا|متظاهرين|محتج|محتجا|محتجين|مشاركين|المشاركين|مشيع|مشيعا|حاضرا|تظاهر|مظاهره|تظاهره|احتجاج|وقفه|مدرجات|جمهور|مسيره
aboard: متن|متنه|متنها|يقل|تقل|ركابها|يحمل
""")
_GROWING = frozenset(("killed", "wounded", "missing", "arrested", "displaced", "rescued", "abducted", "case"))
_PEOPLE = re.compile(
    rf"{_W}(?:شخص|شخصا|اشخاص|شخصين|مدنيا?|مدنيين|عاملا?|عمال|عاملين|رجلا?|رجال|امراه|نساء|طفلا?|اطفال|جنديا?|جنود|شرطيا?|عنصرا?|عناصر|مواطنا?|مواطنين"
    r"|اخر|اخرون|اخرين|مهاجرا?|مهاجرين|لاجئا?|فردا?|افراد|متطوعا?|راكبا?|ضحيه|ضحايا|فلسطينيا?|فلسطينيين|سوريا?|سوريين|عراقيا?|معلما?|معلم|معلمين|متهما?|متهمين|شابا?|مسلحا?|مسلحين|حاله|حالات|صيادا?|صيادين|طالبا?|طلاب|سائحا?|سياح|صحفيا?|صحفيين|مسافرا?|راكب|ركاب|حارسا?|حراس|حارسين|سائقا?|سائقين|مزارعا?|مزارعين|موظفا?|موظفين|مسوولا?|مسؤولا?|مسوولين|مسؤولين|ناشطا?|نشطاء|ناشطين|سجينا?|سجناء"
    r"|مدرسا|مدرسين|طبيبا?|اطباء|ممرضا?|ممرضين|نزيلا?|نزلاء|لاعبا?|لاعبين|بحارا?|بحاره|اسيرا?|اسري|مقاتلا?|مقاتلين|متمردا?|متمردين|نائبا?|نواب|حاجا?|حجاج|مصليا?|مصلين|مستوطنا?|مستوطنين"
    r"|ناخبا?|ناخبين|مشاركا?|مشاركين|عضوا?|اعضاء|شخصيه|انسان|نسمه|قاصرا?|رضيعا?|فتاه|فتيات|عسكريا?|عسكريين|مهاجما?|مهاجمين|ارهابيا?|ارهابيين|اجنبيا?|اجانب|بحارا|غواصا?|سباحا?|متسلقا?|متسلقين|اسره|اسر|عائله|عائلات)"
)
_FEW = re.compile(
    rf"{_W}(?:طفلا?|طفل|اطفال|طفلان|طفلين|امراه|نساء|سيده|جنود|جنديا?|ضابطا?|ضباط|مسعفا?|مسعفين|صحفيا?|صحفيين|رجلا|رجل|مهاجما?|مهاجمين|ارهابيا?|ارهابيين|متمردا?|متمردين|مسلحا?|مسلحين|اسره|اسر|عائله|عائلات)"
)
_DISEASE = re.compile(r"كوليرا|حمي |حمى|فيروس|وباء|تفشي|عدوي|كورونا|انفلونزا|حصبه|ملاريا|مرض")
_CASES = re.compile(rf"{_W}(?:حاله|حالات|اصابه|اصابات)")
_MONEY = {
    "دولار": "dollar", "يورو": "euro", "جنيه": "pound", "دينار": "dinar", "ريال": "riyal", "درهم": "dirham",
    "ليره": "lira", "روبل": "rouble", "يوان": "yuan", "شيكل": "shekel", "فرنك": "franc", "روبيه": "rupee",
    "استرليني": "pound",
}  # fmt: skip
_MONEY_PLURAL = {
    "دولارات": "dollar",
    "دنانير": "dinar",
    "جنيهات": "pound",
    "ريالات": "riyal",
    "دراهم": "dirham",
    "ليرات": "lira",
    "دولارا": "dollar",
    "دينارا": "dinar",
    "جنيها": "pound",
    "ريالا": "riyal",
    "درهما": "dirham",
}
_HOURS = {
    "دقيقه": 1 / 60, "دقائق": 1 / 60, "ساعه": 1, "ساعات": 1, "ساعتين": 1, "ساعتان": 1, "يوم": 24, "يوما": 24, "ايام": 24,
    "يومين": 24, "يومان": 24, "اسبوع": 168, "اسبوعا": 168, "اسابيع": 168, "اسبوعين": 168, "شهر": 730, "شهرا": 730,
    "اشهر": 730, "شهور": 730, "شهرين": 730, "سنه": 8766, "سنوات": 8766, "سنتين": 8766, "عام": 8766, "عاما": 8766,
    "اعوام": 8766, "عامين": 8766, "ليله": 24, "ليال": 24, "عامان": 8766, "سنتان": 8766, "شهران": 730, "اسبوعان": 168,
}  # fmt: skip
_MEASURES = _table("""
km: كيلومترا?|كيلومترات|كلم|كم|كيلو
m3: مترا? مكعبا?
mm: ملمترا?|ملم|مليمترا?|ملمترات|مليمترات
cm: سنتمترا?|سنتيمترا?|سنتمترات|سم
metre: مترا?|امتار
degree: درجه|درجات
tonne: طنا?|اطنان
kg: كيلوغراما?|كيلوغرامات|كيلوجراما?|كغ|كجم|كيلوغرامات
barrel: برميلا?|براميل
litre: لترا?
hectare: هكتارا?|هكتارات|دونما?|فدانا?
power: ميغاواط|ميجاوات|غيغاواط|كيلوواط
point: نقطه|نقاط
time: مره|مرات
""")
# What an amount is of. Those in capitals set it apart: an amount asked for is not the one given.
_ROLES = _table("""
magnitude: قوه|قوته|قوتها|بقوه|شده|شدتها|ريختر
depth: عمق|عمقه
height: ارتفاع|علو
weight: وزن|يزن|وزنه|حموله
turnout: المشاركه|مشاركه|اقبال|الاقبال|التصويت
rain: امطار|الامطار|تساقطات|التساقطات|هطول|مقاييس
fine: تغريم|تغريمه|تغريمها|غرامه|الغرامه|غرامات
term: سجن|سجنا|السجن|حبس|حبسا|الحبس|حبسه|سجنه|سجينا|بسجن|بحبس|بحبسه
grant: تعويض|تعويضات|صرف|منح|دعم|مساعده|مساعدات|حزمه|الحزمه|تمويل|تخصيص|تقديم|منحه
price: سعر|السعر|اسعار
loss: خساره|خسائر|خسائرهم|الضرر|اضرار|الاضرار
profit: ارباح|ربح|ايرادات|عائدات
deal: صفقه|الصفقه|قيمه|قيمته|قيمتها|بقيمه|عقد|عقدا|الطلبيه|طلبيه|شراء|لشراء
stake: راس|الاستحواذ|حصه|اسهم|اسهمه
debt: قرض|قروض|ديون|دين|مديونيه
wage: راتب|الراتب|راتبه|رواتب|الرواتب|اجور|اجر
inflation: التضخم|تضخم
rate: فائده|الفائده
release: الاطلاقات|اطلاقات|المطلقه|تصريف
ASKED: طلب|طالب|التمس|المطالب|يطالب|طالبت|يطالبون|التماس|الادعاء|النيابه|مقترح|اقترح
NOW: حاليا|الحالي|الحاليه|الان
BEFORE: مقارنه
EXPECTED: توقع|توقعات|يتوقع|المتوقع|متوقع|المتوقعه|تقديرات
AFTERSHOCK: ارتداديه|الارتداديه|اقواها|ارتدادات
MONTHLY: شهري|شهريا|الشهري|الشهريه
TOWNS: المدن|مدن|الحضر|حضر
COUNTRY: الجمهوريه|لاجمالي|اجمالي|البلاد
SHARE: حصه|نصيب|منها|منهم|بينها|بينهم|ضمنها|ضمنهم
EACH: لكل|كل
DISTANCE: بعد|مسافه|مسافة
""")
_QUALIFIERS: list[tuple[Bound, re.Pattern[str]]] = [
    ("less", re.compile(r"(?:(?:لم|لا|ولم|ولا|لن)\s+(?:[يت]تجاوز|[يت]تعد|[يت]زيد\s+(?:عن|علي))|اقل\s+من|دون|حتي|اقصاه)(?:\s+ال?\S{2,8})?\s*$")),
    ("more", re.compile(r"(?:اكثر\s+من|باكثر\s+من|ما\s+يزيد\s+(?:عن|علي)|[يت]زيد\s+(?:عن|علي)|ازيد\s+من|فوق|(?:لا|ما\s+لا)\s+[يت]قل\s+(?:عددهم\s+)?عن|[يت]?تجاوز[ت]?|يفوق|[يت]تعدي)\s*(?:ال)?\s*$")),
    ("about", re.compile(r"(?:نحو|بنحو|حوالي|بحوالي|قرابه|زهاء|ما\s+يقارب|[يت]قارب|قارب[ت]?(?:\s+قوت(?:ه|ها))?|حدود|ما\s+يقرب\s+من|يناهز|ناهز)\s*(?:ال)?\s*$")),
]  # fmt: skip
_AT_LEAST = re.compile(r"\s*(?:\S+\s+){0,2}علي\s+الاقل")
_PART_BEFORE = re.compile(
    r"(?:بينهم|بينها|منهم|منها|ضمنهم|فيهم|بمن فيهم|بينهن|ومنهم|ومنها|من بين\s+\S+(?:\s+\S+)?|احدهم|اخرها)\s*(?:علي الاقل\s+)?(?:\S+\s+){0,2}$"
)
_PART_AFTER = re.compile(
    r"\s*من(?:هم|ها|\s+بين|\s+(?:ال)?(?:مصابين|جرحي|ضحايا|قتلي|ركاب|مفقودين|متهمين|عماله|عمالها))"
)
_NEW_ONES = re.compile(
    r"\s*(?:\S+\s+){1,2}جديد[ها]?(?![ء-ي])|\s*(?:\S+\s+){0,3}(?:يوم امس|خلال ال\S+ (?:و\S+ )?(?:ال)?ساعه|اضافي)"
)
_RISEN = re.compile(
    r"(?<![ء-ي])[وفلب]?(?:ارتفع|ارتفعت|ارتفاع|لترتفع|ليرتفع|ترتفع|يرتفع|حصيله جديده|حصيله اخري|اتسع|زاد|ازداد|لتصل|ليصل|ليبلغ|بلغت حصيله|جديده للقتلي|اضافه صناديق)(?![ء-ي])"
)
_CHANGED = re.compile(
    r"(?<![ء-ي])[وفلب]?(?:عدلت?|تعديل|مراجعه|معدل[هة]|منقح[هة]|مصحح[هة]|بيانات نهائيه)(?![ء-ي])"
)
_BETWEEN = re.compile(r"(?:بين|تتراوح|تراوحت|من)\s+(?:ال)?\s*$")
_TO = re.compile(r"(?:بين|تتراوح|تراوحت)\s+(?:\S+\s+){1,3}و?$")
_CUE_OF_SPAN = re.compile(
    r"(?:مد[هة]|مدت(?:ه|ها)|لمد[ه]|[يت]?ستمر|استمر[ت]?|دام[ت]?|[يت]دوم|استغرق[ت]?|[يت]ستغرق|طوال|مدي|توقف[ت]?|الحداد|هدنه|انسانيه|زياره)\s+(?:نحو|قرابه|حوالي|زهاء|علي\s+مدي|اكثر\s+من|مده|لمده|دام|دامت|تستمر|يستمر)?\s*$"
)
_AGE = re.compile(
    r"(?:عمر|عمره|عمرها|العمر|ناهز|عن|عن\s+عمر|يبلغ|تبلغ|البالغ|البالغه|امتدت|الـ)\s*(?:نحو|يناهز|ناهز|من\s+العمر)?\s*\(?$"
)
_AGE_AFTER = re.compile(r"\s*(?:عاما|سنه|سنوات|اعوام|عام)?\s*(?:من\s+)?(?:عمره|عمرها|العمر)")
_NO_COUNT = re.compile(
    r"(?:(?:الدقيقه|دقيقه|المركز|رقم|الماده|المرتبه|الجوله|الصفحه|الفصل|القناه)\s+|\d\s?[-–/]\s?)$"
)
_SCORE = re.compile(
    r"\s?[-–]\s?\d|\s+(?:من\s+)?(?:يناير|فبراير|مارس|ابريل|مايو|يونيو|يوليو|اغسطس|سبتمبر|اكتوبر|نوفمبر|ديسمبر|كانون|تشرين|شباط|اذار|نيسان|ايار|حزيران|تموز|اب|ايلول)(?![ء-ي])|\s+(?:الفا\s+)?لكل"
)
_TWO = re.compile(  # whose plural is another word, so that these are two
    r"(?:عاملين|طفلين|شخصين|رجلين|شابين|جنديين|عنصرين|ضابطين|طالبين|امراتين|شرطيين|حارسين|راكبين|طيارين|بحارين|طبيبين|عاملان|طفلان|شخصان|رجلان|شابان|جنديان)(?![ء-ي])"
)
_COUNTED = frozenset(("cardinal", "fraction", "percent", "indefinite", "year"))
_OWN_WAW = re.compile(r"وزير|وزراء|وفا|وفي|وفد|ورش|وثيق|وثائق|ولاي|وكال|وحد|وظيف|وظائف|ورق|وجه")
_NO_NOUN = frozenset(
    [
        "لكل",
        "علي",
        "في",
        "من",
        "الي",
        "عن",
        "عند",
        "عندما",
        "منذ",
        "خلال",
        "بعد",
        "قبل",
        "امام",
        "حتي",
        "اثر",
        "جراء",
        "بين",
        "مع",
        "ثم",
        "او",
        "غدا",
        "اليوم",
        "امس",
        "فقط",
        "ايضا",
        "تقريبا",
        "حاليا",
        "بالفعل",
        "بان",
        "ان",
        "انه",
        "كان",
        "كانت",
        "كانوا",
        "لا",
        "لم",
        "لن",
        "قد",
        "الماضيه",
        "المقبله",
        "اخري",
        "اخر",
        "اضافيه",
        "جديده",
    ]
)
_FAR = 7  # words on either side in which a fate is looked for


def quantities(line: Line, *, disease: bool = False) -> Iterator[Mention]:
    """The counts, amounts, spans of time and ages of a sentence.

    Args:
        line: The sentence.
        disease: The article is about one, so that an infection is no wound.
    """
    numbers = find(line.folded)
    for number in numbers:
        dual = number.kind == "dual"
        if not (number.kind in _COUNTED or dual) or (
            number.kind == "year" and not _followed_by_noun(line, number)
        ):
            continue
        if _NO_COUNT.search(line.folded[: number.start]) or _SCORE.match(line.folded, number.end):
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
    return len(_DISEASE.findall(telling_text)) > 1


def _one(line: Line, number: Number, *, dual: bool, disease: bool) -> Iterator[Mention]:
    before, after = line.folded[: number.start], line.folded[number.end :]
    if _TO.search(before) or (
        _BETWEEN.search(before) and re.match(r"\s*(?:\S+\s+)?و", after) and "من" not in before[-4:]
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
    if bare in _HOURS:
        yield from _span(line, number, start, value, bare, bound, dual=dual)
        return
    measured = next(
        (
            name
            for name, form in _MEASURES
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
        if following and following[0].text in _HOURS:
            return following[0].start, following[0].text
        noun = before[-1] if before and before[-1].text.startswith("ال") else None
        return (noun.start, noun.text) if noun else (number.end, "")
    following = line.after(number.end, 1)
    if not following or not line.folded[number.end : following[0].start].isspace():
        return number.end, ""
    word = following[0].text
    joined = word.startswith("و") and not _OWN_WAW.match(word)
    return (number.end, "") if joined or word in _NO_NOUN else (following[0].start, word)


def _bound(line: Line, number: Number) -> tuple[Bound, int]:
    """How exactly a number is meant, and where its words begin."""
    if number.kind == "indefinite":
        return "order", number.start
    before = line.folded[: number.start]
    for bound, form in _QUALIFIERS:
        found = form.search(before)
        if found:
            return bound, found.start()
    return ("more" if _AT_LEAST.match(line.folded, number.end) else "exact"), number.start


def _money(line: Line, number: Number) -> tuple[str, int] | None:
    for word in line.after(number.end, 2):
        bare = re.sub(r"^(?:ال)", "", word.text)
        code = _MONEY.get(bare) or _MONEY_PLURAL.get(bare)
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
        for name, form in _ROLES
        if form.fullmatch(word.text)
    }
    if not found & {"inflation", "price", "rate"}:
        found -= {"TOWNS", "COUNTRY", "MONTHLY"}
    if re.search(r"(?<![ء-ي])من(?:\s+اصل)?\s+$", line.folded[:start]):
        found.add("BEFORE")  # fell to 12 from 13
    return frozenset(found)


def _shown_value(value: float) -> str:
    return f"{value:.6g}" if value < 10**6 and value != int(value) else f"{int(value)}"


def _amount(
    line: Line, number: Number, about: str, start: int, end: int, value: float, bound: Bound
) -> Mention:
    unit = about.rsplit(":", maxsplit=1)[-1]
    return mention.of(
        line, "amount", about, start, end, f"{_shown_value(value)} {unit}", number=value, bound=bound,
        roles=_roles(line, number, start), renewed=bool(_CHANGED.search(line.folded, *line.clause(start, end))),
    )  # fmt: skip


def _span(
    line: Line, number: Number, start: int, value: float, unit: str, bound: Bound, *, dual: bool
) -> Iterator[Mention]:
    before = line.folded[:start]
    end = number.end if dual else line.after(number.end, 1)[0].end
    hours = value * _HOURS[unit]
    roles = _roles(line, number, start)
    if "term" in roles and _HOURS[unit] >= 730:  # noqa: PLR2004 - months or years
        yield mention.of(
            line,
            "amount",
            "term",
            start,
            end,
            f"{_shown_value(hours / 8766)} years",
            number=hours,
            bound=bound,
            roles=roles,
        )
        return
    years = _HOURS[unit] > 8000  # noqa: PLR2004
    if years and 10 < value < 115 and (_AGE.search(before) or _AGE_AFTER.match(line.folded, number.end)):  # noqa: PLR2004
        yield mention.of(
            line, "name", "age", start, end, _shown_value(value), number=value, bound=bound, roles=roles
        )
    elif _CUE_OF_SPAN.search(before):
        yield mention.of(
            line,
            "date",
            "span",
            start,
            end,
            f"{_shown_value(hours)} hours",
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
    part = bool(_PART_BEFORE.search(before) or _PART_AFTER.match(line.folded, number.end))
    if _NEW_ONES.match(line.folded, number.end):
        return
    few = bool(_FEW.fullmatch(unit))
    if part and not few and not (unit and _named(unit)):
        return
    fate = _of_whom(line, number) if part and few else _fate(line, number, unit, disease=disease)
    if fate is None and (not unit or number.kind == "dual"):
        return
    if fate and _FEW.fullmatch(unit) and not re.search(r"اجمال|عدد", line.folded):
        about = f"{fate}:{stem(unit)}"
    elif fate:
        about = fate
    elif _PEOPLE.fullmatch(unit) or unit in ("من", "في", "علي", "الي", "عن") or len(unit) < 3:  # noqa: PLR2004
        return
    else:
        about = f"of:{stem(unit)}"
    yield mention.of(
        line, "count", about, start, max(end, number.end), _shown_value(value), number=value, bound=bound,
        roles=_roles(line, number, start), renewed=bool(_RISEN.search(line.folded)), growing=about in _GROWING,
    )  # fmt: skip


def _fate(line: Line, number: Number, unit: str, *, disease: bool) -> str | None:
    """What became of the counted, said by their noun, or by the nearest verb; None where it is not said near."""
    if disease and _CASES.fullmatch(unit):
        second = line.after(number.end, 2)[1:]
        return "killed" if second and _named(second[0].text) == "killed" else "case"
    own = _named(unit) if unit else None
    if own:
        return own
    if (
        unit
        and not _PEOPLE.fullmatch(unit)
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
    return next((name for name, form in _FATES if form.fullmatch(word)), None)


_BARE_SPAN = re.compile(
    r"(?:لمده|مدته|مدتها|مده|[يت]ستمر|استمرت?|دامت?|[يت]دوم|استغرقت?)\s+(?P<unit>ساعه|يوم|يوما|اسبوع|اسبوعا|شهر|شهرا|عام|عاما|سنه)(?![ء-ي])(?!\s+(?:و|كامل))"
)


def bare_spans(line: Line) -> Iterator[Mention]:
    """Spans of one unit, said without a number: for a week."""
    for found in _BARE_SPAN.finditer(line.folded):
        length = _HOURS[found["unit"]]
        yield mention.of(
            line,
            "date",
            "span",
            found.start(),
            found.end(),
            f"{_shown_value(float(length))} hours",
            number=float(length),
        )


_NOUGHT = re.compile(
    r"(?:عدم\s+(?:تسجيل|وقوع|سقوط)|لم\s+(?:[يت]سفر|[يت]سجل|[يت]تسبب|[يت]قع|[يت]بلغ)|(?:من\s+)?دون\s+(?:وقوع|تسجيل|سقوط)|لا|ولا|نافيا|نافيه|نفي|نفت|وتبين\s+عدم\s+وجود)"
    r"(?:\s+\S+){0,5}?\s+(?:عن\s+)?(?:سقوط\s+)?(?:اي\s+)?(?:حاله\s+|حالات\s+)?(?P<fate>وفيات|وفاه|قتلي|ضحايا|اصابات|جرحي|خسائر\s+بشريه|مفقودين)"
)
_SINGLE = re.compile(
    r"(?<![ء-ي])[وف]?(?:قضي|قضت|توفي|توفيت|لقي|لقيت|قتل|قتلت|استشهد|استشهدت)\s+(?P<fate>رجل|شخص|مسن|مسنه|امراه|سيده|شاب|شابه|طفل|طفله|مدني|عامل|جندي|شرطي|سائق|مواطن|ضابط|صحفي|مسعف|حارس|سائق|راكب|طيار|مزارع|موظف|ناشط|سجين|طبيب|لاعب|بحار|مستوطن|نائب|قاض|متظاهر|متسلق|صياد)(?![ء-ي])"
)
_PAIR = re.compile(
    rf"(?<![ء-ي]){_W}(?P<fate>مقتل|مصرع|استشهاد|وفاه|اصابه|جرح|قتل|فقدان)\s+(?P<two>{_TWO.pattern})"
)
_PAIR_FIRST = re.compile(
    rf"(?P<two>{_TWO.pattern})(?:\s+[ء-ي]+){{0,2}}\s+(?P<fate>قتلا|قضيا|لقيا|استشهدا|توفيا|اصيبا|جرحا|فقدا)(?![ء-ي])"
)
_NOT_YET = re.compile(
    r"(?:لم|ولم)\s+(?:ترد|[يت]تلق|يبلغ)(?:\s+\S+){0,8}?\s+(?P<fate>قتلي|ضحايا|خسائر\s+في\s+الارواح|اصابات|وفيات)"
)
_NUMBER_BEFORE = re.compile(r"(?:\d|و[نه]|ين|ائه|الف|عشر)\s*$")
_ONE = re.compile(r"(?<![ء-ي])(?P<fate>قتيل|شهيد|جريح)(?:ا)?(?![ء-ي])(?=\s+(?:و|في|ب|اثر|جراء))")


def none_or_one(line: Line) -> Iterator[Mention]:
    """What a sentence says of the dead and wounded without a number: that there are none, none known yet, or one."""
    for form, number, sure in (
        (_NOUGHT, 0.0, True),
        (_NOT_YET, 0.0, False),
        (_ONE, 1.0, True),
        (_SINGLE, 1.0, True),
        (_PAIR, 2.0, True),
        (_PAIR_FIRST, 2.0, True),
    ):
        found = form.search(line.folded)
        if form is _ONE and line.n > 1:
            continue
        if found and form is _ONE and found.start() and _NUMBER_BEFORE.search(line.folded[: found.start()]):
            continue
        if found and (number or not re.search(r"\d", line.folded[found.start() : found.end()])):
            fate = (
                "wounded"
                if found["fate"] in ("اصابات", "جرحي", "جريح", "اصابه", "جرح", "اصيبا", "جرحا")
                else "missing"
                if found["fate"] in ("مفقودين", "فقدان", "فقدا")
                else "killed"
            )
            yield mention.of(
                line, "count", fate, found.start(), found.end(), f"{int(number)}", number=number,
                bound="exact" if sure else "about", growing=True,
            )  # fmt: skip
