"""The memory gives back what was made, byte for byte, and never stops a run."""

import os
import pickle
import signal
import sqlite3
import threading
from collections.abc import Sequence
from pathlib import Path

import pytest

from mujaz.article import Sentence
from mujaz.config import MemoryConfig
from mujaz.engines import versions
from mujaz.engines.protocol import DecodingOptions, Hypothesis
from mujaz.memory import database, entries
from mujaz.memory.memory import Memory
from mujaz.translation.translator import Translator
from tests.support.memories import FLAG, Nothing, Warned, asked, attempt, memory, mended, translated
from tests.translation.test_retry import BAD, CLEAN, FINE, GOOD, Scripted


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


def test_a_thread_that_a_fork_leaves_behind_keeps_nothing_locked(path: Path) -> None:
    one = memory(path)
    one.keep("e", {"نص": [attempt()]})
    held, done = threading.Event(), threading.Event()

    def hold() -> None:
        with one._alone():  # noqa: SLF001 - what a thread in the middle of its work holds
            held.set()
            done.wait()

    thread = threading.Thread(target=hold)
    thread.start()
    held.wait()
    if not (child := os.fork()):
        signal.alarm(20)  # ends a child that waits for that thread
        os._exit(len(one.machine("e", ["نص"])))
    done.set()
    thread.join()
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 1


def test_the_configuration_decides(own_caches: Path) -> None:
    made = Memory.of(MemoryConfig(max_megabytes=5), "r")
    assert made is not None
    assert (made.path, made.max_megabytes, made.run) == (own_caches / "mujaz/memory.sqlite3", 5, "r")
    assert Memory.of(MemoryConfig(enabled=False)) is None


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
