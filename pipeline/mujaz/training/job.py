"""A whole training: data and start in, checkpoints on the way, two model folders and a card out."""

import hashlib
import importlib.util
import json
import shutil
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from mujaz.engines.tokenizing import Tokenizing
from mujaz.errors import OutputError, UsageError
from mujaz.models.resolve import ResolvedModel, resolve
from mujaz.storage import atomic
from mujaz.training import card, export, pairs
from mujaz.training import start as starting
from mujaz.training.config import Settings
from mujaz.training.export import Result
from mujaz.training.pairs import Pair
from mujaz.training.selection import Selection, select


class Job:
    """One training in one folder; the same job again goes on where the last one stopped, or finds it done.

    Args:
        data: TSV and TMX files.
        settings: A complete configuration.
        folder: Where checkpoints and models go.
        say: Takes lines for a person.
        interrupted: Asked now and then; when true, a checkpoint is written and the job stops.
    """

    def __init__(
        self,
        data: Sequence[Path],
        settings: Settings,
        folder: Path,
        *,
        say: Callable[[str], None],
        interrupted: Callable[[], bool],
    ) -> None:
        self._data, self._settings, self._folder = data, settings, folder
        self._say, self._interrupted = say, interrupted

    def run(self, *, fresh: bool = False) -> Result:
        """Train, unless it is done already.

        Args:
            fresh: Forget an earlier training in the folder.

        Raises:
            InterruptedTrainingError: It was interrupted; a checkpoint is there.
            ModelError: The model to start from cannot be had, or is broken.
            OutputError: The folder cannot be written.
            UsageError: The data, the configuration or the device do not allow it, a package is missing, or the folder
                holds another training.
        """
        _check_packages()
        wanted = self._settings.model
        resolved = None if wanted.start is None else resolve(wanted.start, wanted.revision)
        key = self._key(resolved)
        if not self._state.is_file() and (foreign := next(filter(Path.exists, self._made), None)):
            raise UsageError(
                f"{foreign} is there, yet no training of this program made it: it is not overwritten",
                "name another folder with -o",
            )
        if fresh:
            for path in (self._checkpoints, self._state, self._result):
                shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
        state = _read(self._state)
        if state and state["key"] != key:
            raise UsageError(
                f"{self._folder} holds a training with other data or settings",
                "name another folder with -o, or begin anew with --fresh",
            )
        if (done := self._finished()) is not None:
            self._say(f"finished already: {done.checkpoint} (--fresh trains anew)")
            return done
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise OutputError(
                f"{self._folder}: this folder cannot be made: {error.strerror}", "name another folder with -o"
            ) from error
        return self._train(resolved, key, state)

    def _train(self, resolved: ResolvedModel | None, key: str, state: dict[str, Any]) -> Result:
        from mujaz.training.learner import learn

        chosen = select(self._read_pairs(), self._settings.data)
        begun = self._start(resolved, chosen)
        chosen, examples, tokenizing = self._encode(chosen, begun)
        self._say(f"{len(chosen.training)} pairs to learn from, {len(chosen.held_out)} held out")
        if state:
            before = export.Scores(**state["before"]) if state["before"] else None
        else:
            before = self._score(resolved, chosen.held_out) if resolved else None
            facts = {"key": key, "before": asdict(before) if before else None}
            atomic.write(self._state, json.dumps(facts, indent=1))
        if before is not None:
            self._say(f"before: {before}")
        learnt = learn(
            begun.model,
            examples[0],
            examples[1],
            tokenizing.decode,
            self._settings.training,
            self._checkpoints,
            from_scratch=resolved is None,
            say=self._say,
            interrupted=self._interrupted,
        )
        checkpoint, converted = self._made[:2]
        export.write_checkpoint(learnt.model, begun.tokenizer_folder, begun.generation, checkpoint)
        export.write_ctranslate2(checkpoint, converted, self._settings.export.precision)
        after = self._score(resolve(str(converted.absolute()), None), chosen.held_out)
        self._say(f"after: {after}")
        result = Result(
            str(checkpoint),
            str(converted),
            before,
            after,
            learnt.steps,
            learnt.best_step,
            len(chosen.training),
            len(chosen.held_out),
        )
        text = card.write(self._settings, resolved, chosen, self._data, result, learnt.log)
        for folder in (checkpoint, converted):
            atomic.write(folder / "README.md", text)
        atomic.write(self._result, json.dumps(asdict(result), indent=1))
        return result

    def _read_pairs(self) -> list[Pair]:
        return [pair for path in self._data for pair in pairs.read(path, self._settings.data)]

    def _start(self, resolved: ResolvedModel | None, chosen: Selection) -> starting.Start:
        if resolved is not None:
            return starting.load(resolved, self._settings.training)
        folder = self._folder / "vocabulary"
        return starting.scratch(chosen.training, folder, self._settings.model, self._settings.training)

    def _encode(
        self, chosen: Selection, begun: starting.Start
    ) -> tuple[Selection, tuple[list[Any], list[Any]], Tokenizing]:
        """Turn pairs into ids; pairs that are too long are left out."""
        from mujaz.training.learner import Example

        name = self._settings.model.start or "from scratch"
        tokenizing = Tokenizing(begun.tokenizer_folder, name)
        most = min(self._settings.data.max_tokens, tokenizing.positions - 2)
        kept: list[tuple[Pair, ...]] = []
        examples: list[list[Example]] = []
        too_long = 0
        for group in (chosen.training, chosen.held_out):
            lengths = tokenizing.count([pair.arabic for pair in group])
            targets = tokenizing.encode_target([pair.english for pair in group])
            fit = [
                place for place in range(len(group)) if lengths[place] <= most and len(targets[place]) <= most
            ]
            too_long += len(group) - len(fit)
            kept.append(tuple(group[place] for place in fit))
            sources = tokenizing.encode([group[place].arabic for place in fit])
            examples.append([Example(ids, targets[place]) for place, ids in zip(fit, sources, strict=True)])
        dropped = Counter(dict(chosen.dropped)) + Counter({f"longer than {most} tokens": too_long})
        if not all(kept):
            raise UsageError(
                f"every pair is longer than {most} tokens",
                "give one sentence a line, or raise data.max_tokens",
            )
        return (
            Selection(kept[0], kept[1], tuple(dropped.most_common())),
            (examples[0], examples[1]),
            tokenizing,
        )

    def _score(self, model: ResolvedModel, held_out: Sequence[Pair]) -> export.Scores:
        return export.score(model, held_out, self._settings.export.beam_size)

    def _key(self, resolved: ResolvedModel | None) -> str:
        """A hash of all that can change the result; where it runs and what it is called cannot."""
        settings = self._settings.model_dump(exclude={"model": {"start"}, "training": {"device", "workers"}})
        try:
            data = [hashlib.sha256(path.read_bytes()).hexdigest() for path in self._data]
        except OSError as error:
            raise UsageError(
                f"{error.filename}: cannot be read: {error.strerror}", "give TSV or TMX files"
            ) from error
        facts = [settings, data, resolved.identity if resolved else None]
        return hashlib.sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()[:32]

    def _finished(self) -> Result | None:
        stored = _read(self._result)
        if not stored or not Path(stored["checkpoint"]).is_dir():
            return None
        before = export.Scores(**stored["before"]) if stored["before"] else None
        return Result(**stored | {"before": before, "after": export.Scores(**stored["after"])})

    @property
    def _made(self) -> tuple[Path, Path, Path]:
        """The folders whose contents a training replaces."""
        return self._folder / "model", self._folder / "model-ctranslate2", self._checkpoints

    @property
    def _checkpoints(self) -> Path:
        return self._folder / "checkpoints"

    @property
    def _state(self) -> Path:
        return self._folder / "training.json"

    @property
    def _result(self) -> Path:
        return self._folder / "result.json"


def _read(path: Path) -> dict[str, Any]:
    if not path.is_file():
        return {}
    try:
        value: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise UsageError(f"{path}: cannot be read: {error}", "--fresh trains anew") from error
    return value


def _check_packages() -> None:
    for package in ("accelerate", "sacrebleu"):
        if importlib.util.find_spec(package) is None:
            raise UsageError(
                f"training needs the package {package}, which is not installed",
                "`pip install 'mujaz[training]'`",
            )
