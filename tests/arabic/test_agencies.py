"""One list of agencies serves the splitter, the finder of copies and the choice of points."""

import re

import pytest

from mujaz.arabic import agencies
from mujaz.arabic.normalise import normalise
from mujaz.arabic.splitter import split
from mujaz.numbers.arabic_words import FOLD


@pytest.mark.parametrize(
    "name",
    ["رويترز", "أ ف ب", "أ.ف.ب", "أ.ف.ب.", "ا ف ب", "أف ب", "د.ب.أ", "الأناضول", "الاناضول", "أسوشيتد برس", "فرانس برس",
     "وكالات", "واس", "أ ش أ", "أ.ش.أ.", "أ ب", "أ.ب.", "إنترفاكس", "انترفاكس"],
)  # fmt: skip
def test_a_name_is_known_as_it_is_written_and_as_it_is_folded(name: str) -> None:
    assert re.fullmatch(agencies.ARABIC, name)
    assert re.fullmatch(agencies.ARABIC, normalise(name).translate(FOLD))


@pytest.mark.parametrize("word", ["المدينة", "أب", "برس", "كونان", "سان", "دمشق", "أ", "ب"])
def test_other_words_are_not(word: str) -> None:
    assert not re.fullmatch(agencies.ARABIC, word)


@pytest.mark.parametrize(
    "credit", ["(رويترز)", "(دبي، كونا)", "(وكالة الأنباء السعودية واس)", "(AFP)", "(أ.ف.ب.)"]
)
def test_a_credit_in_brackets_stays_with_its_sentence(credit: str) -> None:
    sentences = split(f"أخمد رجال الإطفاء الحريق في الميناء أمس. {credit} عاد العمال إلى أعمالهم صباح اليوم.")
    assert [sentence.arabic for sentence in sentences] == [
        f"أخمد رجال الإطفاء الحريق في الميناء أمس. {credit}",
        "عاد العمال إلى أعمالهم صباح اليوم.",
    ]


@pytest.mark.parametrize(
    "remark", ["(وهذا يليق بنا)", "(لم تسمع به كوناكري)", "(وهو أب لطفلين وفا بوعده)", "(أب)"]
)
def test_a_word_that_only_looks_like_an_agency_is_no_credit(remark: str) -> None:
    first = "أخمد رجال الإطفاء الحريق في الميناء أمس."
    assert [sentence.arabic for sentence in split(f"{first} {remark}")] == [first, remark]


@pytest.mark.parametrize("name", ["AFP", "Reuters", "dpa", "RIA Novosti", "Agence France-Presse", "Wires"])
def test_english_names(name: str) -> None:
    assert re.fullmatch(agencies.ENGLISH, name)
