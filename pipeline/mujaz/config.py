"""The schema of a configuration, and its loader: packaged defaults, then the user's YAML, then `--set`."""

import difflib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from mujaz.errors import UsageError
from mujaz.shipped import glossary_file

EngineKind = Literal["auto", "ctranslate2", "transformers", "firefox", "chat"]
Device = Literal["auto", "cpu", "cuda"]
Precision = Literal["auto", "int8", "int8_float16", "float16", "bfloat16", "float32"]


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class ColumnsConfig(_Section):
    """What the columns of CSV, Parquet and JSON records are called; `a.b` looks into a record within a record."""

    text: Annotated[str, Field(min_length=1)] = "text"
    title: str = "title"
    date: str = "date"
    url: str = "url"
    id: str = "id"


class InputConfig(_Section):
    """What is accepted as an article, and how much of it is taken in at once."""

    max_characters: Annotated[int, Field(gt=0)] = (
        500_000  # a longer one is a book or an accident: recorded as failed
    )
    duplicates: Literal["fold", "keep"] = "fold"  # fold: agency copy is translated once
    columns: ColumnsConfig = ColumnsConfig()
    # What lies beyond these is recorded as failed, before it takes memory.
    max_megabytes: Annotated[int, Field(gt=0)] = 64  # of one document, unpacked
    max_record_megabytes: Annotated[int, Field(gt=0)] = 8  # of one line of JSONL or one row of CSV
    max_unpacked_megabytes: Annotated[int, Field(gt=0)] = 20_000  # all that comes out of one archive
    max_ratio: Annotated[int, Field(gt=0)] = 200  # unpacked to packed; text has 3 to 20, a zip bomb 1,000
    max_nesting: Annotated[int, Field(ge=1)] = 3  # archives in archives
    max_members: Annotated[int, Field(gt=0)] = 10_000  # files in one archive
    max_pages: Annotated[int, Field(gt=0)] = 500  # of a PDF
    parser_seconds: Annotated[int, Field(gt=0)] = 30  # for one document
    parser_megabytes: Annotated[int, Field(ge=384)] = 512  # address space of the parsers' process


class TranslationConfig(_Section):
    """The Arabic → English model and how it decodes."""

    model: Annotated[str, Field(min_length=1)] = (
        "Helsinki-NLP/opus-mt-tc-big-ar-en"  # hub id, local folder, `starter`
    )
    revision: str | None = None  # a commit of the hub repository
    engine: EngineKind = "auto"
    device: Device = "auto"
    precision: Precision = "auto"
    threads: Annotated[int, Field(ge=0)] = 0  # CPU threads; 0: one a core
    source_code: str | None = (
        None  # language codes of multilingual models; null: the model family's own for Arabic
    )
    target_code: str | None = None
    prefix: str | None = None  # put before each sentence; null: what T5 and MADLAD need, else nothing
    beam_size: Annotated[int, Field(ge=1, le=32)] | None = 4  # null: what the model's own files ask
    batch_tokens: Annotated[int, Field(ge=64)] = 2048  # padded source tokens in a batch
    max_sentence_tokens: Annotated[int, Field(ge=16)] = (
        192  # a longer sentence is cut at clauses, see translator.py
    )
    retry: bool = True  # climb the retry ladder for flagged sentences
    second_model: str | None = None  # the ladder's last rung: hub id, local folder or `starter`
    fallback: Literal["starter", "none"] = "starter"  # when the model cannot be had
    canary: bool = True  # refuse a model that does not translate (or summarise) a few known sentences sanely


class SummaryConfig(_Section):
    """How a brief's points are made."""

    method: Literal["extractive", "abstractive"] = "abstractive"
    model: Annotated[str, Field(min_length=1)] = "sshleifer/distilbart-cnn-12-6"  # for `abstractive` alone
    revision: str | None = None
    engine: Literal["auto", "ctranslate2", "transformers", "chat"] = "auto"
    device: Device = "auto"
    precision: Precision = "auto"
    points: Annotated[int, Field(ge=1, le=20)] = 4
    fallback: Literal["extractive", "none"] = "extractive"  # when the model cannot be had


class ChatConfig(_Section):
    """The server that the engine `chat` asks; `translation.model` and `summary.model` say which of its models."""

    # What its chat completions lie under, e.g. http://127.0.0.1:8000/v1; no default, so nothing is sent by accident.
    address: str | None = None
    key_variable: str | None = None  # the environment variable with its key; a key never stands in a file
    timeout: Annotated[int, Field(ge=1)] = 120  # seconds without a reply
    retries: Annotated[int, Field(ge=0, le=20)] = 5  # after a failed request, with growing pauses
    concurrency: Annotated[int, Field(ge=1, le=256)] = 4  # requests under way at once
    context: Annotated[int, Field(ge=512)] | None = (
        None  # tokens in a request and its reply; null: what the server says
    )


class RayConfig(_Section):
    """Where and how `--executor ray` works."""

    address: str | None = None  # `auto`, or of the cluster's head; null: a cluster of this machine alone
    workers: Annotated[int, Field(ge=0)] = 0  # models loaded at once; 0: as many as the cluster has room for
    cpus_per_worker: Annotated[float, Field(gt=0)] = 2
    gpus_per_worker: Annotated[float, Field(ge=0)] = 0
    batch_articles: Annotated[int, Field(ge=1)] = 64  # sent to a worker at a time; done anew if it is lost


class OutputConfig(_Section):
    """Which files a brief becomes."""

    # JSON is always written; the others are the keys of writers/views.py.
    formats: Annotated[
        tuple[Literal["json", "markdown", "html", "docx", "csv"], ...], Field(min_length=1, strict=False)
    ] = ("json", "markdown", "html")


class StoriesConfig(_Section):
    """Articles that tell one event, put together, with what they disagree on."""

    enabled: bool = True
    window_days: Annotated[int, Field(ge=1, le=366)] = 7  # articles further apart are never of one story


class MemoryConfig(_Section):
    """The translation memory: sentences that were translated before, by any run on this machine."""

    enabled: bool = True
    max_megabytes: Annotated[int, Field(ge=1)] = 1024  # what was not used for longest goes first


class Config(_Section):
    """A complete configuration: every key has a value."""

    input: InputConfig = InputConfig()
    translation: TranslationConfig = TranslationConfig()
    summary: SummaryConfig = SummaryConfig()
    memory: MemoryConfig = MemoryConfig()
    stories: StoriesConfig = StoriesConfig()
    chat: ChatConfig = ChatConfig()
    glossary: str | None = (
        None  # TSV: Arabic variants → English, relative to the YAML file that names it; or `news`
    )
    glossary_base: str | None = "news"  # what a glossary of your own adds to; null: it stands alone
    output: OutputConfig = OutputConfig()
    ray: RayConfig = RayConfig()


_Schema = TypeVar("_Schema", bound=BaseModel)
_Tree = dict[str, Any]
_Origins = dict[tuple[str, ...], str]  # key → where it was written, e.g. `configs/fast.yaml:4`


def load(path: Path | None, overrides: Sequence[str] = ()) -> Config:
    """Read a configuration.

    Args:
        path: The user's YAML file; None for the packaged defaults alone.
        overrides: `section.key=value` settings that win over the file; values are read as YAML.

    Raises:
        UsageError: The file cannot be read or parsed, or a key or value is not allowed. Names the place
            (`file:line` or the `--set`), the key, and what is allowed.
    """
    return load_as(Config, path, overrides, hint="see `mujaz config show` for every key and its default")


def load_as(schema: type[_Schema], path: Path | None, overrides: Sequence[str], *, hint: str) -> _Schema:
    """Read a configuration of another schema, e.g. of a training; see `load`.

    Args:
        schema: A pydantic model whose sections forbid unknown keys.
        path: As for `load`.
        overrides: As for `load`.
        hint: Where a person finds the keys, for the error.

    Raises:
        UsageError: As for `load`.
    """
    origins: _Origins = {}
    tree: _Tree = {} if path is None else _read(path, schema, origins)
    _unpin(tree, overrides)
    for override in overrides:
        _override(tree, override, origins)
    try:
        return schema.model_validate(tree)
    except ValidationError as error:
        lines = [_explain(schema, tree, detail, origins) for detail in error.errors()]
        raise UsageError("\n       ".join(lines), hint) from None


def _read(path: Path, schema: type[BaseModel], origins: _Origins) -> _Tree:
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        near = sorted(p.as_posix() for p in path.parent.glob("*.yaml")) if path.parent.is_dir() else []
        hint = f"there is {', '.join(near)}" if near else "give a YAML file with -c"
        raise UsageError(f"{path}: there is no such configuration file", hint) from None
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: cannot be read: {error}", "a configuration is UTF-8 YAML text") from None
    try:
        node = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        hint = "check indentation, colons and quotes on that line and the one above"
        raise UsageError(f"{path}:{line}: this is not YAML: {error.problem or error.context}", hint) from None
    except yaml.YAMLError as error:
        raise UsageError(f"{path}: this is not YAML: {error}", "a configuration is UTF-8 YAML text") from None
    if node is None:
        return {}
    if not isinstance(node, yaml.MappingNode):
        raise UsageError(f"{path}:1: expected `key: value` lines", "see `mujaz config show`")
    return _mapping(node, path, schema, (), origins)


def _mapping(
    node: yaml.MappingNode, path: Path, schema: type[BaseModel], above: tuple[str, ...], origins: _Origins
) -> _Tree:
    tree: _Tree = {}
    for key_node, value_node in node.value:
        place = f"{path}:{key_node.start_mark.line + 1}"
        key = str(key_node.value)
        if (*above, key) in origins:
            raise UsageError(f"{place}: `{key}` is given twice", "keep one of the two lines")
        origins[*above, key] = place
        if isinstance(value_node, yaml.MappingNode):
            tree[key] = _mapping(value_node, path, schema, (*above, key), origins)
            continue
        try:
            value = yaml.SafeLoader("").construct_object(value_node, deep=True)
        except (yaml.YAMLError, ValueError) as error:
            raise UsageError(
                f"{place}: `{key}` has a value that cannot be read: {error}", "quote it"
            ) from None
        if not above and value is None and key in schema.model_fields and not key.startswith("glossary"):
            continue  # a section with all its lines commented out
        tree[key] = _relative((*above, key), value, path.parent)
    return tree


def _relative(key: tuple[str, ...], value: Any, folder: Path) -> Any:
    """Paths in a file are meant from where that file lies."""
    if not isinstance(value, str):
        return value
    is_model = key in {
        ("translation", "model"),
        ("translation", "second_model"),
        ("summary", "model"),
        ("model", "start"),  # of a training
    }
    if key == ("glossary",) or (key == ("glossary_base",) and Path(value).suffix):
        return str(glossary_file(value, folder))
    if is_model and value.startswith(("./", "../")):
        return str(folder.absolute() / Path(value).expanduser())
    return value


def _unpin(tree: _Tree, overrides: Sequence[str]) -> None:
    """Forget the commit that a file pins for a model in whose place another is named: it is a commit of the first."""
    for override in overrides:
        section, _, key = override.partition("=")[0].strip().partition(".")
        if key == "model" and isinstance(tree.get(section), dict):
            tree[section].pop("revision", None)


def _override(tree: _Tree, override: str, origins: _Origins) -> None:
    key, equals, raw = override.partition("=")
    place = f"--set {override}"
    path = [part.strip() for part in key.split(".")]
    if not equals or not all(path):
        raise UsageError(f"{place}: expected KEY=VALUE", "for example --set translation.beam_size=1")
    try:
        value = yaml.safe_load(raw) if raw.strip() else ""
    except (yaml.YAMLError, ValueError):
        value = raw
    for depth, part in enumerate(path[:-1], 1):
        if not isinstance(tree.get(part), dict):
            tree[part] = {}
            origins[tuple(path[:depth])] = place
        tree = tree[part]
    tree[path[-1]] = (
        str(glossary_file(value, Path())) if path == ["glossary"] and isinstance(value, str) else value
    )
    origins[tuple(path)] = place


def _explain(schema: type[BaseModel], tree: _Tree, detail: Any, origins: _Origins) -> str:
    """One line for a person out of one of pydantic's error details."""
    location: list[str] = []
    found: Any = tree
    for part in detail["loc"]:
        if not isinstance(found, dict) or part not in found:
            break
        found = found[part]
        location.append(part)
    place, key = origins[tuple(location)], ".".join(location)
    kind, context = detail["type"], detail.get("ctx", {})
    if kind == "extra_forbidden":
        allowed = _keys(schema, location[:-1])
        near = difflib.get_close_matches(location[-1], allowed, 1)
        suggestion = f"; did you mean `{near[0]}`?" if near else "."
        return f"{place}: unknown key `{key}`{suggestion} Allowed here: {', '.join(allowed)}"
    given = f"`{key}` is {'a section' if isinstance(found, dict) else repr(found)}"
    if kind == "literal_error":
        return f"{place}: {given}; allowed: {context['expected']}"
    if kind == "tuple_type":
        return f"{place}: {given}; it must be a list, e.g. [json, markdown, html]"
    if kind == "string_type":
        return f"{place}: {given}; it must be text (put it in quotes)"
    return f"{place}: {given}; {detail['msg'][0].lower()}{detail['msg'][1:]}"


def _keys(schema: type[BaseModel], location: Iterable[str]) -> list[str]:
    model = schema
    for part in location:
        annotation = model.model_fields[part].annotation
        if not (isinstance(annotation, type) and issubclass(annotation, BaseModel)):
            return []
        model = annotation
    return list(model.model_fields)
