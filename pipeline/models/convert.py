"""Convert a checkpoint to CTranslate2 once, into a cache that several processes may share."""

import hashlib
import os
import re
import shutil
import tempfile
from pathlib import Path
from typing import Any

from pipeline.errors import ModelError
from pipeline.models import checkpoint, files
from pipeline.models.resolve import ResolvedModel

CONVERTER = 1  # raise it when this module converts differently, so that old conversions are not used
# Architectures whose conversion is tested here, by the `model_type` of config.json.
CONVERTIBLE = frozenset({"marian", "bart", "mbart", "m2m_100", "t5"})


def converts(folder: Path) -> bool:
    """Whether the model in `folder` is a CTranslate2 model, or a checkpoint that can become one."""
    return (
        files.is_ctranslate2(folder)
        or files.read_json(folder / "config.json").get("model_type") in CONVERTIBLE
    )


def default_cache() -> Path:
    """Where conversions are kept: `$MUJAZ_CACHE`, else `ctranslate2` in the user's cache folder."""
    import platformdirs

    if value := os.environ.get("MUJAZ_CACHE"):
        return Path(value).expanduser()
    return Path(platformdirs.user_cache_dir("mujaz")) / "ctranslate2"


def converted(resolved: ResolvedModel, precision: str, cache: Path | None = None) -> Path:
    """The folder of the CTranslate2 model, converted now if it has not been before.

    Args:
        resolved: A checkpoint, or a folder that is CTranslate2 already and is then used as it is.
        precision: CTranslate2's name for the weights: int8, int8_float16, float16, bfloat16 or float32.
        cache: Where conversions are kept; by default `default_cache()`.

    Raises:
        ModelError: The model cannot be converted, or the cache cannot be written.
    """
    if files.is_ctranslate2(resolved.folder):
        return resolved.folder
    from filelock import FileLock

    root = cache or default_cache()
    target = root / _key(resolved, precision)
    if (target / "model.bin").is_file():  # a folder appears under its final name only when it is complete
        return target
    try:
        root.mkdir(parents=True, exist_ok=True)
        with FileLock(f"{target}.lock"):
            if not (target / "model.bin").is_file():
                for leftover in root.glob(
                    f"{target.name}.part-*"
                ):  # of a process that died: we hold the lock
                    shutil.rmtree(leftover)
                _convert(resolved, precision, target)
    except OSError as error:
        raise ModelError(
            f"model {resolved.name} cannot be converted into {root}: {error}",
            "free some space, or name another folder: `MUJAZ_CACHE=/path`; or `--set translation.engine=transformers`",
        ) from error
    return target


def _key(resolved: ResolvedModel, precision: str) -> str:
    """A folder name: readable, and different for everything that changes the conversion."""
    import ctranslate2

    facts = "|".join(
        (resolved.identity, resolved.revision or "", precision, str(ctranslate2.__version__), str(CONVERTER))
    )
    readable = re.sub(r"[^\w.-]+", "-", resolved.identity.split("@")[0].rsplit("/", 1)[-1])
    return f"{readable}-{precision}-{hashlib.sha256(facts.encode()).hexdigest()[:16]}"


def _convert(resolved: ResolvedModel, precision: str, target: Path) -> None:
    part = Path(tempfile.mkdtemp(prefix=f"{target.name}.part-", dir=target.parent))
    try:
        with checkpoint.quiet():
            _converter(resolved.folder).convert(str(part), quantization=precision, force=True)
        part.chmod(0o755)  # mkdtemp makes it private; a shared cache must stay readable
        part.rename(target)
    except (ValueError, RuntimeError, NotImplementedError, KeyError, AttributeError) as error:
        raise ModelError(
            f"model {resolved.name} cannot be converted to CTranslate2: {error}",
            "use it as it is: `--set translation.engine=transformers`",
        ) from error
    finally:
        shutil.rmtree(part, ignore_errors=True)


def _converter(folder: Path) -> Any:
    import torch
    import transformers
    from ctranslate2.converters import TransformersConverter

    class Converter(TransformersConverter):  # type: ignore[misc] # ctranslate2 publishes no types
        """CTranslate2's own, with the loading of this package: checked weights, local files, no foreign code."""

        def load_model(self, model_class: Any, model_name_or_path: str, **kwargs: Any) -> Any:
            del model_class, kwargs
            model = checkpoint.load(Path(model_name_or_path), torch.float32)
            _fill_bart(model.config)
            return model

        def load_tokenizer(self, tokenizer_class: Any, model_name_or_path: str, **kwargs: Any) -> Any:
            del tokenizer_class, kwargs
            return transformers.AutoTokenizer.from_pretrained(
                model_name_or_path, local_files_only=True, trust_remote_code=False
            )

    return Converter(str(folder))


def _fill_bart(config: Any) -> None:
    """Give a BART configuration the two keys that the conversion reads and transformers 5 no longer writes.

    BART normalises after each block and its embeddings; mBART before each block. Checkpoints of 2020 say so
    themselves and are left alone.
    """
    if config.model_type in ("bart", "mbart"):
        for key, value in (("normalize_before", config.model_type == "mbart"), ("normalize_embedding", True)):
            if getattr(config, key, None) is None:
                setattr(config, key, value)
