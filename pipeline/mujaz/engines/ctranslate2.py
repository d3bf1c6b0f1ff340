"""CTranslate2: the default on CPUs, int8, and the fastest on GPUs for the models it converts.

On a CPU what a text becomes does not depend on its company, to the last bit. What could let it is the width to which its
batch is padded: int8 products are exact and scaled row by row, but attention multiplies in float32 over the padded width,
and the order in which the matrix library adds may depend on that. Where it does not (`widths.py`), texts of any lengths
share a batch. Elsewhere a text is always padded to the same width, a function of its own length, whatever stands beside it
(`decoding.width`); where no text of a batch fills the width, a filling row does. Measured with a random-weight model of
opus-mt-ar-en's shape on 500 sentences: in batches of 2, 7, 32 and all at once, shuffled, not a bit differs from the
same sentences alone. So a resumed run writes what an uninterrupted one does. In float32 even these may differ in the
last digits of the score, since the matrix library rounds by batch.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property, partial
from pathlib import Path
from typing import Any

from mujaz.engines import decoding, widths
from mujaz.engines.protocol import DecodingOptions, EngineSettings, Hypothesis, Others, cores
from mujaz.engines.tokenizing import TokenizedEngine, Tokenizing, label
from mujaz.errors import ModelError, UsageError
from mujaz.models import convert, files
from mujaz.models.resolve import ResolvedModel

# How many times `beam_size` hypotheses must be finished before a search ends, for a model that does not ask for early
# stopping (OPUS-MT does not). CTranslate2's own 1 ends it with the first ones, good or bad. Measured with the tiny model
# on its 200 held-out sentences, beam 4, float32: exact 186 with patience 1 and 195 with 2, as with transformers, whose
# every output is then the same; 1.5 gives 199 equal outputs.
PATIENCE = 2

# Hypotheses that are decoded together on a CPU, inputs × beams. More saves little time and takes much memory, since each
# holds the logits of a whole vocabulary a few times over. Measured with opus-mt-ar-en's shape and its whole vocabulary of
# 62,834, 240 sentences on two threads, CPU seconds and peak MB: beam 4: 26.2 and 614 for 128, 27.4 and 549 for 96, 27.1
# and 478 for 64, 32.8 and 357 for 32; greedy: 9.4 and 485, 9.6 and 470, 10.0 and 392, 10.3 and 343. With the half of
# that vocabulary that is written, a whole run of 480 sentences: 38.1 and 653 for 128, 39.4 and 603 for 80.
_ROWS = 80
_TRIAL = 5  # tokens to decode when it is tried whether the width of a batch matters


class CTranslate2Engine(TokenizedEngine):
    """A model run by CTranslate2; see `mujaz.engines.protocol.Engine`.

    Args:
        resolved: A checkpoint that converts, or a folder in CTranslate2's format with its tokeniser.
        settings: How it runs; the precision is one that the device supports.

    Raises:
        ModelError: The model is broken or cannot be converted.
        UsageError: The device lacks the precision, or a language code is wrong.
    """

    def __init__(self, resolved: ResolvedModel, settings: EngineSettings) -> None:
        import ctranslate2

        self._device = device = _device(settings.device)
        precision = _precision(settings.precision, device, resolved.folder)
        self._tokenizing = Tokenizing(resolved.folder, resolved.name, settings)
        self._settings = decoding.read_settings(resolved.folder)
        self._precision = precision
        self._folder = folder = convert.converted(resolved, precision)
        threads = settings.threads or cores()
        # One thread a batch: with small batches 700 sentences took 8.4 s so, and 10.1 s with two threads on each.
        workers = threads if device == "cpu" else 1
        try:
            self._translator: Any = ctranslate2.Translator(
                str(folder), device=device, compute_type=precision, inter_threads=workers, intra_threads=1
            )
        except (RuntimeError, ValueError) as error:
            raise ModelError(
                f"the CTranslate2 model in {folder} cannot be loaded: {error}",
                f"delete {folder} and run the command again, or use `--set translation.engine=transformers`",
            ) from error
        self._suppressed = self._suppressed_tokens(folder)
        made = "" if folder == resolved.folder else f"|conversion:{convert.CONVERTER}"
        self._signature = f"ctranslate2|{resolved.identity}|{precision}{made}{label(self._tokenizing)}"

    def translate(self, texts: Sequence[str], options: DecodingOptions) -> list[Hypothesis]:
        """One hypothesis for each text, in the same order.

        Raises:
            ValueError: A text is longer than `max_source_tokens`.
        """
        encoded = self._tokenizing.encode(texts)
        lengths = [len(ids) for ids in encoded]
        running: list[tuple[list[int], decoding.Search, int, Any]] = []
        for group in decoding.groups(
            lengths, self._tokenizing.special, options, self._settings, self._tokenizing.positions - 1
        ):
            for batch, width in self._batches(group, lengths, options.batch_tokens):
                futures = self._submit([encoded[place] for place in batch], width, group.search)
                running.append((batch, group.search, width, futures))
        found: dict[int, Hypothesis] = {}
        for batch, search, width, futures in running:
            hypotheses = self._collect([encoded[place] for place in batch], width, search, futures)
            found.update(zip(batch, hypotheses, strict=True))
        return [found.get(place, decoding.NOTHING) for place in range(len(texts))]

    def _batches(
        self, group: decoding.Group, lengths: Sequence[int], budget: int
    ) -> Iterator[tuple[list[int], int]]:
        """Inputs to decode together, and to how many tokens they are padded."""
        if self._device != "cpu":
            # Padding costs less than small batches there, and float16 rounds by batch anyway.
            for batch in decoding.batches(group.indices, lengths, budget):
                yield batch, lengths[batch[-1]]
            return
        rows = max(1, _ROWS // group.search.beam_size)
        free = [place for place in group.indices if lengths[place] <= widths.MOST and self._any_width]
        for batch in decoding.full_batches(free, lengths, budget, rows):
            yield batch, max(lengths[batch[-1]], widths.FEWEST)
        padded = [decoding.width(length, self._tokenizing.positions) for length in lengths]
        for batch in decoding.batches_of_one_width(group.indices[len(free) :], padded, budget, rows):
            yield batch, padded[batch[0]]

    @cached_property
    def _any_width(self) -> bool:
        """Whether short inputs of different lengths may share a batch; found out where there are some."""
        if not self._precision.startswith("int8"):
            return False

        def decode(rows: Sequence[Sequence[str]]) -> list[tuple[tuple[str, ...], float]]:
            results = self._translator.translate_batch(
                rows, min_decoding_length=_TRIAL, max_decoding_length=_TRIAL, beam_size=1, return_scores=True
            )
            return [(tuple(result.hypotheses[0]), result.scores[0]) for result in results]

        return widths.alike(decode, sorted(_vocabulary(self._folder, "source")), self._signature)

    def _collect(
        self, rows: list[list[int]], width: int, search: decoding.Search, futures: Any
    ) -> list[Hypothesis]:
        """Wait for a batch; where the memory did not suffice, decode it again in halves."""

        def decode(part: list[list[int]]) -> list[Hypothesis]:
            pending = futures if part is rows else self._submit(part, width, search)
            # Every future is asked, the filling row's at the end too, so that no failure goes unseen.
            results = [one.result() for one in pending]
            return [self._hypothesis(result, search) for result in results[: len(part)]]

        return decoding.within_memory(rows, decode)

    def _submit(self, rows: list[list[int]], width: int, search: decoding.Search) -> Any:
        """Queue a batch for CTranslate2's threads; gives a future for each row, and one for a filling row."""
        first = self._first()
        filled = rows if any(len(row) == width for row in rows) else [*rows, _filling(rows[-1], width)]
        return self._translator.translate_batch(
            [self._tokenizing.tokens(ids) for ids in filled],
            target_prefix=[first] * len(filled) if first else None,
            asynchronous=True,
            beam_size=search.beam_size,
            num_hypotheses=search.hypotheses,
            patience=1 if search.early_stopping else PATIENCE,
            length_penalty=search.length_penalty,
            no_repeat_ngram_size=search.no_repeat_ngram,
            disable_unk=True,
            suppress_sequences=self._suppressed,
            max_input_length=0,
            max_decoding_length=search.max_tokens + len(first),  # CTranslate2 counts the first token
            min_decoding_length=search.min_tokens + len(first),
            return_end_token=True,
            return_scores=True,
        )

    def _first(self) -> list[str]:
        """The token with which every output must start, if there is one."""
        target = self._tokenizing.target
        forced = self._settings.forced_first if target is None else target
        return [] if forced is None else self._tokenizing.tokens([forced])

    def _hypothesis(self, result: Any, search: decoding.Search) -> Hypothesis:
        """The best of an input's beam, with the others that were asked for."""
        scored = partial(self._scored, search=search)
        best = scored(result.hypotheses[0], result.scores[0])
        if len(result.hypotheses) == 1:
            return best
        return replace(best, others=Others(scored, result.hypotheses[1:], result.scores[1:]))

    def _scored(self, tokens: list[str], score: float, search: decoding.Search) -> Hypothesis:
        ids = self._tokenizing.ids(tokens)
        finished = bool(ids) and ids[-1] == self._tokenizing.eos
        # CTranslate2 divides the sum of log-probabilities by length ** length_penalty, where the length counts the
        # end of sentence and the forced first token, whose own probability is not in the sum.
        total = score * len(ids) ** search.length_penalty
        return Hypothesis(
            self._tokenizing.decode(ids), total / max(1, len(ids) - len(self._first())), finished
        )

    def _suppressed_tokens(self, folder: Path) -> list[list[str]] | None:
        """Padding, and what the model's files forbid, as far as the converted vocabulary has them."""
        vocabulary = _vocabulary(folder, "target")
        sequences = [
            self._tokenizing.tokens(ids) for ids in ((self._tokenizing.pad,), *self._settings.suppressed)
        ]
        return [tokens for tokens in sequences if vocabulary.issuperset(tokens)] or None


def _filling(row: list[int], width: int) -> list[int]:
    """A row of exactly `width` tokens: `row` with its last token before the end of sentence (mostly a full stop) again.

    So it decodes about as long as the row itself.
    """
    return row[:-1] + [row[-2]] * (width - len(row)) + row[-1:]


def _device(device: str) -> str:
    import ctranslate2

    if device == "auto":
        return "cuda" if ctranslate2.get_cuda_device_count() else "cpu"
    if device == "cuda" and not ctranslate2.get_cuda_device_count():
        raise UsageError(
            "no GPU is to be seen, yet translation.device is cuda", "`--set translation.device=auto`"
        )
    return device


def _precision(precision: str, device: str, folder: Path) -> str:
    import ctranslate2

    if precision == "auto":
        if device == "cpu":
            return "int8"
        # T5's activations exceed float16's range (its authors trained in bfloat16).
        t5 = files.read_json(folder / "config.json").get("model_type") == "t5"
        return (
            "bfloat16" if t5 and "bfloat16" in ctranslate2.get_supported_compute_types("cuda") else "float16"
        )
    supported = sorted(ctranslate2.get_supported_compute_types(device))
    if precision not in supported:  # CTranslate2 would silently compute in another one
        raise UsageError(
            f"CTranslate2 cannot compute in {precision} on this {device}",
            f"`--set translation.precision=auto`, or one of: {', '.join(supported)}",
        )
    return precision


def _vocabulary(folder: Path, side: str) -> set[str]:
    for name in (f"{side}_vocabulary", "shared_vocabulary"):
        if (path := folder / f"{name}.json").is_file():
            return set(json.loads(path.read_text(encoding="utf-8")))
        if (path := folder / f"{name}.txt").is_file():  # conversions before CTranslate2 3
            return set(path.read_text(encoding="utf-8").split("\n"))
    raise files.broken(folder / "shared_vocabulary.json", "is missing")
