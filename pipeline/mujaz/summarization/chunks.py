"""An article in pieces that a summariser can read: whole sentences, about equal, nothing lost."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

Count = Callable[[Sequence[str]], list[int]]

_NEAR = 0.35  # of a sentence's length: how far from its middle a cut at a mark may be

# Where a sentence that is too long by itself may be cut, best first; the mark stays with the left part.
_CUTS = (
    re.compile(r"(?<=[;:])\s+|\s+(?=[—–])"),
    re.compile(r"(?<=,)\s+"),
    re.compile(r"\s+(?=(?:and|but|while|after|as|which|who|that)\s)"),
    re.compile(r"\s+"),
)


@dataclass(frozen=True, slots=True)
class Chunk:
    """Consecutive sentences, or parts of one that is too long."""

    text: str
    sentences: range  # positions (from 0) of the sentences that are in it, whole or in part


def chunks(sentences: Sequence[str], count: Count, limit: int) -> list[Chunk]:
    """The sentences in order, in as few chunks as fit the limit, the longest as short as can be.

    A chunk is joined with blanks, and its length is measured so. A sentence longer than the limit is cut
    at `;` or `:`, else at a comma, else before a conjunction, else between words, near its middle.

    Args:
        sentences: In order, none blank.
        count: The length of each text in the model's tokens.
        limit: Tokens in a chunk, at most.

    Raises:
        ValueError: `limit` is below 1.
    """
    if limit < 1:
        raise ValueError(f"a summariser must read at least one token, not {limit}")
    parts = [(at, part) for at, sentence in enumerate(sentences) for part in cut(sentence, count, limit)]
    lengths = count([part for _, part in parts])
    joint = 0
    while True:
        plan = [_chunk(parts, run) for run in _balanced(lengths, limit, joint)]
        # Joined text can be longer than its parts together: measure what will be read.
        fits = max(count([chunk.text for chunk in plan]), default=0) <= limit
        if fits or len(plan) == len(parts):
            return plan
        joint += 1


def _chunk(parts: Sequence[tuple[int, str]], run: range) -> Chunk:
    text = " ".join(parts[at][1] for at in run)
    return Chunk(text, range(parts[run[0]][0], parts[run[-1]][0] + 1))


def cut(sentence: str, count: Count, limit: int) -> list[str]:
    """A sentence as it is when it fits the limit, else in parts that do; joined with blanks, they are the sentence."""
    if count([sentence])[0] <= limit or len(sentence) <= 1:
        return [sentence]
    middle = len(sentence) / 2
    for pattern in _CUTS:
        places = [
            match for match in pattern.finditer(sentence) if match.start() and match.end() < len(sentence)
        ]
        # Not at the edges: two near-equal halves need the fewest cuts.
        near = [place for place in places if abs(place.start() - middle) <= _NEAR * len(sentence)]
        chosen = near or (places if pattern is _CUTS[-1] else [])
        if chosen:
            place = min(chosen, key=lambda match: abs(match.start() - middle))
            left, right = sentence[: place.start()], sentence[place.end() :]
            return [*cut(left, count, limit), *cut(right, count, limit)]
    half = len(sentence) // 2  # one endless "word"
    return [*cut(sentence[:half], count, limit), *cut(sentence[half:], count, limit)]


def _balanced(lengths: Sequence[int], limit: int, joint: int) -> list[range]:
    """Runs of parts: as few as the limit allows, and of these the division with the shortest longest run."""
    if not lengths:
        return []
    low, high = max(lengths), max(limit, *lengths)
    fewest = len(_filled(lengths, high, joint))
    while low < high:
        bound = (low + high) // 2
        if len(_filled(lengths, bound, joint)) <= fewest:
            high = bound
        else:
            low = bound + 1
    return _filled(lengths, low, joint)


def _filled(lengths: Sequence[int], bound: int, joint: int) -> list[range]:
    """Each run filled up to the bound, in order; `joint` tokens are reckoned for each place where parts join."""
    runs: list[range] = []
    room = 0
    for at, length in enumerate(lengths):
        if not runs or length + joint > room:
            runs.append(range(at, at + 1))
            room = bound - length
        else:
            runs[-1] = range(runs[-1].start, at + 1)
            room -= length + joint
    return runs
