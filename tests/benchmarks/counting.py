"""An engine that counts what it is given, for benchmarks of what is saved or tried again."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from mujaz.engines.protocol import DecodingOptions, Engine, Hypothesis


@dataclass
class Counting:
    """Counts the texts that it translates, by whatever measure."""

    engine: Engine
    measure: Callable[[Sequence[str]], int]
    count: int = 0

    @property
    def signature(self) -> str:
        return self.engine.signature

    @property
    def max_source_tokens(self) -> int:
        return self.engine.max_source_tokens

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        return self.engine.count_tokens(texts)

    def translate(self, texts: Sequence[str], options: DecodingOptions) -> list[Hypothesis]:
        self.count += self.measure(texts)
        return self.engine.translate(texts, options)
