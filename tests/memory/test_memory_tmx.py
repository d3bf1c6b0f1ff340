"""TMX out and in: valid, streamed, whole after a round trip, and safe with files from anywhere."""

import json
from collections.abc import Callable, Iterable
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from mujaz.article import Attempt
from mujaz.errors import UsageError
from mujaz.flags import Flag
from mujaz.memory import database, tmx
from mujaz.memory.memory import Memory
from mujaz.memory.store import Human, Machine
from mujaz.memory.tmx import Refused
from tests.conftest import Ended

FLAG = Flag("number_mismatch", "high", '25 is missing & <b> "quoted"')
ATTEMPTS = (Attempt("beam 8", "Yes.", -1 / 3, ()), Attempt("first", "No.\r\n\0\ud800", None, (FLAG,)))
MACHINE = [
    Machine('engine|a <&"', "نص أول.", ATTEMPTS),
    Machine(
        "engine|b", "نص أول.", (Attempt("first", "Odd \x0b\x1b \ufffe\ud800 ]]> &amp; 🙂", -0.1, (FLAG,)),)
    ),
    Machine("engine|b", "نص \ufffe غريب", (Attempt("first", "  two  spaces\n", -0.1, ()),)),
]
HUMAN = [Human("نص إنسان.", 'A person\'s <b>text</b> & "more".')]

Command = Callable[..., Ended]


def tmx_file(*units: str, header: str = "", root: str = "tmx") -> str:
    return f'{header}<{root} version="1.4"><header srclang="ar"/><body>{"".join(units)}</body></{root}>'


def unit(arabic: str, english: str, ar: str = "ar", en: str = "en", attribute: str = "xml:lang") -> str:
    return f'<tu><tuv {attribute}="{en}"><seg>{english}</seg></tuv><tuv {attribute}="{ar}"><seg>{arabic}</seg></tuv></tu>'


def read(folder: Path, text: str | bytes) -> list[Machine | Human | Refused]:
    file = folder / "in.tmx"
    file.write_bytes(text.encode() if isinstance(text, str) else text)
    return list(tmx.read(file))


def filled(path: Path, machine: Iterable[Machine], human: Iterable[Human]) -> None:
    store, _ = database.opened(path)
    for entry in machine:
        store.add(entry.key, 1, {entry.source: entry.attempts})
    store.add_human({entry.source: entry.english for entry in human})
    store.close()


def content(path: Path) -> tuple[list[Machine], list[Human]]:
    store, _ = database.opened(path)
    found = sorted(store.all_machine(), key=lambda m: (m.key, m.source)), list(store.all_human())
    store.close()
    return found


def test_what_is_written_is_xml_with_the_languages_the_tool_and_the_flags() -> None:
    root = ET.fromstring("".join(tmx.write([*HUMAN, *MACHINE])))  # noqa: S314 - our own
    assert (root.tag, root.get("version")) == ("tmx", "1.4")
    header = root.find("header")
    assert header is not None
    wanted = {"creationtool", "creationtoolversion", "segtype", "o-tmf", "adminlang", "srclang", "datatype"}
    assert set(header.keys()) == wanted
    language = "{http://www.w3.org/XML/1998/namespace}lang"
    for element in root.iter("tu"):
        assert [variant.get(language) for variant in element.iter("tuv")] == ["ar", "en"]
    properties = [{p.get("type"): p.text for p in element.iter("prop")} for element in root.iter("tu")]
    assert properties[0] == {"x-mujaz-translator": "human"}
    assert properties[1]["x-mujaz-signature"] == 'engine|a <&"'
    assert properties[2]["x-mujaz-flags"] == "number_mismatch"


def test_a_round_trip_gives_back_every_entry(tmp_path: Path) -> None:
    assert read(tmp_path, "".join(tmx.write([*HUMAN, *MACHINE]))) == [*HUMAN, *MACHINE]


def test_a_machine_translation_that_a_person_changed_is_a_persons(tmp_path: Path) -> None:
    text = "".join(tmx.write(MACHINE[:1]))
    assert read(tmp_path, text.replace("<seg>Yes.</seg>", "<seg>Indeed.</seg>")) == [
        Human("نص أول.", "Indeed.")
    ]
    changed = text.replace("<seg>نص أول.</seg>", "<seg>نص ثان.</seg>")
    assert read(tmp_path, changed) == [Human("نص ثان.", "Yes.")]
    assert read(tmp_path, text.replace("\n<tuv", "\n\n  <tuv")) == MACHINE[:1]


@pytest.mark.parametrize("what", ["attempts", "signature"])
def test_a_machine_translation_that_a_tool_mangled_is_not_taken_for_a_persons(
    tmp_path: Path, what: str
) -> None:
    text = "".join(tmx.write(MACHINE[:1])).replace(f'type="x-mujaz-{what}"', 'type="other"')
    assert read(tmp_path, text) == [Refused("damaged machine translation")]
    text = "".join(tmx.write(MACHINE[:1])).replace('[["beam 8"', '[["beam 8",7')
    assert read(tmp_path, text) == [Refused("damaged machine translation")]


@pytest.mark.parametrize(
    ("ar", "en", "attribute"),
    [
        ("ar", "en", "xml:lang"),
        ("AR-SY", "EN-US", "xml:lang"),
        ("ar_EG", "en_GB", "xml:lang"),
        ("ara", "eng", "xml:lang"),
        ("ar", "en", "lang"),
    ],
)
def test_language_codes_of_all_tools(tmp_path: Path, ar: str, en: str, attribute: str) -> None:
    assert read(tmp_path, tmx_file(unit("قُتِل رجل.", "A man\n  was killed.", ar, en, attribute))) == [
        Human("قتل رجل.", "A man was killed.")
    ]


def test_codes_of_a_format_are_left_out_and_words_stay(tmp_path: Path) -> None:
    arabic = (
        '<bpt i="1">&lt;b&gt;</bpt>قتل <hi>رجل</hi><ept i="1">&lt;/b&gt;</ept> هنا<ph><sub>صورة</sub></ph>.'
    )
    english = "A <it pos='begin'>{1}</it><hi>man</hi> was<ut>\\b</ut> killed."
    assert read(tmp_path, tmx_file(unit(arabic, english))) == [Human("قتل رجل هنا.", "A man was killed.")]


def test_what_cannot_be_used_is_named(tmp_path: Path) -> None:
    units = [
        "<tu/>",
        unit("نص", "Text", ar="fa"),
        unit("نص", "Text", en="fr"),
        unit(" ", "Text"),
        unit("نص", ""),
        unit("نص", "x" * 100_001),
    ]
    assert [u.why for u in read(tmp_path, tmx_file(*units)) if isinstance(u, Refused)] == [
        "no Arabic",
        "no Arabic",
        "no English",
        "empty",
        "empty",
        "too long",
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "windows-1256", "iso-8859-6"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    name = encoding.removesuffix("-sig")
    text = tmx_file(
        unit("قتل رجل.", "A man was killed."), header=f'<?xml version="1.0" encoding="{name}"?>\n'
    )
    assert read(tmp_path, text.encode(encoding)) == [Human("قتل رجل.", "A man was killed.")]


def test_a_document_type_is_allowed_and_not_fetched(tmp_path: Path) -> None:
    for header in (
        '<!DOCTYPE tmx SYSTEM "tmx14.dtd">',
        '<!DOCTYPE tmx SYSTEM "http://127.0.0.1:9/tmx14.dtd">',
    ):
        assert read(tmp_path, tmx_file(unit("نص", "Text"), header=header)) == [Human("نص", "Text")]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            tmx_file(unit("&x;", "Text"), header='<!DOCTYPE tmx [<!ENTITY x SYSTEM "file:///etc/passwd">]>'),
            "entities",
        ),
        (
            tmx_file(unit("&b;", "x"), header='<!DOCTYPE tmx [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'),
            "entities",
        ),
        (tmx_file(unit("نص", "Text"))[:-20], "not right XML"),
        (tmx_file(unit("نص", "bad &#x1;")), "not right XML"),
        (tmx_file(unit("نص", "Text"), root="html"), "not TMX"),
        (b"", "not right XML"),
        (b"\x00\xff\x13PK garbage", "not right XML"),
        (b"<?xml version='1.0' encoding='klingon'?><tmx/>", "encoding"),
        ("<tmx>" + "<tu>" * 100_000, "not right XML"),
    ],
)
def test_what_is_no_tmx_is_refused_with_a_hint(tmp_path: Path, text: str | bytes, said: str) -> None:
    with pytest.raises(UsageError, match=said) as caught:
        read(tmp_path, text)
    assert caught.value.hint


def test_reading_does_not_hold_the_file(tmp_path: Path) -> None:
    file = tmp_path / "big.tmx"
    with file.open("w", encoding="utf-8") as out:
        out.write("<tmx><header/><body>\n")
        out.writelines(
            unit(f"نص {n} " + "كلمة " * 50, f"Text {n} " + "word " * 50) + "\n" for n in range(20_000)
        )
        out.write("</body></tmx>\n")
    import tracemalloc

    tracemalloc.start()
    count = sum(isinstance(one, Human) for one in tmx.read(file))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 20_000
    assert peak < 3_000_000 < file.stat().st_size / 3


# The commands


@pytest.fixture
def path(own_caches: Path) -> Path:
    return own_caches / "mujaz" / "memory.sqlite3"


def test_export_and_import_on_another_machine(
    mujaz: Command, path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled(path, MACHINE, HUMAN)
    before = content(path)
    assert mujaz("memory", "export", tmp_path / "all.tmx").code == 0
    monkeypatch.setenv("MUJAZ_CACHE", str(tmp_path / "other"))
    ended = mujaz("memory", "import", tmp_path / "all.tmx")
    assert (ended.code, ended.out) == (0, "")
    assert "1 translations by people taken" in ended.err
    assert "3 machine translations" in ended.err
    assert content(tmp_path / "other" / "memory.sqlite3") == before
    again = mujaz("memory", "import", tmp_path / "all.tmx")
    assert "4 were there already" in again.err
    assert content(tmp_path / "other" / "memory.sqlite3") == before
    piped = mujaz("memory", "export", "-", "--signature", "engine|b")
    assert piped.out.count("<tu>") == 3


def test_an_imported_machine_translation_counts_as_another_runs(
    mujaz: Command, path: Path, tmp_path: Path
) -> None:
    (tmp_path / "in.tmx").write_text("".join(tmx.write(MACHINE[:1])), encoding="utf-8")
    mujaz("memory", "import", tmp_path / "in.tmx")
    found = Memory(path, 10, "mine").machine(MACHINE[0].key, [MACHINE[0].source])
    assert found[MACHINE[0].source].earlier


def test_import_says_what_it_took_and_why_not(mujaz: Command, path: Path, tmp_path: Path) -> None:
    file = tmp_path / "in.tmx"
    units = [
        unit("نص", "One."),
        unit("نَصّ", "Two."),
        unit("آخر", "Three."),
        unit("x", "y", ar="fr"),
        unit("", "y"),
    ]
    file.write_text(tmx_file(*units), encoding="utf-8")
    ended = mujaz("memory", "import", file)
    assert ended.code == 0
    for said in (
        "2 translations by people taken",
        "1 were there already",
        "1 skipped: no Arabic",
        "1 skipped: empty",
    ):
        assert said in ended.err
    assert content(path)[1] == [Human("آخر", "Three."), Human("نص", "Two.")]


def test_what_stood_before_an_error_is_taken_and_said(mujaz: Command, path: Path, tmp_path: Path) -> None:
    file = tmp_path / "in.tmx"
    text = tmx_file(*(unit(f"نص {n}", "One.") for n in range(5000)))
    file.write_text(text[: len(text) // 2], encoding="utf-8")
    ended = mujaz("memory", "import", file)
    assert ended.code == 2
    taken = len(content(path)[1])
    assert 1000 <= taken < 2500
    assert f"{taken:,} translations by people taken" in ended.err
    assert "not right XML" in ended.err


def test_stats_and_clear(mujaz: Command, path: Path) -> None:
    filled(path, MACHINE, HUMAN)
    data = json.loads(mujaz("memory", "stats", "--json").out)
    assert (data["machine"], data["human"], data["path"]) == (3, 1, str(path))
    assert {e["key"]: e["entries"] for e in data["engines"]} == {'engine|a <&"': 1, "engine|b": 2}
    assert "2 by engine|b" in mujaz("memory", "stats").out
    assert "removed 2 machine translations" in mujaz("memory", "clear", "--signature", "engine|b").err
    assert content(path) == (MACHINE[:1], HUMAN)
    assert "1 translations by people stay" in mujaz("memory", "clear").err
    assert content(path) == ([], HUMAN)
    assert "and 1 by people" in mujaz("memory", "clear", "--human").err
    assert content(path) == ([], [])


def test_clearing_gives_the_space_back(mujaz: Command, path: Path) -> None:
    filled(
        path, [Machine("e", f"نص {n}", (Attempt("first", "x" * 2000, None, ()),)) for n in range(1000)], []
    )
    assert path.stat().st_size > 2_000_000
    mujaz("memory", "clear")
    assert path.stat().st_size < 100_000


def test_commands_set_a_damaged_memory_aside_and_say_so(mujaz: Command, path: Path) -> None:
    path.write_bytes(b"garbage" * 1000)
    ended = mujaz("memory", "stats")
    assert ended.code == 0
    assert "set aside" in ended.err
    filled(path, MACHINE, HUMAN)
    path.write_bytes(path.read_bytes().replace(b"A person", b"B person"))
    ended = mujaz("memory", "export", "-")
    assert ended.code == 2
    assert "set aside" in ended.err
    assert mujaz("memory", "stats").code == 0


def test_commands_say_when_there_can_be_no_memory(
    mujaz: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("x")
    monkeypatch.setenv("MUJAZ_CACHE", str(tmp_path / "file"))
    ended = mujaz("memory", "stats")
    assert ended.code == 2
    assert "hint:" in ended.err


SEGMENT = '<tu><tuv xml:lang="ar"><seg>{}</seg></tuv><tuv xml:lang="en"><seg>{}</seg></tuv></tu>'


def taken(folder: Path, arabic: str, english: str) -> list[tuple[str, str]]:
    file = folder / "a.tmx"
    unit = SEGMENT.format(arabic, english)
    file.write_text(f'<tmx version="1.4"><header/><body>{unit}</body></tmx>', encoding="utf-8")
    return [
        (unit.source, unit.english) if isinstance(unit, Human) else ("", unit.why)
        for unit in tmx.read(file)
        if not isinstance(unit, Machine)
    ]


def test_a_segment_of_several_sentences_gives_each_of_them(tmp_path: Path) -> None:
    found = taken(
        tmp_path,
        "وصل الوفد إلى تونس. وبدأت المحادثات صباح اليوم! هل تنجح؟",
        "The delegation reached Tunis. The talks began this morning! Will they succeed?",
    )
    assert found[1:] == [
        ("وصل الوفد إلى تونس.", "The delegation reached Tunis."),
        ("وبدأت المحادثات صباح اليوم!", "The talks began this morning!"),
        ("هل تنجح؟", "Will they succeed?"),
    ]


@pytest.mark.parametrize(
    "english",
    [
        "The delegation reached Tunis, and the talks began this morning.",
        "It came. The delegation reached the capital of Tunisia and the talks began there in the morning of that day.",
    ],
)
def test_sentences_that_cannot_be_told_apart_stay_one(tmp_path: Path, english: str) -> None:
    arabic = "وصل الوفد إلى تونس العاصمة يوم الأحد. وبدأت المحادثات."
    first, second = taken(tmp_path, arabic, english)
    assert first == (arabic, english)
    assert second == (
        "",
        "several sentences whose translations could not be told apart: found only as a whole",
    )


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("سطر أول<ph x='1'>&lt;br/&gt;</ph>سطر ثان", "سطر أول سطر ثان"),
        ("انتهى.<it pos='begin'>x</it>وبدأ آخر", "انتهى. وبدأ آخر"),
        ("قال الوزير<ph/>، ثم", "قال الوزير، ثم"),
        ("ال<bpt i='1'>b</bpt>وزير<ept i='1'>b</ept> قال", "الوزير قال"),
        ("&lt;f0&gt;فاز&lt;/f0&gt; الأهلي&lt;br1/&gt;أمس", "فاز الأهلي أمس"),
        ("قال <g id='1'>الوزير</g> إن<x id='2'/>الأمر", "قال الوزير إن الأمر"),
        ("درجة الحرارة &lt; 5 و a &lt; b3", "درجة الحرارة < 5 و a < b3"),
    ],
)
def test_codes_of_translation_tools_glue_no_words(tmp_path: Path, written: str, text: str) -> None:
    assert taken(tmp_path, written, "x")[0][0] == text
