"""What `mujaz train` reads, leaves out and holds out."""

import gzip
import lzma
from collections.abc import Sequence
from pathlib import Path

import pytest

from mujaz.errors import UsageError
from mujaz.training import checkpoints
from mujaz.training.config import DataConfig, load
from mujaz.training.overlap import Overlap, order
from mujaz.training.pairs import Pair, read
from mujaz.training.selection import clean, fault, select
from tests.support.data import CONFIGS
from tests.tiny import pairs as tiny_pairs

ROWS = [("وصل الوزير إلى حلب.", "The minister arrived in Aleppo."), ("لم يحضر أحد.", "Nobody came.")]


def tsv(path: Path, rows: Sequence[tuple[str, ...]]) -> Path:
    path.write_text("".join("\t".join(row) + "\n" for row in rows), encoding="utf-8")
    return path


@pytest.mark.parametrize("order_of", [(0, 1), (1, 0)])
def test_the_columns_are_told_by_their_script(tmp_path: Path, order_of: tuple[int, int]) -> None:
    rows = [("politics", *(row[place] for place in order_of)) for row in ROWS]
    found = list(read(tsv(tmp_path / "a.tsv", rows), DataConfig()))
    assert [(pair.arabic, pair.english) for pair in found] == ROWS


def test_the_columns_may_be_named_and_a_licence_among_them(tmp_path: Path) -> None:
    rows = [(english, "CC0", arabic, "a longer English remark than the sentence") for arabic, english in ROWS]
    settings = DataConfig(english_column=1, licence_column=2)
    found = list(read(tsv(tmp_path / "a.tsv", rows), settings))
    assert found == [Pair(arabic, english, "CC0") for arabic, english in ROWS]


@pytest.mark.parametrize("pack", [gzip.compress, lzma.compress])
def test_compressed_files_are_read(tmp_path: Path, pack: object) -> None:
    assert callable(pack)
    plain = tsv(tmp_path / "a.tsv", ROWS).read_bytes()
    path = tmp_path / f"a.tsv.{'gz' if pack is gzip.compress else 'xz'}"
    path.write_bytes(pack(plain))
    assert [pair.arabic for pair in read(path, DataConfig())] == [row[0] for row in ROWS]
    path.write_bytes(pack(plain)[:-9])
    with pytest.raises(UsageError, match="cannot be read"):
        list(read(path, DataConfig()))


def test_tmx(tmp_path: Path) -> None:
    path = tmp_path / "memory.tmx"
    path.write_text(
        '<?xml version="1.0" encoding="UTF-8"?><tmx version="1.4"><header/><body>'
        '<tu><tuv xml:lang="en-GB"><seg>Nobody <bpt i="1">&lt;b&gt;</bpt>came<ept i="1"/>.</seg></tuv>'
        '<tuv xml:lang="AR"><seg>لم <hi>يحضر</hi> أحد.</seg></tuv></tu>'
        '<tu><tuv xml:lang="fr"><seg>Personne.</seg></tuv><tuv xml:lang="ar"><seg>لا أحد.</seg></tuv></tu>'
        "</body></tmx>",
        encoding="utf-8",
    )
    assert list(read(path, DataConfig())) == [Pair("لم يحضر أحد.", "Nobody came.")]
    path.write_text("<tmx><body>", encoding="utf-8")
    with pytest.raises(UsageError, match="not right XML"):
        list(read(path, DataConfig()))


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"\xc7\xe1 \xc7\xe1\tx\n", "not UTF-8"),
        (b"Only English\tand more\n", "no column of Arabic"),
        ("وصل الوزير.\tHe came.\nسطر واحد\n".encode(), "a.tsv:2: has 1 columns where 2 are needed"),
        (b"", "no column of Arabic"),
    ],
)
def test_files_that_are_no_pairs(tmp_path: Path, content: bytes, message: str) -> None:
    path = tmp_path / "a.tsv"
    path.write_bytes(content)
    with pytest.raises(UsageError, match=message):
        list(read(path, DataConfig()))


@pytest.mark.parametrize(
    ("arabic", "english", "reason"),
    [
        ("", "Nothing.", "one side is empty"),
        ("Reuters", "reuters", "both sides are the same"),
        ("He said that.", "Il a dit cela.", "a side is in the wrong script"),
        ("قال ذلك.", "قال He said that.", "a side is in the wrong script"),
        ("قال ذلك في المدينة صباح اليوم.", "He said.", "the lengths do not match"),
        ("قال.", "He said it at length, in the city, this very morning.", "the lengths do not match"),
        ("قَالَ ذٰلِكَ في حلب.", "He said so in Aleppo.", None),
        ("حلب", "Aleppo city", None),
    ],
)
def test_faults(arabic: str, english: str, reason: str | None) -> None:
    assert fault(clean(Pair(arabic, english)), DataConfig()) == reason


def test_overlap_is_the_share_of_the_guarded_text() -> None:
    guard = Overlap(["The governor of Homs province opened the new bridge over the Orontes on Monday."])
    assert guard.share("the governor of Homs province opened the new bridge over the orontes on monday") == 1
    quoted = "Officials recalled that the governor of Homs province opened the new bridge over the Orontes on Monday "
    assert (
        guard.share(quoted + "and then left for Damascus with the whole of the delegation in three cars.")
        == 1
    )
    assert guard.share("The governor of Homs province opened a school.") < 0.5
    assert guard.share("A school by the river was closed.") == 0


def test_texts_that_differ_in_figures_are_one() -> None:
    assert order("قتل 12 شخصا في حلب.") == order("قتل 47 شخصا في حلب")
    assert Overlap(["قتل 12 شخصا في حلب."]).share("قتل ٣ شخصا في حلب") == 1


def test_the_split_depends_on_the_text_alone_and_nothing_held_out_is_learnt() -> None:
    rows = [Pair(*row) for row in tiny_pairs()]
    settings = DataConfig(held_out=0.1, max_held_out=60)
    first = select(rows, settings)
    rows.sort(key=lambda pair: pair.english)
    second = select(rows, settings)
    assert first.held_out == second.held_out
    assert set(first.training) == set(second.training)
    assert 40 <= len(first.held_out) <= 60
    arabic, english = (
        Overlap(getattr(pair, side) for pair in first.held_out) for side in ("arabic", "english")
    )
    assert all(
        arabic.share(pair.arabic) < 0.5 and english.share(pair.english) < 0.5 for pair in first.training
    )
    assert dict(first.dropped)["nearly the same as a held-out pair"] > 0


def test_what_is_held_out_stays_so_when_data_is_added() -> None:
    rows = [Pair(*row) for row in tiny_pairs()]
    settings = DataConfig(held_out=0.1, max_held_out=10_000)
    assert set(select(rows[:900], settings).held_out) <= set(select(rows, settings).held_out)


def test_too_few_pairs_say_what_was_left_out() -> None:
    rows = [Pair(*row) for row in tiny_pairs()[:50]] + [Pair("", "x")] * 7
    with pytest.raises(UsageError, match=r"too few pairs: .* 7 one side is empty"):
        select(rows, DataConfig())


def test_a_configuration_names_the_line_and_the_key(tmp_path: Path) -> None:
    path = tmp_path / "train.yaml"
    path.write_text("training:\n  epoch: 3\n", encoding="utf-8")
    with pytest.raises(
        UsageError, match=r"train.yaml:2: unknown key `training.epoch`; did you mean `epochs`"
    ):
        load(path)
    path.write_text("model:\n  start: ./mine\n", encoding="utf-8")
    assert load(path).model.start == str(tmp_path / "mine")
    assert load(path, ["model.start=null"]).model.start is None


def test_the_shipped_configuration_holds_every_key_and_its_default() -> None:
    path = CONFIGS / "train.yaml"
    assert load(path) == load(None)
    text = path.read_text(encoding="utf-8")
    for section in load(None).model_dump().values():
        assert all(f"  {key}:" in text for key in section)


def test_the_newest_whole_checkpoint_is_found_and_broken_ones_go(tmp_path: Path) -> None:
    for step in (5, 10, 100):
        folder = tmp_path / f"checkpoint-{step}"
        folder.mkdir()
        (folder / "model.safetensors").write_bytes(b"x" * 100)
        if step != 100:
            checkpoints.mark(folder)
    assert checkpoints.newest(tmp_path) == (tmp_path / "checkpoint-10", [tmp_path / "checkpoint-100"])
    (tmp_path / "checkpoint-10" / "model.safetensors").write_bytes(b"x" * 99)
    assert checkpoints.newest(tmp_path) == (tmp_path / "checkpoint-5", [tmp_path / "checkpoint-10"])
    assert [path.name for path in tmp_path.iterdir()] == ["checkpoint-5"]
