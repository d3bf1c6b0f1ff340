"""Memories, and engines that tell what they were asked."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from mujaz.article import Attempt, Translation
from mujaz.engines.protocol import DecodingOptions, Hypothesis
from mujaz.flags import Flag
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


def mended() -> Scripted:
    return Scripted({(CLEAN, 4, None): GOOD, (BAD, 4, None): LOOPING, (BAD, 8, None): FINE})
