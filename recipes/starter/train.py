"""Train the starter within a budget of time that several calls may share.

The schedule runs on the minutes of training, not on steps: what a call of ten minutes does not finish the next one takes
up, with the same optimiser, averages and rate. Two stages: the whole mixture, then mostly news.
"""

import json
import math
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from recipes.starter import batches, model
from recipes.starter.scoring import Tests

_SMOOTHING, _CLIP, _BETAS, _DECAY = 0.1, 1.0, (0.9, 0.98), 0.01
_AVERAGED_EVERY, _AVERAGED = 10, 0.02  # of the steps; the average forgets a weight in about 500 steps
_WARM = 0.4  # rate of what comes from E5, to that of the fresh decoder


@dataclass(frozen=True, slots=True)
class Plan:
    """How to train."""

    minutes: float = (
        20.0  # of training in all; evaluations and loading count, a fresh machine's start does not
    )
    steps: int = 10**9  # ends before the minutes do, in tests
    budget: int = 60_000  # padded tokens of a batch, both sides together
    rate: float = 1e-3  # of the decoder, at its peak
    warmup: int = 600  # steps
    dropout: float = 0.15
    decoder_layers: int = 6
    every: int = 1000  # steps between two evaluations
    beam: int = 1
    last_from: float = 0.85  # share of the time after which the last stage begins
    tested: int = 200  # pairs of each test set


@dataclass(slots=True)
class Progress:
    """Where a training stands."""

    step: int = 0
    seconds: float = 0.0  # spent in earlier calls
    tokens: int = 0
    stage: str = "main"
    best: float = -1.0  # mean chrF of the sets that choose
    log: list[dict[str, Any]] = field(default_factory=list)


class Training:
    """A training in a folder: `state.pt` to go on from, `best.pt` (float16), `log.jsonl` and `sample.*.txt` out.

    Args:
        kit: A folder that `pack` wrote.
        out: Made when absent; a training that stopped there goes on.
        plan: As in the calls before.
        workers: Processes that prepare batches; 12 on 16 cores.

    Raises:
        SystemExit: The folder holds a training with another plan.
    """

    def __init__(self, kit: Path, out: Path, plan: Plan, workers: int) -> None:
        import torch

        self._kit, self._out, self._plan, self._workers = kit, out, plan, workers
        self._begun = time.monotonic()
        out.mkdir(parents=True, exist_ok=True)
        self._device = "cuda" if torch.cuda.is_available() else "cpu"
        state = self._stored()
        torch.manual_seed(0)
        torch.backends.cuda.matmul.allow_tf32 = True
        self._model = model.build(kit, plan.decoder_layers, plan.dropout).to(self._device)
        named = list(self._model.named_parameters())
        fresh = [values for name, values in named if ".decoder.layers" in name]
        warm = [values for name, values in named if ".decoder.layers" not in name]
        self._optimizer = torch.optim.AdamW(
            [{"params": fresh, "peak": plan.rate}, {"params": warm, "peak": plan.rate * _WARM}],
            lr=plan.rate,
            betas=_BETAS,
            weight_decay=_DECAY,
            fused=self._device == "cuda",
        )
        self._progress = Progress()
        self._average: dict[str, Any] = {}
        self._tests = Tests(kit, plan.tested)
        if state is not None:
            self._progress = Progress(**state["progress"])
            self._model.load_state_dict(state["model"])
            self._average = state["average"]
            self._optimizer.load_state_dict(state["optimizer"])

    def run(self, call_minutes: float) -> Progress:
        """Train until the plan is done, or this call has taken `call_minutes`; either way all is saved.

        Raises:
            FloatingPointError: The loss is no number.
        """
        plan, progress = self._plan, self._progress
        shares = json.loads((self._kit / "record.json").read_text(encoding="utf-8"))["shares"]
        source = self._source(shares)
        total, counted = 0.0, 0
        self._model.train()
        while self._done() < 1.0 and time.monotonic() - self._begun < call_minutes * 60:
            if progress.stage == "main" and self._done() > plan.last_from:
                progress.stage, self._average = "last", {}
                source = self._source(shares)
            total = total + self._step(*next(source))
            counted += 1
            if progress.step % plan.every == 0:
                self._evaluate(float(total) / counted)
                total, counted = 0.0, 0
        if counted:
            self._evaluate(float(total) / counted)
        self._save()
        return progress

    def _source(self, shares: dict[str, dict[str, float]]) -> Iterator[tuple[Any, Any]]:
        # A seed of its own for each call and stage, so that no text is drawn in the same order again.
        seed = 1 + self._progress.step
        return batches.stream(self._kit, shares[self._progress.stage], self._plan.budget, self._workers, seed)

    def _seconds(self) -> float:
        return self._progress.seconds + time.monotonic() - self._begun

    def _done(self) -> float:
        """The share of the training that is done, 0 to 1."""
        return min(
            1.0, max(self._seconds() / (self._plan.minutes * 60), self._progress.step / self._plan.steps)
        )

    def _step(self, source: Any, target: Any) -> Any:
        import torch

        progress, plan = self._progress, self._plan
        source = source.to(self._device, non_blocking=True)
        target = target.to(self._device, non_blocking=True)
        rate = min(1.0, (progress.step + 1) / plan.warmup) * 0.5 * (1 + math.cos(math.pi * self._done()))
        for group in self._optimizer.param_groups:
            group["lr"] = group["peak"] * rate
        before = target.roll(1, dims=1)
        before[:, 0] = model.EOS
        before = before.masked_fill(before < 0, model.PAD)
        with torch.autocast(self._device, torch.bfloat16, enabled=self._device == "cuda"):
            logits = self._model(
                input_ids=source,
                attention_mask=(source != model.PAD).long(),
                decoder_input_ids=before,
                use_cache=False,
            ).logits
        loss = torch.nn.functional.cross_entropy(
            logits.float().view(-1, logits.shape[-1]), target.view(-1), label_smoothing=_SMOOTHING
        )
        self._optimizer.zero_grad(set_to_none=True)
        torch.autograd.backward(loss)
        torch.nn.utils.clip_grad_norm_(self._model.parameters(), _CLIP)
        self._optimizer.step()
        progress.step += 1
        progress.tokens += source.numel() + target.numel()
        self._update_average()
        return loss.detach()

    def _update_average(self) -> None:
        import torch

        with torch.no_grad():
            if not self._average:
                self._average = {key: value.clone() for key, value in self._model.state_dict().items()}
            elif self._progress.step % _AVERAGED_EVERY == 0:
                for key, value in self._model.state_dict().items():
                    if value.dtype.is_floating_point:
                        self._average[key].lerp_(value, _AVERAGED)

    def _evaluate(self, loss: float) -> None:
        """Score the averaged weights, keep them if they are the best, and save where the training stands."""
        if not math.isfinite(loss):
            raise FloatingPointError(f"the loss is no number at step {self._progress.step}: lower the rate")
        progress = self._progress
        current = {key: value.detach().clone() for key, value in self._model.state_dict().items()}
        self._model.load_state_dict(self._average)
        scores = self._tests.score(self._model, self._device, self._plan.beam, self._out)
        chosen = self._tests.choose(scores)
        if chosen > progress.best:
            progress.best = chosen
            _replace(model.halved(self._model.state_dict()), self._out / "best.pt")
        self._model.load_state_dict(current)
        self._model.train()
        seconds = self._seconds()
        line = {
            "step": progress.step,
            "stage": progress.stage,
            "minutes": round(seconds / 60, 2),
            "loss": round(loss, 3),
            "tokens_per_s": int(progress.tokens / seconds),
            **scores,
        }
        progress.log.append(line)
        print(json.dumps(line), flush=True)  # noqa: T201 - the log of a call on the GPU machine
        lines = "".join(json.dumps(entry) + "\n" for entry in progress.log)
        (self._out / "log.jsonl").write_text(lines, encoding="utf-8")
        self._save()

    def _save(self) -> None:
        kept = asdict(self._progress) | {"seconds": self._seconds()}
        state = {
            "progress": kept,
            "plan": asdict(self._plan),
            "model": self._model.state_dict(),
            "average": self._average,
            "optimizer": self._optimizer.state_dict(),
        }
        _replace(state, self._out / "state.pt")
        settings = {"plan": asdict(self._plan), "best_mean_chrf": round(self._progress.best, 2)}
        (self._out / "settings.json").write_text(json.dumps(settings, indent=1) + "\n", encoding="utf-8")

    def _stored(self) -> dict[str, Any] | None:
        """What an earlier call saved, if there was one."""
        import torch

        path = self._out / "state.pt"
        if not path.is_file():
            return None
        state: dict[str, Any] = torch.load(path, map_location=self._device, weights_only=True)
        if state["plan"] != asdict(self._plan):
            raise SystemExit(
                f"{self._out} holds a training with another plan: {state['plan']}; name another folder"
            )
        return state


def _replace(value: object, path: Path) -> None:
    """Save so that a call killed in the middle leaves the file of before."""
    import torch

    part = path.with_name(f".{path.name}.part")
    torch.save(value, part)
    part.replace(path)
