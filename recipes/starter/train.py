"""Train the starter by steps, on a GPU or on the cores of a processor, and go on where a training stopped.

On a CPU several processes of one thread each learn from text of their own and average their weights now and then (local
SGD, Stich 2019): two threads of one process would wait for each other at every one of a step's 300 products.
"""

import json
import math
import multiprocessing
import os
import shutil
import signal
import threading
import time
from contextlib import suppress
from dataclasses import asdict, dataclass
from multiprocessing.process import BaseProcess
from pathlib import Path
from queue import Queue
from typing import Any

from recipes.starter import model
from recipes.starter.settings import Settings

_CLIP, _BETAS, _WEIGHT_DECAY = 1.0, (0.9, 0.98), 0.01
_AVERAGED_EVERY, _REFRESHED_EVERY = 5, 20  # steps
_READY = 16  # batches that wait
_SCORED = 75  # pairs of each test set


@dataclass(frozen=True, slots=True)
class Task:
    """What all processes of a training share."""

    kit: Path
    out: Path
    settings: Settings
    start: Path | None  # a folder with weights.pt to begin from; None: E5's encoder
    processes: int
    until: int  # the step after which this call ends


def train(
    kit: Path,
    out: Path,
    settings: Settings,
    *,
    start: Path | None = None,
    processes: int = 1,
    steps: int | None = None,
) -> int:
    """Train, or go on; Ctrl-C and SIGTERM save and end.

    Args:
        kit: A folder that `pack` wrote.
        out: Made when absent; holds `weights.pt` (averaged, float16), `shape.json`, `tokenizer/`, `log.jsonl`,
            `sample.*.txt`, and `state.pt` to go on from.
        settings: As in the calls before.
        start: A folder with weights to begin from instead of E5's encoder.
        processes: On a CPU, one a core; on a GPU one.
        steps: End this call after so many more; by default the training ends when it is done.

    Returns:
        The steps that are done.

    Raises:
        ValueError: The folder holds a training with other settings.
        RuntimeError: A process ended on its own.
    """
    out.mkdir(parents=True, exist_ok=True)
    done = _check(out, settings)
    until = settings.training.steps if steps is None else min(settings.training.steps, done + steps)
    shutil.copy(kit / "shape.json", out)
    shutil.copytree(kit / "tokenizer", out / "tokenizer", dirs_exist_ok=True)
    task = Task(kit, out, settings, start, processes, until)
    if processes == 1:
        stop = threading.Event()
        with _until_asked(stop):
            _run(task, 0, stop, None, None)
    else:
        _together(task)
    return _steps(out)


def _check(out: Path, settings: Settings) -> int:
    """The steps that are done; writes the settings down at the first call."""
    wanted = json.loads(json.dumps(asdict(settings)))
    path = out / "settings.json"
    if path.is_file() and (out / "state.pt").is_file():
        if json.loads(path.read_text(encoding="utf-8")) != wanted:
            raise ValueError(f"{out} holds a training with other settings: name another folder")
        return _steps(out)
    path.write_text(json.dumps(wanted, indent=1) + "\n", encoding="utf-8")
    return 0


def _steps(out: Path) -> int:
    path = out / "steps"
    return int(path.read_text(encoding="ascii")) if path.is_file() else 0


class _until_asked:  # noqa: N801 - used like a function
    """Sets an event when the process is asked to end, instead of ending it."""

    def __init__(self, stop: Any) -> None:
        self._stop, self._before = stop, {}  # type: ignore[var-annotated]

    def __enter__(self) -> None:
        for number in (signal.SIGTERM, signal.SIGINT):
            self._before[number] = signal.signal(number, lambda *_: self._stop.set())

    def __exit__(self, *_: object) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)


def _together(task: Task) -> None:
    """One process a core, their weights in shared memory; ends when all have ended."""
    import torch

    context = multiprocessing.get_context("spawn")
    size = sum(values.numel() for values in _bart(task).parameters())
    table = torch.zeros(task.processes, size)
    table.share_memory_()  # type: ignore[no-untyped-call]
    barrier, stop = context.Barrier(task.processes), context.Event()
    workers: list[BaseProcess] = [
        context.Process(target=_run, args=(task, rank, stop, barrier, table))
        for rank in range(task.processes)
    ]
    with _until_asked(stop):
        for worker in workers:
            worker.start()
        while any(worker.is_alive() for worker in workers):
            for worker in workers:
                worker.join(0.2)
            if any(worker.exitcode for worker in workers):
                barrier.abort()
    if any(worker.exitcode for worker in workers):
        raise RuntimeError("a process of the training ended on its own; what was saved before is kept")


def _bart(task: Task) -> Any:
    if task.start is None:
        return model.from_encoder(task.kit, task.settings.decoder_layers)
    return model.from_weights(task.start)


def _run(task: Task, rank: int, stop: Any, barrier: Any, table: Any) -> None:
    """One process of a training."""
    if barrier is not None:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent is told, and tells all
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        with suppress(AttributeError, OSError):  # where cores can be chosen
            os.sched_setaffinity(0, {sorted(os.sched_getaffinity(0))[rank]})
    learner = _Learner(task, rank)
    learner.run(stop, barrier, table)


class _Learner:
    """The model, its optimiser and its text in one process; the first one averages, scores and saves."""

    def __init__(self, task: Task, rank: int) -> None:
        import torch

        from recipes.starter.batches import Packed
        from recipes.starter.network import Dropout, Network

        self._task, self._rank, self._s = task, rank, task.settings.training
        self._device = "cuda" if torch.cuda.is_available() else "cpu"
        if task.processes > 1:
            torch.set_num_threads(1)
        torch.manual_seed(1 + rank)
        bart = _bart(task)
        self._like = bart.state_dict()
        self._drop = Dropout(task.settings.dropout, seed=1 + rank)
        self._net = Network(bart, self._drop, torch.bfloat16).to(self._device)
        named = list(self._net.named_parameters())
        fresh = [values for name, values in named if name.startswith("dec")]
        warm = [values for name, values in named if not name.startswith("dec")]
        self._optimizer = torch.optim.AdamW(
            [
                {"params": fresh, "peak": self._s.rate},
                {"params": warm, "peak": self._s.rate * self._s.encoder_rate},
            ],
            lr=self._s.rate,
            betas=_BETAS,
            weight_decay=_WEIGHT_DECAY,
            fused=True,
        )
        self.step = 0
        self._average = {key: value.clone() for key, value in self._net.state_dict().items()}
        self._restore()
        packed = Packed(task.kit, 100_000 + self.step * 64 + rank, task.settings.english_groups)
        self._common = packed.commonest(self._s.common, bart.config.vocab_size).to(self._device)
        shares = {name: group.share for name, group in task.settings.groups.items() if name in packed.groups}
        shares["english"] = task.settings.english_share
        self._ready: Queue[Any] = Queue(_READY)
        threading.Thread(target=self._feed, args=(packed, shares), daemon=True).start()

    def run(self, stop: Any, barrier: Any, table: Any) -> None:
        """Steps until the call's end, or until `stop` is set, which all processes heed at the same step."""
        self._net.train()
        losses: list[float] = []
        tokens, begun = 0, time.monotonic()
        since = begun
        while self.step < self._task.until:
            if barrier is None:
                if stop.is_set():
                    break
            elif self.step % self._s.together == 0 and self._share(stop, barrier, table):
                break
            loss, count = self._learn(*self._ready.get())
            losses.append(loss)
            tokens += count
            if self._rank == 0 and self.step % self._s.every == 0:
                rate = self._task.processes * tokens / (time.monotonic() - since)
                self._score(sum(losses) / len(losses), rate, (time.monotonic() - begun) / 60)
                losses, tokens, since = [], 0, time.monotonic()
            if self._rank == 0 and self.step % self._s.keep == 0:
                self._save()
        if self._rank == 0:
            self._save()

    def _feed(self, packed: Any, shares: dict[str, float]) -> None:
        for batch in packed.batches(shares, self._s.budget):
            self._ready.put(batch)

    def _learn(self, source: Any, target: Any) -> tuple[float, int]:
        """One step; the loss and the padded tokens of its batch."""
        import torch

        from recipes.starter.loss import cross_entropy, sampled

        factor = self._s.factor(self.step)
        for group in self._optimizer.param_groups:
            group["lr"] = group["peak"] * factor
        source, target = source.to(self._device), target.to(self._device)
        before = target.roll(1, dims=1)
        before[:, 0] = model.EOS
        states = self._net.decode(before.masked_fill(before < 0, model.PAD), *self._net.encode(source))
        kept = target >= 0
        gold, words = target[kept], self._net.word.weight
        if self._s.sampled and self.step < self._s.full_from * self._s.steps:
            gold, words = sampled(gold, words, self._common, self._s.sampled)
        loss = cross_entropy(states[kept], words, gold, self._s.smoothing)
        self._optimizer.zero_grad(set_to_none=True)
        torch.autograd.backward(loss)
        torch.nn.utils.clip_grad_norm_(self._net.parameters(), _CLIP)
        self._optimizer.step()
        self.step += 1
        if self.step % _REFRESHED_EVERY == 0:
            self._drop.refresh()
        if self._rank == 0 and self.step % _AVERAGED_EVERY == 0:
            kept_share = min(self._s.average, (self.step + 1) / (self.step + 50)) ** _AVERAGED_EVERY
            for key, value in self._net.state_dict().items():
                self._average[key].lerp_(value, 1 - kept_share)
        value = loss.item()
        if not math.isfinite(value):
            raise FloatingPointError(f"the loss is no number at step {self.step}: lower the rate")
        return value, source.numel() + target.numel()

    def _share(self, stop: Any, barrier: Any, table: Any) -> bool:
        """Average the weights of all processes; True when all are to stop."""
        import torch

        with torch.no_grad():
            at = 0
            for values in self._net.parameters():
                table[self._rank, at : at + values.numel()] = values.flatten()
                at += values.numel()
            asked = stop.is_set() and self._rank == 0
            if asked:
                table[0, 0] = math.nan  # one sign for all, at the same step
            barrier.wait()
            ends = bool(table[0, 0].isnan())
            if not ends:
                at = 0
                for values in self._net.parameters():
                    values.copy_(table[:, at : at + values.numel()].mean(0).view_as(values))
                    at += values.numel()
            barrier.wait()
        return ends

    def _score(self, loss: float, rate: float, minutes: float) -> None:
        """Score the averaged weights on the kit's test pairs, and write a line of the log."""
        from recipes.starter.scoring import score

        now = {key: value.clone() for key, value in self._net.state_dict().items()}
        self._net.load_state_dict(self._average)
        scores = score(self._net, self._task.kit, self._task.out, _SCORED, self._device)
        self._net.load_state_dict(now)
        line = {
            "step": self.step,
            "minutes": round(minutes, 1),
            "loss": round(loss, 3),
            "tokens_per_s": int(rate),
            **scores,
        }
        print(json.dumps(line), flush=True)  # noqa: T201 - the log that a person watches
        with (self._task.out / "log.jsonl").open("a", encoding="utf-8") as file:
            file.write(json.dumps(line) + "\n")

    def _save(self) -> None:
        out = self._task.out
        state = {"model": self._net.state_dict(), "optimizer": self._optimizer.state_dict()}
        _replace({**state, "average": self._average, "step": self.step}, out / "state.pt")
        _replace(model.halved(self._net.give(self._average, self._like)), out / "weights.pt")
        (out / "steps").write_text(str(self.step), encoding="ascii")

    def _restore(self) -> None:
        """Take up what an earlier call saved, if there was one."""
        import torch

        path = self._task.out / "state.pt"
        if path.is_file():
            state = torch.load(path, map_location=self._device, weights_only=True)
            self._net.load_state_dict(state["model"])
            self._optimizer.load_state_dict(state["optimizer"])
            self._average, self.step = state["average"], state["step"]


def _replace(value: object, path: Path) -> None:
    """Save so that a call killed in the middle leaves the file of before."""
    import torch

    part = path.with_name(f".{path.name}.part")
    torch.save(value, part)
    part.replace(path)
