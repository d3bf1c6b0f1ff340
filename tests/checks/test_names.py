"""Names: spans of English names, alignment by sound, one form within an article."""

from pathlib import Path

import pytest

from mujaz.arabic.transliteration import distance
from mujaz.article import Sentence, Translation
from mujaz.checks.glossary import Glossary
from mujaz.checks.names import align, consistent
from mujaz.english.names import candidates
from mujaz.flags import Flag
from tests.support.data import NEWS_GLOSSARY


@pytest.fixture(scope="module")
def news() -> Glossary:
    return Glossary.load(NEWS_GLOSSARY)


def spans(english: str) -> list[str]:
    found = candidates(english)
    assert all(english[span.start : span.end] == span.text for span in found)
    return [span.text for span in found]


def article(*pairs: tuple[str, str]) -> list[Translation]:
    return [
        Translation(Sentence(n, 1, 0, len(ar), ar), en, None) for n, (ar, en) in enumerate(pairs, start=1)
    ]


def flags(translations: tuple[Translation, ...], name: str) -> list[tuple[int, str]]:
    return [(t.sentence.n, flag.detail) for t in translations for flag in t.flags if flag.name == name]


# English spans


@pytest.mark.parametrize(
    ("english", "wanted"),
    [
        ("Syrian President Bashar al-Assad met him in Riyadh.", ["Bashar al-Assad", "Riyadh"]),
        ("He saw Mohammed bin Salman and Staffan de Mistura.", ["Mohammed bin Salman", "Staffan de Mistura"]),
        (
            "The Syrian Observatory for Human Rights counted them.",
            ["Syrian Observatory for Human Rights"],
        ),
        ("The Free Syrian Army left al-Shaar.", ["Free Syrian Army", "al-Shaar"]),
        ("Turkish rebels and Syrians fled on Monday in March.", []),
        ("Meanwhile, NATO and the UN warned Turkey's army.", ["NATO", "UN", "Turkey"]),
        ("I said that I'm here.", []),
        ("He left the U.S. State Department for St. Petersburg.", ["U.S. State Department", "St. Petersburg"]),
        ("Abu Bakr al-Baghdadi of Islamic State spoke.", ["Abu Bakr al-Baghdadi", "Islamic State"]),
        ("It lies in Aleppo, Idlib and Hama.", ["Aleppo", "Idlib", "Hama"]),
        ("the Organization for the Prohibition of Chemical Weapons", [
            "Organization for the Prohibition of Chemical Weapons"
        ]),
        ("King Abdullah II flew an F-16.", ["Abdullah II", "F-16"]),
        ("nothing to see here", []),
        ("", []),
    ],
)  # fmt: skip
def test_spans_of_names(english: str, wanted: list[str]) -> None:
    assert spans(english) == wanted


def test_function_words_that_open_a_sentence_are_no_names() -> None:
    assert spans("However, he left. After that, they came. “We will win,” he said. Two died.") == []


def test_a_capital_that_opens_a_sentence_is_marked() -> None:
    first, second = candidates("Fighters entered Aleppo.")
    assert (first.text, first.initial) == ("Fighters", True)
    assert (second.text, second.initial) == ("Aleppo", False)
    assert candidates("He called the UN.")[0].acronym


# Sound


@pytest.mark.parametrize(
    ("arabic", "english"),
    [
        ("ملاحفجي", "Malahifji"), ("لافروف", "Lavrov"), ("آيرولت", "Ayrault"), ("قاطرجي", "Qaterji"),
        ("شعار", "Sha'ar"), ("بوتفليقة", "Bouteflika"), ("غوتيريش", "Guterres"), ("خاشقجي", "Khashoggi"),
        ("ذو الفقار", "Zulfiqar"), ("جورج", "George"), ("چيني", "Cheney"), ("ڤولفغانغ", "Wolfgang"),
    ],
)  # fmt: skip
def test_a_transliteration_is_near(arabic: str, english: str) -> None:
    assert distance(arabic, english) <= 0.2


@pytest.mark.parametrize(
    ("arabic", "english"),
    [("حلب", "Cairo"), ("دمشق", "Moscow"), ("لافروف", "Lebanon"), ("ميركل", "Macron"), ("مدينة", "Madrid")],
)
def test_another_name_is_far(arabic: str, english: str) -> None:
    assert distance(arabic, english) > 0.3


def test_alignment_takes_clitics_off_and_joins_full_names() -> None:
    pairs = align(
        "ونقلت الصحيفة عن زكريا ملاحفجي ولباسم خوري أن كلارنس بقي",
        "The paper quoted Zakaria Malahifji and Basem Khoury as saying that Clarence stayed",
    )
    assert [(arabic, english) for arabic, english, _ in pairs] == [
        ("زكريا ملاحفجي", "Zakaria Malahifji"),
        ("باسم خوري", "Basem Khoury"),
        ("كلارنس", "Clarence"),
    ]
    assert all(certainty > 0.85 for *_, certainty in pairs)


def test_translated_names_and_strangers_align_with_nothing() -> None:
    assert align("عقد مجلس الأمن جلسة طارئة أمس", "The Security Council met in Geneva") == []
    assert align("", "Aleppo") == []
    assert align("حلب", "") == []


def test_two_words_that_sound_alike_are_not_certain() -> None:
    ((_, _, certainty),) = align("التقى نادر نادير في المساء", "He met Nadir in the evening")
    assert certainty <= 0.5


# One form within an article


def test_the_majority_replaces_the_minority() -> None:
    result, names = consistent(
        article(
            ("قال ملاحفجي إن القتال مستمر", "Malahifji said the fighting went on"),
            ("وأضاف ملاحفجي أن المدينة صامدة", "Malahefji added that the city held"),
            ("ورفض ملاحفجي العرض", "Malahifji refused the offer"),
        ),
        None,
    )
    assert [t.english for t in result] == [
        "Malahifji said the fighting went on",
        "Malahifji added that the city held",
        "Malahifji refused the offer",
    ]
    assert flags(result, "name_inconsistent") == [
        (2, 'ملاحفجي came out as "Malahifji" and "Malahefji"; "Malahefji" was replaced by "Malahifji" here')
    ]
    assert [(name.arabic, name.english, name.sentences) for name in names] == [
        ("ملاحفجي", "Malahifji", (1, 2, 3))
    ]


def test_without_a_majority_nothing_is_changed() -> None:
    given = article(
        ("قال ملاحفجي إن القتال مستمر", "Malahifji said the fighting went on"),
        ("وأضاف ملاحفجي أن المدينة صامدة", "Malahefji added that the city held"),
    )
    result, _ = consistent(given, None)
    assert [t.english for t in result] == [t.english for t in given]
    assert [n for n, _ in flags(result, "name_inconsistent")] == [1, 2]
    assert not any(t.doubtful for t in result)


def test_an_uncertain_pair_is_flagged_and_left_alone() -> None:
    result, _ = consistent(
        article(
            ("قال خطاب إن القتال مستمر", "Khattab said the fighting went on"),
            ("ورفض خطاب العرض", "Khattab refused the offer"),
            ("وتحدث خطاب عن الخطيب", "Khateb spoke about him"),  # which of the two is it?
        ),
        None,
    )
    assert result[2].english == "Khateb spoke about him"
    assert flags(result, "name_inconsistent") == [(3, 'خطاب came out as "Khattab" and "Khateb"')]


def test_a_surname_alone_is_consistent_and_stands_under_the_full_name() -> None:
    result, names = consistent(
        article(
            ("قال باسم خوري إن الوضع صعب", "Basem Khoury said the situation was hard"),
            ("وغادر خوري المكان", "Khoury left the place"),
        ),
        None,
    )
    assert flags(result, "name_inconsistent") == []
    assert [(name.english, name.sentences) for name in names] == [("Basem Khoury", (1, 2))]


def test_people_who_share_a_name_may_be_spelled_differently() -> None:
    result, _ = consistent(
        article(
            ("سجل محمد كريمي هدفا", "Mohamed Karimi scored a goal"),
            ("وسجل محمد خليلي هدفا", "Mohammed Khalili scored a goal"),
            ("ولعب سمير بوخاري", "Samir Boukhari played"),
            ("ولعب نادر بوخاري", "Nader Bukhari played"),
        ),
        None,
    )
    assert flags(result, "name_inconsistent") == []


def test_derived_words_accents_and_plurals_are_consistent() -> None:
    result, _ = consistent(
        article(
            ("وصل الماوري", "The Maori came"),
            ("غادر الماوري", "The Māori left"),
            ("بقي الماوري", "The Maoris stayed"),
        ),
        None,
    )
    assert flags(result, "name_inconsistent") == []


def test_the_glossary_comes_first(news: Glossary) -> None:
    result, names = consistent(
        article(
            ("قصف على حلب", "Shelling of Halab"),
            ("وصل الوفد إلى حلب", "The delegation reached Aleppo"),
            ("قصف على حمص", "Shelling of the city"),
        ),
        news,
    )
    assert result[0].english == "Shelling of Aleppo"
    assert flags(result, "glossary_missed") == [
        (1, 'put in from the glossary: "Aleppo" (حلب) for "Halab"'),
        (3, 'not in the English: "Homs" (حمص)'),
    ]
    assert [(name.arabic, name.english, name.sentences) for name in names] == [("حلب", "Aleppo", (1, 2))]


def test_flags_from_elsewhere_stay_and_old_glossary_flags_go(news: Glossary) -> None:
    loop = Flag("loop", "high", "seen")
    old = Flag("glossary_missed", "low", "old")
    given = Translation(Sentence(1, 1, 0, 10, "قصف على حلب"), "Shelling of Aleppo", None, (loop, old))
    ((result,), _) = consistent([given], news)
    assert result.flags == (loop,)


def test_names_come_in_order_and_adjectives_are_none(news: Glossary) -> None:
    _, names = consistent(
        article(
            ("أعلن مجلس الأمن ذلك في جنيف", "The Security Council announced it in Geneva"),
            ("وقال المندوب الروسي باسم خوري إن موسكو ترفض", "Russian envoy Basem Khoury said Moscow refused"),
        ),
        news,
    )
    assert [name.english for name in names] == ["Security Council", "Geneva", "Basem Khoury", "Moscow"]


def test_nothing_in_nothing_out(news: Glossary) -> None:
    assert consistent([], news) == ((), ())


def test_a_place_that_the_glossary_lists_is_not_matched_by_sound_alone() -> None:
    sentence = Sentence(1, 1, 0, 33, "متحدثا عن جزء من البلاد يسيطر عليه")
    made = Translation(sentence, "Speaking of Gaza, a part of the country that he controls", -0.1)
    _, found = consistent([made], Glossary.load(Path("configs/glossary/news.tsv")))
    assert found == ()


def test_a_name_that_the_article_has_elsewhere_is_missed() -> None:
    made, _ = consistent(
        article(
            ("وصل ماتاوي إلى المحكمة.", "Matawi reached the court."),
            ("ورفض ماتاوي التهم.", "And he rejected the charges."),
            ("وقال ماتاوي إنه بريء.", "Matawi said he was innocent."),
        ),
        None,
    )
    assert flags(made, "name_missing") == [(2, 'not in the English: "Matawi" (ماتاوي)')]
    assert not made[1].doubtful


def test_a_common_word_is_no_missing_name() -> None:
    made, _ = consistent(
        article(
            ("غرق رجل في وادي ميزاب.", "A man drowned in Wadi Mzab."),
            ("وامتلأ الوادي بالماء.", "The valley filled with water."),
        ),
        None,
    )
    assert not flags(made, "name_missing")
