"""The form of a text that a model sees."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mujaz.arabic.normalise import normalise, without_marks

_ARABIC = st.text(st.characters(min_codepoint=0x0600, max_codepoint=0x06FF), max_size=30)
_FORMS = st.text(
    st.sampled_from([chr(c) for c in (*range(0xFB50, 0xFE00), *range(0xFE70, 0xFF00))]), max_size=20
)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("مُنْتَهٍ", "منته"),
        ("إنَّ الحقَّ واضحٌ", "إن الحق واضح"),
        ("هٰذا الرحمٰن", "هذا الرحمن"),
        ("ٱلْحَمْدُ", "الحمد"),
        ("قُلْ هُوَ ٱللَّهُ أَحَدٌۭ ۝", "قل هو الله أحد"),
        ("صـــحـــيفة", "صحيفة"),
        ("بـ«داعش»", "ب«داعش»"),
        ("ﺍﻟﺴﻼﻡ ﻋﻠﻴﻜﻢ", "السلام عليكم"),
        ("النبي ﷺ", "النبي صلى الله عليه وسلم"),
        ("\ufe91\ufe70\ufef4\ufe77\ufe96", "بيت"),  # vowel signs drawn on a space and on tatweel
        ("کتاب علی", "كتاب علي"),
        ("ووصل إلی کرکوک", "ووصل إلى كركوك"),
        ("حتی الآن لدی الأخری", "حتى الآن لدى الأخرى"),
        ("للمرة الأولی منذ تقریر أولی", "للمرة الأولى منذ تقرير أولي"),
        ("فی المستشفی وبالموسیقی", "في المستشفى وبالموسيقى"),
        ("والتقی القتلی علی الحدود", "والتقى القتلى على الحدود"),
        ("المرشد علی خامنئی", "المرشد علي خامنئي"),
        ("الرئیس علی یدعو وعلی الحکومة", "الرئيس علي يدعو وعلى الحكومة"),
        ("القوی السیاسیة والجیش القوی", "القوى السياسية والجيش القوي"),
        ("مبنی علی أساس فی مبنی البلدیة", "مبني على أساس في مبنى البلدية"),
        ("حصل علی ٥٢ صوتا", "حصل على ٥٢ صوتا"),
        ("إلیٰ", "إلى"),
        ("ﺇﻟﯽ ﺍﻟﻤﻮﺻﻞ ﻓﯽ", "إلى الموصل في"),
        ("حزب ﷲ في اﻷردن", "حزب الله في الأردن"),
        ("ہمت ھنا ۃ", "همت هنا ة"),
        ("کرسی خالی", "كرسي خالي"),
        ("می\u200cشود", "ميشود"),
        ("\u200fعمان\u200e \u202bنعم\u202c \u2067لا\u2069", "عمان نعم لا"),
        ("\ufeffخبر عا\u00adجل", "خبر عاجل"),
        ("سطر\r\nوآخر\u2028وثالث\u00a0ورابع\t\x0cوخامس", "سطر وآخر وثالث ورابع وخامس"),
        ("  بداية ونهاية \n", "بداية ونهاية"),
        ("", ""),
        ("\u200f \u064b", ""),
    ],
)
def test_normalise(text: str, wanted: str) -> None:
    assert normalise(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "29¾ بوصة", "5 م² و10⁶", "٣٫٥ و 3.5 و ۳٫۵", "أحمد إلى آسيا", "على علي", "مدرسة مدرسه", "فيلا پاريس چاد ڤيينا گاز",
        "U.S. «نعم» (لا)", "½ كيلو", "رئيس مؤتمر شيء", "ﬁnance", "١٬٢٥٠ ٪", "№ ①",
    ],
)  # fmt: skip
def test_left_alone(text: str) -> None:
    assert normalise(text) == text


@pytest.mark.parametrize("text", ["أحمد", "إلى", "آسيا", "مؤتمر", "رئيس", "أُعلِن"])
def test_hamza_written_as_a_sign_of_its_own_is_kept(text: str) -> None:
    assert normalise(unicodedata.normalize("NFD", text)) == normalise(text)


@given(st.one_of(st.text(max_size=40), _ARABIC, _FORMS))
def test_idempotent(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once


@given(st.one_of(st.text(max_size=40), _ARABIC))
def test_white_space(text: str) -> None:
    out = normalise(text)
    assert out == " ".join(out.split())


@given(st.text("ابتثجحخدذرزسشصضطظعغفقكلمنهويىةءأإآؤئ ،.؟0123٠١٢٣abc", max_size=60))
def test_plain_text_only_loses_white_space(text: str) -> None:
    assert normalise(text) == " ".join(text.split())


def test_without_marks_keeps_white_space() -> None:
    assert without_marks("قَالَ\n نعـم") == "قال\n نعم"
