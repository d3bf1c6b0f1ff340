"""Load a checkpoint with transformers, and refuse one whose weights do not fill the model.

transformers 5 gives weights that a file lacks random values and goes on: fluent garbage. Here that is an error.
"""

import pickle
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from mujaz.models import files, verify

# Weights that a file may lack: a bias that is zero, and positions that are computed from a formula.
_OPTIONAL = ("final_logits_bias",)
_COMPUTED_POSITIONS = "embed_positions.weight"


@contextmanager
def quiet() -> Iterator[None]:
    """Keep transformers' warnings and progress bars off the terminal while the block runs."""
    from transformers.utils import logging

    level, bars = logging.get_verbosity(), logging.is_progress_bar_enabled()
    logging.set_verbosity_error()
    logging.disable_progress_bar()
    try:
        yield
    finally:
        logging.set_verbosity(level)
        if bars:
            logging.enable_progress_bar()


def load(folder: Path, dtype: Any) -> Any:
    """The sequence-to-sequence model in `folder`, on the CPU, in evaluation mode.

    Pickled weights are read with `weights_only`, code in the folder is never run, and nothing is fetched.

    Args:
        folder: A whole checkpoint, as `mujaz.models.files.check` accepts it.
        dtype: A torch dtype.

    Raises:
        ModelError: The weights are damaged, not those of the first use, of another shape, or incomplete.
    """
    import torch
    from safetensors import SafetensorError
    from transformers import AutoConfig, AutoModelForSeq2SeqLM

    for path in files.weight_files(folder):
        verify.loaded(path)
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive:
                damaged = archive.testzip()
            if damaged:
                raise files.broken(path, f"is damaged: the checksum of {damaged} is wrong")
    weights = (files.weight_files(folder) or [folder / "pytorch_model.bin"])[0]
    failures = (
        OSError,
        ValueError,
        KeyError,
        RuntimeError,
        EOFError,
        pickle.UnpicklingError,
        SafetensorError,
    )
    try:
        with quiet(), torch.inference_mode():
            config = AutoConfig.from_pretrained(folder, local_files_only=True, trust_remote_code=False)
            model, info = AutoModelForSeq2SeqLM.from_pretrained(
                folder,
                config=config,
                dtype=dtype,
                local_files_only=True,
                trust_remote_code=False,
                weights_only=True,
                output_loading_info=True,
            )
    except failures as error:
        raise files.broken(weights, f"cannot be loaded: {_first_line(error)}") from error
    for key, values in model.state_dict().items():
        if not bool(torch.isfinite(values).all()):
            raise files.broken(weights, f"is damaged: {key} holds values that are no numbers")
    missing = _really_missing(info["missing_keys"], config)
    if missing or info["mismatched_keys"]:
        lacking = ", ".join([*missing, *(str(key) for key in info["mismatched_keys"])][:3])
        raise files.broken(
            weights, f"does not fill the model of its config.json (missing or misshaped: {lacking})"
        )
    return model.eval()


def _really_missing(keys: set[str], config: Any) -> list[str]:
    computed = bool(getattr(config, "static_position_embeddings", False)) or config.model_type == "marian"
    return sorted(
        key for key in keys if key not in _OPTIONAL and not (computed and key.endswith(_COMPUTED_POSITIONS))
    )


def _first_line(error: BaseException) -> str:
    text = str(error).strip() or type(error).__name__
    return next(line.strip() for line in text.splitlines() if line.strip())[:300]
