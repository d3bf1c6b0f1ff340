"""Agency copy: what is folded, and above all what is not."""

import random

import pytest

from mujaz.article import Article, Source
from mujaz.readers.duplicates import Duplicates, Original

HEADLINE = "مقتل 12 شخصا في انفجار وسط بغداد"
LEAD = "بغداد - (رويترز): قتل 12 شخصا وأصيب 27 آخرون في انفجار سيارة مفخخة وسط بغداد يوم الثلاثاء."
CHILDREN = "وأفادت مصادر طبية أن ثلاثة أطفال قتلوا في انفجار قرب الموصل."
CLAIM = "لم تعلن أي جهة مسؤوليتها عن الهجوم الذي وقع في وسط العاصمة."
PRESIDENT = "وأدان الرئيس كريم منصور الهجوم على بغداد، ووصفه بالجبان."
REPORT = f"{HEADLINE}\n\n{LEAD}\n{CHILDREN}\n{CLAIM}\n{PRESIDENT}"


def article(name: str, text: str, title: str | None = None) -> Article:
    return Article(name, text, Source(f"{name}.txt", "0", "utf-8", title=title))


def copy_of(
    text: str, of: str = REPORT, title: str | None = None, of_title: str | None = None
) -> Original | None:
    known = Duplicates()
    assert known.of(article("first", of, of_title)) is None
    return known.of(article("second", text, title))


@pytest.mark.parametrize(
    "text",
    [
        REPORT,
        REPORT.replace("(رويترز)", "(أ ف ب)"),
        REPORT.replace("بغداد - (رويترز):", "بغداد - وكالات:"),
        REPORT.replace("12", "١٢").replace("27", "٢٧"),
        REPORT.replace("قتل 12", "قُتِلَ 12").replace("أن ثلاثة", "ان ثلاثه").replace("الهجوم", "الهجـــوم"),
        REPORT.replace(".", " ."),
        REPORT.replace("\n", "\r\n\r\n"),
        f"{REPORT}\nالمصدر: وكالات\nجميع الحقوق محفوظة © 2024",
        f"وكالة رويترز\n{REPORT}\nتحرير: سامي عيسى\nاقرأ أيضا: 15 قتيلا في هجوم آخر",
        REPORT.replace(CHILDREN, ""),
        REPORT.replace(PRESIDENT, ""),
        REPORT.replace(HEADLINE, ""),
        REPORT.replace(HEADLINE, "انفجار سيارة مفخخة في العاصمة بغداد"),
    ],
)
def test_a_copy_is_folded(text: str) -> None:
    found = copy_of(text)
    assert found is not None
    assert found.id == "first"
    assert 0.5 <= found.similarity <= 1


@pytest.mark.parametrize(
    "text",
    [
        REPORT.replace("قتل 12 شخصا", "قتل 15 شخصا"),
        REPORT.replace(HEADLINE, HEADLINE.replace("12", "15")),
        REPORT.replace("ثلاثة أطفال", "أربعة أطفال"),
        REPORT.replace("لم تعلن أي جهة", "أعلنت جهة"),
        REPORT.replace("كريم منصور", "سالم منصور"),
        REPORT.replace("الموصل", "كركوك"),
        REPORT.replace("يوم الثلاثاء", "يوم الأربعاء"),
        REPORT.replace("بغداد - (رويترز)", "دمشق - (رويترز)"),
        f"{REPORT}\nوارتفع عدد القتلى إلى 15.",
        f"{REPORT}\nوأعلن تنظيم مسلح مسؤوليته عن الهجوم.",
        REPORT.replace(HEADLINE, "الرئيس ينفي وقوع انفجار في بغداد"),
        REPORT.replace(HEADLINE, "27 قتيلا و12 جريحا في انفجار وسط بغداد"),
        f"{HEADLINE}\n{LEAD}",  # an excerpt
        "كتب الرئيس على تويتر أنه استقال.",
    ],
)
def test_what_says_something_else_is_not_folded(text: str) -> None:
    assert copy_of(text) is None


@pytest.mark.parametrize(
    ("line", "changed"),
    [
        ("نشر الجيش 5000 جندي على الحدود الشمالية.", "نشر الجيش 6000 جندي على الحدود الشمالية."),
        ("تحرير الموصل: مقتل 12 جنديا.", "تحرير الموصل: مقتل 15 جنديا."),
        ("تحرير الموصل: مقتل ثلاثة جنود.", "تحرير الموصل: مقتل خمسة جنود."),
        ("المصدر: ارتفع عدد القتلى إلى 13.", "المصدر: ارتفع عدد القتلى إلى 15."),
        ("شارك هذا اللاعب في 5 مباريات.", "شارك هذا اللاعب في 6 مباريات."),
        ("وقال الوزير (المغرب): نرفض القرار.", "وقال الوزير (الجزائر): نرفض القرار."),
        ("وبلغت النسبة 5%.", "وبلغت النسبة 5."),
        ("وبلغت الحرارة -5 درجات.", "وبلغت الحرارة 5 درجات."),
        ("وبلغت قيمة الصفقة 5 ملايين $.", "وبلغت قيمة الصفقة 5 ملايين €."),
    ],
)
def test_what_only_looks_like_a_credit_or_a_dateline_is_news(line: str, changed: str) -> None:
    assert copy_of(f"{REPORT}\n{line}", f"{REPORT}\n{line}") is not None
    assert copy_of(f"{REPORT}\n{changed}", f"{REPORT}\n{line}") is None


@pytest.mark.parametrize(
    "credit",
    [
        "نشر في: 12 مارس 2024",
        "تم النشر الثلاثاء 12/3/2024",
        "آخر تحديث: 2024-03-12 10:30",
        "إعداد وتحرير: سامي عيسى",
        "المصدر: وكالة أنباء الشرق الأوسط",
    ],
)
def test_credits_do_not_tell_a_copy_from_its_original(credit: str) -> None:
    assert copy_of(f"{REPORT}\n{credit}") is not None


def test_titles_count_as_headlines() -> None:
    assert copy_of(REPORT, title=HEADLINE, of_title=HEADLINE) is not None
    assert copy_of(REPORT, title=HEADLINE.replace("12", "15"), of_title=HEADLINE) is None


def test_swapped_figures_are_not_a_copy() -> None:
    other = REPORT.replace("12", "#").replace("27", "12").replace("#", "27")
    assert copy_of(other) is None


def test_one_changed_word_in_any_place_is_noticed() -> None:
    chance = random.Random(3)  # noqa: S311 - the same words each time
    words = REPORT.split(" ")
    body = range(len(HEADLINE.split(" ")), len(words))
    for at in chance.sample(body, 20):
        changed = [*words]
        changed[at] = "مختلف" + "\n" * changed[at].count("\n")
        assert copy_of(" ".join(changed)) is None, words[at]


def test_the_nearest_original_is_named_and_copies_of_copies_go_to_it() -> None:
    known = Duplicates()
    short = REPORT.replace(CHILDREN, "").replace(PRESIDENT, "")
    assert known.of(article("a", short)) is None
    assert known.of(article("b", REPORT)) is None  # says more than the first
    third = known.of(article("c", REPORT.replace("(رويترز)", "(أ ف ب)")))
    assert third is not None
    assert (third.id, third.similarity) == ("b", 1.0)
    again = known.of(article("d", short))
    assert again is not None
    assert again.id == "a"


def test_articles_of_credits_alone_are_no_copies() -> None:
    known = Duplicates()
    assert known.of(article("a", "المصدر: وكالات")) is None
    assert known.of(article("b", "المصدر: وكالات")) is None
