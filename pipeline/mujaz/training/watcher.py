"""What looks on while a model learns: tells how it goes, marks checkpoints, listens for interruptions."""

import math
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from mujaz.errors import UsageError
from mujaz.training import checkpoints
from mujaz.training.start import starts_from_zero

_SAID_EVERY = 30.0  # seconds between two lines about the loss
_MINUTE = 60


class Watcher:
    """The callbacks of transformers' trainer that are used here; a `TrainerCallback` has the others.

    Args:
        model: What is trained; the row of its embeddings that has to stay zero is kept so, see `starts_from_zero`.
        say: Takes lines for a person.
        interrupted: Asked after each step; when true, a checkpoint is written and the training stops.
    """

    def __init__(self, model: Any, say: Callable[[str], None], interrupted: Callable[[], bool]) -> None:
        self._row = starts_from_zero(model)
        self._embedding = model.get_input_embeddings().weight
        self._say, self._interrupted = say, interrupted
        self._begun = self._told = time.monotonic()
        self._first = 0

    def on_train_begin(self, _: Any, state: Any, *__: Any, **___: Any) -> None:
        """Start the clock; a resumed training starts at its checkpoint's step."""
        self._begun, self._first = time.monotonic(), state.global_step

    def on_optimizer_step(self, *_: Any, **__: Any) -> None:
        """Keep the zero row zero."""
        if self._row is not None:
            self._embedding.data[self._row] = 0

    def on_step_end(self, _: Any, __: Any, control: Any, **___: Any) -> None:
        """Stop when asked to."""
        if self._interrupted():
            control.should_save = control.should_training_stop = True

    def on_log(self, _: Any, state: Any, __: Any, logs: dict[str, float], **___: Any) -> None:
        """Say the loss now and then.

        Raises:
            UsageError: The loss is no number.
        """
        loss = logs.get("loss")
        if loss is None:
            return
        if not math.isfinite(loss):
            raise UsageError(
                f"the training diverged: at step {state.global_step} the loss is no number",
                "a tenth of the rate, with --fresh: `--set training.learning_rate=5e-6`",
            )
        if time.monotonic() - self._told >= _SAID_EVERY:
            self._told = time.monotonic()
            self._say(f"step {state.global_step} of {state.max_steps}: loss {loss:.3f}{self._left(state)}")

    def on_evaluate(self, _: Any, state: Any, __: Any, metrics: dict[str, float], **___: Any) -> None:
        """Say what the held-out pairs score."""
        self._told = time.monotonic()
        self._say(
            f"step {state.global_step} of {state.max_steps}: chrF {metrics['eval_chrf']:.1f} and loss "
            f"{metrics['eval_loss']:.3f} on held-out pairs{self._left(state)}"
        )

    def on_save(self, args: Any, state: Any, *_: Any, **__: Any) -> None:
        """Declare a checkpoint whole."""
        checkpoints.mark(Path(args.output_dir) / f"checkpoint-{state.global_step}")

    def _left(self, state: Any) -> str:
        done = state.global_step - self._first
        seconds = (
            (time.monotonic() - self._begun) / max(1, done) * max(0, state.max_steps - state.global_step)
        )
        return f", about {seconds / _MINUTE:.0f} min left" if seconds >= _MINUTE else ""
