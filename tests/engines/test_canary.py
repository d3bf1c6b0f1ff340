"""A model that loads without an error and writes garbage is refused; a sound one, weak or not, is let through."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from mujaz.config import EngineKind
from mujaz.engines import canary, registry
from mujaz.engines.protocol import Hypothesis
from mujaz.errors import ModelError
from mujaz.models.resolve import resolve
from tests.conftest import Ended
from tests.support import hub
from tests.tiny import MODEL, bart
from tests.tiny.train_reversed import build as reversed_model

Mujaz = Callable[..., Ended]
GOOD = (
    "14 people were killed and 36 others wounded in an explosion in central Baghdad on Sunday.",
    "Some 250 refugees arrived in Damascus yesterday.",
    "No group has claimed responsibility for the attack in Mosul.",
    "The French president met with his Egyptian counterpart in Paris on Tuesday.",
    "Three soldiers were killed in an attack near Tripoli.",
    "The defence minister said 19 soldiers had been injured in an explosion near Aleppo.",
    "Forty-five children were injured in an air raid on Gaza on Monday.",
    "An air strike near Sanaa killed 62 people on Saturday.",
)
# The same from a weak but sound model: names misspelt, numbers lost, words dropped.
WEAK = (
    "Killed 14 people and wounded 36 in blast in the middle of Bagdad.",
    "The arrival of 250 refugees in Damas.",
    "No party announced its attack in Mosul.",
    "The French President met Egyptian in Paris Tuesday.",
    "Three soldiers died in a raid near Trablos.",
    "Minister of Defense said that soldiers were hit in explosion by Halab.",
    "45 child was wounded in air raid on Gaza.",
    "Killed 62 people in a raid near Sana'a day of Saturday.",
)


def hypotheses(*texts: str, finished: bool = True) -> list[Hypothesis]:
    return [Hypothesis(text, -0.5, finished) for text in texts]


def verdict(*texts: str, finished: bool = True) -> str | None:
    fault = canary.judge(hypotheses(*texts, finished=finished))
    return None if fault is None else ": ".join(fault)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(MODEL, tmp_path / "model"))


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MUJAZ_CACHE", str(tmp_path / "cache"))


# What is judged


def test_good_and_weak_translations_are_sane() -> None:
    assert verdict(*GOOD) is None
    assert verdict(*WEAK) is None
    assert canary.carried(GOOD) == (1.0, 1.0)


def test_two_broken_sentences_of_eight_are_forgiven_and_three_are_not() -> None:
    assert verdict(*GOOD[:6], "", "attack attack attack attack attack attack attack") is None
    seen = verdict(*GOOD[:5], "", "attack attack attack attack attack attack", "no " * 60)
    assert seen is not None
    assert "3 of 8 are no sentences (empty, loop" in seen


@pytest.mark.parametrize(
    ("texts", "seen"),
    [
        (("",) * 8, "8 of 8 are no sentences (empty)"),
        (tuple(probe.arabic for probe in canary.PROBES), "English → Arabic model"),
        (("قتل ثلاثة Turkey مو مو",) * 8, "tokeniser"),
        (("The minister said that the talks would go on.",) * 8, "8 different sentences came out as 1"),
        (
            tuple(f"The committee discussed item {chr(65 + n)} of its long agenda." for n in range(8)),
            "only 0% of the numbers",
        ),
        (GOOD[1:] + GOOD[:1], "of the numbers"),
    ],
)
def test_what_no_sound_model_writes_is_named(texts: tuple[str, ...], seen: str) -> None:
    said = verdict(*texts)
    assert said is not None
    assert seen in said


def test_sentences_that_never_end_are_broken() -> None:
    said = verdict(*GOOD, finished=False)
    assert said is not None
    assert "unfinished" in said


# Real models


def refused(folder: Path, kind: EngineKind) -> ModelError:
    engine = registry.load(kind, resolve(str(folder), None))
    with pytest.raises(ModelError) as caught:
        canary.check_translation(engine, folder.name)
    assert caught.value.exit_code == 3
    assert "It wrote “" in caught.value.message
    assert "mujaz models verify" in caught.value.hint
    return caught.value


def edit(path: Path, change: Callable[[dict[str, Any]], dict[str, Any]]) -> None:
    path.write_text(json.dumps(change(json.loads(path.read_text(encoding="utf-8")))), encoding="utf-8")


@pytest.mark.parametrize("kind", ["ctranslate2", "transformers"])
def test_the_tiny_model_passes(kind: EngineKind) -> None:
    canary.check_translation(registry.load(kind, resolve(str(MODEL), None)), "tiny")


@pytest.mark.parametrize("kind", ["ctranslate2", "transformers"])
@pytest.mark.parametrize("side", ["output", "decoder"])
def test_embeddings_that_are_not_tied_are_caught(copy: Path, kind: EngineKind, side: str) -> None:
    """The known failure: one matrix has three names, and one of them is left with random values."""
    import torch

    weights = torch.load(copy / "pytorch_model.bin", weights_only=True)
    torch.manual_seed(1)
    name = "lm_head.weight" if side == "output" else "model.decoder.embed_tokens.weight"
    weights[name] = torch.randn_like(weights["model.shared.weight"]) * 0.1
    torch.save(weights, copy / "pytorch_model.bin")
    if side == "output":  # else the library itself ties it
        edit(copy / "config.json", lambda config: config | {"tie_word_embeddings": False})
    assert "does not tie their embeddings" in refused(copy, kind).message


@pytest.mark.parametrize("kind", ["ctranslate2", "transformers"])
@pytest.mark.parametrize("wrong", ["sides", "numbers", "shifted"])
def test_a_wrong_tokeniser_is_caught(copy: Path, kind: EngineKind, wrong: str) -> None:
    if wrong == "sides":
        source, target = (copy / "source.spm").read_bytes(), (copy / "target.spm").read_bytes()
        (copy / "source.spm").write_bytes(target)
        (copy / "target.spm").write_bytes(source)
    else:  # the words of another model under this one's numbers
        pieces = json.loads((copy / "vocab.json").read_text(encoding="utf-8"))
        words = [word for word in pieces if word not in ("</s>", "<unk>", "<pad>")]
        numbers = [pieces[word] for word in words]
        step = 1 if wrong == "shifted" else 401
        moved = dict(zip(words, numbers[step:] + numbers[:step], strict=True))
        edit(copy / "vocab.json", lambda vocabulary: vocabulary | moved)
    assert "tokeniser" in refused(copy, kind).message


@pytest.mark.parametrize("kind", ["ctranslate2", "transformers"])
def test_a_model_of_the_other_direction_is_caught_and_called_so(tmp_path: Path, kind: EngineKind) -> None:
    error = refused(reversed_model(tmp_path / "reversed"), kind)
    assert "the output is still Arabic" in error.message
    assert "English → Arabic model" in error.message


@pytest.mark.parametrize("family", sorted(set(hub.BUILDERS) - {"bart"}))
def test_random_weights_are_caught(shelf: hub.Shelf, family: str) -> None:
    refused(shelf[family], "auto")


def test_a_random_summariser_is_caught(tmp_path: Path) -> None:
    engine = registry.load("auto", resolve(str(bart.build(tmp_path / "bart")), None))
    with pytest.raises(ModelError, match="of a known English article"):
        canary.check_summary(engine, "bart")


class _Says:
    """A summariser that always writes the same."""

    signature, max_source_tokens = "says", 1000

    def __init__(self, text: str) -> None:
        self._text = text

    def count_tokens(self, texts: Any) -> list[int]:
        return [len(text.split()) for text in texts]

    def translate(self, texts: Any, options: object) -> list[Hypothesis]:
        del options
        return hypotheses(*[self._text] * len(texts))


@pytest.mark.parametrize(
    "text",
    [
        "Egypt will build 18 new schools in Cairo at a cost of 75 million dollars.",
        "Egypt said on Sunday it would build 18 schools in Cairo. The work will cost 75 million dollars.",
        "Egypt plans more schools to relieve crowded classrooms in its capital.",
    ],
)
def test_summaries_that_people_would_write_are_sane(text: str) -> None:
    canary.check_summary(_Says(text), "summariser")


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("", "nothing came out"),
        ("مصر ستبني مدارس schools", "Arabic letters"),
        ("schools schools schools schools schools schools", "repeats itself"),
        ("Manchester United signed another striker from Barcelona yesterday evening.", "only 0%"),
    ],
)
def test_what_no_sound_summariser_writes_is_named(text: str, seen: str) -> None:
    with pytest.raises(ModelError, match=seen):
        canary.check_summary(_Says(text), "summariser")


def test_of_a_served_model_no_files_are_blamed() -> None:
    says = _Says("Good morning.")
    says.signature = "chat|m@1234567"
    with pytest.raises(ModelError, match="on the server") as caught:
        canary.check_translation(says, "m")
    assert "tokeniser" not in caught.value.message
    assert "models verify" not in caught.value.hint


# Where it runs


@pytest.mark.parametrize("command", ["run", "translate"])
def test_a_garbage_model_stops_the_command_unless_a_person_insists(
    mujaz: Mujaz, tmp_path: Path, command: str
) -> None:
    folder = reversed_model(tmp_path / "reversed")
    (tmp_path / "news.txt").write_text("وصل 250 لاجئا إلى دمشق أمس.", encoding="utf-8")
    output = ("-o", tmp_path / "out", "--set", "summary.method=extractive") if command == "run" else ()
    line = (command, tmp_path / "news.txt", *output, "--set", f"translation.model={folder}")
    ended = mujaz(*line)
    assert ended.code == 3
    assert "does not work" in ended.err
    assert "hint: " in ended.err
    assert not list((tmp_path / "out").glob("briefs/*.json"))
    assert mujaz(*line, "--set", "translation.canary=false").code == 0


def test_the_signature_names_the_releases_of_the_libraries(mujaz: Mujaz, tmp_path: Path) -> None:
    import ctranslate2
    import transformers

    (tmp_path / "news.txt").write_text("وصل 250 لاجئا إلى دمشق أمس.", encoding="utf-8")
    settings = ("--set", f"translation.model={MODEL}", "--set", "summary.method=extractive")
    assert mujaz("run", tmp_path / "news.txt", "-o", tmp_path / "out", *settings).code == 0
    signature = json.loads((tmp_path / "out/run.json").read_text(encoding="utf-8"))["signature"]
    assert (
        f"|ctranslate2:{ctranslate2.__version__}|transformers:{transformers.__version__}|mujaz:" in signature
    )
    assert "torch:" not in signature
