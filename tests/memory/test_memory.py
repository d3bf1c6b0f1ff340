"""The memory gives back what was made, byte for byte, and never stops a run."""

import os
import pickle
import resource
import signal
import sqlite3
import stat
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from mujaz.article import Attempt, Sentence, Translation
from mujaz.config import MemoryConfig
from mujaz.engines import versions
from mujaz.engines.protocol import DecodingOptions, Hypothesis
from mujaz.flags import Flag
from mujaz.memory import database, entries
from mujaz.memory.memory import Memory
from mujaz.translation.translator import Translator
from tests.translation.test_retry import BAD, CLEAN, FINE, GOOD, LOOPING, Scripted, sentences

FLAG = Flag("number_mismatch", "high", "25 is missing from the English")


class Warned(list[str]):
    """Keeps what it is told."""

    def __call__(self, text: str) -> None:
        self.append(text)


class Nothing(Scripted):
    """An engine in trouble."""

    def translate(self, texts: Sequence[str], options: DecodingOptions) -> list[Hypothesis]:
        return [replace(made, text="") for made in super().translate(texts, options)]


def attempt(english: str = "Yes.", score: float | None = -0.1, *flags: Flag) -> Attempt:
    return Attempt("first", english, score, flags)


def memory(
    path: Path, run: str = "this", warn: Callable[[str], None] | None = None, size: int = 100
) -> Memory:
    return Memory(path, size, run, warn)


def translated(engine: Scripted, memory: Memory | None, *texts: str, **settings: int) -> list[Translation]:
    options = DecodingOptions(beam_size=settings.get("beam", 4), batch_tokens=settings.get("batch", 2048))
    translator = Translator(engine, options, settings.get("pieces", 192), None, retry=True, memory=memory)
    (made,) = translator.translate([sentences(*texts)])
    return made


def asked(engine: Scripted) -> list[str]:
    return [text for texts, _ in engine.calls for text in texts]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "memory.sqlite3"


def mended() -> Scripted:
    return Scripted({(CLEAN, 4, None): GOOD, (BAD, 4, None): LOOPING, (BAD, 8, None): FINE})


def test_a_hit_is_what_translating_gives_and_the_engine_is_not_asked(path: Path) -> None:
    bare = translated(mended(), None, CLEAN, BAD, CLEAN)
    first = translated(mended(), memory(path), CLEAN, BAD, CLEAN)
    engine = mended()
    again = translated(engine, memory(path), CLEAN, BAD, CLEAN)
    assert bare == first == again
    assert again[1].attempts
    assert engine.calls == []


def test_hits_and_misses_mix(path: Path) -> None:
    translated(mended(), memory(path), BAD)
    engine = mended()
    assert translated(engine, memory(path), CLEAN, BAD) == translated(mended(), None, CLEAN, BAD)
    assert asked(engine) == [CLEAN]


@pytest.mark.parametrize("score", [-0.1, -1 / 3, -1e-17, None, -12345.678901234567, 0.0])
def test_scores_come_back_bit_for_bit(path: Path, score: float | None) -> None:
    one = memory(path)
    one.keep("engine", {"نص": [attempt("Yes.", score, FLAG), attempt("No.", score)]})
    assert one.machine("engine", ["نص"])["نص"].attempts == (
        attempt("Yes.", score, FLAG),
        attempt("No.", score),
    )


def test_every_text_that_can_come_out_of_a_model_comes_back(path: Path) -> None:
    odd = [
        "nul\0nul",
        "half \ud800 half",
        "\x1b[31m \r\n \x85 \u2028",
        "'; DROP TABLE machine; --",
        "𝒳 🙂 \uffff",
    ]
    one = memory(path)
    one.keep(
        "engine", {f"نص {n} {text}": [attempt(text)] for n, text in enumerate(odd) if "\ud800" not in text}
    )
    one.keep("engine", {"نص": [attempt(text) for text in odd]})
    assert [a.english for a in one.machine("engine", ["نص"])["نص"].attempts] == odd
    for n, text in enumerate(odd):
        found = one.machine("engine", [f"نص {n} {text}"])
        assert [f.attempts[0].english for f in found.values()] == ([] if "\ud800" in text else [text])


def test_a_text_with_half_a_character_is_translated_and_not_kept(path: Path) -> None:
    warned = Warned()
    for _ in range(2):
        engine = Scripted()
        translated(engine, memory(path, warn=warned), "نص \ud800 هنا.")
        assert asked(engine)
    assert warned == []


@pytest.mark.parametrize("changed", [{"beam": 5}, {"pieces": 100}])
def test_other_settings_find_nothing(path: Path, changed: dict[str, int]) -> None:
    translated(mended(), memory(path), CLEAN)
    engine = mended()
    translated(engine, memory(path), CLEAN, **changed)
    assert asked(engine)[0] == CLEAN


def test_another_engine_finds_nothing_and_another_batch_size_everything(path: Path) -> None:
    translated(mended(), memory(path), CLEAN)
    other = Scripted({(CLEAN, 4, None): FINE}, signature="other")
    assert translated(other, memory(path), CLEAN)[0].english == FINE
    engine = mended()
    translated(engine, memory(path), CLEAN, batch=64)
    assert engine.calls == []


def test_the_key_has_all_that_decides_the_result() -> None:
    engine, second = Scripted(signature="ctranslate2|a"), Scripted(signature="chat|b")
    keys = {
        entries.key(engine, DecodingOptions(), 192, None, retry=True),
        entries.key(engine, DecodingOptions(), 192, None, retry=False),
        entries.key(engine, DecodingOptions(), 192, second, retry=True),
        entries.key(engine, DecodingOptions(beam_size=4), 192, None, retry=True),
        entries.key(engine, DecodingOptions(length_penalty=0.5), 192, None, retry=True),
        entries.key(second, DecodingOptions(), 192, None, retry=True),
    }
    assert len(keys) == 6
    same = entries.key(engine, DecodingOptions(batch_tokens=64), 192, None, retry=True)
    assert same in keys
    assert "ctranslate2:4" in same
    assert "mujaz:" in same


@pytest.mark.parametrize("kind", ["ctranslate2", "transformers", "firefox"])
def test_a_sentence_of_another_release_does_not_come_back(
    kind: str, path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for package in [
        one.partition(":")[0] for one in versions.libraries(kind)
    ]:  # all that a brief's signature names
        old = Scripted({(CLEAN, 4, None): FINE}, signature=f"{kind}|a")
        translated(old, memory(path), CLEAN)
        release = tmp_path / package / f"{package}-99.dist-info"
        release.mkdir(parents=True)
        (release / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {package}\nVersion: 99\n")
        monkeypatch.syspath_prepend(release.parent)
        new = Scripted({(CLEAN, 4, None): FINE}, signature=f"{kind}|a")
        translated(new, memory(path), CLEAN)
        assert asked(new)[:1] == [CLEAN], package


def test_a_long_sentence_is_kept_by_its_pieces(path: Path) -> None:
    long = "، ".join(f"ذهب الرجل رقم {n} إلى السوق الكبير صباحا" for n in range(4)) + "."
    first = translated(Scripted(), memory(path), long)
    engine = Scripted()
    assert translated(engine, memory(path), long) == first
    assert engine.calls == []
    assert "long_split" in {flag.name for flag in first[0].flags}


def test_nothing_is_kept_of_an_engine_that_gives_nothing_or_fails(path: Path) -> None:
    class Failing(Scripted):
        def translate(self, texts: Sequence[str], options: DecodingOptions) -> list[Hypothesis]:
            super().translate(texts, options)
            raise RuntimeError("out of memory")

    translated(Nothing(), memory(path), CLEAN)
    with pytest.raises(RuntimeError):
        translated(Failing(), memory(path), CLEAN)
    engine = mended()
    assert translated(engine, memory(path), CLEAN)[0].english == GOOD


def test_from_memory_is_what_another_run_made(path: Path) -> None:
    assert [t.from_memory for t in translated(mended(), memory(path, "a"), CLEAN)] == [False]
    assert [t.from_memory for t in translated(mended(), memory(path, "a"), CLEAN, BAD)] == [False, False]
    made = translated(mended(), memory(path, "b"), CLEAN, BAD, FINE)
    assert [t.from_memory for t in made] == [True, True, False]
    made = translated(mended(), memory(path, "b"), CLEAN, BAD, FINE)
    assert [t.from_memory for t in made] == [True, True, False], "a resumed run says the same"
    assert not any(t.human for t in made)


def test_a_long_sentence_is_from_memory_when_all_its_pieces_are(path: Path) -> None:
    parts = [f"ذهب الرجل رقم {n} إلى السوق الكبير صباحا" for n in range(4)]
    translated(Scripted(), memory(path, "a"), "، ".join(parts) + ".")
    (whole,) = translated(Scripted(), memory(path, "b"), "، ".join(parts) + ".")
    (partly,) = translated(
        Scripted(), memory(path, "c"), "، ".join([*parts[:3], "ثم عاد الرجل الكبير إلى بيته مساء"]) + "."
    )
    assert (whole.from_memory, partly.from_memory) == (True, False)


def test_a_persons_translation_wins_is_checked_and_not_tried_again(path: Path) -> None:
    source = "قتل 25 مدنيا في حلب."
    translated(Scripted({(source, 4, None): "25 civilians were killed in Aleppo."}), memory(path), source)
    store, _ = database.opened(path)
    store.add_human({source: "Civilians were killed in Aleppo.", CLEAN: GOOD})
    engine = Scripted()
    made = translated(engine, memory(path), "قُتل 25 مدنياً في حلب.", CLEAN)
    assert engine.calls == []
    assert [(t.english, t.human, t.from_memory, t.score, t.attempts) for t in made] == [
        ("Civilians were killed in Aleppo.", True, True, None, ()),
        (GOOD, True, True, None, ()),
    ]
    assert [flag.name for flag in made[0].flags] == ["number_mismatch"]
    assert made[1].flags == ()


def test_the_oldest_make_room_and_people_stay(path: Path) -> None:
    store, _ = database.opened(path)
    store.add_human({f"نص {n}": "Human. " * 20 for n in range(200)})
    one = memory(path, size=1)
    for batch in range(6):
        one.keep("e", {f"نص {batch} {n}": [attempt("English " * 50)] for n in range(500)})
        with sqlite3.connect(path) as connection:  # as if a day lay between
            connection.execute("UPDATE machine SET used = used - 90000")
        one.machine("e", [f"نص 0 {n}" for n in range(500)])
    assert store.size() <= 1_000_000
    assert path.stat().st_size <= 1_100_000
    kept = [len(one.machine("e", [f"نص {batch} {n}" for n in range(500)])) for batch in range(6)]
    assert kept[0] == kept[5] == 500, "what is used stays"
    assert kept[1] == 0, "what is not goes first"
    assert store.humans() == 200


def test_reading_what_was_used_today_writes_nothing(path: Path) -> None:
    one = memory(path)
    one.keep("e", {"نص": [attempt()]})
    store, _ = database.opened(path)
    assert store.machine("e", ["نص"])[1] == []
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE machine SET used = used - 90000")
    assert len(store.machine("e", ["نص"])[1]) == 1
    one.machine("e", ["نص"])
    one.keep("e", {})
    assert store.machine("e", ["نص"])[1] == []
    assert store.engines()[0].hits == 1


def test_it_travels_to_another_process_by_its_path(path: Path) -> None:
    one = memory(path, "a")
    one.keep("e", {"نص": [attempt()]})
    other = pickle.loads(pickle.dumps(one))  # noqa: S301 - our own bytes
    assert not other.machine("e", ["نص"])["نص"].earlier


def test_after_a_fork_each_process_has_its_own_connection(path: Path) -> None:
    one = memory(path)
    one.keep("e", {"نص": [attempt()]})
    if not (child := os.fork()):
        one.keep("e", {"نص آخر": [attempt()]})
        opened = [
            link for link in map(os.path.realpath, Path("/proc/self/fd").iterdir()) if link == str(path)
        ]
        os._exit(len(one.machine("e", ["نص", "نص آخر"])) * (2 if len(opened) == 2 else 100))
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 4
    one.keep("e", {"نص ثالث": [attempt()]})
    assert len(one.machine("e", ["نص", "نص آخر", "نص ثالث"])) == 3


def test_the_configuration_decides(own_caches: Path) -> None:
    made = Memory.of(MemoryConfig(max_megabytes=5), "r")
    assert made is not None
    assert (made.path, made.max_megabytes, made.run) == (own_caches / "mujaz/memory.sqlite3", 5, "r")
    assert Memory.of(MemoryConfig(enabled=False)) is None


# Trouble


def filled(path: Path, count: int = 300) -> None:
    one = memory(path)
    one.keep("e", {f"نص {n}": [attempt(f"Text {n}. " * 20)] for n in range(count)})
    one.close()


def asides(path: Path) -> list[Path]:
    return sorted(p for p in path.parent.glob("*.broken-*") if not p.name.endswith(("-wal", "-shm")))


def garbage(path: Path) -> None:
    path.write_bytes(b"\x9f\x00\x13\x88garbage" * 2000)


def truncated(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def beheaded(path: Path) -> None:
    os.truncate(path, 50)


def another_application(path: Path) -> None:
    path.unlink()
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE theirs (precious TEXT)")


def another_format(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 99")


def other_tables(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("DROP TABLE human")
        connection.execute("PRAGMA user_version = 0")


def overwritten(path: Path) -> None:
    data = bytearray(path.read_bytes())
    for page in range(4096, len(data), 4096):
        data[page : page + 100] = b"\xff" * 100
    path.write_bytes(data)


def another_digit(path: Path) -> None:
    data = path.read_bytes()
    assert data.count(b"Text 7. ") == 20
    path.write_bytes(data.replace(b"Text 7. ", b"Text 8. "))


SPOILERS = [
    garbage,
    truncated,
    beheaded,
    another_application,
    another_format,
    other_tables,
    overwritten,
    another_digit,
]


@pytest.mark.parametrize("spoil", SPOILERS)
def test_a_damaged_file_is_set_aside_as_it_is_and_said_once(
    path: Path, spoil: Callable[[Path], None]
) -> None:
    filled(path)
    spoil(path)
    damaged, warned = path.read_bytes(), Warned()
    one = memory(path, warn=warned)
    everything = [f"نص {n}" for n in range(300)]
    assert not any(
        "Text 8" in f.attempts[0].english for t, f in one.machine("e", everything).items() if t == "نص 7"
    )
    one.keep("e", {"نص جديد": [attempt()]})
    assert set(one.machine("e", [*everything, "نص جديد"])) == {"نص جديد"}
    (aside,) = asides(path)
    assert aside.read_bytes() == damaged
    assert len(warned) == 1
    assert str(aside) in warned[0]
    one.close()
    assert len(memory(path, warn=warned).machine("e", ["نص جديد"])) == 1
    assert len(warned) == 1


def test_damage_in_mid_run_is_met_with_a_new_file(path: Path) -> None:
    filled(path, 3000)
    warned = Warned()
    one = memory(path, warn=warned)
    assert len(one.machine("e", ["نص 1"])) == 1
    with path.open("r+b") as file:  # the same file, as a failing disk would do it
        for page in range(1, path.stat().st_size // 4096):
            file.seek(page * 4096)
            file.write(b"\xff" * 4096)
    one.machine("e", [f"نص {n}" for n in range(3000)])
    one.keep("e", {"نص جديد": [attempt()]})
    assert len(one.machine("e", ["نص جديد"])) == 1
    assert len(warned) == len(asides(path)) == 1
    assert "malformed" in warned[0]


def test_another_process_moves_on_when_the_file_was_set_aside_under_it(path: Path) -> None:
    filled(path)
    warned = Warned()
    one, other = memory(path, "a", warned), memory(path, "b", warned)
    assert one.machine("e", ["نص 1"])
    assert other.machine("e", ["نص 1"])
    path.write_bytes(path.read_bytes().replace(b"Text 250. ", b"Text 251. "))  # in place
    one.machine("e", ["نص 250"])
    other.keep("e", {"من الآخر": [attempt()]})
    assert one.machine("e", ["من الآخر"])["من الآخر"].earlier
    assert len(warned) == len(asides(path)) == 1


def test_of_two_that_met_the_same_damage_the_second_keeps_what_the_first_began(path: Path) -> None:
    filled(path)
    one, other = database.opened(path)[0], database.opened(path)[0]
    begun, told = database.opened(path, one, "damage")
    assert told
    begun.add("e", 1, {"نص جديد": [attempt()]})
    joined, told = database.opened(path, other, "damage")
    assert told is None
    assert "نص جديد" in joined.machine("e", ["نص جديد"])[0]
    assert len(asides(path)) == 1


def test_a_file_that_vanishes_is_begun_anew(path: Path) -> None:
    warned = Warned()
    one = memory(path, warn=warned)
    one.keep("e", {"نص": [attempt()]})
    for file in path.parent.glob("memory.sqlite3*"):
        file.unlink()
    assert one.machine("e", ["نص"]) == {}
    one.keep("e", {"نص": [attempt()]})
    assert len(memory(path).machine("e", ["نص"])) == 1
    assert warned == []


def gone_on(path: Path, warned: Warned) -> None:
    """A run on a memory that cannot be used: right results, one warning."""
    one = memory(path, warn=warned)
    for _ in range(2):
        assert translated(mended(), one, CLEAN, BAD) == translated(mended(), None, CLEAN, BAD)
    assert len(warned) == 1
    assert "goes on without it" in warned[0]


def test_where_no_file_can_be_the_run_goes_on_without(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    gone_on(tmp_path / "file" / "memory.sqlite3", Warned())
    (tmp_path / "memory.sqlite3").mkdir()
    gone_on(tmp_path / "memory.sqlite3", Warned())


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_in_a_folder_that_is_read_only_the_run_goes_on_without(path: Path) -> None:
    filled(path)
    path.chmod(stat.S_IRUSR)
    path.parent.chmod(stat.S_IRUSR | stat.S_IXUSR)
    try:
        gone_on(path, Warned())
    finally:
        path.parent.chmod(stat.S_IRWXU)


def test_when_the_disk_is_full_the_run_goes_on_without(path: Path) -> None:
    filled(path)
    warned = Warned()
    one = memory(path, warn=warned)
    assert one.machine("e", ["نص 1"])
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(
        resource.RLIMIT_FSIZE, (4096, limits[1])
    )  # no file may grow: the kernel refuses writes
    try:
        one.keep("e", {f"نص آخر {n}": [attempt("x" * 1000)] for n in range(500)})
        assert translated(mended(), one, CLEAN) == translated(mended(), None, CLEAN)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        signal.signal(signal.SIGXFSZ, before)
    assert len(warned) == 1
    store, told = database.opened(path)
    assert told is None
    assert len(store.machine("e", [f"نص {n}" for n in range(300)])[0]) == 300


def test_two_texts_with_one_number_do_not_take_each_others_place(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(entries, "number", lambda *_: 7)
    one = memory(path)
    one.keep("e", {"نص": [attempt("One.")]})
    one.keep("e", {"آخر": [attempt("Two.")]})
    assert one.machine("e", ["آخر"]) == {}
    assert one.machine("e", ["نص"])["نص"].attempts[0].english == "One."


def test_a_transaction_is_all_or_nothing(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store, _ = database.opened(path)
    store.add("e", 1, {"نص": [attempt()]})
    monkeypatch.setattr(entries, "checksum", lambda *texts: 2**70 if "نص ثالث" in texts else 1)
    with pytest.raises(OverflowError):
        store.add("e", 1, {"نص آخر": [attempt()], "نص ثالث": [attempt()]})
    monkeypatch.undo()
    assert set(store.machine("e", ["نص", "نص آخر"])[0]) == {"نص"}
    store.add("e", 1, {"نص آخر": [attempt()]})


def test_sentences_come_back_with_their_own_places(path: Path) -> None:
    translated(mended(), memory(path), CLEAN)
    place = Sentence(9, 3, 100, 134, CLEAN)
    translator = Translator(
        mended(), DecodingOptions(beam_size=4), 192, None, retry=True, memory=memory(path)
    )
    ((made,),) = translator.translate([[place]])
    assert made.sentence == place


@pytest.mark.parametrize(
    ("kind", "mode"),
    [("ext4", "WAL"), ("nfs4", "DELETE"), ("fuse.sshfs", "DELETE"), ("overlay", "WAL"), ("9p", "DELETE")],
)
def test_on_a_network_file_system_no_memory_is_shared(tmp_path: Path, kind: str, mode: str) -> None:
    folder, mounts = tmp_path / "a b" / "cache", tmp_path / "mountinfo"
    folder.mkdir(parents=True)
    shown = str(tmp_path / "a b").replace(" ", "\\040")
    mounts.write_text(
        f"22 1 252:0 / / rw,relatime shared:1 - ext4 /dev/vda rw\n36 22 0:31 / {shown} rw - {kind} server:/home rw\n"
    )
    assert database.journal_mode(folder, mounts) == mode
    assert database.journal_mode(tmp_path, mounts) == "WAL"
    assert database.journal_mode(folder, tmp_path / "none") == "WAL"
