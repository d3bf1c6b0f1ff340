"""An Arabic two, said by the ending of its noun, must show in the English."""

import pytest

from mujaz.checks.numbers import compare


def faults(arabic: str, english: str) -> list[str]:
    return [fault.sentence for fault in compare(arabic, english)]


@pytest.mark.parametrize(
    ("arabic", "english"),
    [
        ("قتل جنديان قرب الحدود.", "Soldiers were killed near the border."),
        ("قُتِلَ جُنديّان قرب الحدود.", "Soldiers were killed near the border."),
        ("اعتقلت الشرطة شخصين.", "Police arrested a person."),
        ("سقط قتيلان وجريحان.", "There were casualties."),
        ("توفيت امرأتان وطفلان.", "Two women and children died."),
        ("عاد بعد شهرين.", "He returned after months."),
        ("خلال اليومين الماضيين", "over the past days"),
        ("في العامين المقبلين", "in the coming years"),
        ("زارها مرتين.", "He visited her once."),
        ("سقطت قذيفتان على الحي.", "Shells fell on the district."),
        ("أصيب اثنان من الحراس.", "Some of the guards were hurt."),
        ("عاد بعد شهرين.", "He returned after 12 months."),
    ],
)
def test_a_lost_two(arabic: str, english: str) -> None:
    assert "2 is missing from the English" in faults(arabic, english)


@pytest.mark.parametrize(
    ("arabic", "english"),
    [
        ("قتل جنديان قرب الحدود.", "Two soldiers were killed near the border."),
        ("قتل جنديان قرب الحدود.", "A couple of soldiers were killed near the border."),
        ("عاد بعد يومين.", "He returned after 48 hours."),
        ("عاد بعد يومين.", "He returned on the second day."),
        ("يصدر كل يومين.", "It appears every other day."),
        ("وصل قبل يومين.", "He arrived the day before yesterday."),
        ("هدنة لأسبوعين", "a fortnight's truce"),
        ("هدنة لأسبوعين", "a truce of 14 days"),
        ("بعد عامين", "after 24 months"),
        ("بعد ساعتين ونصف", "after two and a half hours"),
        ("بعد يوم أو يومين", "after a day or so"),
        ("زارها مرتين.", "He visited her twice."),
        ("زاد الإنتاج مرتين.", "Output doubled."),
        ("اعتقل شخصين ثم أفرج عن شخصين.", "He held two people, then let them go."),
        ("قتل جنديان وجرح طفلان.", "Two soldiers were killed and as many children hurt."),
        ("وقال الرجلان إنهما بخير.", "The men said they were well."),
        ("الأمناء العامين للأحزاب", "the parties' secretaries-general"),
        ("دعا المقاتلين إلى الانسحاب.", "He called on the fighters to withdraw."),
        ("قال للصحافيين إن الوضع صعب.", "He told reporters that it was hard."),
        ("يعود يوم الاثنين.", "He returns on Monday."),
    ],
)
def test_a_two_in_other_words_and_what_only_looks_like_one(arabic: str, english: str) -> None:
    assert faults(arabic, english) == []


def test_a_changed_two_is_named_on_both_sides() -> None:
    found = faults("قتل جنديان.", "Three soldiers were killed.")
    assert found == ["2 is missing from the English", "Three is not in the Arabic"]


@pytest.mark.parametrize(
    ("arabic", "english"),
    [
        ("أوقعت الغارات ضحايا مدنيين في الريف.", "The raids left two civilians dead in the countryside."),
        ("قتل عشرات المدنيين في قصف على السوق.", "Two civilians were killed in shelling on the market."),
        ("اعتقلت السلطات ناشطين وعناصر مسلحين.", "Authorities arrested two gunmen."),
        ("أجلت المروحية عمال المنجم.", "The helicopter evacuated two workers from the mine."),
        ("تظاهر معلمون أمام الوزارة.", "Two teachers demonstrated outside the ministry."),
        ("قال شهود إن الجنود أطلقوا النار.", "Witnesses said two soldiers opened fire."),
        ("وزعت الجمعية الخيام على اللاجئين.", "The charity handed tents to two elderly refugees."),
    ],
)
def test_a_plural_that_became_two(arabic: str, english: str) -> None:
    assert [sentence.lower() for sentence in faults(arabic, english)] == ["two is not in the arabic"]


@pytest.mark.parametrize(
    ("arabic", "english"),
    [
        ("قتل مدنيان في القصف.", "Two civilians were killed in the shelling."),
        ("اعتقل الجيش مسلحين قرب الحاجز.", "The army arrested two gunmen near the checkpoint."),
        ("قتلت القوات فلسطينيين اثنين.", "The forces killed two Palestinians."),
        ("طفلان وأمهما بين الضحايا المدنيين.", "Two children and their mother are among the victims."),
        ("موظفا إغاثة ضمن الرهائن.", "Two aid workers are among the hostages."),
        ("أوقفت الشرطة المهربين اللذين فرا.", "Police arrested the two smugglers who fled."),
        ("زواج عجوزين في مأوى حضره الأشخاص جميعا.", "The marriage of two people, which all attended."),
        ("قضى ضابط وجندي في كمين.", "Two soldiers died in an ambush."),
        ("أوقعت الغارات ضحايا مدنيين في الريف.", "The raids left civilians dead in the countryside."),
    ],
)
def test_a_two_that_the_arabic_may_have(arabic: str, english: str) -> None:
    assert faults(arabic, english) == []
