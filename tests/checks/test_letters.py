"""Names, terms and datelines are seen in whatever letters the Arabic is written."""

from pathlib import Path

import pytest

from mujaz.arabic.clitics import fold
from mujaz.article import Sentence, Translation
from mujaz.checks.glossary import Glossary
from mujaz.evaluation.facts import entries, numbers
from mujaz.evaluation.outputs import from_lines
from mujaz.summarization.dateline import dateline


@pytest.fixture(scope="module")
def glossary(tmp_path_factory: pytest.TempPathFactory) -> Glossary:
    path: Path = tmp_path_factory.mktemp("glossary") / "terms.tsv"
    path.write_text(
        "بغداد\tBaghdad\t\tplace\nحزب الله\tHezbollah\t\tgroup\nالأردن\tJordan\t\tcountry\n", encoding="utf-8"
    )
    return Glossary.load(path)


@pytest.mark.parametrize(
    ("arabic", "english"),
    [
        ("قتل ثلاثة في بغداد.", "Three were killed in Damascus."),
        ("ﻗﺘﻞ ﺛﻼﺛﺔ ﻓﻲ ﺑﻐﺪﺍﺩ.", "Three were killed in Damascus."),
        ("نفى حزب ﷲ ذلك.", "Hamas denied it."),
        ("وصل إلى اﻷردن.", "He reached Syria."),
    ],
)
def test_a_missed_term_in_any_letters(arabic: str, english: str, glossary: Glossary) -> None:
    assert [flag.name for flag in glossary.check(arabic, english)] == ["glossary_missed"]
    assert len(entries(arabic, glossary)) == 1


def test_offsets_are_those_of_the_text_as_it_stands(glossary: Glossary) -> None:
    [match] = glossary.find("نفى حزب ﷲ ذلك")
    assert "نفى حزب ﷲ ذلك"[match.start : match.end] == "حزب ﷲ"


def test_one_folding_of_forms_and_letters() -> None:
    assert fold("ﺍﻟﻤﻮﺻﻞ") == fold("الموصل")
    assert fold("ﷲ") == fold("الله")
    assert fold("علی") == fold("على")


def test_evaluate_reads_numbers_in_any_letters() -> None:
    for arabic in ("عددهم ثمانية وثلاثون.", "عددهم ثمانیة وثلاثون.", "ﻋﺪﺩﻫﻢ ﺛﻤﺎﻧﻴﺔ ﻭﺛﻼﺛﻮﻥ."):
        assert (numbers(arabic, "They are 38.").there, numbers(arabic, "They are 37.").there) == (1, 0)
        made = from_lines("a", "a", [arabic], ["They are 38."], None)
        assert made.flags == ((),)


def test_a_dateline_in_presentation_forms() -> None:
    arabic = "ﺑﻐﺪﺍﺩ - (ﻭﻛﺎﻻﺕ): ﻗﺘﻞ ١٢ ﺷﺨﺼﺎ."
    line = Translation(
        Sentence(1, 1, 0, len(arabic), arabic), "Baghdad - (Agencies): 12 people were killed.", None
    )
    assert dateline([line]) == "Baghdad (Agencies)"
