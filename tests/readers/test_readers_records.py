"""Files of many articles: each record is an article or a failure of its own."""

import csv
import gzip
import io
import json
import tracemalloc
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from mujaz.article import Article
from mujaz.config import ColumnsConfig, InputConfig
from mujaz.errors import NotArabicError
from mujaz.readers import Reader, Unread, discover
from mujaz.readers.dates import iso

NEWS = "قال وزير الخارجية في بيان إن المحادثات انتهت من دون اتفاق."


def read(path: Path, settings: InputConfig | None = None) -> list[Article | Unread]:
    with Reader(settings or InputConfig()) as reader:
        return [found for item in discover([path]) for found in reader.read(item)]


def jsonl(*records: Any) -> str:
    return "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)


def write(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.write_bytes(text.encode(encoding))
    return path


def test_a_record_is_an_article_with_what_it_says_of_itself(tmp_path: Path) -> None:
    record = {"id": "n1", "text": NEWS, "title": "عنوان", "date": "5 مارس 2024", "url": "https://a.org/1"}
    (found,) = read(write(tmp_path / "day.jsonl", jsonl(record)))
    assert isinstance(found, Article)
    assert (found.id, found.text) == ("day~n1", NEWS)
    source = found.source
    assert (source.title, source.published, source.url) == ("عنوان", "2024-03-05", "https://a.org/1")
    assert source.path.endswith("day.jsonl, line 1")


def test_a_bad_record_stops_no_other(tmp_path: Path) -> None:
    lines = (
        jsonl({"text": NEWS})
        + "{bad\n\n[1]\n"
        + jsonl({"text": 5}, {"body": NEWS}, {"text": "In English only."})
    )
    lines += jsonl({"text": NEWS})
    found = read(write(tmp_path / "a.jsonl", lines))
    assert [type(one) for one in found] == [Article, *[Unread] * 5, Article]
    said = [(one.path.rpartition(", ")[2], one.error.message) for one in found if isinstance(one, Unread)]
    assert [place for place, _ in said] == ["line 2", "line 4", "line 5", "line 6", "line 7"]
    for (_, message), part in zip(
        said, ("not JSON", "no JSON object", "no text but int", "no column `text`", "not an"), strict=True
    ):
        assert part in message
    assert [isinstance(one.error, NotArabicError) for one in found if isinstance(one, Unread)] == [
        False
    ] * 4 + [True]


def test_a_line_in_another_encoding_is_a_failure_of_its_own(tmp_path: Path) -> None:
    good = jsonl({"text": NEWS}).encode()
    path = tmp_path / "a.jsonl"
    path.write_bytes(good + jsonl({"text": NEWS}).encode("windows-1256") + good)
    found = read(path)
    assert [type(one) for one in found] == [Article, Unread, Article]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "windows-1256"])
def test_encodings_of_records(tmp_path: Path, encoding: str) -> None:
    found = read(write(tmp_path / "a.jsonl", jsonl({"text": NEWS}, {"text": NEWS}), encoding))
    assert [(type(one), one.source.encoding) for one in found if isinstance(one, Article)] == [
        (Article, encoding)
    ] * 2


def test_ids_of_records_are_safe_and_unique(tmp_path: Path) -> None:
    own = [
        "../../x",
        "a",
        "A",
        "a",
        "/etc/passwd",
        "",
        "x" * 300,
        "\u202e\n",
        "2",
        ".",
        "..",
        "a~4",
        None,
        "CON",
    ]
    found = read(write(tmp_path / "r.jsonl", jsonl(*({"id": name, "text": NEWS} for name in own))))
    ids = [one.id for one in found]
    assert len({name.casefold() for name in ids}) == len(own)
    for name in ids:
        assert "/" not in name
        assert name.startswith("r~")
        assert name.isprintable()
        assert len(name.encode()) <= 150
    assert ids[1] == "r~a"
    assert ids == [one.id for one in read(tmp_path / "r.jsonl")]


def test_no_record_takes_the_id_of_a_file(tmp_path: Path) -> None:
    write(tmp_path / "r.jsonl", jsonl({"id": "x", "text": NEWS}))
    write(tmp_path / "r~x.txt", NEWS)
    assert len({one.id for one in read(tmp_path)}) == 2


def test_no_member_of_an_archive_takes_the_id_of_a_record(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "z.zip", "w") as archive:
        archive.writestr("news.jsonl", jsonl({"text": NEWS}, {"text": NEWS}))
        archive.writestr("news.txt", NEWS)  # the second of its name, as the second record is
    found = read(tmp_path / "z.zip")
    assert [type(one) for one in found] == [Article] * 3
    assert len({one.id for one in found}) == 3


def test_half_characters_and_impossible_dates_stop_no_other_record(tmp_path: Path) -> None:
    records = [{"id": "\ud800", "title": "عنوان \ud800", "url": "https://a.org/\ud800", "text": NEWS}]
    records += [
        {"id": "b", "date": "Jan 99999999999 00:00 2000 GMT", "text": NEWS},
        {"id": "c", "text": NEWS},
    ]
    found = read(write(tmp_path / "h.jsonl", "".join(json.dumps(one) + "\n" for one in records)))
    assert [type(one) for one in found] == [Article] * 3
    assert [one.source.title for one in found if isinstance(one, Article)] == ["عنوان", None, None]
    assert [one.source.url for one in found if isinstance(one, Article)] == ["https://a.org/", None, None]


def test_columns_are_mapped(tmp_path: Path) -> None:
    columns = ColumnsConfig(text="article.body", title="head", id="n", date="when", url="link")
    record = {"n": 7, "article": {"body": NEWS}, "head": "عنوان", "when": 1709632800, "link": "https://a.org"}
    (found,) = read(write(tmp_path / "r.jsonl", jsonl(record)), InputConfig(columns=columns))
    assert isinstance(found, Article)
    assert (found.id, found.source.published, found.source.url) == ("r~7", "2024-03-05", "https://a.org")


def test_another_mapping_is_another_record(tmp_path: Path) -> None:
    path = write(tmp_path / "r.jsonl", jsonl({"text": NEWS, "short": NEWS[:40]}))
    hashes = {
        one.source.sha256
        for column in ("text", "short")
        for one in read(path, InputConfig(columns=ColumnsConfig(text=column)))
        if isinstance(one, Article)
    }
    assert len(hashes) == 2


@pytest.mark.parametrize(("suffix", "delimiter"), [(".csv", ","), (".csv", ";"), (".tsv", "\t")])
def test_tables(tmp_path: Path, suffix: str, delimiter: str) -> None:
    text = io.StringIO()
    rows = csv.writer(text, delimiter=delimiter)
    rows.writerow(["id", "title", "text", "date"])
    rows.writerow(["1", "عنوان", NEWS + "\n" + NEWS, "2024/3/5"])
    rows.writerow(["2", 'قال "نعم"', NEWS, ""])
    found = read(write(tmp_path / f"t{suffix}", text.getvalue()))
    assert [one.id for one in found] == ["t~1", "t~2"]
    first, second = found
    assert isinstance(first, Article)
    assert isinstance(second, Article)
    assert first.text == NEWS + "\n" + NEWS
    assert first.source.published == "2024-03-05"
    assert second.source.title == 'قال "نعم"'
    assert second.source.path.endswith("line 4")


def test_a_bad_row_stops_no_other(tmp_path: Path) -> None:
    text = f'id,text\n1,{NEWS}\n2,{NEWS},extra\n3,"{NEWS}"x\n4,{NEWS}\n'
    found = read(write(tmp_path / "t.csv", text))
    assert [(type(one), one.id) for one in found] == [
        (Article, "t~1"),
        (Unread, "t~2"),
        (Unread, "t~3"),
        (Article, "t~4"),
    ]


def test_a_quotation_mark_that_is_never_closed_does_not_take_the_file(tmp_path: Path) -> None:
    settings = InputConfig(max_record_megabytes=1)
    text = f'id,text\n1,{NEWS}\n2,"{NEWS}\n' + f"3,{NEWS}\n" * 20_000
    found = read(write(tmp_path / "t.csv", text), settings)
    assert isinstance(found[1], Unread)
    assert "line 3" in found[1].path
    assert "a quotation mark is not closed?" in found[1].error.message
    assert isinstance(found[2], Article)


def test_a_very_long_line_is_passed_over_without_being_held(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    with path.open("wb") as file:
        file.write(jsonl({"text": NEWS}).encode())
        for _ in range(40):
            file.write(b'"' + b"x" * 1_000_000)
        file.write(b"\n" + jsonl({"text": NEWS}).encode())
    tracemalloc.start()
    found = read(path, InputConfig(max_record_megabytes=1))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [type(one) for one in found] == [Article, Unread, Article]
    assert peak < 10_000_000


def test_a_file_of_nothing_but_broken_records_does_not_fill_the_lists(tmp_path: Path) -> None:
    found = read(write(tmp_path / "a.jsonl", "[]\n" * 5000 + jsonl({"text": NEWS})))
    assert len(found) == 1001
    assert isinstance(found[-1], Unread)
    assert "the rest is not read" in found[-1].error.message


def test_json_and_parquet(tmp_path: Path) -> None:
    records = [{"id": "a", "text": NEWS}, {"id": "b", "text": None}, {"id": "c", "text": NEWS}]
    write(tmp_path / "j.json", json.dumps(records))
    write(tmp_path / "one.json", json.dumps({"text": NEWS}))
    pyarrow = pytest.importorskip("pyarrow")
    from pyarrow import parquet

    parquet.write_table(pyarrow.Table.from_pylist(records), tmp_path / "p.parquet")
    found = read(tmp_path)
    assert [(one.id, type(one)) for one in found] == [
        ("j~a", Article),
        ("j~2", Unread),
        ("j~c", Article),
        ("one", Article),
        ("p~a", Article),
        ("p~2", Unread),
        ("p~c", Article),
    ]


def zipped(members: dict[str, bytes]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return data.getvalue()


def test_archives_are_read_in_memory(tmp_path: Path) -> None:
    zstandard = pytest.importorskip("zstandard")
    inner = zipped({"../../evil.txt": NEWS.encode(), "x/": b"", "__MACOSX/._a.txt": b"", "b.jpg": b"?"})
    records = jsonl({"id": "r", "text": NEWS}).encode()
    (tmp_path / "z.zip").write_bytes(
        zipped({"a.txt": NEWS.encode(), "n.zip": inner, "r.jsonl.gz": gzip.compress(records)})
    )
    (tmp_path / "g.txt.gz").write_bytes(gzip.compress(NEWS.encode()))
    (tmp_path / "s.jsonl.zst").write_bytes(zstandard.compress(records))
    before = sorted(tmp_path.rglob("*"))
    found = read(tmp_path)
    assert sorted(tmp_path.rglob("*")) == before
    assert not (tmp_path.parent / "evil.txt").exists()
    kinds = [(one.id.split("-")[0], type(one)) for one in found]
    assert kinds == [
        ("g", Article),
        ("s~r", Article),
        ("z~a", Article),
        ("z~n~evil", Article),
        ("z~n~b.jpg", Unread),
        ("z~r~r", Article),
    ]


def bombs() -> Iterator[tuple[str, bytes, str]]:
    zeros = b"\0" * 30_000_000
    yield "a.txt.gz", gzip.compress(zeros), "unpacks to more than 200 times its size"
    yield "a.zip", zipped({"a.txt": zeros}), "unpacks to more than 200 times its size"
    nested = zipped({"a.txt": NEWS.encode()})
    for _ in range(3):
        nested = zipped({"n.zip": nested})
    yield "deep.zip", nested, "more than 3 archives in each other"
    yield "many.zip", zipped({f"{n}.txt": b"" for n in range(11)}), "holds more than 10 files"
    yield "cut.zip", zipped({"a.txt": NEWS.encode()})[:-30], "cannot be unpacked"
    yield "cut.txt.gz", gzip.compress(NEWS.encode())[:-9], "cannot be unpacked"
    yield "no.zip", b"", "cannot be unpacked"
    yield "empty.zip", zipped({}), "there is no article in it"
    yield "empty.jsonl", b"", "holds no records"


@pytest.mark.parametrize(("name", "data", "reason"), list(bombs()), ids=[name for name, _, _ in bombs()])
def test_bombs_and_broken_archives(tmp_path: Path, name: str, data: bytes, reason: str) -> None:
    (tmp_path / name).write_bytes(data)
    found = [
        one for one in read(tmp_path / name, InputConfig(max_members=10)) if "after 1 files" not in str(one)
    ]
    assert [type(one) for one in found] == [Unread]
    assert isinstance(found[0], Unread)
    assert reason in found[0].error.message
    assert found[0].error.hint


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2024-03-05T10:00:00Z", "2024-03-05"),
        ("٢٠٢٤/٣/٥", "2024-03-05"),
        ("20240305", "2024-03-05"),
        ("Tue, 05 Mar 2024 10:00:00 GMT", "2024-03-05"),
        ("5 آذار/مارس 2024", "2024-03-05"),
        ("الثلاثاء 5 كانون الثاني 2024", "2024-01-05"),
        ("March 5, 2024", "2024-03-05"),
        ("25/3/2024", "2024-03-25"),
        ("3/25/2024", "2024-03-25"),
        ("5/5/2024", "2024-05-05"),
        ("5/3/2024", None),  # the fifth of March or the third of May
        ("1709632800", "2024-03-05"),
        (1709632800000, "2024-03-05"),
        ("2024-13-45", None),
        ("yesterday", None),
        (True, None),
        (None, None),
    ],
)
def test_dates(value: object, expected: str | None) -> None:
    assert iso(value) == expected


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.csv", 'sep=;\nid;text\n1;"{0}"\n2;"{0}"\n'),
        ("b.csv", '\ufeff"sep=|"\r\nid|text\r\n1|{0}\r\n2|{0}\r\n'),
        ("c.csv", "id,text,text\n1,{0},English text here\n2,English text here,{0}\n"),
        ("d.csv", "id,text,title,title\n1,{0},,x\n2,{0},,y\n"),
        ("a.json", '{{"articles": [{{"id": "1", "text": "{0}"}}, {{"id": "2", "text": "{0}"}}]}}'),
        (
            "b.json",
            '{{"status": "ok", "data": {{"items": [{{"text": "{0}"}}, {{"text": "{0}"}}], "tags": ["x"]}}}}',
        ),
        ("a.jsonl", '[\n{{"text": "{0}"}},\n{{"text": "{0}"}}\n]\n'),
        ("b.jsonl", '[{{"text": "{0}"}}, {{"text": "{0}"}}]\n'),
        ("c.ndjson", '[\n  {{\n    "text": "{0}"\n  }},\n  {{\n    "text": "{0}"\n  }}\n]\n'),
        ("d.jsonl", '{{\n  "records": [\n    {{"text": "{0}"}},\n    {{"text": "{0}"}}\n  ]\n}}\n'),
    ],
)
def test_shapes_of_tables_and_json(tmp_path: Path, name: str, data: str) -> None:
    found = read(write(tmp_path / name, data.format(NEWS)))
    assert [one.text if isinstance(one, Article) else one for one in found] == [NEWS, NEWS]


def test_two_columns_of_arabic_text_are_both_kept(tmp_path: Path) -> None:
    (found,) = read(write(tmp_path / "a.csv", f"text,id,text\n{NEWS},1,وقال نعم.\n"))
    assert isinstance(found, Article)
    assert found.text == f"{NEWS}\n\nوقال نعم."


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.csv", "ID,Title,TEXT,Date\n7,نبأ,{0},2026-11-20\n"),
        (
            "b.jsonl",
            '{{"Id": 7, "TITLE": "نبأ", "Text": "{0}", "date": "2026-11-20", "Date": "2020-01-01"}}\n',
        ),
    ],
)
def test_capitals_in_the_names_of_columns_do_not_matter(tmp_path: Path, name: str, data: str) -> None:
    (found,) = read(write(tmp_path / name, data.format(NEWS)))
    assert isinstance(found, Article)
    assert (found.id, found.text) == (f"{name[0]}~7", NEWS)
    assert (found.source.title, found.source.published) == ("نبأ", "2026-11-20")


def test_one_broken_record_of_an_array_costs_no_other(tmp_path: Path) -> None:
    found = read(
        write(tmp_path / "a.jsonl", f'[\n{{"text": "{NEWS}"}},\n{{"text": }},\n{{"text": "{NEWS}"}},\n]\n')
    )
    assert [isinstance(one, Article) for one in found] == [True, False, True]


def test_a_null_text_is_empty_not_absent(tmp_path: Path) -> None:
    settings = InputConfig.model_validate({"columns": {"text": "article.body"}})
    found = read(write(tmp_path / "a.jsonl", '{"article": {"body": null}}\n{"article": {}}\n'), settings)
    assert [one.error.message.split(";")[0] for one in found if isinstance(one, Unread)] == [
        "`article.body` is empty",
        "there is no column `article.body`",
    ]


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("<p>نعم.</p><p>لا&nbsp;&laquo;أبدا&raquo;.</p>", "نعم.\n\nلا «أبدا»."),
        ("نعم<br/>لا", "نعم\nلا"),
        ("&lt;p&gt;نعم &amp;amp; لا&lt;/p&gt;", "نعم & لا"),
        ("قتل 12<sup>3</sup> <b>شخصا</b>", "قتل 12 شخصا"),
        ("نعم &#8211; لا &quot;أبدا&quot;", 'نعم – لا "أبدا"'),
        (
            "درجة الحرارة <5 في حلب، و AT&T و <a@b.org> هناك",
            "درجة الحرارة <5 في حلب، و AT&T و <a@b.org> هناك",
        ),
        ("نعم <!-- سري --> لا <script>x()</script>", "نعم لا"),
    ],
)
@pytest.mark.parametrize("suffix", ["jsonl", "csv", "json"])
def test_markup_in_a_field_is_none_of_its_text(tmp_path: Path, written: str, text: str, suffix: str) -> None:
    data = jsonl({"text": written, "title": written})
    if suffix == "csv":
        data = '"text","title"\n' + ",".join('"' + written.replace('"', '""') + '"' for _ in range(2)) + "\n"
    (found,) = read(write(tmp_path / f"a.{suffix}", data))
    assert isinstance(found, Article)
    assert found.text == text
    assert found.source.title == " ".join(text.split())
