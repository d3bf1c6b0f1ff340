"""A number ten, a hundred or a thousand times too large, an amount of another size, a lost minus."""

import pytest

from mujaz.checks.numbers import compare


def faults(arabic: str, english: str) -> list[str]:
    return [fault.sentence for fault in compare(arabic, english)]


@pytest.mark.parametrize(
    ("arabic", "english"),
    [
        ("قتل خمسة أشخاص.", "5,000 people were killed."),
        ("قتل 150 شخصا.", "150,000 people were killed."),
        ("شرد 150,000 شخص.", "150 people were displaced."),
        ("بلغت 12.000 دينار.", "They reached 12 dinars."),
        ("بلغت ١٢٫٠٠٠ دينار.", "They reached 12 dinars."),
        ("بيعت 40 000 نسخة.", "40 copies were sold."),
        ("بيعت 40 نسخة.", "40 000 copies were sold."),
        ("وصل لاجئون.", "1,000 refugees arrived."),
        ("اعتقل المسلحين.", "He arrested 2,000 gunmen."),
        ("نشر ألفي جندي.", "He deployed 1,000 soldiers."),
        ("نشر ألفي جندي.", "He deployed a thousand soldiers."),
        ("قيمتها 5 دولارات.", "It is worth $5m."),
        ("قيمتها 3 دولارات.", "It is worth $3bn."),
        ("زاد 50 في المئة.", "It rose by 5,000 percent."),
        ("مقال من 2000 كلمة", "a 20-word article"),
        ("سعره 3.5 دولار.", "It costs $35."),
        ("سعره 3.5 دولار.", "It costs $350."),
        ("تظاهر آلاف الأشخاص.", "Millions of people demonstrated."),
        ("قتل مئات الأشخاص.", "Thousands of people were killed."),
        ("نزح عشرات الآلاف.", "Hundreds of thousands fled."),
        ("خسر ملايين الدولارات.", "He lost billions of dollars."),
        ("وصل العشرات.", "Hundreds arrived."),
        ("حضر بضع مئات من الطلاب.", "A few thousand students came."),
        ("قتل آلاف الجنود.", "1,000 soldiers were killed."),
        ("قتل ألف جندي.", "A million soldiers were killed."),
    ],
)
def test_another_size_is_noticed(arabic: str, english: str) -> None:
    assert faults(arabic, english)


@pytest.mark.parametrize(
    ("arabic", "english"),
    [
        ("بلغ 12.000 دينار.", "It reached 12,000 dinars."),
        ("بلغ 1,250 طنا.", "It reached 1,250 tonnes."),
        ("بلغ 1.250 طن.", "It reached 1,250 tonnes."),
        ("بلغ ٣٢٫٨٤١ نقطة.", "It reached 32,841 points."),
        ("بلغ 3,125 في المئة.", "It reached 3.125 percent."),
        ("بلغ 1,250 مليون دولار.", "It reached $1.25 billion."),
        ("بلغ 1,250 مليار دولار.", "It reached $1.25 trillion."),
        ("بلغ 2,5 كيلومتر.", "It reached 2.5 kilometres."),
        ("قدرها 5.000 في المئة", "of 5.000 percent"),
        ("تضم 1250000 نسمة", "has 12,50,000 inhabitants"),
        ("تضم 1250000 نسمة", "has 1 250 000 inhabitants"),
        ("بضع عشرات من العمال", "a few dozen workers"),
        ("عدة آلاف من العمال", "several thousand workers"),
        ("عشرات الآلاف", "tens of thousands"),
        ("مئات آلاف النازحين", "hundreds of thousands of displaced people"),
        ("تباع بالآلاف", "sold by the thousand"),
        ("تظاهر الآلاف.", "Many demonstrated."),
        ("عند الساعة 1430 بتوقيت غرينتش", "at 14:30 GMT"),
        ("عند الساعة 10.40 صباحا", "at 10:40 a.m."),
    ],
)
def test_the_same_size_is_left_alone(arabic: str, english: str) -> None:
    assert faults(arabic, english) == []


def test_an_amount_is_named_in_words() -> None:
    assert faults("نزح عشرات الآلاف.", "Hundreds of thousands fled.") == [
        "tens of thousands is missing from the English",
        "Hundreds of thousands is not in the Arabic",
    ]


@pytest.mark.parametrize(
    ("arabic", "english", "expected"),
    [
        ("انخفضت إلى -5 درجات.", "It fell to 5 degrees.", "-5 is missing from the English"),
        ("نموا بنسبة -2.5%", "growth of 2.5%", "-2.5% is missing from the English"),
        ("سجلت ناقص أربع درجات.", "It recorded four degrees.", "-4 is missing from the English"),
        ("بلغت الفائدة سالب 0.5 في المئة.", "The rate was 0.5 percent.", "-0.5% is missing from the English"),
        ("بلغت الحرارة ٧- درجات.", "It was 7 degrees.", "-7 is missing from the English"),
        ("سبع درجات تحت الصفر", "seven degrees", "-7 is missing from the English"),
        ("سجل الميزان -340 مليون دولار.", "The balance was $340 million.", "-340,000,000 is missing from the English"),
        ("بلغت الحرارة 7 درجات.", "It was -7 degrees.", "-7 is not in the Arabic"),
        ("بلغت الحرارة 7 درجات.", "It was minus 7.", "-7 is not in the Arabic"),
    ],
)  # fmt: skip
def test_a_lost_or_invented_sign(arabic: str, english: str, expected: str) -> None:
    assert expected in faults(arabic, english)


@pytest.mark.parametrize(
    ("arabic", "english"),
    [
        ("انخفضت إلى -5 درجات.", "It fell to -5 degrees."),
        ("انخفضت إلى -5 درجات.", "It fell to minus five degrees."),
        ("انخفضت إلى -5 درجات.", "It fell to 5 degrees below zero."),
        ("خمس درجات تحت الصفر", "-5 degrees"),
        ("انكمش بنسبة -1.8%", "It contracted by 1.8%"),
        ("نموا بنسبة -1.8%", "a 1.8% decline"),
        ("كوفيد -19", "COVID-19"),
        ("مقاتلة ميغ -29", "a MiG-29 fighter"),
        ("من 10 -15 شخصا", "10 to 15 people"),
        ("- 3 قتلى في انفجار", "3 killed in a blast"),
        ("-3 قتلى في انفجار", "3 killed in a blast"),
        ("تراجع المؤشر 3%", "The index was at -3%"),
        ("تُحسم منها ليرة", "minus one lira"),
    ],
)
def test_signs_in_other_words_and_hyphens_that_are_none(arabic: str, english: str) -> None:
    assert faults(arabic, english) == []
