"""Which language a text is in, where other languages share its letters and dialects borrow theirs."""

import pytest

from mujaz.errors import NotArabicError
from mujaz.readers.language import arabic_of

ARABIC = (
    "شلونك شگد صارلك هنا، چان الوضع زين بس هسه صعب، گلبي وياكم يا جماعة.",
    "زار گونتر گراس مدينة گرگان والتقى الچلبي في مقر شركة پيجو قرب ڤيلا كبيرة",
    "شگد عمرچ وچم ولد عندچ گولي بلا خجل",
    "ڨفصة وڨابس وڨربة: أمطار غزيرة",
    "ڭادير وڭلميم: افتتاح ثلاث مدارس",
    "وقعت شركة پژو عقدا مع چيري وپورشه وگوگل، وحضر ڤاسيلي وپيتر وچارلز",
    "یگول ابو علی هسه چان عدنا گاع نزرعها وما بقی شی",
    "قال رئیس الوزراء العراقی فی بیان إن القوات الأمنیة ستواصل عملیاتها",
    "انفجار في زهران #BreakingNews #ZahranExplosion #PrayForZahran",
    "عاجل: هزة أرضية pic.twitter.com/AbCdEf1234 https://t.co/xyz123abc",
    "للتواصل: newsdesk@example-agency.org عاجل سقوط جرحى",
    "RT @CorrespondentInTheField: بدء الهدنة bit.ly/2abcDEFghi #Ceasefire #Sudan",
)
FOREIGN = {
    "گفتگوی پوتین و ماکرون درباره اوکراین پایان گرفت و پیمان تازه": "a language like Persian or Urdu",
    "بو ایل تبریز شهرینده بیر یئنی کتابخانا آچیلدی و اوندا اوچ مین کتاب وار، دئدی شهردار.": "Azerbaijani",
    "ڤردان منتري بركات كرجاءن اكن ممبري بنتوان كڤد مڠسا بنجير دان اورڠ يڠ مموهون": "Malay",
    "شەھەردە يېڭى كۇتۇپخانا ئېچىلدى ۋە كۆپ ئادەملەر كەلدى": "a language like Persian or Urdu",
    "گزارش‌ها از آغاز پخش این برنامه خبر می‌دهند و کارشناسان آن را مفید می‌دانند.": "Persian",
}


@pytest.mark.parametrize("text", ARABIC)
def test_dialects_borrowed_letters_and_tags_are_arabic(text: str) -> None:
    found = arabic_of(text)
    assert (found.text, found.warnings) == (text, ())


@pytest.mark.parametrize("text", FOREIGN)
def test_other_languages_with_these_letters_are_not(text: str) -> None:
    with pytest.raises(NotArabicError, match=FOREIGN[text]):
        arabic_of(text)
