"""Label-smoothed cross entropy over a part of the vocabulary, its gradient made on the way.

The last product and its softmax over 24,000 pieces take half of a step on a CPU. Pieces that are neither wanted in a
batch nor common teach little in any one step, so only a sample of them stands in each softmax (Jean et al. 2015, without their
correction: the last part of a training has all pieces). Logits are made a few hundred rows at a time and never kept.
"""

import shutil
from collections.abc import Callable
from functools import cache
from typing import Any

import torch
from torch.nn import functional as F  # noqa: N812 - its customary name

_ROWS = 512


def sampled(
    gold: torch.Tensor, words: torch.Tensor, common: torch.Tensor, drawn: int
) -> tuple[torch.Tensor, torch.Tensor]:
    """Gold ids and word table cut down to the pieces of the batch, the common ones and `drawn` others.

    Args:
        gold: Ids, one a row.
        words: The whole table, pieces × width.
        common: Ids that are always there.
        drawn: How many more.
    """
    others = torch.randint(0, len(words), (drawn,), device=gold.device)
    some = torch.unique(torch.cat([gold, common, others]))
    places = torch.zeros(len(words), dtype=torch.long, device=gold.device)
    places[some] = torch.arange(len(some), device=gold.device)
    return places[gold], F.embedding(some, words)


def cross_entropy(
    states: torch.Tensor, words: torch.Tensor, gold: torch.Tensor, smoothing: float
) -> torch.Tensor:
    """The mean loss of rows of states (rows × width) against gold ids, over a table of pieces (pieces × width)."""
    loss: torch.Tensor = _CrossEntropy.apply(states, words, gold, smoothing)  # type: ignore[no-untyped-call]
    return loss


class _CrossEntropy(torch.autograd.Function):
    @staticmethod
    def forward(
        ctx: Any, states: torch.Tensor, table: torch.Tensor, gold: torch.Tensor, smoothing: float
    ) -> Any:
        words, size = table.to(states.dtype), len(table)
        of_states, of_table = torch.empty_like(states), torch.zeros_like(table)
        loss = torch.zeros((), device=states.device)
        for begin in range(0, len(states), _ROWS):
            part, wanted = states[begin : begin + _ROWS], gold[begin : begin + _ROWS, None]
            logits = part @ words.T
            right = logits.gather(1, wanted)[:, 0].float()
            gradient, logs, sums = _softmax()(logits, smoothing)
            loss += (1 - smoothing) * (logs - right).sum() + smoothing * (logs - sums / size).sum()
            gradient.scatter_add_(1, wanted, torch.full_like(wanted, -(1 - smoothing), dtype=gradient.dtype))
            of_states[begin : begin + _ROWS] = gradient @ words
            of_table += (gradient.T @ part).float()
        ctx.save_for_backward(of_states, of_table)
        ctx.count = len(states)
        return loss / len(states)

    @staticmethod
    def backward(ctx: Any, outer: torch.Tensor) -> Any:
        of_states, of_table = ctx.saved_tensors
        return of_states * (outer / ctx.count).to(of_states.dtype), of_table * (outer / ctx.count), None, None


def _parts(logits: torch.Tensor, smoothing: float) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """The gradient but for the gold piece, the logarithm of the sum, and the sum of the logits, row by row."""
    values = logits.float()
    top = values.amax(-1, keepdim=True)
    logs = top + (values - top).exp().sum(-1, keepdim=True).log()
    gradient = ((values - logs).exp() - smoothing / values.shape[-1]).to(logits.dtype)
    return gradient, logs[:, 0], values.sum(-1)


@cache
def _softmax() -> Callable[[torch.Tensor, float], tuple[torch.Tensor, torch.Tensor, torch.Tensor]]:
    """`_parts` in one compiled pass where a compiler is at hand, which on a CPU is several times faster."""
    if shutil.which("g++") or shutil.which("clang++"):
        return torch.compile(_parts, dynamic=True)
    return _parts
