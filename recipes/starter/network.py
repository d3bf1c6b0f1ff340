"""The same BART for training on processors without a GPU (and with one): bfloat16 products, plain attention, cheap dropout.

Where the time goes on short sentences, in this order: products in bfloat16 instead of float32; attention by plain
batched products (the fused kernel of torch is several times slower on a CPU at this length); dropout masks cut from a pool of
random numbers instead of drawn anew.
"""

from collections.abc import Iterator
from typing import Any

import torch
from torch import nn
from torch.nn import functional as F  # noqa: N812 - its customary name

from recipes.starter.bundled import OFFSET
from recipes.starter.model import EOS, PAD

_NEVER = -1e4  # added to the attention where nothing may be seen


class Dropout:
    """Masks as slices of one pool, which is drawn anew now and then.

    Args:
        share: Of the values that are dropped.
        seed: Of the draws.
        size: Values in the pool; a larger tensor is dropped from by torch.
    """

    def __init__(self, share: float, seed: int, size: int = 6_000_000) -> None:
        self._share, self._size = share, size
        self._source = torch.Generator().manual_seed(seed)
        self.refresh()

    def refresh(self) -> None:
        """Draw the pool anew."""
        kept = torch.rand(self._size, generator=self._source) >= self._share
        self._pool = kept.to(torch.bfloat16) / (1 - self._share)

    def __call__(self, values: torch.Tensor, *, training: bool) -> torch.Tensor:
        """The values with some of them zero and the rest raised to keep the sum, while training."""
        if not training or not self._share:
            return values
        room = self._size - values.numel()
        if room <= 0 or values.is_cuda:
            return F.dropout(values, self._share, training=True)
        at = int(torch.randint(0, room, (1,), generator=self._source))
        return values * self._pool[at : at + values.numel()].view_as(values)


class _Linear(nn.Linear):
    def forward(self, values: torch.Tensor) -> torch.Tensor:
        return F.linear(values, self.weight.to(values.dtype), self.bias.to(values.dtype))


class _Norm(nn.LayerNorm):
    def forward(self, values: torch.Tensor) -> torch.Tensor:
        if values.is_cuda:  # where torch wants weights and values of one precision
            return super().forward(values.float()).to(values.dtype)
        return super().forward(values)


class _Attention(nn.Module):
    def __init__(self, width: int, heads: int) -> None:
        super().__init__()
        self.q, self.k, self.v, self.o = (_Linear(width, width) for _ in range(4))
        self._heads, self._size = heads, width // heads

    def forward(self, values: torch.Tensor, memory: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        batch, length, width = values.shape
        q, k, v = (
            part(side).view(batch, -1, self._heads, self._size).transpose(1, 2)
            for part, side in ((self.q, values), (self.k, memory), (self.v, memory))
        )
        weights = torch.softmax(torch.matmul(q * self._size**-0.5, k.transpose(2, 3)) + mask, -1)
        out: torch.Tensor = self.o(torch.matmul(weights, v).transpose(1, 2).reshape(batch, length, width))
        return out


class _Layer(nn.Module):
    def __init__(self, width: int, heads: int, inner: int, dropout: Dropout, *, crosses: bool) -> None:
        super().__init__()
        self._drop, self._crosses = dropout, crosses
        self.sa, self.sn = _Attention(width, heads), _Norm(width)
        if crosses:
            self.ca, self.cn = _Attention(width, heads), _Norm(width)
        self.f1, self.f2, self.fn = _Linear(width, inner), _Linear(inner, width), _Norm(width)

    def forward(
        self,
        values: torch.Tensor,
        mask: torch.Tensor,
        memory: torch.Tensor | None = None,
        memory_mask: torch.Tensor | None = None,
    ) -> torch.Tensor:
        def add(norm: nn.Module, old: torch.Tensor, new: torch.Tensor) -> torch.Tensor:
            out: torch.Tensor = norm(old + self._drop(new, training=self.training))
            return out

        values = add(self.sn, values, self.sa(values, values, mask))
        if self._crosses:
            values = add(self.cn, values, self.ca(values, memory, memory_mask))
        return add(self.fn, values, self.f2(F.gelu(self.f1(values))))


class Network(nn.Module):
    """Encoder and decoder without the last product, which the loss makes for the pieces that it needs.

    Args:
        bart: The model of transformers whose shape and weights it takes.
        dropout: Between layers.
        precision: Of the products and what passes between layers; weights and norms stay in float32.
    """

    def __init__(self, bart: Any, dropout: Dropout, precision: torch.dtype) -> None:
        super().__init__()
        c = bart.config
        width, positions = c.d_model, c.max_position_embeddings
        self._drop, self._precision = dropout, precision
        self.word = nn.Embedding(c.vocab_size, width)
        self.epos, self.dpos = nn.Embedding(positions, width), nn.Embedding(positions, width)
        self.eln, self.dln = _Norm(width), _Norm(width)
        self.enc, self.dec = (
            nn.ModuleList(
                _Layer(width, c.encoder_attention_heads, c.encoder_ffn_dim, dropout, crosses=crosses)
                for _ in range(count)
            )
            for count, crosses in ((c.encoder_layers, False), (c.decoder_layers, True))
        )
        self.take(bart.state_dict())

    @property
    def room(self) -> int:
        """Tokens of a side that there are positions for."""
        return len(self.epos.weight)

    def encode(self, ids: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """States (sentences × tokens × width) and the mask that hides the padding."""
        mask = torch.where(ids == PAD, _NEVER, 0.0).to(self._precision)[:, None, None, :]
        values = self._embedded(ids, self.epos, self.eln)
        for layer in self.enc:
            values = layer(values, mask)
        return values, mask

    def decode(self, ids: torch.Tensor, memory: torch.Tensor, memory_mask: torch.Tensor) -> torch.Tensor:
        """States out of which the next piece is told, for each place of `ids`, which begins with `</s>`."""
        length = ids.shape[1]
        mask = torch.full((length, length), _NEVER, dtype=self._precision, device=ids.device).triu(1)
        values = self._embedded(ids, self.dpos, self.dln)
        for layer in self.dec:
            values = layer(values, mask, memory, memory_mask)
        return values

    def _embedded(self, ids: torch.Tensor, positions: nn.Embedding, norm: nn.Module) -> torch.Tensor:
        values = norm(self.word(ids) + positions.weight[: ids.shape[1]]).to(self._precision)
        return self._drop(values, training=self.training)

    @torch.no_grad()
    def greedy(self, source: torch.Tensor, limit: int) -> torch.Tensor:
        """Ids of greedy translations (sentences × at most `limit`), for scores on the way."""
        memory, mask = self.encode(source)
        table = self.word.weight.to(self._precision)
        out = torch.full((len(source), 1), EOS, device=source.device)
        done = torch.zeros(len(source), dtype=torch.bool, device=source.device)
        for _ in range(min(limit, self.room - 1)):
            best = (self.decode(out, memory, mask)[:, -1] @ table.T).argmax(-1)
            best[done] = PAD
            out = torch.cat([out, best[:, None]], 1)
            done |= best == EOS
            if done.all():
                break
        return out[:, 1:]

    def take(self, state: dict[str, Any]) -> None:
        """Take weights under transformers' names."""
        own = self.state_dict()
        for ours, theirs in self._names():
            own[ours].copy_(state[theirs])
        for ours, theirs in _POSITIONS:
            own[ours].copy_(state[theirs][OFFSET : OFFSET + len(own[ours])])

    def give(self, own: dict[str, Any], like: dict[str, Any]) -> dict[str, Any]:
        """Weights under transformers' names.

        Args:
            own: Of this network: its state, or the average of many.
            like: A whole state of the model of transformers, for what this network does not have.
        """
        state = {key: value.clone() for key, value in like.items()}
        for ours, theirs in self._names():
            state[theirs] = own[ours].detach().cpu()
        for ours, theirs in _POSITIONS:
            state[theirs][OFFSET:] = own[ours].detach().cpu()
        return state

    def _names(self) -> Iterator[tuple[str, str]]:
        yield "word.weight", "model.shared.weight"
        parts = {"sa": "self_attn", "ca": "encoder_attn"}
        projections = {"q": "q_proj", "k": "k_proj", "v": "v_proj", "o": "out_proj"}
        for short, long, stack in (("e", "encoder", self.enc), ("d", "decoder", self.dec)):
            for kind in ("weight", "bias"):
                yield f"{short}ln.{kind}", f"model.{long}.layernorm_embedding.{kind}"
                for number in range(len(stack)):
                    ours, theirs = f"{long[:3]}.{number}.", f"model.{long}.layers.{number}."
                    for attention, name in list(parts.items())[: 2 if short == "d" else 1]:
                        for letter, projection in projections.items():
                            yield f"{ours}{attention}.{letter}.{kind}", f"{theirs}{name}.{projection}.{kind}"
                        yield f"{ours}{attention[0]}n.{kind}", f"{theirs}{name}_layer_norm.{kind}"
                    for letter, name in (("f1", "fc1"), ("f2", "fc2"), ("fn", "final_layer_norm")):
                        yield f"{ours}{letter}.{kind}", f"{theirs}{name}.{kind}"


_POSITIONS = (
    ("epos.weight", "model.encoder.embed_positions.weight"),
    ("dpos.weight", "model.decoder.embed_positions.weight"),
)
