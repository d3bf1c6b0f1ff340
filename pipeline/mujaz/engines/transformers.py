"""transformers: the reference engine; slower, and any sequence-to-sequence model runs in it."""

import threading
from collections.abc import Sequence
from functools import cached_property, partial
from typing import Any

from mujaz.engines import decoding
from mujaz.engines.protocol import DecodingOptions, EngineSettings, Hypothesis
from mujaz.engines.tokenizing import TokenizedEngine, Tokenizing, label
from mujaz.errors import ModelError, UsageError
from mujaz.models import checkpoint
from mujaz.models.resolve import ResolvedModel

_PRECISIONS = ("float32", "float16", "bfloat16")
_LOGITS = 1 << 26  # numbers in one block of logits when scoring: 256 MB in float32


class TransformersEngine(TokenizedEngine):
    """A model run by transformers and torch; see `mujaz.engines.protocol.Engine`.

    Beam search is set to agree with CTranslate2's: padding and the unknown token never come out, and probabilities are
    renormalised after such exclusions.

    Args:
        resolved: A checkpoint.
        settings: How it runs; the precision is float32, float16 or bfloat16, and no threads leave torch's as they are.

    Raises:
        ModelError: The model is broken.
        UsageError: The device lacks the precision, or a language code is wrong.
    """

    def __init__(self, resolved: ResolvedModel, settings: EngineSettings) -> None:
        import torch

        self._device = _device(settings.device)
        precision = _precision(settings.precision, self._device)
        self._tokenizing = Tokenizing(resolved.folder, resolved.name, settings)
        self._settings = decoding.read_settings(resolved.folder)
        self._foreign = self._tokenizing.foreign(resolved.folder)
        self._lock = threading.Lock()  # a second thread would only take memory
        if settings.threads:
            torch.set_num_threads(settings.threads)
        model = checkpoint.load(resolved.folder, getattr(torch, precision)).to(self._device)
        self._start = _start_token(model, resolved)
        # generate() would fill what we leave open from the model's own settings, a forced end of sentence among
        # them, which hides that an output was cut off.
        model.generation_config = type(model.generation_config)()
        self._model: Any = model
        self._signature = f"transformers|{resolved.identity}|{precision}{label(self._tokenizing)}"

    def translate(self, texts: Sequence[str], options: DecodingOptions) -> list[Hypothesis]:
        """One hypothesis for each text, in the same order.

        Raises:
            ValueError: A text is longer than `max_source_tokens`.
            MemoryError: The memory does not suffice for a single text.
        """
        with self._lock:
            return self._translated(self._tokenizing.encode(texts), options)

    def _translated(self, encoded: list[list[int]], options: DecodingOptions) -> list[Hypothesis]:
        lengths = [len(ids) for ids in encoded]
        found: dict[int, Hypothesis] = {}
        for group in decoding.groups(
            lengths, self._tokenizing.special, options, self._settings, self._tokenizing.positions - 1
        ):
            for batch in decoding.batches(group.indices, lengths, options.batch_tokens):
                rows = [encoded[place] for place in batch]
                hypotheses = decoding.within_memory(rows, partial(self._decode, search=group.search))
                found.update(zip(batch, hypotheses, strict=True))
        return [found.get(place, decoding.NOTHING) for place in range(len(encoded))]

    def _decode(self, batch: list[list[int]], search: decoding.Search) -> list[Hypothesis]:
        import torch

        width = max(map(len, batch))
        pad, eos = self._tokenizing.pad, self._tokenizing.eos
        source = torch.tensor([ids + [pad] * (width - len(ids)) for ids in batch], device=self._device)
        mask = torch.tensor([[1] * len(ids) + [0] * (width - len(ids)) for ids in batch], device=self._device)
        first = self._first()
        with torch.inference_mode(), checkpoint.quiet():
            rows = self._model.generate(
                input_ids=source, attention_mask=mask, generation_config=self._generation(search)
            ).tolist()
            outputs = [_until_end(row[1 + len(first) :], eos, pad) for row in rows]
            scores = self._scores(source, mask, outputs, search)
        return [
            Hypothesis(self._tokenizing.decode(ids), score, bool(ids) and ids[-1] == eos)
            for ids, score in zip(outputs, scores, strict=True)
        ]

    def _generation(self, search: decoding.Search) -> Any:
        from transformers import GenerationConfig

        first = self._first()
        return GenerationConfig(
            num_beams=search.beam_size,
            early_stopping=search.early_stopping and search.beam_size > 1,
            length_penalty=search.length_penalty,
            no_repeat_ngram_size=search.no_repeat_ngram,
            min_new_tokens=search.min_tokens + len(first),
            max_new_tokens=search.max_tokens + len(first),
            forced_bos_token_id=first[0] if first else None,
            bad_words_ids=[
                *([token] for token in self._never),
                *(list(ids) for ids in self._settings.suppressed),
            ],
            renormalize_logits=True,
            do_sample=False,
            pad_token_id=self._tokenizing.pad,
            eos_token_id=self._tokenizing.eos,
            decoder_start_token_id=self._start,
        )

    def _scores(
        self, source: Any, mask: Any, outputs: list[list[int]], search: decoding.Search
    ) -> list[float]:
        """The mean log-probability per token of each output, from one pass over the finished outputs.

        generate() can return it only together with the logits of every step of every beam: gigabytes. Tokens that
        the search excluded are excluded here too, so that the scores are those of CTranslate2.
        """
        import torch

        pad, eos, first = self._tokenizing.pad, self._tokenizing.eos, self._first()
        width = max(map(len, outputs))
        targets = torch.tensor([ids + [pad] * (width - len(ids)) for ids in outputs], device=self._device)
        head = torch.tensor([[self._start, *first]] * len(outputs), device=self._device)
        inputs = torch.cat((head, targets[:, :-1]), dim=1)
        vocabulary = self._model.get_output_embeddings().weight.shape[0]
        step = max(1, _LOGITS // (inputs.shape[1] * vocabulary))
        scores: list[float] = []
        for low in range(0, len(outputs), step):
            part = slice(low, low + step)
            logits = (
                self._model(input_ids=source[part], attention_mask=mask[part], decoder_input_ids=inputs[part])
                .logits[:, len(first) :]
                .float()
            )
            logits[:, :, self._never] = -torch.inf
            logits[:, : search.min_tokens, eos] = -torch.inf
            for row, ids in zip(logits, inputs[part].tolist(), strict=True):
                for step_number, banned in decoding.repeated(ids, search.no_repeat_ngram):
                    if step_number >= len(first):
                        row[step_number - len(first), banned] = -torch.inf
            chosen = logits.log_softmax(-1).gather(-1, targets[part].unsqueeze(-1)).squeeze(-1)
            scores += [row[: len(ids)].mean().item() for row, ids in zip(chosen, outputs[part], strict=True)]
        return scores

    def _first(self) -> list[int]:
        """The token with which every output must start, if there is one."""
        target = self._tokenizing.target
        forced = self._settings.forced_first if target is None else target
        return [] if forced is None else [forced]

    @cached_property
    def _never(self) -> list[int]:
        """Tokens that may not come out: padding, the unknown token, the source's, and those that the model's files forbid."""
        single = [ids[0] for ids in self._settings.suppressed if len(ids) == 1]
        unknown = self._tokenizing.unknown
        special = {self._tokenizing.pad, *([] if unknown is None else [unknown])}
        return sorted({*special, *single, *self._foreign})


def _until_end(ids: list[int], eos: int, pad: int) -> list[int]:
    """Output ids up to and including the end of sentence, without padding."""
    if eos in ids:
        return ids[: ids.index(eos) + 1]
    return [token for token in ids if token != pad]


def _start_token(model: Any, resolved: ResolvedModel) -> int:
    for settings in (model.generation_config, model.config):
        if (token := getattr(settings, "decoder_start_token_id", None)) is not None:
            return int(token)
    raise ModelError(
        f"model {resolved.name} does not say with which token its decoder starts",
        f"add decoder_start_token_id to {resolved.folder / 'config.json'}, as its authors give it",
    )


def _device(device: str) -> str:
    import torch

    if device == "auto":
        return "cuda" if torch.cuda.is_available() else "cpu"
    if device == "cuda" and not torch.cuda.is_available():
        raise UsageError(
            "torch sees no GPU, yet translation.device is cuda", "`--set translation.device=auto`"
        )
    return device


def _precision(precision: str, device: str) -> str:
    if precision == "auto":
        return "float32" if device == "cpu" else "float16"
    if precision not in _PRECISIONS or (precision == "float16" and device == "cpu"):
        raise UsageError(
            f"the transformers engine does not compute in {precision} on this {device}",
            "`--set translation.precision=auto`, or `--set translation.engine=ctranslate2` for int8",
        )
    return precision
