from pathlib import Path

import pytest

from mujaz.config import Config, load
from mujaz.errors import UsageError
from tests.support.data import CONFIGS, NEWS_GLOSSARY


def write(folder: Path, text: str) -> Path:
    path = folder / "my.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def refusal(path: Path | None, *overrides: str) -> str:
    with pytest.raises(UsageError) as caught:
        load(path, overrides)
    assert caught.value.hint
    assert caught.value.exit_code == 2
    return caught.value.message


def test_default_yaml_says_what_the_packaged_defaults_are() -> None:
    shipped = load(CONFIGS / "default.yaml")
    assert shipped.glossary == str(NEWS_GLOSSARY)
    pinned = shipped.model_dump() | {"glossary": None}
    for section in (
        "translation",
        "summary",
    ):  # the defaults pin none: a file that names another model keeps them
        assert len(pinned[section].pop("revision")) == 40
        assert Config().model_dump()[section]["revision"] is None
        pinned[section]["revision"] = None
    assert pinned == Config().model_dump() == load(None).model_dump()


def test_default_yaml_shows_every_key() -> None:
    text = (CONFIGS / "default.yaml").read_text(encoding="utf-8")
    for name, field in Config.model_fields.items():
        assert f"{name}:" in text
        for key in getattr(field.annotation, "model_fields", {}):
            assert f"  {key}:" in text, f"{name}.{key}"


@pytest.mark.parametrize("name", ["default", "fast", "firefox", "nllb", "offline"])
def test_shipped_configurations_are_right(name: str) -> None:
    assert Path(str(load(CONFIGS / f"{name}.yaml").glossary)).is_file()


def test_layers_file_over_defaults_and_set_over_file(tmp_path: Path) -> None:
    path = write(tmp_path, "translation:\n  beam_size: 2\n  model: org/model\n")
    config = load(path, ["translation.beam_size=7", "summary.points=3"])
    assert (config.translation.beam_size, config.translation.model, config.summary.points) == (
        7,
        "org/model",
        3,
    )
    assert config.translation.batch_tokens == Config().translation.batch_tokens


def test_paths_in_a_file_are_meant_from_where_it_lies(tmp_path: Path) -> None:
    path = write(
        tmp_path, "glossary: words.tsv\ntranslation:\n  model: ./mine\nsummary:\n  model: org/model\n"
    )
    config = load(path)
    assert config.glossary == str(tmp_path / "words.tsv")
    assert config.translation.model == str(tmp_path / "mine")
    assert config.summary.model == "org/model"


def test_an_empty_file_and_an_empty_section_are_the_defaults(tmp_path: Path) -> None:
    assert load(write(tmp_path, "")) == Config()
    assert load(write(tmp_path, "translation:\n  # model: x\n")) == Config()


def test_unknown_key_names_line_key_near_one_and_allowed(tmp_path: Path) -> None:
    path = write(tmp_path, "# mine\ntranslation:\n  modle: x\n")
    message = refusal(path)
    assert f"{path}:3: unknown key `translation.modle`; did you mean `model`?" in message
    assert "beam_size" in message


def test_unknown_section_lists_the_sections(tmp_path: Path) -> None:
    message = refusal(write(tmp_path, "translate:\n  model: x\n"))
    assert ":1: unknown key `translate`; did you mean `translation`?" in message
    assert (
        "Allowed here: input, translation, summary, memory, stories, chat, glossary, glossary_base, output"
        in message
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "translation:\n  engine: fast\n",
            ":2: `translation.engine` is 'fast'; allowed: 'auto', 'ctranslate2',",
        ),
        (
            "translation:\n  beam_size: many\n",
            ":2: `translation.beam_size` is 'many'; input should be a valid integer",
        ),
        (
            "translation:\n  beam_size: 0\n",
            ":2: `translation.beam_size` is 0; input should be greater than or equal to 1",
        ),
        (
            "translation:\n  retry: 'yes'\n",
            ":2: `translation.retry` is 'yes'; input should be a valid boolean",
        ),
        (
            "translation:\n  revision: 1234567\n",
            "`translation.revision` is 1234567; it must be text (put it in quotes)",
        ),
        (
            "output:\n  formats: [json, pdf]\n",
            ":2: `output.formats` is ['json', 'pdf']; allowed: 'json', 'markdown', 'html', 'docx' or 'csv'",
        ),
        (
            "output:\n  formats: docx\n",
            ":2: `output.formats` is 'docx'; it must be a list, e.g. [json, markdown, html]",
        ),
        ("output:\n  formats: []\n", ":2: `output.formats` is []; tuple should have at least 1 item"),
        ("translation: 5\n", ":1: `translation` is 5;"),
        ("summary: {points: 3}\nsummary: {points: 4}\n", ":2: `summary` is given twice"),
        ("a: [1\nb: 2\n", ":2: this is not YAML"),
        ("- a\n- b\n", ":1: expected `key: value` lines"),
        (
            "glossary: !!python/object/apply:os.system [ls]\n",
            ":1: `glossary` has a value that cannot be read",
        ),
    ],
)
def test_wrong_files_are_refused_with_file_and_line(tmp_path: Path, text: str, expected: str) -> None:
    path = write(tmp_path, text)
    message = refusal(path)
    assert expected in message
    assert str(path) in message


def test_all_errors_of_a_file_are_told_at_once(tmp_path: Path) -> None:
    message = refusal(write(tmp_path, "summary:\n  points: x\ntranslation:\n  beam_size: y\n"))
    assert "`summary.points` is 'x'" in message
    assert "`translation.beam_size` is 'y'" in message


@pytest.mark.parametrize(
    ("override", "expected"),
    [
        ("translation.beam=3", "--set translation.beam=3: unknown key `translation.beam`; did you mean"),
        ("translation.beam_size=x", "--set translation.beam_size=x: `translation.beam_size` is 'x'"),
        ("nonsense", "--set nonsense: expected KEY=VALUE"),
        ("=3", "--set =3: expected KEY=VALUE"),
    ],
)
def test_wrong_overrides_are_named(override: str, expected: str) -> None:
    assert expected in refusal(None, override)


def test_a_missing_file_names_its_neighbours(tmp_path: Path) -> None:
    write(tmp_path, "")
    with pytest.raises(UsageError) as caught:
        load(tmp_path / "mine.yaml")
    assert "my.yaml" in caught.value.hint


def test_a_model_named_on_the_command_line_drops_the_commit_of_the_files_model(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(
        "translation:\n  model: a/b\n  revision: abc\nsummary:\n  model: c/d\n  revision: def\n",
        encoding="utf-8",
    )
    assert load(path, ["translation.beam_size=2"]).translation.revision == "abc"
    other = load(path, ["translation.model=e/f"])
    assert (other.translation.revision, other.summary.revision) == (None, "def")
    both = load(path, ["translation.revision=fed", "translation.model=e/f"])
    assert both.translation.revision == "fed"
