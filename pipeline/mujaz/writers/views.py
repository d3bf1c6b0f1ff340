"""The views that a brief can have beside its JSON, found by format and imported when used."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from importlib import import_module

from mujaz.article import Brief
from mujaz.errors import UsageError


@dataclass(frozen=True, slots=True)
class View:
    """One format: what its files are called, and who makes their content."""

    suffix: str
    render: Callable[[Brief], str | bytes]  # the same bytes for the same brief, whenever and wherever


@dataclass(frozen=True, slots=True)
class _Entry:
    suffix: str
    target: str  # module:function
    package: str = ""  # what it needs that comes only with mujaz[documents]


_ENTRIES = {
    "markdown": _Entry(".md", "mujaz.writers.markdown:render"),
    "html": _Entry(".html", "mujaz.writers.html:render"),
    "docx": _Entry(".docx", "mujaz.writers.docx:render", package="docx"),
    "csv": _Entry(".csv", "mujaz.writers.csv_points:render"),
}
FORMATS = tuple(_ENTRIES)
SUFFIXES = tuple(entry.suffix for entry in _ENTRIES.values())


def load(formats: Iterable[str]) -> list[View]:
    """The views of these formats, in this order; `json`, which every brief has, is passed over.

    Raises:
        UsageError: There is no such format, or a package that it needs is not installed.
    """
    return [_load(name) for name in dict.fromkeys(formats) if name != "json"]


def _load(name: str) -> View:
    entry = _ENTRIES.get(name)
    if entry is None:
        raise UsageError(f"there is no format `{name}`", f"formats: {', '.join(FORMATS)}")
    if entry.package:
        # What may be missing is missed before the work begins; the rest is imported when it is done.
        try:
            import_module(entry.target.partition(":")[0])
        except ModuleNotFoundError as error:
            if error.name == entry.package:
                hint = "pip install 'mujaz[documents]'"
                raise UsageError(f"the format `{name}` needs a package that is not installed", hint) from None
            raise
    return View(entry.suffix, partial(_render, entry.target))


def _render(target: str, brief: Brief) -> str | bytes:
    module, _, function = target.partition(":")
    content: str | bytes = getattr(import_module(module), function)(brief)
    return content
