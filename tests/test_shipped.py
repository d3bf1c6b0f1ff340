from pathlib import Path

import pytest

from mujaz import shipped
from mujaz.config import load
from mujaz.errors import UsageError
from tests.support.data import CONFIGS


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.usefixtures("elsewhere")
def test_a_configuration_is_found_by_name_from_anywhere() -> None:
    assert shipped.config_file("fast") == CONFIGS / "fast.yaml"
    assert shipped.config_file(None) == CONFIGS / "default.yaml"
    assert shipped.config_file(None, "train") == CONFIGS / "train.yaml"


def test_ones_own_configuration_of_that_name_comes_first(elsewhere: Path) -> None:
    (elsewhere / "configs").mkdir()
    (elsewhere / "configs" / "fast.yaml").touch()
    assert shipped.config_file("fast") == Path("configs/fast.yaml")


@pytest.mark.parametrize("given", ["my.yaml", "../fast", "sub/fast.yaml", "/fast"])
@pytest.mark.usefixtures("elsewhere")
def test_a_file_is_left_as_it_is(given: str) -> None:
    assert shipped.config_file(Path(given)) == Path(given)


def test_a_file_without_an_ending_is_a_file(elsewhere: Path) -> None:
    (elsewhere / "fast").touch()
    assert shipped.config_file("fast") == Path("fast")


@pytest.mark.usefixtures("elsewhere")
def test_an_unknown_name_is_refused_with_the_names_that_there_are() -> None:
    with pytest.raises(UsageError) as caught:
        shipped.config_file("fats")
    assert "`fats`" in caught.value.message
    assert caught.value.hint.startswith("did you mean `fast`? there are chat, default, fast,")


def test_the_shipped_glossary_goes_by_its_name(elsewhere: Path) -> None:
    news = str(CONFIGS / "glossary" / "news.tsv")
    assert load(None, ["glossary=news"]).glossary == news
    mine = elsewhere / "mine.yaml"
    mine.write_text("glossary: news\n", encoding="utf-8")
    assert load(mine).glossary == news


def test_ones_own_glossary_comes_before_the_shipped_one(elsewhere: Path) -> None:
    (elsewhere / "news").touch()
    assert load(None, ["glossary=news"]).glossary == str(elsewhere / "news")
    assert load(None, ["glossary=words.tsv"]).glossary == str(elsewhere / "words.tsv")
