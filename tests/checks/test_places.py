"""Places of the English that nothing in the Arabic answers."""

from pathlib import Path

import pytest

from mujaz.article import Sentence, Translation
from mujaz.checks.glossary import Glossary
from mujaz.checks.names import consistent
from mujaz.checks.sentence import check
from tests.support.data import NEWS_GLOSSARY


@pytest.fixture(scope="module")
def glossary() -> Glossary:
    return Glossary.load(NEWS_GLOSSARY)


INVENTED = (
    ("دمشق: انفجار وسط العاصمة", "Damascus: explosion in central Baghdad", "Baghdad"),
    ("المغرب يفوز على تونس بهدف", "Qatar beats Tunisia with a goal", "Qatar"),
    ("وصل الوزير إلى داكار أمس", "The minister arrived in Dhaka yesterday", "Dhaka"),
    ("ضبطت الشرطة الإيطالية شحنة من السلاح", "Iranian police seized a shipment of weapons", "Iranian"),
    ("أضرب عمال الميناء في وهران", "Port workers went on strike in Tripoli", "Tripoli"),
    ("يدرس البنك المركزي خفض الفائدة", "The Central Bank of Sudan is considering a rate cut", "Sudan"),
    ("أفرجت السلطات عن ثلاثة بحارة هنود", "Authorities released three Chinese sailors", "Chinese"),
    ("ارتفع مستوى النهر بعد الأمطار", "The river rose in Kenya after the rain", "Kenya"),
    ("قتل خمسة أشخاص في مصرع حافلة", "Five people were killed in Egypt in a bus crash", "Egypt"),
    ("افتتح المعرض في كراتشي", "The fair opened in the Saudi capital, U.S. officials said", "Saudi"),
)


@pytest.mark.parametrize(("arabic", "english", "place"), INVENTED)
def test_a_place_that_only_the_english_names_is_flagged(
    glossary: Glossary, arabic: str, english: str, place: str
) -> None:
    (flag,) = glossary.places.flags(arabic, english)
    assert flag.name == "place_invented"
    assert flag.severity == "high"
    assert f"“{place}”" in flag.detail


ANSWERED = (
    ("أعلنت طهران أنها ستشارك في المحادثات", "Iran announced that it would take part in the talks"),
    ("قال رئيس الوزراء العراقي إنه سيستقيل", "Baghdad's prime minister said he would resign"),
    (
        "عاد السوريون إلى بيوتهم وللسوريات دور",
        "Syrians went back to their homes, and Syria's women play a part",
    ),
    ("اعتقل أربعة أتراك وستة ألمان", "Four Turks and six Germans were arrested"),
    ("ألقى مايكل جوردان كلمة قصيرة", "Michael Jordan gave a short speech"),
    ("درست ليلى في جامعة جورج تاون", "Laila studied at Georgetown University"),
    ("وجبة من لحم الديك الرومي", "Turkey is served with a sauce"),
    ("استقبلت المملكة مليون حاج", "Saudi Arabia received a million pilgrims"),
    ("وصل وفد من الإمارات للأردن", "A delegation from the UAE arrived in Jordan"),
    ("قتيلان من البيشمركة قرب سنجار", "Two Kurdish fighters killed near Sinjar"),
    ("الولايات المتحدة تفرض رسوما", "U.S. imposes tariffs; American firms object"),
    ("غرق مركب في المتوسط", "A boat sank in the Mediterranean Sea"),
    ("تراجع سعر صرف الليرة لدى مصرف لبنان", "The lira fell at the Bank of Lebanon"),
    ("اشتباكات في ضاحية بيروت الجنوبية", "Clashes in Beirut's southern suburbs"),
    ("يقام المؤتمر في نيومكسيكو", "The conference is held in New Mexico"),
    ("سقط الملكي على أرضه أمام البرشا", "Real Madrid lost to Barcelona at home"),
    ("حسم السيتي الديربي بهدف في الدقيقة الأخيرة", "Manchester City won the derby in the last minute"),
    ("تعادل البايرن مع الإنتر دون أهداف", "Bayern Munich drew 0-0 with Inter Milan"),
    ("تراجعت الأسهم في وول ستريت", "Stocks fell on Wall Street in New York"),
    ("صعد مؤشر نيكاي عند الإغلاق", "Japan's Nikkei index was up at the close"),
    ("هز زلزال غرب سومطرة", "An earthquake shook the west of the Indonesian island of Sumatra"),
    ("انسحبت مالي وبوركينا من التكتل", "Mali and Burkina Faso withdrew from the bloc"),
    ("وصل المنتخب البوركيني مساء", "The Burkina Faso team arrived in the evening"),
    ("الشرطة تفرق متظاهرين", "Police break up a protest in the capital"),
)


@pytest.mark.parametrize(("arabic", "english"), ANSWERED)
def test_a_place_is_answered_by_anything_that_may_be_meant(
    glossary: Glossary, arabic: str, english: str
) -> None:
    assert glossary.places.flags(arabic, english) == ()


def _article(*pairs: tuple[str, str], human: bool) -> list[Translation]:
    return [
        Translation(Sentence(n, 1, 0, len(arabic), arabic), english, None, human=human)
        for n, (arabic, english) in enumerate(pairs, 1)
    ]


def test_a_person_may_have_meant_by_the_country_what_the_article_names_elsewhere(glossary: Glossary) -> None:
    first = ("أعلن العراق يوم حداد", "Iraq declared a day of mourning")
    second = ("توقفت الدراسة في أنحاء البلاد", "Schools closed across Iraq")

    def severities(*pairs: tuple[str, str], human: bool) -> list[str]:
        translations, _ = consistent(_article(*pairs, human=human), glossary)
        return [flag.severity for flag in translations[-1].flags if flag.name == "place_invented"]

    assert severities(first, second, human=True) == ["low"]
    assert severities(second, human=True) == ["high"]
    assert severities(first, second, human=False) == ["high"]


def test_the_flag_of_a_sentence_is_renewed_when_the_article_is_known(glossary: Glossary) -> None:
    arabic, english = "توقفت الدراسة في أنحاء البلاد", "Schools closed across Iraq"
    flags = check(arabic, english, places=glossary.places)
    assert [flag.name for flag in flags] == ["place_invented"]
    read = Translation(Sentence(1, 1, 0, len(arabic), arabic), english, None, flags)
    (only,), _ = consistent([read], glossary)
    assert only.flags == flags


def test_one_flag_tells_all_the_places(glossary: Glossary) -> None:
    (flag,) = glossary.places.flags("لقاء بين الوزيرين", "Meeting of the ministers of Peru and Chile")
    assert "“Peru” and “Chile” stand" in flag.detail


@pytest.mark.parametrize(
    ("arabic", "english"),
    [
        ("أعلنت كوريا الجنوبية موعد المناورات", "North Korea announced the date of the exercise"),
        ("يصل وفد السودان اليوم", "South Sudan's delegation arrives today"),
        ("قمة أمريكا الشمالية", "The South American summit"),
    ],
)
def test_the_side_of_a_country_is_part_of_its_name(glossary: Glossary, arabic: str, english: str) -> None:
    assert glossary.places.flags(arabic, english)
    right = english.replace("North", "South") if "Korea" in english else english.replace("South", "North")
    assert not glossary.places.flags(arabic, right.replace("North Sudan", "Sudan"))


@pytest.mark.parametrize(
    ("arabic", "english"),
    [
        ("نزاع قبلي في لحج", "Tribal dispute in Yemen's Lahj"),
        ("خسر أسود الأطلس أمام الفراعنة", "Morocco lost to Egypt"),
        ("قمة المناخ في دول الخليج", "The climate summit in the Gulf states"),
    ],
)
def test_a_land_is_answered_by_its_places_and_by_names(glossary: Glossary, arabic: str, english: str) -> None:
    assert not glossary.places.flags(arabic, english)
    assert glossary.places.flags(english=english, arabic="اجتماع قريب")


def test_a_glossary_of_ones_own_brings_its_places(tmp_path: Path) -> None:
    file = tmp_path / "own.tsv"
    file.write_text("مندوارا\tMandwara\t\tplace\n", encoding="utf-8")
    own = Glossary.load(file)
    assert own.places.flags("حريق في السوق", "Fire in Mandwara")
    assert not own.places.flags("حريق في مندوارا", "Fire in Mandwara")
    assert not own.places.flags("حريق في السوق", "Fire in Baghdad")  # not listed
