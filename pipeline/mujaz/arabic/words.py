"""Word lists that tell whether an Arabic word opens a new sentence or goes on with the old one.

All forms are without vowel signs. Newspapers leave out the hamza as they please, so every test compares
forms with the hamza on alef removed (`plain`).
"""

from functools import lru_cache
from typing import Final

from mujaz.arabic.normalise import without_marks

_HAMZA: Final = str.maketrans("أإآ", "ااا")


@lru_cache(maxsize=1 << 14)  # the same few thousand words make up most of any text
def plain(word: str) -> str:
    """The word without vowel signs, tatweel, invisible marks and hamza on alef: for comparing only."""
    return without_marks(word).translate(_HAMZA)


def table(words: str) -> frozenset[str]:
    """The `plain` forms of words given in one string."""
    return frozenset(plain(word) for word in words.split())


# Verbs of saying: third person past (masculine, feminine, plural) and present without its prefix.
_SAID: Final = """
قال أضاف أكد أعلن ذكر أوضح أشار تابع شدد لفت اعتبر صرح كشف حذر طالب اتهم رفض أعرب عبر أفاد كتب سأل تساءل
أجاب رد علق هتف صرخ صاح همس استطرد ختم اختتم زعم أقر اعترف نوه أبلغ نقل استدرك استنكر روى رأى دعا نفى
ادعى مضى أردف أوصى خاطب وصف ألمح رجح توقع جزم ناشد تعهد
"""
_SAID_FEMININE: Final = """
قالت أضافت أكدت أعلنت ذكرت أوضحت أشارت تابعت شددت لفتت اعتبرت صرحت كشفت حذرت طالبت اتهمت رفضت أعربت
عبرت أفادت كتبت سألت تساءلت أجابت ردت علقت هتفت صرخت صاحت همست استطردت ختمت اختتمت زعمت أقرت اعترفت
نوهت أبلغت نقلت استدركت استنكرت روت رأت دعت نفت ادعت مضت أردفت أوصت خاطبت وصفت ألمحت رجحت توقعت جزمت
ناشدت تعهدت
"""
_SAYS: Final = """
قول ضيف ؤكد علن ذكر وضح شير تابع شدد لفت عتبر صرح كشف حذر طالب تهم رفض عرب عبر فيد كتب سأل تساءل جيب رد
علق هتف صرخ صيح همس ستطرد ختم ختتم زعم قر عترف نقل ستدرك روي رى دعو نفي دعي مضي ردف وصي رجح توقع
"""
REPORTING: Final = table(
    f"{_SAID} {_SAID_FEMININE} قالوا أضافوا أكدوا هتفوا صرخوا سألوا تساءلوا أجابوا ردوا "
    + " ".join(f"ي{stem} ت{stem} ي{stem}ون" for stem in _SAYS.split())
)
# Verbs that name a question: they go on after a bare `؟`.
ASKING: Final = table("سأل سألت سألوا يسأل تسأل تساءل تساءلت تساءلوا يتساءل تتساءل يتساءلون")
_OPENERS_AFTER_WA: Final = table(
    "كان كانت كانوا قد لقد لم لن ليس ليست يأتي تأتي جاء جاءت يذكر يشار يعد تعد بلغ بلغت تجدر يجري تجري قتل أصيب "
    "استمر بدأ بدأت شهد شهدت أدى أدت وقع وقعت ظل سبق يبقى تبقى أعرف هكذا لذلك بعد مع عن حول بحسب وفق خلال منذ"
)
_FROM_VERBS: Final = (
    frozenset(f"{prefix}{verb}" for verb in REPORTING for prefix in ("و", "ف"))
    | frozenset(f"و{verb}" for verb in _OPENERS_AFTER_WA)
) - table("وصف وصفت وروت")
# After these an ellipsis certainly ended a sentence.
STRONG_OPENERS: Final = _FROM_VERBS - table("ومع وبعد وعن وحول ومنذ وخلال وهكذا ولن ولم وليس وليست")
# After these a dot ended one, even if it belongs to an abbreviation too.
OPENERS: Final = _FROM_VERBS | table("ولكن وفي ومن فقد وأما وإذا وهذا وهذه")
# Narrative `fa` with a verb of saying answers what stands before it (`سأله: «…؟» فأجاب`).
ANSWERING: Final = frozenset(f"ف{verb}" for verb in REPORTING)
# Words that continue the sentence after an abbreviation that could also end one (`570 م. في مكة`).
CONTINUERS: Final = table(
    "في من على إلى عن مع بين حتى عند قبل بعد خلال منذ أو أي أن إن الموافق الموافقة تقريبا ثم حيث التي الذي الذين "
    "اللذين اللتين بن ابن وحتى وإلى ومن فقط ضد لدى نحو حول وفق حسب بحسب كما إذ لأن كي لكي بقيادة بأمر بيد اليوم أمس غدا بتوقيت بالتوقيت"
)
# After a closed quotation these always belong to the sentence which brought it.
AFTER_QUOTE: Final = table(
    "ثم مضيفا مؤكدا مشيرا لافتا موضحا متابعا معتبرا محذرا مضيفة مؤكدة مشيرة لافتة موضحة معتبرة محذرة "
    "قائلا قائلة متسائلا متسائلة مشددا مشددة منوها مستطردا داعيا داعية مطالبا مطالبة معلنا معلنة مبينا مبينة "
    "نافيا نافية معربا معربة مستشهدا ومضيفا ومؤكدا ومشيرا ولافتا وموضحا ومعتبرا ومحذرا وداعيا ومشددا وقائلا"
)
# These do where they name its speaker, in a few words and without a report of their own.
NAMING_THE_SPEAKER: Final = REPORTING | table("بحسب حسبما حسب وفق وفقا طبقا بهذه بهذا هكذا على")
# After a question or an outcry in quotation marks also these: the quotation was a title, or an object.
AFTER_TITLE: Final = CONTINUERS | table(
    "هو هي كان كانت هذا هذه ذلك تلك للكاتب للمخرج للروائي بقلم عبر ضمن بسبب لأنه لأنها ليست ليس فيما بينما"
)
# What is called by the words in quotation marks that follow.
TITLED: Final = table(
    "كتاب كتابه كتابها رواية روايته فيلم فيلمه برنامج مسلسل أغنية مسرحية مقال مقاله مقالة ديوان عنوان بعنوان لعبة "
    "حملة شعار وسم هاشتاغ لافتة لافتات صفحة حساب موقع شركة تطبيق مجموعة كتيب سؤال عبارة كلمة فيلما الفيلم "
    "الكتاب الرواية البرنامج المسلسل عنوانه عنوانها مسابقة جائزة مبادرة تحت باسم"
)
# A line that ends in one of these has been broken inside a sentence.
DANGLING: Final = table(
    "في من على إلى عن مع بين حتى عند أن إن أو و ثم الذي التي الذين اللذين اللتين حيث بينما فيما كما لكن ولكن لأن "
    "إذ إذا كي لكي لم لن سوف بأن وكان وكانت ومن وفي وعلى وإلى وعن وأن وإن والتي والذي منذ غير عبر لدى خلال بعدما "
    "رغم ضمن"
)
# A line that begins with one of these goes on with the line before it. (Not إلى: headlines ask إلى أين.)
LEANING: Final = table(
    "الذي التي الذين اللذين اللتين أن بأن وأن لأن والتي والذي والذين اللواتي وإلى إذ كي لكي"
)
MONTHS: Final = table(
    "يناير فبراير مارس أبريل إبريل نيسان مايو أيار يونيو حزيران يوليو تموز أغسطس آب سبتمبر أيلول أكتوبر تشرين "
    "نوفمبر ديسمبر كانون شباط آذار جانفي فيفري أفريل ماي جوان جويلية أوت"
)
