import os
from pathlib import Path

import pytest

from mujaz.article import Article
from mujaz.config import InputConfig
from mujaz.errors import ArticleError, UsageError
from mujaz.readers import Input, Reader, Unread, discover

NEWS = "قال وزير الخارجية في بيان إن المحادثات التي جرت في القاهرة انتهت من دون اتفاق على موعد جديد."


def article(folder: Path, data: bytes, name: str = "a.txt") -> Input:
    path = folder / name
    path.write_bytes(data)
    return Input("a", path)


def read(item: Input, max_characters: int) -> Article:
    """The one article of an input, or its error."""
    with Reader(InputConfig(max_characters=max_characters)) as reader:
        (found,) = reader.read(item)
    if isinstance(found, Unread):
        assert (found.id, found.path) == (item.id, item.shown)
        raise found.error
    return found


@pytest.mark.parametrize(
    ("codec", "name"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("utf-16", "utf-16"),
        ("windows-1256", "windows-1256"),
        ("iso-8859-6", "iso-8859-6"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
    ],
)
def test_encodings_are_told_apart(tmp_path: Path, codec: str, name: str) -> None:
    found = read(article(tmp_path, NEWS.encode(codec)), 1000)
    assert found.text == NEWS
    assert found.source.encoding == name


def test_the_original_stays_untouched(tmp_path: Path) -> None:
    text = "  قَالَ\u200f الوزيـــر:\r\n «نعم».\r\n\r\n"
    assert read(article(tmp_path, text.encode()), 1000).text == text


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "the file is empty"),
        (" \n\u00a0\n".encode(), "the file is empty"),
        (
            b"The minister said that talks had ended without agreement.",
            "not an Arabic article: 0% of its letters",
        ),
        (b"12345 ... 678", "it has no letters"),
        (bytes(range(256)) * 40, "binary file"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00", "binary file"),
        ("نص".encode() + b"\x00\x01", "binary file"),
        ("naïve café déjà vu, très".encode("latin-1"), "the text encoding was not recognised"),
        (b"\xff\xfeA", "begins like utf-16 but is broken"),
        (NEWS.encode() + b"\xff" + NEWS.encode(), "is UTF-8 but broken at byte 166"),
    ],
)
def test_what_is_no_article_is_refused_with_its_reason(tmp_path: Path, data: bytes, reason: str) -> None:
    with pytest.raises(ArticleError, match=reason) as caught:
        read(article(tmp_path, data), 1000)
    assert caught.value.hint


def test_a_very_long_text_is_refused_with_the_setting_to_raise(tmp_path: Path) -> None:
    with pytest.raises(ArticleError, match="the limit is 1,000") as caught:
        read(article(tmp_path, (NEWS * 20).encode()), 1000)
    assert "input.max_characters" in caught.value.hint


def test_an_unsupported_format_and_a_vanished_file_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ArticleError, match=r"\.jpg is not a supported format"):
        read(article(tmp_path, b"x", "a.jpg"), 1000)
    with pytest.raises(ArticleError, match="cannot be read: No such file"):
        read(Input("gone", tmp_path / "gone.txt"), 1000)


def test_folders_are_walked_in_order_and_hidden_files_passed_over(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", "sub/c.txt", ".hidden.txt", "photo.jpg"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(NEWS, encoding="utf-8")
    found = discover([tmp_path])
    assert [item.path.name for item in found] == ["a.txt", "b.txt", "photo.jpg", "c.txt"]
    assert [item.id for item in found][:3] == ["a", "b", "photo.jpg"]


def test_ids_are_unique_and_safe(tmp_path: Path) -> None:
    names = [
        "x.txt",
        "x.text",
        "X.md",
        "a b.txt",
        "\u202eevil\n..txt",
        "أخبار.txt",
        "sub/x.txt",
        "-.txt",
        "n" * 200 + ".txt",
    ]
    for name in names:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(NEWS, encoding="utf-8")
    ids = [item.id for item in discover([tmp_path])]
    assert len({name.casefold() for name in ids}) == len(names)
    for name in ids:
        assert "/" not in name
        assert not name.startswith(".")
        assert name.isprintable()
        assert len(name.encode()) <= 100
    assert "أخبار" in ids


def test_a_file_that_is_named_as_if_it_were_marked_keeps_its_own_id(tmp_path: Path) -> None:
    (tmp_path / "a b.txt").write_text(NEWS, encoding="utf-8")
    for _ in range(3):  # each is called what the one before is marked with
        taken = max((item.id for item in discover([tmp_path])), key=len)
        (tmp_path / f"{taken}.txt").write_text(NEWS, encoding="utf-8")
    found = [item.id for item in discover([tmp_path])]
    assert len(set(found)) == len(found) == 4


def test_same_names_in_two_folders_stay_two_articles(tmp_path: Path) -> None:
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "x.txt").write_text(NEWS, encoding="utf-8")
    assert len({item.id for item in discover([tmp_path / "one", tmp_path / "two"])}) == 2


def test_a_link_in_a_circle_ends(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(NEWS, encoding="utf-8")
    (tmp_path / "loop").symlink_to(tmp_path)
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere")
    found = {item.path.name: item for item in discover([tmp_path])}
    assert set(found) == {
        "a.txt",
        "loop",
        "gone.txt",
    }  # the links are no articles, but nothing is lost in silence
    with pytest.raises(ArticleError, match="a folder that is not looked into"):
        read(found["loop"], 1000)
    with pytest.raises(ArticleError, match="cannot be read: No such file"):
        read(found["gone.txt"], 1000)


def test_a_file_that_is_named_twice_is_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _touch(tmp_path / "a.txt")
    monkeypatch.chdir(tmp_path)
    assert len(discover([Path("a.txt"), tmp_path / "a.txt", tmp_path])) == 1


def test_the_results_are_not_read_as_inputs(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    _touch(tmp_path / "a.txt")
    _touch(tmp_path / "out" / "b.txt")
    assert [item.path.name for item in discover([tmp_path], leave_out=tmp_path / "out")] == ["a.txt"]


def test_a_pipe_is_no_article(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.txt")
    (item,) = discover([tmp_path])
    with pytest.raises(ArticleError, match="no regular file"):
        read(item, 1000)


def test_addresses_do_not_make_a_flash_foreign(tmp_path: Path) -> None:
    flash = (
        "عاجل: زلزال يضرب تركيا https://www.example.org/news/2023/02/06/earthquake-hits-turkey @newsdesk_live"
    )
    assert read(article(tmp_path, flash.encode()), 1000).text == flash


def test_a_short_text_in_an_old_code_page_and_a_stray_control_character(tmp_path: Path) -> None:
    flash = "خبر عاجل: زلزال يضرب تركيا"
    assert read(article(tmp_path, flash.encode("windows-1256")), 1000).text == flash
    stray = NEWS + "\x1a"
    assert read(article(tmp_path, stray.encode()), 1000).text == stray


def test_nothing_to_read_is_an_error_of_usage(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no articles in"):
        discover([tmp_path])
    with pytest.raises(UsageError, match="no such file or folder"):
        discover([tmp_path / "nowhere"])
    with pytest.raises(UsageError, match="nothing fits this pattern"):
        discover([str(tmp_path / "*.txt")])


def test_a_name_that_a_terminal_would_obey_is_spelled_out(tmp_path: Path) -> None:
    (item,) = discover([_touch(tmp_path / "a\x1b[31m\u202etxt.txt")])
    assert item.shown.endswith("a\\x1b[31m\\u202etxt.txt")


def _touch(path: Path) -> Path:
    path.write_text(NEWS, encoding="utf-8")
    return path
