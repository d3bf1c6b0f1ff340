"""Convert a checkpoint to CTranslate2 once, into a cache that several processes may share."""

import hashlib
import json
import logging
import re
import sys
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from mujaz import processes
from mujaz.errors import ModelError, MujazError
from mujaz.models import checkpoint, files, pieces, verify
from mujaz.models.resolve import ResolvedModel
from mujaz.storage import atomic, cache_folder

logger = logging.getLogger(__name__)
CONVERTER = 3  # raise it when this module converts differently, so that old conversions are not used
# Architectures whose conversion is tested here, by the `model_type` of config.json.
CONVERTIBLE = frozenset({"marian", "bart", "mbart", "m2m_100", "t5"})


def converts(folder: Path) -> bool:
    """Whether the model in `folder` is a CTranslate2 model, or a checkpoint that can become one."""
    if files.is_firefox(folder):
        return False
    return (
        files.is_ctranslate2(folder)
        or files.read_json(folder / "config.json").get("model_type") in CONVERTIBLE
    )


def converted(resolved: ResolvedModel, precision: str, cache: Path | None = None) -> Path:
    """The folder of the CTranslate2 model, converted now if it has not been before.

    Args:
        resolved: A checkpoint, or a folder that is CTranslate2 already and is then used as it is.
        precision: CTranslate2's name for the weights: int8, int8_float16, float16, bfloat16 or float32.
        cache: Where conversions are kept; by default `cache.conversions()`.

    Raises:
        ModelError: The model cannot be converted, the cache cannot be written, or what is in it was damaged since.
    """
    if files.is_ctranslate2(resolved.folder):
        verify.loaded(resolved.folder / "model.bin")
        return resolved.folder
    from filelock import FileLock

    root = cache or cache_folder.conversions()
    target = root / _key(resolved, precision)
    if (target / "model.bin").is_file():  # a folder appears under its final name only when it is complete
        check(target)
        return target
    try:
        root.mkdir(parents=True, exist_ok=True)
        with FileLock(f"{target}.lock"):
            if not (target / "model.bin").is_file():
                atomic.sweep_folder(target)  # nobody else makes it: we hold the lock
                _convert_apart(resolved, precision, target)
    except OSError as error:
        raise ModelError(
            f"model {resolved.name} cannot be converted into {root}: {error}",
            "free some space, or name another folder: `MUJAZ_CACHE=/path`; or `--set translation.engine=transformers`",
        ) from error
    return target


def check(target: Path) -> None:
    """Make sure that a conversion is what it was when it was made: its weights are hashed in full, each time.

    They are an eighth to a quarter of the checkpoint: 0.06 s for opus-mt-ar-en's 80 MB.

    Raises:
        ModelError: It is not.
    """
    made = _made(target)
    for file, right in made["sha256"].items():
        found = verify.sha256(target / file) if (target / file).is_file() else ""
        if found != right:
            what = f"damaged: its SHA-256 is {found[:12]}… instead of {right[:12]}…" if found else "missing"
            raise ModelError(
                f"the converted model {target / file} is {what}",
                f"`mujaz models rm --converted {made['name']}` removes it, and the next run converts anew; "
                "if it happens again, test the disk",
            )


def conversions_of(folder: Path | None, name: str, cache: Path | None = None) -> list[Path]:
    """The conversions that were made of a model, by the name it was asked for or by its folder, of any precision."""
    found = []
    for place in sorted((cache or cache_folder.conversions()).glob(f"*/{verify.NOTE}")):
        try:
            made = _made(place.parent)
        except ModelError as error:  # whose it is cannot be told; it must not keep a person from the others
            logger.warning("%s; %s", error.message, error.hint)
            continue
        if made["name"] == name or (folder and made["folder"] == str(folder)):
            found.append(place.parent)
    return found


def noted(folder: Path, name: str) -> list[dict[str, str]]:
    """What the conversions of a model are: for each, the SHA-256 of its files by name, as `check` demands them."""
    return [dict(_made(place)["sha256"]) for place in conversions_of(folder, name)]


def _made(target: Path) -> dict[str, Any]:
    """What was noted of a conversion when it was made."""
    try:
        made = files.read_json(target / verify.NOTE)
    except ModelError:
        made = {}
    if {"name", "folder"} <= made.keys() and isinstance(made.get("sha256"), dict):
        return made
    raise ModelError(
        f"the note {target / verify.NOTE} of a converted model is damaged",
        f"delete the folder {target}: the next run converts anew",
    )


def _key(resolved: ResolvedModel, precision: str) -> str:
    """A folder name: readable, and different for everything that changes the conversion."""
    import ctranslate2

    facts = "|".join(
        (resolved.identity, resolved.revision or "", precision, str(ctranslate2.__version__), str(CONVERTER))
    )
    readable = re.sub(r"[^\w.-]+", "-", resolved.identity.split("@")[0].rsplit("/", 1)[-1])
    return f"{readable}-{precision}-{hashlib.sha256(facts.encode()).hexdigest()[:16]}"


def _convert_apart(resolved: ResolvedModel, precision: str, target: Path) -> None:
    """Convert in a process of its own, which gives back what torch and the checkpoint take: 330 MB for the smallest model.

    A process that has torch loaded gains nothing by that and converts itself.
    """
    if "torch" in sys.modules:
        _convert(resolved, precision, target)
        return
    with processes.Child("mujaz.models.convert:serve") as child:
        child.connection.send((resolved, precision, target))
        try:
            error: Exception | None = child.connection.recv()
        except (EOFError, ConnectionResetError):
            raise ModelError(
                f"model {resolved.name} cannot be converted: that process ended with {child.process.wait()}",
                "see whether memory suffices (`free -h`), or use `--set translation.engine=transformers`",
            ) from None
    if error is not None:
        raise error


def serve(connection: Connection) -> None:
    """Convert what `_convert_apart` sends, and tell it what went wrong, if anything did."""
    resolved, precision, target = connection.recv()
    try:
        _convert(resolved, precision, target)
    except (MujazError, OSError) as error:
        connection.send(error)
    else:
        connection.send(None)


def _convert(resolved: ResolvedModel, precision: str, target: Path) -> None:
    try:
        with atomic.folder(target) as part:
            with checkpoint.quiet():
                _converter(resolved.folder).convert(str(part), quantization=precision, force=True)
            _note(resolved, part)
    except (ValueError, RuntimeError, NotImplementedError, KeyError, AttributeError) as error:
        raise ModelError(
            f"model {resolved.name} cannot be converted to CTranslate2: {error}",
            "use it as it is: `--set translation.engine=transformers`",
        ) from error


def _note(resolved: ResolvedModel, part: Path) -> None:
    """Write down what a conversion was made of, and what it is."""
    hashes = {path.name: verify.sha256(path) for path in sorted(part.iterdir()) if path.is_file()}
    made = {
        "name": resolved.name,
        "folder": str(resolved.folder),
        "identity": resolved.identity,
        "sha256": hashes,
    }
    (part / verify.NOTE).write_text(json.dumps(made, ensure_ascii=False, indent=1), encoding="utf-8")


def _converter(folder: Path) -> Any:
    import torch
    import transformers
    from ctranslate2.converters import TransformersConverter

    class Converter(TransformersConverter):  # type: ignore[misc] # ctranslate2 publishes no types
        """CTranslate2's own, with the loading of this package: checked weights, local files, no foreign code."""

        def _load(self) -> Any:
            spec = super()._load()
            _name_embeddings(spec, self.tokenizer)
            pieces.part(spec, folder)
            if (
                getattr(spec.config, "bos_token", "") is None
            ):  # mBART-50 has none, and CTranslate2 demands a string
                spec.config.bos_token = self.tokenizer.eos_token
            return spec

        def load_model(self, model_class: Any, model_name_or_path: str, **kwargs: Any) -> Any:
            del model_class, kwargs
            model = checkpoint.load(Path(model_name_or_path), torch.float32)
            _fill(model.config)
            return model

        def load_tokenizer(self, tokenizer_class: Any, model_name_or_path: str, **kwargs: Any) -> Any:
            del tokenizer_class, kwargs
            self.tokenizer = transformers.AutoTokenizer.from_pretrained(
                model_name_or_path, local_files_only=True, trust_remote_code=False
            )
            return self.tokenizer

    return Converter(str(folder))


def _name_embeddings(spec: Any, tokenizer: Any) -> None:
    """Name each row of the embeddings as the tokeniser names its id.

    CTranslate2 takes the names from `get_vocab`, in which M2M100's tokeniser under transformers 5 lacks its language
    codes: they would be unknown words to the converted model, or the vocabulary too short to convert at all.
    """
    vocabularies = {id(tokens): tokens for side in spec._vocabularies.values() for tokens in side}  # noqa: SLF001 - there is no public way
    size = spec.get_source_vocabulary_size()[0]
    for tokens in vocabularies.values():
        named = dict(enumerate(tokens))
        taken = set(tokens)
        for number in range(size):
            token = tokenizer.convert_ids_to_tokens(number)
            if token is not None and token not in taken and tokenizer.convert_tokens_to_ids(token) == number:
                named[number] = token
        tokens[:] = [named.get(number, f"madeupword{number}") for number in range(max(size, len(tokens)))]


def _fill(config: Any) -> None:
    """Give a configuration the keys that the conversion reads and transformers 5 no longer writes, or rewrites.

    BART normalises after each block and its embeddings, mBART before each block; checkpoints of 2020 say so
    themselves and are left alone. T5: transformers 5 sets `tie_word_embeddings` for every model and keeps what the
    file said in `scale_decoder_outputs`; CTranslate2 scales the outputs by the former, which is wrong for T5 1.1 and
    MADLAD.
    """
    if config.model_type in ("bart", "mbart"):
        for key, value in (("normalize_before", config.model_type == "mbart"), ("normalize_embedding", True)):
            if getattr(config, key, None) is None:
                setattr(config, key, value)
    if hasattr(config, "scale_decoder_outputs"):
        config.tie_word_embeddings = config.scale_decoder_outputs
