"""A number that keeps its value may not change its kind: percentages and the halves of the day."""

import pytest

from mujaz.checks.numbers import compare


def faults(arabic: str, english: str) -> list[str]:
    return [fault.sentence for fault in compare(arabic, english)]


@pytest.mark.parametrize(
    ("arabic", "english", "expected"),
    [
        ("ارتفعت الأسعار 25 في المئة.", "Prices rose by 25.", "25% is missing from the English"),
        ("ارتفعت الأسعار ٢٥٪ هذا العام.", "Prices rose by 25 this year.", "25% is missing from the English"),
        ("ارتفعت الأسعار بنسبة 2.5%.", "Prices rose by 2.5 dollars.", "2.5% is missing from the English"),
        ("قتل 25 مدنيا.", "25% of civilians were killed.", "25% is not in the Arabic"),
        ("وصل 40 نائبا.", "40 percent of deputies came.", "40 percent is not in the Arabic"),
        ("يبدأ الاجتماع في 9 صباحا.", "The meeting begins at 9 p.m.", "9 p.m. is not in the Arabic"),
        ("وقع الانفجار الساعة 6:30 مساء.", "The blast was at 6:30 am.", "6:30 am is not in the Arabic"),
    ],
)
def test_a_changed_kind(arabic: str, english: str, expected: str) -> None:
    assert expected in faults(arabic, english)


@pytest.mark.parametrize(
    ("arabic", "english"),
    [
        ("ارتفعت الأسعار 25 في المئة.", "Prices rose by 25 per cent."),
        ("ارتفعت الأسعار 25 في المئة.", "Prices rose by 25 pct."),
        ("ارتفعت الأسعار 25 في المئة.", "Prices rose by a quarter."),
        ("ارتفع الفائدة 3% هذا العام.", "Interest rose 3 percentage points this year."),
        ("بين 20% و30% من السكان", "between 20 and 30 percent of the population"),
        ("بين 20 و30 في المئة من السكان", "between 20% and 30% of the population"),
        ("قتل 25 مدنيا.", "25 civilians were killed."),
        ("يبدأ الاجتماع في 9 صباحا.", "The meeting begins at 9 a.m."),
        ("يبدأ الاجتماع في 9 صباحا.", "The meeting begins at 9."),
        ("من 9 صباحا إلى 5 مساء", "from 9 to 5 p.m."),
        ("وقع الانفجار الساعة 2 بعد منتصف الليل.", "The blast was at 2 a.m."),
        ("الساعة 11 قبل ظهر اليوم", "at 11 a.m. today"),
    ],
)
def test_the_same_kind_in_other_words(arabic: str, english: str) -> None:
    assert faults(arabic, english) == []


@pytest.mark.parametrize(
    ("english", "invented"),
    [
        ("The forces left the town on March 1.", ["1 is not in the Arabic"]),
        ("1 soldier left the town.", ["1 is not in the Arabic"]),
        ("One force left the town.", []),  # a noun's singular may be said so
        ("The forces left the town.", []),
    ],
)
def test_a_one_in_digits_needs_a_number_in_the_arabic(english: str, invented: list[str]) -> None:
    assert [fault.sentence for fault in compare("غادرت القوات البلدة مساء", english)] == invented


def test_a_dual_is_a_two_also_in_digits() -> None:
    assert compare("قتل جنديان في انفجار.", "2 soldiers were killed in an explosion.") == ()
    assert compare("قتل جندي واحد في 2 مارس.", "1 soldier was killed on March 2.") == ()
    assert compare("يبدأ العمل بالقانون ابتداء من فاتح مارس.", "The law takes effect on March 1.") == ()
