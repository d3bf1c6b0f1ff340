"""The glossary: its file, lookup under clitics, checks, and edits of the English."""

from pathlib import Path

import pytest

from mujaz.arabic.clitics import FormIndex, fold, stems, words
from mujaz.checks.glossary import KINDS, Glossary
from mujaz.config import load
from mujaz.errors import UsageError
from mujaz.plan import glossary_of
from tests.support.data import ALEPPO, NEWS_GLOSSARY


@pytest.fixture(scope="module")
def news() -> Glossary:
    return Glossary.load(NEWS_GLOSSARY)


def small(tmp_path: Path, *lines: str) -> Glossary:
    path = tmp_path / "small.tsv"
    path.write_text("# ours\n" + "\n".join(lines) + "\n", encoding="utf-8")
    return Glossary.load(path)


def found(glossary: Glossary, arabic: str) -> list[str]:
    return [match.entry.english for match in glossary.find(arabic)]


def missed(glossary: Glossary, arabic: str, english: str) -> list[str]:
    return [flag.detail for flag in glossary.check(arabic, english)]


# The file


def test_the_news_glossary_is_well_formed(news: Glossary) -> None:
    lines = NEWS_GLOSSARY.read_text(encoding="utf-8").splitlines()
    rows = [line for line in lines if line and not line.startswith("#")]
    assert len(news.entries) == len(rows) >= 600
    assert all(row.count("\t") == 3 for row in rows)
    assert lines[0].startswith("#")
    assert "Written by" in lines[0]
    for entry in news.entries:
        assert entry.kind in KINDS
        assert entry.english.strip() == entry.english
        assert entry.english not in entry.also
        assert len(set(entry.also)) == len(entry.also), entry
        for form in entry.arabic:
            assert all("\u0621" <= char <= "\u064a" or char in " -" for char in form), form
            assert "\u0640" not in form


def test_no_variant_of_the_news_glossary_stands_under_two_english_forms(news: Glossary) -> None:
    owner: dict[tuple[str, ...], str] = {}
    for entry in news.entries:
        for form in entry.arabic:
            key = tuple(word.folded for word in words(form))
            assert owner.setdefault(key, entry.english) == entry.english, form


def test_everyday_words_are_never_checked_alone(news: Glossary) -> None:
    for word in ("حماس", "قطر", "عمان", "القاعدة", "مالي", "الزاوية", "البيضاء", "سيول", "تدمر", "النيل"):
        assert not any(match.entry.checked for match in news.find(word)), word
    for word in ("فتح", "صور", "الشعار", "العين", "النصر", "الحياة", "الأمل", "أمل", "الباب"):
        assert news.find(word) == [], word


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("حلب\tAleppo\tplace", "3 columns instead of 4"),
        ("Aleppo\tAleppo\t\tplace", "is not Arabic words"),
        ("حَلَب\tAleppo\t\tplace", "is not Arabic words"),
        ("حلب|\tAleppo\t\tplace", "is not Arabic words"),
        ("حلب\t\t\tplace", "is not one English form"),
        ("حلب\tAleppo\t\ttown", "unknown kind 'town'; allowed: agency, country"),
        ("دمشق\tAleppo\t\tplace", "is listed on line 2 already"),
    ],
)
def test_a_broken_line_is_named(tmp_path: Path, line: str, says: str) -> None:
    with pytest.raises(UsageError) as caught:
        small(tmp_path, "دمشق\tDamascus\t\tplace", line)
    assert "small.tsv:3: " in caught.value.message
    assert says in caught.value.message


def test_letters_for_foreign_sounds_may_stand_in_a_form(tmp_path: Path) -> None:
    glossary = small(tmp_path, "گرميان|پيشاور\tGarmian\t\tplace")
    assert found(glossary, "وصل إلى گرميان أمس.") == ["Garmian"]
    assert missed(glossary, "انفجار في پيشاور.", "A blast in Aleppo.")


def test_a_missing_glossary_is_a_usage_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot read the glossary"):
        Glossary.load(tmp_path / "none.tsv")


def test_a_glossary_in_another_encoding_is_a_usage_error(tmp_path: Path) -> None:
    path = tmp_path / "old.tsv"
    path.write_bytes("حلب\tAleppo\t\tplace\n".encode("windows-1256"))
    with pytest.raises(UsageError, match="not UTF-8"):
        Glossary.load(path)


def test_the_hash_follows_the_content(tmp_path: Path) -> None:
    one = small(tmp_path, "حلب\tAleppo\t\tplace").content_hash
    two = small(tmp_path, "حلب\tAleppo\tHalab\tplace").content_hash
    assert one != two
    assert one == small(tmp_path, "حلب\tAleppo\t\tplace").content_hash


# Finding


@pytest.mark.parametrize(
    "word",
    ["حلب", "وحلب", "بحلب", "لحلب", "فبحلب", "ولحلب", "حَلَب", "حلـــب", "«حلب»", "(حلب)،"],
)
def test_a_name_is_found_under_its_clitics(news: Glossary, word: str) -> None:
    assert found(news, f"وصل الوفد {word} أمس") == ["Aleppo"]


@pytest.mark.parametrize("word", ["العراق", "والعراق", "بالعراق", "للعراق", "وللعراق", "كالعراق", "فالعراق"])
def test_the_article_survives_its_clitics(news: Glossary, word: str) -> None:
    assert found(news, word) == ["Iraq"]


def test_a_name_that_begins_with_two_lams_is_found_after_the_preposition(news: Glossary) -> None:
    assert found(news, "توجه للاذقية") == ["Latakia"]


@pytest.mark.parametrize("word", ["إدلب", "ادلب", "أدلب", "غزة", "غزه", "القامشلى"])
def test_spelling_of_alef_ya_and_ta_does_not_matter(news: Glossary, word: str) -> None:
    assert len(found(news, word)) == 1


@pytest.mark.parametrize("word", ["حلبية", "الحلب", "محلب", "كسرت", "درعاً", "كوباً", "مصرون", "يحلب"])
def test_part_of_another_word_is_not_a_name(news: Glossary, word: str) -> None:
    assert found(news, word) == []


def test_the_longest_form_wins(news: Glossary) -> None:
    assert found(news, "في جنوب السودان") == ["South Sudan"]
    assert found(news, "المرصد السوري لحقوق الإنسان") == ["Syrian Observatory for Human Rights"]
    assert found(news, "دعا للأمم المتحدة") == ["United Nations"]


def test_words_of_a_form_must_be_neighbours(news: Glossary) -> None:
    assert "Security Council" not in found(news, "عقد المجلس. الأمن مستتب في مجلس، الأمن")
    assert found(news, "تنظيم «الدولة الإسلامية»") == ["Islamic State"]
    assert found(news, "(أ.ف.ب)") == ["Agence France-Presse"]


def test_offsets_lead_to_the_sentence_as_it_stands(news: Glossary) -> None:
    arabic = "قُصفت بِحَلَبَ وللعراق"
    spans = [arabic[match.start : match.end] for match in news.find(arabic)]
    assert spans == ["بِحَلَبَ", "وللعراق"]


def test_stems_take_off_what_stands_before_a_noun() -> None:
    assert stems("وبالعراق") == ("وبالعراق", "بالعراق", "العراق")
    assert "العراق" in stems("للعراق")
    assert fold("آسِيـا") == "اسيا"
    assert FormIndex([]).find("حلب") == []


# Checking


def test_a_missing_name_is_flagged_for_a_reader(news: Glossary) -> None:
    (flag,) = news.check("قصفت الطائرات حلب.", "Planes bombed Halab.")
    assert (flag.name, flag.severity) == ("glossary_missed", "low")
    assert flag.detail == 'not in the English: "Aleppo" (حلب)'


@pytest.mark.parametrize(
    ("arabic", "english"),
    [
        ("مدن سوريا", "Syrian cities"),
        ("قال لافروف", "Lavrov's remarks"),
        ("سيرغي لافروف", "Lavrov said"),
        ("في دير الزور", "in Deir ez-Zor"),
        ("في صنعاء", "in Sana'a"),
        ("الأمم المتحدة", "the U.N. said"),
        ("الولايات المتحدة", "the US said"),
        ("تنظيم الدولة الإسلامية", "IS fighters"),
        ("الحوثيين", "a Houthi missile"),
        ("وزير الخارجية", "the foreign minister"),
        ("رجب طيب أردوغان", "Recep Tayyip Erdoğan"),
        ("بشار الأسد", "al-Assad’s government"),
        ("مجلس الأمن", "the U.N. Security Council"),
        ("نجامينا", "in N'Djamena"),
        ("حزب العمال الكردستاني", "the Kurdistan Workers’ Party"),
        ("القصف الروسي", "Russia's bombardment"),
    ],
)
def test_inflected_and_accepted_forms_satisfy_the_check(news: Glossary, arabic: str, english: str) -> None:
    assert news.check(arabic, english) == ()


@pytest.mark.parametrize(
    ("arabic", "english", "wanted"),
    [
        ("تركيا", "a roast turkey", "Turkey"),
        ("الولايات المتحدة", "they told us", "United States"),
        ("وزير الخارجية", "the interior minister", "Foreign Minister"),
        ("القصف الروسي", "the Turkish bombardment", "Russian"),
        ("سرت", "certainly", "Sirte"),
        ("تنظيم الدولة", "Is he there? Who knows.", "Islamic State"),
        ("مقتل عشرة في حمص", "ten killed in Hama", "Homs"),
    ],
)
def test_another_word_does_not_satisfy_the_check(
    news: Glossary, arabic: str, english: str, wanted: str
) -> None:
    (detail,) = missed(news, arabic, english)
    assert f'"{wanted}"' in detail


def test_one_flag_for_a_name_that_occurs_twice(news: Glossary) -> None:
    assert len(news.check("من حلب إلى حلب", "from here to there")) == 1


# Editing


@pytest.mark.parametrize(
    ("arabic", "before", "after"),
    [
        (
            "قصف على حلب وريفها",
            "Shelling of Halab and its countryside",
            "Shelling of Aleppo and its countryside",
        ),
        ("غارات على إدلب", "Raids on Idlebb's outskirts", "Raids on Idlib's outskirts"),
        ("قال سيرغي لافروف أمس", "Sergi Lavroff said yesterday", "Sergei Lavrov said yesterday"),
        ("حي القاطرجي", "the Al-Katerjy district", "the Qaterji district"),
        ("من حلب إلى حلب", "from Halab to Halab", "from Aleppo to Aleppo"),
        (
            "قالت المستشارة أنغيلا ميركل",
            "Chancellor Anghela Mirkel said",
            "Chancellor Angela Merkel said",
        ),
    ],
)
def test_a_certain_misspelling_is_replaced(news: Glossary, arabic: str, before: str, after: str) -> None:
    english, applied = news.apply(arabic, before)
    assert english == after
    assert len(applied) == 1
    assert applied[0].after in after


@pytest.mark.parametrize(
    ("arabic", "english"),
    [
        ("غارات على حلب", "Raids on Cairo"),  # another name: not for us to guess
        ("من حلب إلى حلب", "from Halab to there"),  # counts differ
        ("غارات على حلب", "Raids on Halab and Haleb"),  # two candidates
        ("غارات على عدن", "Raids on Adana"),  # near, but a form of another entry
        ("غارات على حلب", "Raids on Aleppo and Halab"),  # nothing is missing
        ("حي الشعار", "the slogan district"),  # no name there
        ("مجلس الأمن", "Maglis Alamn met"),  # translated names are not transliterated
        ("سيول جارفة في جدة", "Floods in Gedda"),  # an unchecked entry
    ],
)
def test_what_is_not_certain_stays(news: Glossary, arabic: str, english: str) -> None:
    assert news.apply(arabic, english) == (english, ())


def test_after_an_edit_the_check_passes(news: Glossary) -> None:
    arabic = "قصف على حلب"
    english, _ = news.apply(arabic, "Shelling of Halab")
    assert news.check(arabic, english) == ()


def test_every_name_of_the_first_article_is_known(news: Glossary) -> None:
    known = set(found(news, ALEPPO.read_text(encoding="utf-8")))
    assert known >= {
        "Aleppo", "Syria", "Russia", "Damascus", "Qaterji", "Idlib", "Syrian Observatory for Human Rights",
        "Shaar", "Sergei Lavrov", "Lavrov", "Zakaria Malahifji", "Fastaqim", "Reuters", "Agence France-Presse",
        "Turkey", "China", "Security Council", "Angela Merkel", "Jean-Marc Ayrault", "Islamic State", "Daesh",
        "Daeshistan", "Free Syrian Army", "Assad", "Iranian", "Moscow", "French", "German Chancellor",
    }  # fmt: skip


def test_a_sentence_that_misses_most_of_its_names_is_doubtful(news: Glossary) -> None:
    arabic = "قصفت روسيا حلب وإدلب صباح اليوم."
    right = "Russia shelled Aleppo and Idlib this morning."
    assert news.check(arabic, right) == ()
    assert [flag.severity for flag in news.check(arabic, right.replace("Aleppo", "the city"))] == ["low"]
    (all_of_them,) = news.check(arabic, "Six people died in Gaza.")
    assert all_of_them.severity == "high"
    assert all_of_them.detail == 'not in the English: "Russia" (روسيا), "Aleppo" (حلب), "Idlib" (إدلب)'


@pytest.mark.parametrize(
    ("arabic", "english", "edited"),
    [
        (
            "أجلي سكان من درعا والسويداء.",
            "Residents of Daraa and Suhada were evacuated.",
            "Residents of Daraa and Sweida were evacuated.",
        ),
        (
            "رام الله: نقابة الأطباء تعلق دوامها.",
            "Islamallah: Doctors suspend their duty.",
            "Ramallah: Doctors suspend their duty.",
        ),
        (
            "خرجت تظاهرات في باريس وصوفيا.",
            "Protests were held in Paris and Sophius.",
            "Protests were held in Paris and Sofia.",
        ),
    ],
)
def test_a_name_spelled_by_ear_is_put_right(news: Glossary, arabic: str, english: str, edited: str) -> None:
    assert news.apply(arabic, english)[0] == edited


@pytest.mark.parametrize(
    ("arabic", "english"),
    [
        ("يسميه أهل برلين دبا.", "Berliners call it a bear."),  # a word of another kind
        (
            "أبحروا في البحر الأسود وبحر قزوين.",
            "They sailed the Black and Caspian Seas.",
        ),  # a part of the name
        (
            "قال كرم حسين إنه من كركوك.",
            "Karam Hussein said he came from there.",
        ),  # another word sounds like it
        ("وصل إلى كركوك أمس.", "Qaruk and Karak met yesterday."),  # two could be it
        ("سافر الوفد إلى فرنسا.", "The delegation left for Mombasa."),  # nothing sounds like it
    ],
)
def test_what_only_resembles_a_missing_name_stays(news: Glossary, arabic: str, english: str) -> None:
    assert news.apply(arabic, english) == (english, ())


def test_a_glossary_of_ones_own_adds_to_the_built_in_one_unless_told_otherwise(tmp_path: Path) -> None:
    own = tmp_path / "own.tsv"
    own.write_text("بلدة الزهراء الجديدة\tNew Zahra\nحلب\tHalab\tAleppo\tplace\n", encoding="utf-8")
    both = glossary_of(load(None, [f"glossary={own}"]))
    assert both is not None
    found = both.find("عاد سكان حلب وسوريا إلى بلدة الزهراء الجديدة")
    assert [match.entry.english for match in found] == ["Halab", "Syria", "New Zahra"]
    assert [match.entry.kind for match in found] == ["place", "country", "term"]
    alone = glossary_of(load(None, [f"glossary={own}", "glossary_base=null"]))
    assert alone is not None
    assert [match.entry.english for match in alone.find("سكان حلب وسوريا")] == ["Halab"]
    assert both.content_hash != alone.content_hash
    news = glossary_of(load(None, ["glossary=news"]))
    assert news is not None
    assert news.content_hash == Glossary.load(NEWS_GLOSSARY).content_hash
    assert glossary_of(load(None, ["glossary=null"])) is None
