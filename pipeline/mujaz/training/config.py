"""The schema of a training's configuration; read by the same loader as that of a run."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from mujaz import config


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class DataConfig(_Section):
    """What is read from the files, what is left out, and what is held out."""

    arabic_column: Annotated[int, Field(ge=1)] | None = (
        None  # of a TSV, from 1; null: by the script of the cells
    )
    english_column: Annotated[int, Field(ge=1)] | None = None
    licence_column: Annotated[int, Field(ge=1)] | None = (
        None  # counted in the model card; null: there is none
    )
    max_tokens: Annotated[int, Field(ge=8)] = 192  # on either side; the translator feeds no longer sentences
    # Characters of English to one of Arabic; for 14,063 machine translations the 0.5th percentile was 0.72 and the
    # 99.9th 1.92, and people translate more freely than machines.
    min_ratio: Annotated[float, Field(gt=0, strict=False)] = 0.45
    max_ratio: Annotated[float, Field(gt=0, strict=False)] = 2.6
    held_out: Annotated[float, Field(gt=0, le=0.5)] = (
        0.05  # share of the pairs, drawn by a hash of the Arabic
    )
    max_held_out: Annotated[int, Field(ge=1)] = 500
    # A training pair that holds this share of a held-out sentence's word triples (figures aside) is left out.
    near_duplicate: Annotated[float, Field(gt=0, le=1)] = 0.5


class ModelConfig(_Section):
    """Where the training starts: a model, or sizes for one from scratch."""

    start: Annotated[str, Field(min_length=1)] | None = "Helsinki-NLP/opus-mt-ar-en"  # null: from scratch
    revision: str | None = None
    # From here on only for a model from scratch.
    vocabulary: Annotated[int, Field(ge=300)] = 8000  # SentencePiece pieces, 256 of them the bytes
    width: Annotated[int, Field(ge=16)] = 256
    encoder_layers: Annotated[int, Field(ge=1)] = 4
    decoder_layers: Annotated[int, Field(ge=1)] = 2
    heads: Annotated[int, Field(ge=1)] = 4
    feed_forward: Annotated[int, Field(ge=16)] = 1024
    positions: Annotated[int, Field(ge=64)] = 512


class TrainingConfig(_Section):
    """How it learns."""

    seed: Annotated[int, Field(ge=0)] = 1
    device: config.Device = "auto"
    precision: Literal["auto", "bfloat16", "float32"] = "auto"  # auto: bfloat16 on a GPU that has it
    epochs: Annotated[float, Field(gt=0, strict=False)] = 10.0
    max_steps: Annotated[int, Field(ge=1)] | None = None  # ends before `epochs`
    batch_sentences: Annotated[int, Field(ge=1)] = 32
    accumulate: Annotated[int, Field(ge=1)] = 1  # batches a step
    # Not strict, since YAML takes 5e-5, without a point, for text. null: 5e-5, or 1e-3 from scratch.
    learning_rate: Annotated[float, Field(gt=0, strict=False)] | None = None
    warmup_steps: Annotated[int, Field(ge=0)] = 100
    weight_decay: Annotated[float, Field(ge=0, strict=False)] = 0.01
    label_smoothing: Annotated[float, Field(ge=0, lt=1)] = 0.1
    dropout: Annotated[float, Field(ge=0, lt=1)] = 0.1
    evaluate_every: Annotated[int, Field(ge=1)] = 500  # steps; a checkpoint is written each time
    patience: Annotated[int, Field(ge=1)] = 5  # evaluations without a better chrF before it stops
    checkpoints: Annotated[int, Field(ge=2)] = 3  # kept; a broken last one falls back to the one before
    workers: Annotated[int, Field(ge=0)] = 0  # processes that prepare batches


class ExportConfig(_Section):
    """What becomes of the best checkpoint."""

    name: Annotated[str, Field(min_length=1)] = "Adapted Arabic→English model"  # the card's title
    licence: str | None = None  # of the model; null: the card says that it must be settled
    precision: Literal["int8", "int8_float16", "float16", "float32"] = "int8"  # of the CTranslate2 copy
    beam_size: Annotated[int, Field(ge=1, le=32)] = 4  # for the scores in the card


class Settings(_Section):
    """A complete training configuration."""

    data: DataConfig = DataConfig()
    model: ModelConfig = ModelConfig()
    training: TrainingConfig = TrainingConfig()
    export: ExportConfig = ExportConfig()


def load(path: Path | None, overrides: Sequence[str] = ()) -> Settings:
    """Read a training's configuration; see `mujaz.config.load`.

    Raises:
        UsageError: The file cannot be read, or a key or value is not allowed; names `file:line`.
    """
    return config.load_as(
        Settings, path, overrides, hint="configs/train.yaml has every key and what it may be"
    )
