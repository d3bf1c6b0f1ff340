"""The words of the small closed world that the tiny test model translates: plain tables, no logic."""

from typing import NamedTuple


class Noun(NamedTuple):
    """A subject: Arabic, English, and its gender, which its verb takes: `m` or `f`."""

    ar: str
    en: str
    gender: str = "m"

    @property
    def feminine(self) -> bool:
        """Whether its verb is feminine."""
        return self.gender == "f"


class Country(NamedTuple):
    """A country: names, gender (`m` or `f`), and its adjective in the masculine, indefinite, and in English."""

    ar: str
    en: str
    gender: str
    adjective: str
    adjective_en: str

    @property
    def feminine(self) -> bool:
        """Whether its verb is feminine."""
        return self.gender == "f"


class Verb(NamedTuple):
    """A transitive verb: past, imperfect without its prefix, jussive without its prefix, English forms."""

    past: str
    past_feminine: str
    imperfect: str
    jussive: str
    en_past: str
    en_base: str
    objects: tuple[tuple[str, str], ...]  # {c} stands for a city, {n} for a country


class Counted(NamedTuple):
    """A kind of person that is counted: the forms after 1, 2 (both cases), 3–10, 11–99, and in English."""

    singular: str
    accusative: str
    dual: str
    dual_accusative: str
    plural: str
    en_singular: str
    en_plural: str


CITIES = [
    tuple(pair.split("|"))
    for pair in (
        "بغداد|Baghdad",
        "دمشق|Damascus",
        "حلب|Aleppo",
        "القاهرة|Cairo",
        "بيروت|Beirut",
        "طرابلس|Tripoli",
        "الرياض|Riyadh",
        "صنعاء|Sanaa",
        "عدن|Aden",
        "الموصل|Mosul",
        "البصرة|Basra",
        "كركوك|Kirkuk",
        "الخرطوم|Khartoum",
        "غزة|Gaza",
        "القدس|Jerusalem",
        "الدوحة|Doha",
        "باريس|Paris",
        "لندن|London",
        "موسكو|Moscow",
        "أنقرة|Ankara",
        "جنيف|Geneva",
        "بنغازي|Benghazi",
        "الرباط|Rabat",
    )
]
COUNTRIES = [
    Country("مصر", "Egypt", "f", "مصري", "Egyptian"),
    Country("سوريا", "Syria", "f", "سوري", "Syrian"),
    Country("العراق", "Iraq", "m", "عراقي", "Iraqi"),
    Country("لبنان", "Lebanon", "m", "لبناني", "Lebanese"),
    Country("الأردن", "Jordan", "m", "أردني", "Jordanian"),
    Country("ليبيا", "Libya", "f", "ليبي", "Libyan"),
    Country("تونس", "Tunisia", "f", "تونسي", "Tunisian"),
    Country("الجزائر", "Algeria", "f", "جزائري", "Algerian"),
    Country("المغرب", "Morocco", "m", "مغربي", "Moroccan"),
    Country("السودان", "Sudan", "m", "سوداني", "Sudanese"),
    Country("اليمن", "Yemen", "m", "يمني", "Yemeni"),
    Country("قطر", "Qatar", "f", "قطري", "Qatari"),
    Country("فرنسا", "France", "f", "فرنسي", "French"),
    Country("روسيا", "Russia", "f", "روسي", "Russian"),
    Country("تركيا", "Turkey", "f", "تركي", "Turkish"),
    Country("إيران", "Iran", "f", "إيراني", "Iranian"),
    Country("ألمانيا", "Germany", "f", "ألماني", "German"),
]
TITLES = [
    ("الرئيس", "president"),
    ("رئيس الوزراء", "prime minister"),
    ("وزير الخارجية", "foreign minister"),
    ("وزير الدفاع", "defense minister"),
    ("وزير المالية", "finance minister"),
    ("وزير الصحة", "health minister"),
]
FIRST_NAMES = [
    Noun("كريم", "Karim"),
    Noun("سامي", "Sami"),
    Noun("نادر", "Nader"),
    Noun("يوسف", "Youssef"),
    Noun("طارق", "Tariq"),
    Noun("رامي", "Rami"),
    Noun("ليلى", "Layla", "f"),
    Noun("هدى", "Huda", "f"),
    Noun("سلمى", "Salma", "f"),
]
LAST_NAMES = [
    ("منصور", "Mansour"),
    ("حداد", "Haddad"),
    ("الخطيب", "al-Khatib"),
    ("النجار", "al-Najjar"),
    ("سليمان", "Suleiman"),
    ("درويش", "Darwish"),
    ("البغدادي", "al-Baghdadi"),
    ("صالح", "Saleh"),
]
BODIES = [
    Noun("البرلمان", "parliament"),
    Noun("مجلس الأمن", "the Security Council"),
    Noun("الجيش", "the army"),
    Noun("المعارضة", "the opposition", "f"),
    Noun("الأمم المتحدة", "the United Nations", "f"),
    Noun("الشرطة", "the police", "f"),
    Noun("الحكومة", "the government", "f"),
    Noun("المحكمة", "the court", "f"),
]
SOURCES = [
    ("وزارة الصحة", "the Health Ministry"),
    ("وزارة الداخلية", "the Interior Ministry"),
    ("الأمم المتحدة", "the United Nations"),
    ("مصدر أمني", "a security source"),
    ("مصادر طبية", "medical sources"),
    ("وكالة الأنباء", "the news agency"),
    ("شهود عيان", "eyewitnesses"),
]
DAYS = [
    ("الاثنين", "Monday"),
    ("الثلاثاء", "Tuesday"),
    ("الأربعاء", "Wednesday"),
    ("الخميس", "Thursday"),
    ("الجمعة", "Friday"),
    ("السبت", "Saturday"),
    ("الأحد", "Sunday"),
]
MONTHS = [
    ("يناير", "January"),
    ("فبراير", "February"),
    ("مارس", "March"),
    ("أبريل", "April"),
    ("مايو", "May"),
    ("يونيو", "June"),
    ("يوليو", "July"),
    ("أغسطس", "August"),
    ("سبتمبر", "September"),
    ("أكتوبر", "October"),
    ("نوفمبر", "November"),
    ("ديسمبر", "December"),
]
PLACES = [
    ("في", "in"),
    ("قرب", "near"),
    ("وسط", "in central"),
    ("شمال", "north of"),
    ("جنوب", "south of"),
    ("شرق", "east of"),
    ("غرب", "west of"),
]
INCIDENTS = [
    ("انفجار", "an explosion"),
    ("غارة جوية", "an air strike"),
    ("حريق", "a fire"),
    ("حادث سير", "a road accident"),
    ("اشتباكات", "clashes"),
    ("هجوم مسلح", "an armed attack"),
    ("زلزال", "an earthquake"),
    ("فيضانات", "floods"),
]
PEOPLE = [
    Counted("شخص", "شخصا", "شخصان", "شخصين", "أشخاص", "person", "people"),
    Counted("مدني", "مدنيا", "مدنيان", "مدنيين", "مدنيين", "civilian", "civilians"),
    Counted("جندي", "جنديا", "جنديان", "جنديين", "جنود", "soldier", "soldiers"),
    Counted("عامل", "عاملا", "عاملان", "عاملين", "عمال", "worker", "workers"),
    Counted("طفل", "طفلا", "طفلان", "طفلين", "أطفال", "child", "children"),
    Counted("مسلح", "مسلحا", "مسلحان", "مسلحين", "مسلحين", "gunman", "gunmen"),
]
NUMERALS = [
    ("ثلاثة", "three"),
    ("أربعة", "four"),
    ("خمسة", "five"),
    ("ستة", "six"),
    ("سبعة", "seven"),
    ("ثمانية", "eight"),
    ("تسعة", "nine"),
    ("عشرة", "ten"),
]
FATES = [  # what happened to them: verb, plural, dual, English participle, verbal noun
    ("قتل", "قتلوا", "قتلا", "killed", "مقتل"),
    ("أصيب", "أصيبوا", "أصيبا", "wounded", "إصابة"),
    ("اعتقل", "اعتقلوا", "اعتقلا", "arrested", "اعتقال"),
    ("أنقذ", "أنقذوا", "أنقذا", "rescued", "إنقاذ"),
]
_DEAL = (
    ("الاتفاق", "the agreement"),
    ("اتفاق السلام", "the peace agreement"),
    ("الاتفاق النووي", "the nuclear agreement"),
)
_PLAN = (
    ("الخطة", "the plan"),
    ("المقترح", "the proposal"),
    ("الهدنة", "the truce"),
    ("القرار", "the decision"),
)
VERBS = [
    Verb("وقع", "وقعت", "وقع", "وقع", "signed", "sign", _DEAL),
    Verb("رفض", "رفضت", "رفض", "رفض", "rejected", "reject", _PLAN + _DEAL),
    Verb("أيد", "أيدت", "ؤيد", "ؤيد", "supported", "support", _PLAN + _DEAL),
    Verb(
        "أعلن",
        "أعلنت",
        "علن",
        "علن",
        "announced",
        "announce",
        (
            ("نتائج الانتخابات", "the election results"),
            ("وقف إطلاق النار", "a ceasefire"),
            ("الميزانية الجديدة", "the new budget"),
            ("حالة الطوارئ في {c}", "a state of emergency in {c}"),
        ),
    ),
    Verb(
        "أدان",
        "أدانت",
        "دين",
        "دن",
        "condemned",
        "condemn",
        (("الهجوم على {c}", "the attack on {c}"), ("العنف في {n}", "the violence in {n}")),
    ),
    Verb(
        "زار",
        "زارت",
        "زور",
        "زر",
        "visited",
        "visit",
        (("{c}", "{c}"), ("{n}", "{n}"), ("مستشفى في {c}", "a hospital in {c}")),
    ),
    Verb(
        "بحث",
        "بحثت",
        "بحث",
        "بحث",
        "discussed",
        "discuss",
        (("الأزمة في {n}", "the crisis in {n}"), ("الوضع في {c}", "the situation in {c}")),
    ),
    Verb(
        "أجل",
        "أجلت",
        "ؤجل",
        "ؤجل",
        "postponed",
        "postpone",
        (
            ("الانتخابات", "the elections"),
            ("المحادثات مع {n}", "the talks with {n}"),
            ("الزيارة", "the visit"),
        ),
    ),
    Verb(
        "افتتح",
        "افتتحت",
        "فتتح",
        "فتتح",
        "opened",
        "open",
        (("مستشفى جديدا في {c}", "a new hospital in {c}"), ("مدرسة جديدة في {c}", "a new school in {c}")),
    ),
    Verb(
        "أغلق",
        "أغلقت",
        "غلق",
        "غلق",
        "closed",
        "close",
        (
            ("المطار", "the airport"),
            ("الحدود مع {n}", "the border with {n}"),
            ("الطريق إلى {c}", "the road to {c}"),
        ),
    ),
]
CLUBS = [
    ("الأهلي", "Al-Ahly"),
    ("الزمالك", "Zamalek"),
    ("الهلال", "Al-Hilal"),
    ("النصر", "Al-Nassr"),
    ("الوداد", "Wydad"),
    ("الترجي", "Esperance"),
]
PRICES = [
    ("سعر النفط", "the price of oil"),
    ("سعر الذهب", "the price of gold"),
    ("سعر الخبز", "the price of bread"),
]
RATES = [
    Noun("التضخم", "inflation"),
    Noun("البطالة", "unemployment", "f"),
    Noun("الصادرات", "exports", "f"),
    Noun("الواردات", "imports", "f"),
]
MOVES = [("ارتفع", "ارتفعت", "rose"), ("انخفض", "انخفضت", "fell")]
SAYING = [
    ("قال", "قالت", "said"),
    ("أكد", "أكدت", "confirmed"),
    ("أضاف", "أضافت", "added"),
    ("أوضح", "أوضحت", "explained"),
]
JOINS = [  # joiner before a verbal clause, English
    ("، و", ", and "),
    ("، بينما ", ", while "),
    ("، لكن ", ", but "),  # followed by a nominal clause
    ("؛ ", "; "),
    ("؛ و", "; and "),
]
AGENCIES = [("وكالات", "Agencies"), ("رويترز", "Reuters"), ("أ ف ب", "AFP")]
