"""The training itself, by transformers' Seq2SeqTrainer: what it is told, what it tells, and what its failures mean."""

import errno
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mujaz.errors import MujazError, OutputError, UsageError
from mujaz.models import checkpoint
from mujaz.training import checkpoints
from mujaz.training.config import TrainingConfig
from mujaz.training.watcher import Watcher

_BYTES = 12  # of a checkpoint for each weight: itself and AdamW's two averages, all in float32
_RATES = {True: 1e-3, False: 5e-5}  # from scratch; of an existing model, which a higher one makes forget


@dataclass(frozen=True, slots=True)
class Example:
    """A pair as ids, special tokens included."""

    source: list[int]
    target: list[int]


@dataclass(frozen=True, slots=True)
class Learnt:
    """How a training ended."""

    model: Any  # with the best checkpoint's weights, on the CPU
    steps: int
    best_step: int
    log: tuple[dict[str, float], ...]  # step and chrF of each evaluation, loss before it


class InterruptedTrainingError(MujazError):
    """A person or a scheduler asked to stop; a checkpoint was written."""

    exit_code = 130


def learn(
    model: Any,
    training: Sequence[Example],
    held_out: Sequence[Example],
    decode: Callable[[list[int]], str],
    settings: TrainingConfig,
    folder: Path,
    *,
    from_scratch: bool,
    say: Callable[[str], None],
    interrupted: Callable[[], bool],
) -> Learnt:
    """Train a model, going on from the newest whole checkpoint in `folder` where there is one.

    Args:
        model: As `start` gives it; changed in place.
        training: What it learns from.
        held_out: What it is tested on, by translating it greedily.
        decode: The text of output ids.
        settings: How to learn.
        folder: Where checkpoints are kept.
        from_scratch: Whether the weights are fresh, which asks for a higher rate.
        say: Takes lines for a person.
        interrupted: Asked after each step; when true, a checkpoint is written and the training stops.

    Raises:
        InterruptedTrainingError: It was interrupted; the same call goes on.
        OutputError: The disk is full.
        UsageError: The memory of the device does not suffice, or the training diverged.
    """
    import torch
    from safetensors import SafetensorError
    from transformers import EarlyStoppingCallback, PrinterCallback, Seq2SeqTrainer, TrainerCallback

    class Callback(Watcher, TrainerCallback):  # type: ignore[misc] # transformers is not type-checked here
        """What the trainer calls."""

    _check_space(model, folder, settings)
    resumed, broken = checkpoints.newest(folder)
    for path in broken:
        say(f"{path.name} is broken, as a killed training leaves it: removed")
    if resumed is not None:
        say(f"going on from {resumed.name}")
    model.generation_config = _generation(model, held_out)
    watch = Callback(model, say, interrupted)
    with checkpoint.quiet():
        trainer = Seq2SeqTrainer(
            model=model,
            args=_arguments(settings, folder, from_scratch=from_scratch),
            train_dataset=[{"input_ids": one.source, "labels": one.target} for one in training],
            eval_dataset=[{"input_ids": one.source, "labels": one.target} for one in held_out],
            data_collator=Padding(model.config.pad_token_id, model.config.decoder_start_token_id),
            compute_metrics=lambda made: _chrf(made, decode),
            callbacks=[watch, EarlyStoppingCallback(settings.patience)],
        )
        trainer.remove_callback(PrinterCallback)  # it talks on stdout
        try:
            trainer.train(resume_from_checkpoint=None if resumed is None else str(resumed))
        except torch.OutOfMemoryError as error:
            half = max(1, settings.batch_sentences // 2)
            raise UsageError(
                f"the memory of the GPU does not suffice for batches of {settings.batch_sentences} sentences",
                f"`--set training.batch_sentences={half} --set training.accumulate={2 * settings.accumulate}` with "
                "--fresh learns the same in half the memory",
            ) from error
        except (OSError, RuntimeError, SafetensorError) as error:
            if _full(error, model, folder):
                raise _no_space(folder, _BYTES * _weights(model)) from error
            raise
    if interrupted():
        raise InterruptedTrainingError(
            "interrupted; a checkpoint was written", "type the same command to go on"
        )
    state = trainer.state
    log = tuple(
        {"step": entry["step"], "chrf": entry["eval_chrf"], "loss": entry["eval_loss"]}
        for entry in state.log_history
        if "eval_chrf" in entry
    )
    return Learnt(trainer.model.cpu(), state.global_step, state.best_global_step or 0, log)


class Padding:
    """Examples to tensors: padded, with the decoder's input beside the labels, which label smoothing asks for.

    Args:
        pad: The id that fills up inputs; labels are filled with -100, which no loss counts.
        start: The id that the decoder starts with.
    """

    def __init__(self, pad: int, start: int) -> None:
        self._pad, self._start = pad, start

    def __call__(self, examples: Sequence[dict[str, list[int]]]) -> dict[str, Any]:
        """A batch of `input_ids`, `attention_mask`, `labels` and `decoder_input_ids`, each sentences × tokens."""
        source = self._table([one["input_ids"] for one in examples], self._pad)
        labels = self._table([one["labels"] for one in examples], -100)
        before = labels.roll(1, dims=1)
        before[:, 0] = self._start
        return {
            "input_ids": source,
            "attention_mask": (source != self._pad).long(),
            "labels": labels,
            "decoder_input_ids": before.masked_fill(before == -100, self._pad),  # noqa: PLR2004 - torch's own
        }

    @staticmethod
    def _table(rows: list[list[int]], fill: int) -> Any:
        import torch

        width = max(map(len, rows))
        return torch.tensor([row + [fill] * (width - len(row)) for row in rows])


def _arguments(settings: TrainingConfig, folder: Path, *, from_scratch: bool) -> Any:
    import torch
    from transformers import Seq2SeqTrainingArguments

    gpu = settings.device != "cpu" and torch.cuda.is_available()
    if settings.device == "cuda" and not gpu:
        raise UsageError("torch sees no GPU, yet training.device is cuda", "`--set training.device=auto`")
    bfloat16 = settings.precision == "bfloat16"
    if settings.precision == "auto":
        bfloat16 = gpu and torch.cuda.is_bf16_supported(including_emulation=False)
    return Seq2SeqTrainingArguments(
        output_dir=str(folder),
        seed=settings.seed,
        use_cpu=not gpu,
        bf16=bfloat16,
        num_train_epochs=settings.epochs,
        max_steps=settings.max_steps or -1,
        per_device_train_batch_size=settings.batch_sentences,
        per_device_eval_batch_size=settings.batch_sentences,
        gradient_accumulation_steps=settings.accumulate,
        learning_rate=settings.learning_rate or _RATES[from_scratch],
        lr_scheduler_type="cosine",
        warmup_steps=settings.warmup_steps,
        weight_decay=settings.weight_decay,
        label_smoothing_factor=settings.label_smoothing,
        train_sampling_strategy="group_by_length",
        eval_strategy="steps",
        eval_steps=settings.evaluate_every,
        save_strategy="steps",
        save_steps=settings.evaluate_every,
        save_total_limit=settings.checkpoints,
        logging_steps=max(1, min(50, settings.evaluate_every)),
        logging_nan_inf_filter=False,  # a loss that is no number must be seen
        load_best_model_at_end=True,
        metric_for_best_model="chrf",
        greater_is_better=True,
        predict_with_generate=True,
        dataloader_num_workers=settings.workers,
        dataloader_pin_memory=gpu,
        disable_tqdm=True,
        report_to="none",
    )


def _generation(model: Any, held_out: Sequence[Example]) -> Any:
    """Greedy search for the tests within a training: it ranks checkpoints as beam search does, in a fraction of the time."""
    from transformers import GenerationConfig

    config = model.config
    return GenerationConfig(
        num_beams=1,
        max_length=min(config.max_position_embeddings, 16 + 2 * max(len(one.target) for one in held_out)),
        decoder_start_token_id=config.decoder_start_token_id,
        pad_token_id=config.pad_token_id,
        eos_token_id=config.eos_token_id,
        bad_words_ids=[[config.pad_token_id]],
    )


def _chrf(made: Any, decode: Callable[[list[int]], str]) -> dict[str, float]:
    """The chrF of outputs against the held-out translations, both as the tokeniser writes them: for ranking checkpoints."""
    import sacrebleu

    outputs, labels = (
        [decode([int(number) for number in row if number >= 0]) for row in table]
        for table in (made.predictions, made.label_ids)
    )
    return {"chrf": float(sacrebleu.corpus_chrf(outputs, [labels]).score)}


def _weights(model: Any) -> int:
    return sum(parameter.numel() for parameter in model.parameters())


def _check_space(model: Any, folder: Path, settings: TrainingConfig) -> None:
    """Fail now rather than in the night: the checkpoints that are kept, and one while it is written."""
    folder.mkdir(parents=True, exist_ok=True)
    there = sum(path.stat().st_size for path in folder.glob("checkpoint-*/*"))
    needed = _BYTES * _weights(model) * (settings.checkpoints + 1)
    if shutil.disk_usage(folder).free + there < needed:
        raise _no_space(folder, needed)


def _full(error: BaseException, model: Any, folder: Path) -> bool:
    """Whether a failure to write came from a full disk; torch and safetensors do not say so themselves."""
    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
        return True
    return shutil.disk_usage(folder).free < _BYTES * _weights(model)


def _no_space(folder: Path, needed: int) -> OutputError:
    return OutputError(
        f"{folder}: the disk has no room for the checkpoints ({needed / 1e9:.1f} GB)",
        "make room, name another folder with -o, or keep fewer: `--set training.checkpoints=2`; the same command goes on",
    )
