"""The search that a model's own files ask for, what the caller overrides, and how inputs are grouped for it.

Both engines take their settings, output limits and groups from here, so that they search alike.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

from mujaz.engines.protocol import DecodingOptions, Hypothesis
from mujaz.models import files

# Output limit of a translation: 2 × source tokens + 24, the source rounded up to a multiple of 16. English needs about as
# many pieces as Arabic (median chars ratio 1.15, p99.9 1.92 over 14,063 outputs), and only a loop gets this far. The
# steps of 16 keep the number of groups small; a limit that depended on the batch would make the output depend on it.
_RATIO, _EXTRA, _STEP = 2, 24, 16
# Source tokens, special ones counted, to whose multiples an input is padded where nothing may depend on its neighbours
# in a batch (see `width`); it divides _STEP, so that inputs of one width have one limit.
_WIDTH = 8
_WIDEST = 256  # above, inputs fill the processor alone, and a filling row would cost more than it saves
# What torch ("CUDA out of memory"), CTranslate2 ("CUDA failed with error out of memory") and C++ ("std::bad_alloc") say.
_OUT_OF_MEMORY = re.compile(r"out of memory|bad_alloc|can't allocate|unable to allocate", re.IGNORECASE)
NOTHING = Hypothesis("", None, finished=True)  # the output for an input without tokens


@dataclass(frozen=True, slots=True)
class Settings:
    """A model's own decoding settings; lengths count target tokens without start token and language code."""

    beam_size: int = 1
    length_penalty: float = 1.0
    early_stopping: bool = False  # end the search with the first `beam_size` finished hypotheses, good or bad
    no_repeat_ngram: int = 0
    min_tokens: int = 1  # before the end-of-sentence token may come; an empty output is never right
    max_tokens: int | None = None  # with the end-of-sentence token; only a summariser has one of its own
    forced_first: int | None = None  # a token that every output starts with, e.g. BART's `<s>`
    suppressed: tuple[tuple[int, ...], ...] = ()  # sequences of tokens that may not come out


@dataclass(frozen=True, slots=True)
class Search:
    """The settings for one group of inputs, everything decided."""

    beam_size: int
    length_penalty: float
    early_stopping: bool
    no_repeat_ngram: int
    min_tokens: int
    max_tokens: int
    hypotheses: int  # to give back for each input


@dataclass(frozen=True, slots=True)
class Group:
    """Inputs that share a search: their indices in the caller's list, shortest first."""

    indices: tuple[int, ...]
    search: Search


def read_settings(folder: Path) -> Settings:
    """A model's own settings: `generation_config.json`, and what checkpoints of 2020 say in `config.json`.

    transformers 5 reads the latter only when the former is absent; here each key is looked up in both.

    Raises:
        ModelError: A file is not readable JSON.
    """
    own: dict[str, Any] = {}
    for name in ("config.json", "generation_config.json"):
        if (folder / name).is_file():
            own |= {key: value for key, value in files.read_json(folder / name).items() if value is not None}
    forced_first = own.get("forced_bos_token_id")
    outer = 1 if forced_first is None else 2  # the files count the start token and a forced first one
    summarises = own.get("min_length", 0) > 0
    return Settings(
        beam_size=own.get("num_beams", 1),
        length_penalty=float(own.get("length_penalty", 1.0)),
        early_stopping=own.get("early_stopping", False) is True,  # "never" is a stricter False
        no_repeat_ngram=own.get("no_repeat_ngram_size", 0),
        min_tokens=max(1, own.get("min_length", 0) - outer),
        # A translator's own max_length (512, 200, 20) is a technical limit: a sentence's output limit is in
        # proportion to it. A summariser's belongs to what it learnt.
        max_tokens=own["max_length"] - outer if summarises and "max_length" in own else None,
        forced_first=forced_first,
        suppressed=tuple(tuple(sequence) for sequence in own.get("bad_words_ids", ())),
    )


def groups(
    lengths: Sequence[int], special: int, options: DecodingOptions, own: Settings, most: int
) -> list[Group]:
    """Group inputs by their search; each one's depends on its own length only, never on its neighbours.

    Args:
        lengths: Source tokens of each input, special tokens and prefix counted.
        special: How many of them are special tokens and prefix; an input without any others is left out.
        options: What the caller asks.
        own: What the model's files ask where the caller does not.
        most: The model's limit for the output, in tokens.
    """
    by_limit: dict[int, list[int]] = {}
    for index in sorted(range(len(lengths)), key=lengths.__getitem__):
        if lengths[index] <= special:
            continue
        limit = options.max_length or own.max_tokens or _proportional(lengths[index], special)
        by_limit.setdefault(min(limit, most), []).append(index)
    return [
        Group(
            tuple(indices),
            Search(
                beam_size=options.beam_size or own.beam_size,
                length_penalty=own.length_penalty
                if options.length_penalty is None
                else options.length_penalty,
                early_stopping=own.early_stopping,
                no_repeat_ngram=own.no_repeat_ngram
                if options.no_repeat_ngram is None
                else options.no_repeat_ngram,
                min_tokens=min(
                    limit, own.min_tokens if options.min_length is None else max(1, options.min_length)
                ),
                max_tokens=limit,
                hypotheses=min(options.hypotheses, options.beam_size or own.beam_size),
            ),
        )
        for limit, indices in sorted(by_limit.items())
    ]


def width(length: int, most: int) -> int:
    """To how many tokens an input of `length` is padded, in whatever company; a function of its length alone.

    Args:
        length: Source tokens, special tokens and prefix counted.
        most: The model's limit for them.
    """
    return length if length > _WIDEST else min(-(-length // _WIDTH) * _WIDTH, most)


def batches(indices: Sequence[int], lengths: Sequence[int], budget: int) -> list[list[int]]:
    """Cut indices into batches of at most `budget` padded tokens; a single input always fits.

    Args:
        indices: Sorted by length.
        lengths: Source tokens of every input.
        budget: Tokens, padding counted.
    """
    result: list[list[int]] = []
    for index in indices:
        if result and (len(result[-1]) + 1) * lengths[index] <= budget:
            result[-1].append(index)
        else:
            result.append([index])
    return result


def full_batches(indices: Sequence[int], lengths: Sequence[int], budget: int, rows: int) -> list[list[int]]:
    """Cut indices into batches that are as full as the longest input of each allows, of about one size from there on.

    Args:
        indices: Sorted by length.
        lengths: Source tokens of every input.
        budget: Tokens, padding counted; a single input always fits.
        rows: Inputs in a batch, at most.

    Returns:
        The longest first, so that threads end at about one time; each sorted by length.
    """
    result: list[list[int]] = []
    left = len(indices)
    while left:
        most = max(1, min(budget // lengths[indices[left - 1]], rows))
        size = -(-left // -(-left // most))
        result.append(list(indices[left - size : left]))
        left -= size
    return result


def batches_of_one_width(
    indices: Sequence[int], widths: Sequence[int], budget: int, rows: int
) -> list[list[int]]:
    """The same where only inputs of one width share a batch, dealt out evenly, so that no batch is a poor rest.

    Dealt, not cut: so most batches hold an input that fills the width, and need no filling row.

    Args:
        indices: Sorted by width.
        widths: To how many tokens every input is padded.
        budget: Tokens, padding counted.
        rows: Inputs in a batch, at most.
    """
    result: list[list[int]] = []
    for wide, group in groupby(indices, key=widths.__getitem__):
        mine = list(group)
        count = -(-len(mine) // max(1, min(budget // wide, rows)))
        result += [mine[part::count] for part in range(count)]
    return result


def within_memory(
    rows: list[list[int]], decode: Callable[[list[list[int]]], list[Hypothesis]]
) -> list[Hypothesis]:
    """Decode a batch; where the memory does not suffice, in halves.

    Raises:
        MemoryError: It does not suffice for a single input.
    """
    try:
        return decode(rows)
    except (RuntimeError, MemoryError) as error:
        if not (isinstance(error, MemoryError) or _OUT_OF_MEMORY.search(str(error))):
            raise
        if len(rows) == 1:
            raise MemoryError(
                f"the memory does not suffice to decode one text of {len(rows[0])} tokens; "
                "a smaller translation.beam_size takes less, translation.device=cpu has mostly more"
            ) from error
    # Outside the except block, so that what the failed attempt held is released first.
    half = len(rows) // 2
    return within_memory(rows[:half], decode) + within_memory(rows[half:], decode)


def repeated(ids: Sequence[int], size: int) -> Iterator[tuple[int, list[int]]]:
    """What a no-repeat n-gram rule excludes while `ids` are decoded.

    Args:
        ids: The decoder's input: start token and output.
        size: The n of the rule; 0 is none.

    Yields:
        A step (0 predicts what follows `ids[0]`) and the tokens that would repeat an n-gram there.
    """
    following: dict[tuple[int, ...], list[int]] = {}
    for step, token in enumerate(ids if size else ()):
        if step >= size - 1:
            following.setdefault(tuple(ids[step - size + 1 : step]), []).append(token)
        if step >= size - 2 and (banned := following.get(tuple(ids[step - size + 2 : step + 1]))):
            yield step, banned


def _proportional(length: int, special: int) -> int:
    return _RATIO * (-(-length // _STEP) * _STEP - special) + _EXTRA
