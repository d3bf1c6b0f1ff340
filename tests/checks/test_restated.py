"""Numbers that are right in other words, and their neighbours that are wrong."""

import pytest

from mujaz.checks.numbers import compare
from mujaz.checks.sentence import check


def faults(arabic: str, english: str) -> list[str]:
    return [fault.sentence for fault in compare(arabic, english)]


SCORES = [
    ("فاز الأهلي بهدفين مقابل هدف.", "Al-Ahly won 2-1."),
    ("تعادل الفريقان بهدف لمثله.", "The two teams drew 1-1."),
    ("تعادلا بهدفين لمثلهما.", "They drew 2-2."),
    ("فاز الأهلي بهدف نظيف.", "Al-Ahly won 1-0."),
    ("فاز بهدف وحيد سجله أنيس.", "They won 1-0 through Anis."),
    ("خسر بهدف دون رد.", "They lost 1-0."),
    ("انتهى بهدف لكل فريق.", "It ended 1-1."),
    ("فاز بثلاثية مقابل هدف.", "They won 3-1."),
    ("فازت بمجموعتين لمجموعة.", "She won 2-1 in sets."),
    ("فاز بأربعة أهداف لواحد.", "They won 4-1."),
]
ONES = [
    ("مقتل شخص وإصابة 3 في زهران", "1 killed, 3 wounded in Zahran"),
    ("استشهاد صحافية وإصابة 4", "1 journalist killed, 4 wounded"),
    ("اعتقال مشتبه به", "1 suspect arrested"),
    ("مقتل سوري وإصابة 5", "1 Syrian killed, 5 hurt"),
    ("طفل من بين كل 5 أطفال يعاني.", "1 in 5 children suffers."),
    ("بلغ سعر الدولار 15 ألف ليرة.", "$1 was worth 15,000 pounds."),
    ("بلغ سعر لتر البنزين 12 جنيها.", "1 litre of petrol cost 12 pounds."),
    ("بدقيقة و١٨ ثانية", "by 1 minute 18 seconds"),
    ("يفوق عددها بمئتي ضعف.", "They outnumber them by 200 to 1."),
]
DATES = [
    ("أحداث 7/10", "the events of October 7"),
    ("في 5/12 المقبل", "on December 5"),
    ("هجمات 13/11", "the November 13 attacks"),
    ("في 5-6 وقعت الحرب", "the war broke out on June 5"),
    ("في 7/10/23", "on October 7, 2023"),
    ("أراضي الـ48", "the 1948 territories"),
    ("حرب 73", "the 1973 war"),
    ("اجتياح 82", "the 1982 invasion"),
    ("قانون الستين", "the 1960 law"),
]
UNITS = [
    ("مساحتها 120 م2", "of 120 square metres"),
    ("سعته 50 م3", "holding 50 cubic metres"),
    ("مساحة 15 كم2", "15 square kilometres"),
    ("انبعاثات CO2", "carbon dioxide emissions"),
    ("متر وثمانون سنتيمترا", "180 centimetres"),
    ("كيلوغرام ونصف", "1,500 grams"),
    ("٤ قناطير", "400 kilograms"),
]
TIMES = [
    ("التاسعة إلا خمس دقائق", "8:55"),
    ("الساعة العاشرة إلا ثلثا", "at 9:40"),
    ("الساعة الخامسة إلا خمسا", "at five to five"),
    ("الساعة الواحدة إلا ربعا", "at 12:45"),
    ("الثامنة إلا عشر دقائق مساء", "7:50 p.m."),
    ("السادسة والنصف إلا خمس دقائق", "6:25"),
    ("الرابعة والنصف وخمس دقائق", "4:35"),
    ("بين الثالثة إلا دقيقة والرابعة", "between 2:59 and four"),
]
SPANS = [
    ("قبل سنة ونصف", "18 months ago"),
    ("ساعة ونصف الساعة", "90 minutes"),
    ("عقدين", "20 years"),
    ("ثلاثة عقود", "30 years"),
    ("نصف قرن", "50 years"),
    ("قرن ونصف", "150 years"),
    ("عقد ونصف العقد", "15 years"),
    ("أسبوعين", "14 days"),
    ("ثلاثة أسابيع", "21 days"),
    ("48 ساعة", "two days"),
    ("ستة أشهر", "half a year"),
    ("ساعتين إلا ربعا", "105 minutes"),
    ("خمسين عاما", "half a century"),
]
OTHERS = [
    ("وأحد عشر لاعبا", "and 11 players"),
    ("مئة وشخصان", "102 people"),
    ("سجل وست هام.", "West Ham scored."),
    ("مادلين ستون نورث", "Madeline Stone North"),
    ("ميناء الخمس", "Khoms port"),
    ("بلغوا ثمن النهائي.", "They reached the last 16."),
    ("أهرب كل يوم اثنين.", "I skip every Monday."),
]


@pytest.mark.parametrize(("arabic", "english"), SCORES + ONES + DATES + UNITS + TIMES + SPANS + OTHERS)
def test_right_in_other_words(arabic: str, english: str) -> None:
    assert faults(arabic, english) == []


@pytest.mark.parametrize(
    ("arabic", "english"),
    [
        ("فاز بهدفين مقابل هدف.", "They won 2-0."),
        ("فاز بهدفين مقابل هدف.", "They won 3-1."),
        ("فاز بهدف لمثله.", "They won 2-1."),
        ("بهدفين نظيفين", "2-1"),
        ("غادرت القوات.", "1 soldier left."),
        ("قتل شخص.", "2 people were killed."),
        ("طفل يعاني الجوع.", "1 in 5 children goes hungry."),
        ("أحداث 7/10", "the events of November 7"),
        ("حرب 73", "the 1967 war"),
        ("مساحتها 120 م2", "of 130 square metres"),
        ("التاسعة إلا خمس دقائق", "9:05"),
        ("التاسعة إلا عشر دقائق", "8:40"),
        ("قبل سنة ونصف", "16 months ago"),
        ("عقدين", "30 years"),
        ("ثلاثة أسابيع", "20 days"),
        ("خمسة أشهر", "15 months"),
        ("وأحد عشر لاعبا", "and 10 players"),
        ("الدول الخمس", "the six countries"),
        ("ست نساء", "seven women"),
    ],
)
def test_wrong_in_other_words(arabic: str, english: str) -> None:
    assert faults(arabic, english)


@pytest.mark.parametrize(
    ("arabic", "english", "detail"),
    [
        ("فاز الأهلي 3-1.", "Al-Ahly lost 1-3.", "The score reads 1-3 where the Arabic has 3-1"),
        ("فاز بهدفين مقابل هدف.", "They won 1-2.", "The score reads 1-2 where the Arabic has 2-1"),
        ("فاز 4-2 على الزمالك.", "Zamalek won 2-4.", "The score reads 2-4 where the Arabic has 4-2"),
        ("فاز الأهلي 1-3.", "Al-Ahly won 3-1.", ""),  # Arabic writes a victory either way
        ("فاز الأهلي 3-1.", "Al-Ahly won 3-1.", ""),
        ("من 10-7 أيام", "in 7-10 days", ""),
        ("تعادلا 2-2.", "They drew 2-2.", ""),
    ],
)
def test_a_turned_score_is_a_note(arabic: str, english: str, detail: str) -> None:
    flags = check(arabic, english)
    assert [(flag.name, flag.severity, flag.detail) for flag in flags] == (
        [("score_turned", "low", detail)] if detail else []
    )
