"""Words that tell what a sentence is for in a news article: an outcome, a reply, what comes next, colour.

One table a cue and a language, written from what newswire of all desks and countries says, not from any one set of
articles. Arabic verbs stand in the past (he), and in the present without its prefix; their other forms are derived.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from mujaz.arabic.clitics import fold, stems, without_article
from mujaz.summarization.alike import word_set


@dataclass(frozen=True, slots=True)
class Cue:
    """One table in both languages: folded Arabic forms, and English words in lower case."""

    arabic: frozenset[str]
    english: frozenset[str]


def _cue(past: str = "", present: str = "", future: str = "", other: str = "", english: str = "") -> Cue:
    forms: set[str] = {fold(word) for word in other.split()}
    for verb in map(fold, past.split()):
        # He, she, they; a final weak letter goes before the endings (نفى، نفت، نفوا).
        body = verb[:-1] if verb.endswith(("ي", "ا")) else verb
        forms |= {verb, body + "ت", body + "وا", verb + "ا", body + "تا"}
    for verb in map(fold, present.split()):
        for prefix in ("ي", "ت", "سي", "ست"):
            forms |= {prefix + verb, prefix + verb + "ون", prefix + verb + "ان"}
    for verb in map(fold, future.split()):
        forms |= {prefix + verb for prefix in ("سي", "ست")}
    return Cue(frozenset(forms), word_set(english))


CUES: Final[dict[str, Cue]] = {
    "harm": _cue(
        past="قتل مات توفي أصيب جرح فقد غرق انهار انفجر استهدف قصف هاجم خطف اختطف أعدم نزح دمر تضرر اعتقل احتجز ضبط "
        "اشتبك احترق اندلع انقلب اصطدم تحطم أودى أسفر أوقع جرف شرد اغتال طعن دهس أنقذ انتشل أجلى حاصر تفشى",
        present="قتل موت صاب غرق نهار ستهدف قصف هاجم سفر نزح",
        other="مقتل قتيل قتيلا قتيلين قتلى جريح جريحا جرحى وفاة وفيات مصرع مصاب مصابا مصابين إصابة إصابات ضحايا حصيلة "
        "مفقود مفقودا مفقودين ناج ناجين انفجار غارة غارات اغتيال ضحية جثة جثث جثامين جثمان حطام أنقاض عدوى تفش",
        english="killed kill kills killing dead died dies death deaths wounded injured injuries casualties missing drowned "
        "sank capsized collapsed exploded explosion bombed shelled attacked abducted kidnapped executed displaced fled "
        "destroyed damaged arrested detained seized clashed crashed derailed toll bodies survivors rescued evacuated "
        "assassinated stabbed besieged infected outbreak cases",
    ),
    "decided": _cue(
        past="قرر أقر وافق صادق وقع اتفق أصدر قضى حكم أدان برأ أمر ألزم منع حظر سمح ألغى أجل أرجأ علق مدد عين أقال استقال "
        "عزل رفع خفض فرض صوت منح أحال أطلق افتتح أغلق استأنف أوقف سحب استدعى طرد أفرج سلم خصص باع اشترى استحوذ غرم عاقب "
        "أبرم أنهى انسحب حجب جمد جرد سحب حدد تسلم انتخب اختار كلف رشح تنازل أخفق فشل توصل نص",
        present="قرر وافق وقع لغي جمد نص قضي شمل فرض منع لزم حظر خفض رفع",
        other="قرار قرارا إلغاء تأجيل تعليق تمديد إقالة استقالة تعيين إفراج حظر منع فرض إغلاق توقيع إبرام بسجن بالسجن غيابيا "
        "بأغلبية بالإجماع صوتا استحواذ صفقة غرامة",
        english="decided approved approves passed ratified signed agreed agrees issued ruled sentenced convicted acquitted "
        "ordered obliges required banned bans allowed cancelled canceled scrapped postponed suspended extended appointed "
        "dismissed sacked resigned raised cut lowered imposed voted granted awarded referred launched opened closed halted "
        "withdrew expelled freed released handed allocated sold bought acquired fined failed elected named frozen stripped "
        "lifted abolished jailed indicted charged adopted deal agreement verdict",
    ),
    "moved": _cue(
        past="فاز خسر تعادل هزم تغلب تأهل توج أحرز سجل نال تصدر حصد ارتفع انخفض تراجع زاد نما هبط صعد تضاعف بلغ تجاوز انكمش "
        "قفز ربح كسب تقدم تخلف أقصي ودع حطم كسر تباطأ تسارع هوى تقلص ناهز حقق",
        present="رتفع نخفض تراجع زيد نمو هبط بلغ تجاوز صل",
        other="فوز خسارة ارتفاع انخفاض تراجع هبوط نمو زيادة مقارنة نقطة نقاط مقابل بنسبة أرباح خسائر أغلق عند هدف هدفين "
        "هدفا ذهبية فضية برونزية لقب نتائج نسبة",
        english="won wins beat defeated lost drew qualified eliminated crowned scored topped rose fell dropped gained climbed "
        "jumped slipped slumped grew shrank doubled tripled reached exceeded totalled recorded compared percent points "
        "profit losses victory gold silver bronze record turnout",
    ),
    "found": _cue(
        past="أظهر كشف توصل تبين أثبت اكتشف عثر رصد اعترف أقر حدد تأكد اتضح خلص وثق سرب",
        present="ظهر كشف تبين شير",
        other="تحقيق تحقيقات نتائج دراسة وثائق وثيقة تقرير تقريرا اكتشاف العثور عينات تحاليل فحوص",
        english="showed shows revealed reveals disclosed found finds discovered discovery detected acknowledged admitted "
        "documents document study tests concluded confirmed leaked samples identified uncovered traced",
    ),
    "replied": _cue(
        past="نفى اتهم رفض حذر هدد طالب انتقد ندد استنكر رد طعن استأنف اعترض احتج تعهد توعد اعتذر شكك أضرب أمهل لوح "
        "حمل عارض تحفظ تبرأ تبنى",
        present="نفي تهم رفض حذر هدد طالب نتقد طعن عترض هم ستأنف عارض",
        other="اتهام اتهامات نفي رفض تحذير إضراب احتجاج طعنا شكوى مسؤولية",
        english="denied denies accused accuses blamed rejected rejects refused warned warns threatened demanded demands "
        "criticised criticized condemned appealed appeal challenge challenged objected protested strike ultimatum vowed "
        "apologised apologized questioned opposed dispute disputed claimed responsibility lawsuit",
    ),
    "next": _cue(
        present="نتظر توقع",
        future="بدأ نطلق عقد صبح سري دخل نتهي ستمر نظر جري صدر كون عود شمل بلغ تيح ضطر شكل ؤدي واجه تم قوم عمل لتقي زور صوت "
        "علن حسم بت طلق غلق فتح نقل وزع شارك لعب خوض ستأنف حاكم مثل رفع خفض طبق نفذ غادر صل سلم كلف ستغرق ضم عرض نشر",
        other="المقبل المقبلة القادم القادمة المقبلين المقبلان اعتبارا ابتداء بحلول مهلة المقرر المتوقع المرتقب إشعار غدا "
        "موعد موعدا لاحق لاحقا تمهيدا",
        english="will would expected due next deadline until coming upcoming later takes effect begins begin starts tomorrow "
        "plans scheduled soon",
    ),
    "courtesy": _cue(
        past="أشاد ثمن شكر هنأ رحب نوه استعرض بحث تناول جدد أعرب عبر شدد أكد تمنى التقى تبادل أبدى حرص",
        present="شيد ثمن شكر هنئ رحب ستعرض بحث تناول جدد عرب عبر شدد ؤكد تمنى",
        other="عمق أهمية حرص حرصه ضرورة أواصر روابط شقيق شقيقة شقيقين أخوية حفاوة ضيافة امتنان امتنانه تقدير تقديره إشادة "
        "جهود سبل تعزيز علاقات ثنائية أجواء ودية بناءة تطلعات مسيرة حكيمة دعم دعمه التزام أمل أمله رسالة شكره شراكة "
        "مبادرة تنمية مستدامة أولويات أولوية هامش مأدبة استقبال كلمة",
        english="praised thanked thanks congratulated welcomed stressed underlined emphasised emphasized affirmed reiterated "
        "reviewed commended hailed hoped hopes hope expressed ties brotherly fraternal cooperation co-operation keenness "
        "importance gratitude hospitality strengthen bilateral efforts commitment determined dialogue sidelines banquet "
        "reception remarks appreciation partnership",
    ),
    "background": _cue(
        past="اشتهر تأسس أنشئ سبق عرف شهد اعتاد ظل بني ولد",
        present="عرف عد عتبر قع شتهر ذكر ضم سكن قطن عود شكل شهد عاني مثل جتمع وظف ستضيف ستخدم سعى متد صنف نتمي",
        other="الجدير جدير عقود عقدين قرون قرن تاريخ تاريخيا تقليد تراث الاستقلال القرن مساحته مساحتها عدد سكانه سكانها "
        "عادة سنويا مرارا منذ الماضية الأعوام السنوات",
        english="since known famous famed founded established built considered regarded located lies decades decade century "
        "centuries history historic traditionally independence typically usually often previously former always comprises "
        "population home suffers suffering years ago annually earlier frequent frequently region began rank ranks used",
    ),
    "colour": _cue(
        past="ابتسم ضحك بكى همس غنى رقص صفق هتف احتفل جلس حدق تأمل مشى سار ركض احتشد اصطف تجمع تذكر عانق امتلأ "
        "اكتظ توافد استيقظ نام صلى رفرف دوى ساد تعالى",
        present="بتسم ضحك بكي همس غني رقص صفق هتف جلس قف حدق تأمل مشي سير ركض حتشد تذكر مد مسح حكي رسم لعب نام شرب حمل",
        other="عين عيون عينيه عينيها وجوه وجهه يد يده يدها يديه دموع ابتسامة صمت رائحة ضوء شمس الشمس غروب قمر نسيم غبار "
        "جدار جدران نافذة شارع شوارع رصيف مقهى شاي قهوة كرسي طاولة ذكرى ذكريات حلم أحلام حكاية حكايات قصة قصيدة أغنية "
        "تصفيق هتافات أعلام قلب قلوب طفولة جدته جده زغاريد شموع ورود صور لافتات ألعاب فرح حزن هدوء",
        english="smiled smiles smile laughed wept tears whispered sang danced clapped applauded applause chanted cheered "
        "celebrated sat gazed stared watched walked ran crowded gathered remembered remembers memories eyes face hand "
        "hands silence smell light sun sunset moon dust wall walls window street streets pavement cafe tea coffee chair "
        "dream dreams story poem song songs flags heart hearts childhood grandfather grandmother flowers candles sky "
        "calm quiet waves old",
    ),
    "official": _cue(
        other="وزير وزيرة وزارة رئيس رئاسة حكومة مجلس برلمان محكمة نيابة النائب قاض القاضي جيش شرطة قوات هيئة مصرف بنك "
        "شركة منظمة لجنة محافظ الأمم المتحدة اتحاد نقابة سلطة سلطات متحدث ناطق بيان مدير مديرية بلدية مفوضية جهاز رابطة "
        "مصدر مصادر مسؤول المدعي حركة حزب كتلة وكالة سفارة صندوق جامعة",
        english="minister ministry president presidency government cabinet council parliament court prosecutor prosecutors "
        "judge army police forces authority authorities bank company organisation organization committee governor un union "
        "spokesman spokeswoman statement director municipality commission federation party movement agency source sources "
        "official officials embassy fund officer officers",
    ),
    "we": _cue(
        other="نحن أنا كنا كنت لنا لدينا إننا إنني أننا أنني عندنا لي نريد أريد نعرف أعرف نستطيع لست لسنا نحتاج عشنا رأينا "
        "فقدنا رأيت وجدنا سمعنا سمعت بيتنا أولادنا بلدنا علينا بنا منا معنا",
        english="i we our my us me ours mine i'm we're i've we've",
    ),
    "first": _cue(
        other="أول أولى الأول الأولى لأول للمرة مرة أكبر أعلى أدنى أسوأ قياسي قياسيا قياسية مسبوق مسبوقة نوعه نوعها أحدث "
        "مفاجئ مفاجئة وحيد وحيدة",
        english="first largest biggest highest lowest worst unprecedented record sole latest surprise unexpectedly",
    ),
    "cause": _cue(
        past="عزا أرجع تسبب أدى",
        present="عزو ؤدي سبب",
        other="بسبب نتيجة جراء إثر نظرا عقب أعقاب بعدما لعدم سبب أسباب خلفية ردا احتجاجا",
        english="because due caused cause owing attributed led result resulted reason prompting forcing following",
    ),
}


def _index(language: str) -> dict[str, tuple[int, ...]]:
    """Form → the numbers of the cues to which it belongs."""
    found: dict[str, tuple[int, ...]] = {}
    for at, cue in enumerate(CUES.values()):
        for form in sorted(cue.arabic if language == "arabic" else cue.english):
            found[form] = (*found.get(form, ()), at)
    return found


_ARABIC: Final = _index("arabic")
_ENGLISH: Final = _index("english")


def in_arabic(words: Iterable[str]) -> list[int]:
    """How many of the folded words belong to each cue, with or without clitics."""
    counts = [0] * len(CUES)
    for word in words:
        for at in _cues_of(word):
            counts[at] += 1
    return counts


def in_english(words: Iterable[str]) -> list[int]:
    """How many of the words, in lower case, belong to each cue."""
    counts = [0] * len(CUES)
    for word in words:
        for at in _ENGLISH.get(word, ()):
            counts[at] += 1
    return counts


@lru_cache(maxsize=1 << 14)  # the same few thousand words make up most of any text
def _cues_of(word: str) -> tuple[int, ...]:
    bare = stems(word)
    forms = dict.fromkeys((*bare, *map(without_article, bare)))
    return tuple(sorted({at for form in forms for at in _ARABIC.get(form, ())}))
