import random

import pytest

from mujaz.stories.facts import findings, mentions
from mujaz.stories.telling import Telling
from mujaz.stories.verdicts import Finding
from tests.support.story_sets import DEV, StorySet, composed, load, meets, telling


def two(first: str, second: str, gap: str = "12:40", title: str = "") -> list[Finding]:
    """The findings of two short articles, the second so late on the same day."""
    return findings(
        [
            telling("a", "2026-03-04T12:00:00+00:00", title, first),
            telling("b", f"2026-03-04T{gap}:00+00:00", title, second),
        ]
    )


def verdicts(found: list[Finding]) -> list[tuple[str, str, list[str]]]:
    return [
        (one.kind, one.verdict, [mention.value for mention in one.mentions])
        for one in found
        if one.verdict != "agree"
    ]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("قتل 14 شخصا في انهيار منجم للذهب في غانا.", "لقي 19 عاملا مصرعهم في انهيار منجم للذهب في غانا."),
        ("أسفر الحريق عن إصابة سبعة أشخاص في مصنع بالجزائر.", "أصيب أحد عشر شخصا في حريق مصنع بالجزائر."),
        ("لا يزال 20 صيادا في عداد المفقودين بعد غرق السفينة.", "ما زال 31 بحارا مفقودا بعد غرق السفينة."),
        ("اعتقلت الشرطة 40 متظاهرا في نيروبي.", "قالت منظمة إن الشرطة اعتقلت 95 متظاهرا في نيروبي."),
    ],
)
def test_two_tolls_at_one_time_are_a_conflict(first: str, second: str) -> None:
    assert [(kind, verdict) for kind, verdict, _ in verdicts(two(first, second))] == [("count", "conflict")]


@pytest.mark.parametrize(
    ("first", "second", "gap"),
    [
        ("قتل 14 شخصا في انهيار منجم في غانا.", "ارتفعت حصيلة انهيار المنجم في غانا إلى 19 قتيلا.", "12:40"),
        ("قتل 14 شخصا في انهيار منجم في غانا.", "قتل 19 شخصا في انهيار منجم في غانا.", "21:00"),
        ("لم ترد تقارير عن سقوط قتلى في الزلزال.", "قتل ثلاثة أشخاص في الزلزال.", "12:40"),
        ("لا يزال 30 شخصا مفقودين.", "لا يزال 22 شخصا مفقودين.", "20:00"),
    ],
)
def test_what_is_later_and_higher_is_news(first: str, second: str, gap: str) -> None:
    assert [(kind, verdict) for kind, verdict, _ in verdicts(two(first, second, gap))] == [
        ("count", "update")
    ]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("قتل 14 شخصا في الهجوم.", "أصيب 19 شخصا في الهجوم."),  # killed, wounded
        ("قتل 14 شخصا في الهجوم.", "قتل في الهجوم أشخاص بينهم أربعة أطفال."),  # of them
        ("قتل أكثر من 10 أشخاص في الهجوم.", "قتل 14 شخصا في الهجوم."),
        ("أصيب العشرات في الهجوم ونقلوا.", "أصيب 45 شخصا في الهجوم."),
        ("أصيب نحو 50 شخصا في الهجوم.", "أصيب 47 شخصا في الهجوم."),
        ("قتل 14 شخصا في الهجوم.", "قتل 14 شخصا في الهجوم. وكان هجوم مماثل عام 2019 قد أودى بحياة 80 شخصا."),
        ("وقعت الشركة عقدا بقيمة 40 مليون دولار.", "وقعت الشركة عقدا بقيمة 37 مليون يورو."),  # two currencies
        ("بلغ التضخم 4.2 بالمئة في المدن.", "بلغ التضخم 3.9 بالمئة على مستوى الجمهورية."),
        ("طلبت النيابة سجن الوزير السابق 10 سنوات.", "قضت المحكمة بسجن الوزير السابق أربع سنوات."),
        (
            "فاز المرشح بعد حصوله على 20 مقعدا، مع 5 مقاعد لحلفائه.",
            "فاز المرشح بعد حصوله على 25 مقعدا مع حلفائه.",
        ),
    ],
)
def test_what_may_both_be_right_is_passed_over(first: str, second: str) -> None:
    assert verdicts(two(first, second)) == []


@pytest.mark.parametrize(
    ("kind", "first", "second"),
    [
        (
            "amount",
            "قضت المحكمة بتغريم الشركة 3 ملايين ريال.",
            "فرضت المحكمة على الشركة غرامة قدرها 5 ملايين ريال.",
        ),
        ("amount", "بلغت قوة الزلزال 6.1 درجات.", "ضرب زلزال بقوة 6.4 درجات المنطقة."),
        ("amount", "حكم على الوزير السابق بالسجن ست سنوات.", "حكم على الوزير السابق بالسجن 9 سنوات."),
        ("amount", "بلغت نسبة المشاركة في الاقتراع 41 بالمئة.", "وصلت المشاركة في الاقتراع إلى 55%."),
        ("date", "ويبدأ الوزير زيارة تستمر أربعة أيام.", "ويبدأ الوزير زيارة تستمر يومين."),
        ("date", "اندلع الحريق في المصنع عند الساعة 15:10.", "اندلع الحريق في المصنع في الساعة 16:45."),
        ("date", "وتفتتح المحطة الجديدة مطلع شهر نيسان المقبل.", "وتفتتح المحطة الجديدة منتصف أيار المقبل."),
        ("name", "وقال الضابط سامي الخطيب إن التحقيق بدأ.", "وقال الضابط سمير الخطيب إن التحقيق بدأ."),
        ("place", "انفجرت قنبلة قرب حافلة في حي الكرادة.", "انفجرت قنبلة قرب حافلة في حي المنصور."),
        ("place", "سقطت الطائرة شمال مأرب.", "سقطت الطائرة جنوب مأرب."),
        ("responsible", "ونجم الحريق عن تماس كهربائي.", "واندلع الحريق بسبب تسرب غاز."),
        ("responsible", "ولم تعلن أي جهة مسؤوليتها عن الهجوم.", "وتبنت حركة الشباب الهجوم في بيان."),
        ("status", "ألقت الشرطة القبض على سائق الشاحنة.", "وقال شاهد إن سائق الشاحنة لاذ بالفرار."),
        ("status", "أغلقت السلطات معبر رفح الحدودي.", "معبر رفح الحدودي يعمل بشكل طبيعي."),
        (
            "status",
            "وقعت شركة النفط اليوم عقدا مع شركة صينية.",
            "شركة النفط الصينية وقعت مذكرة تفاهم غير ملزمة.",
        ),
        (
            "status",
            "أفرجت السلطات عن الصحفي سامي حداد مساء الأحد.",
            "قالت أسرة الصحفي سامي حداد إنه لا يزال محتجزا.",
        ),
        ("status", "أعلن الجيش السيطرة على مدينة بارا.", "نفى متحدث باسم القوات سقوط مدينة بارا."),
        ("status", "وصل الرئيس إلى باريس مساء الأحد.", "أرجأ الرئيس زيارته إلى باريس."),
        ("status", "استقال رئيس الوزراء مساء الاثنين.", "نفى مكتب رئيس الوزراء استقالته."),
        ("status", "وافق مجلس الأمن على مشروع القرار.", "رفض مجلس الأمن مشروع القرار."),
        ("name", "وقال العقيد ناصر الحربي إن القوات تقدمت.", "وقال العميد ناصر الحربي إن القوات تقدمت."),
        ("name", "لقي السائح الألماني مصرعه في الهجوم.", "لقي السائح الفرنسي مصرعه في الهجوم."),
        ("place", "سيعقد المؤتمر في الدوحة الأسبوع المقبل.", "سيعقد المؤتمر في مسقط الأسبوع المقبل."),
        ("date", "اندلع الحريق فجر الاثنين في مصنع النسيج.", "اندلع الحريق مساء الأحد في مصنع النسيج."),
        ("count", "نزح أكثر من 3 آلاف أسرة من المدينة.", "نزحت 1200 أسرة من المدينة."),
    ],
)
def test_contradictions_of_every_kind(kind: str, first: str, second: str) -> None:
    assert (kind, "conflict") in [(found, verdict) for found, verdict, _ in verdicts(two(first, second))]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("أغلقت السلطات معبر رفح الحدودي صباحا.", "أعادت السلطات فتح معبر رفح الحدودي."),
        ("والإضراب في المدارس مستمر حتى تلبية المطالب.", "علقت نقابة المعلمين الإضراب في المدارس."),
        ("وقال محاميه إنه سيطعن في الحكم.", "وأودع محاميه طعنا في الحكم."),
    ],
)
def test_things_go_on_in_the_course_of_a_day(first: str, second: str) -> None:
    assert [(kind, verdict) for kind, verdict, _ in verdicts(two(first, second, "20:00"))] == [
        ("status", "update")
    ]


def test_values_lead_to_their_sentences() -> None:
    found = two("وصلت قوات.\n\nقُتِلَ ١٤ شخصاً في الهجوم.", "قتل تسعة أشخاص في الهجوم.")
    assert [(one.article, one.n, one.arabic, one.value) for one in found[0].mentions] == [
        ("a", 2, "١٤ شخصاً", "14"),
        ("b", 1, "تسعة أشخاص", "9"),
    ]


def precision_and_recall(known: StorySet) -> tuple[float, float]:
    found = [(story, one) for story, tellings in known.stories().items() for one in findings(tellings)]
    found = [(story, one) for story, one in found if one.verdict == "conflict"]
    wanted = [one for one in known.expected if one.verdict == "conflict"]
    pairs = [
        (at, place)
        for at, (story, one) in enumerate(found)
        for place, other in enumerate(wanted)
        if story == other.story and one.kind == other.kind and meets(one, other)
    ]
    return len({at for at, _ in pairs}) / len(found), len({place for _, place in pairs}) / len(wanted)


def test_conflicts_of_other_countries_and_desks() -> None:
    precision, recall = precision_and_recall(composed())
    assert precision >= 0.9
    assert recall >= 0.7


@pytest.mark.skipif(not DEV.exists(), reason="the development set is not here")
def test_conflicts_of_the_development_set() -> None:
    precision, recall = precision_and_recall(load(DEV / "dev.jsonl", DEV / "dev-conflicts.jsonl"))
    assert precision >= 0.9
    assert recall >= 0.7


def test_the_order_of_articles_changes_no_finding() -> None:
    for tellings in composed().stories().values():
        expected = findings(tellings)
        shuffled = list(tellings)
        random.Random(3).shuffle(shuffled)  # noqa: S311 - no secret
        assert findings(shuffled) == expected


@pytest.mark.parametrize("unit", ["25 ", "قتل 25 شخصا ", "الساعة 5 ", "أفرج عن علي "])
def test_a_sentence_without_an_end_tells_nothing_and_comes_back(unit: str) -> None:
    endless = unit * (100_000 // len(unit))
    one, other = (
        mentions(Telling("a", "2026-02-03", "", (*more, "قتل 12 شخصا في حريق."), (1,) * (1 + len(more))))
        for more in ((), (endless,))
    )
    assert [(each.about, each.value) for each in other] == [(each.about, each.value) for each in one] != []
