"""Mujaz: Arabic news in, English briefs out.

A text in, its English out, with what there is to doubt. (The settings name the tiny model that the tests use; without
them the model of the configuration does the work.)

>>> import mujaz
>>> settings = ["translation.model=tests/tiny/model"]
>>> text = "وأفادت مصادر طبية أن ثلاثة أطفال قتلوا في انفجار قرب الموصل."
>>> translation = mujaz.translate(text, "fast", settings)
>>> translation.english
'Medical sources reported that three children were killed in an explosion near Mosul.'
>>> translation.doubtful, translation.flags
(False, ())

Articles in, briefs out; what fails is a value as well, in its article's place.

>>> pipeline = mujaz.Pipeline.from_config("fast", settings)
>>> articles = [mujaz.Article.from_text(text, id="mosul"), mujaz.Article.from_text("", id="nothing")]
>>> for result in pipeline.process(articles):
...     match result:
...         case mujaz.Brief():
...             print([(point.text, point.cites) for point in result.points])
...         case mujaz.Failure():
...             print(f"{result.id}: {result.reason}")
[('Medical sources reported that three children were killed in an explosion near Mosul.', (1,))]
nothing: no sentence was found in the text; check what the file holds
"""

from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, overload

from mujaz.version import __version__

if TYPE_CHECKING:
    from mujaz.arabic.splitter import split as split_sentences
    from mujaz.article import Article, Brief, Failure, Point, Sentence, Source, Translation
    from mujaz.config import Config
    from mujaz.config import load as load_config
    from mujaz.errors import MujazError
    from mujaz.flags import Flag
    from mujaz.plan import make_plan
    from mujaz.stages import Pipeline

__all__ = [
    "Article", "Brief", "Config", "Failure", "Flag", "MujazError", "Pipeline", "Point", "Sentence", "Source",
    "Translation", "__version__", "load_config", "make_plan", "split_sentences", "translate",
]  # fmt: skip
_HOMES = {
    "Config": ("config", "Config"),
    "Flag": ("flags", "Flag"),
    "MujazError": ("errors", "MujazError"),
    "Pipeline": ("stages", "Pipeline"),
    "load_config": ("config", "load"),
    "make_plan": ("plan", "make_plan"),
    "split_sentences": ("arabic.splitter", "split"),
}  # the rest live in `article`


def __getattr__(name: str) -> Any:
    """Import a public name when it is first used, so that `mujaz --help` stays instant."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    home, own = _HOMES.get(name, ("article", name))
    return getattr(import_module(f"{__name__}.{home}"), own)


@overload
def translate(text: str, config: str | Path = ..., settings: Sequence[str] = ...) -> "Translation": ...
@overload
def translate(
    text: list[str] | tuple[str, ...], config: str | Path = ..., settings: Sequence[str] = ...
) -> "list[Translation]": ...
def translate(
    text: str | list[str] | tuple[str, ...], config: str | Path = "default", settings: Sequence[str] = ()
) -> "Translation | list[Translation]":
    """Translate a text, or each of several, and say what is doubtful about it.

    The models are loaded at each call: give many texts at once, or keep a `Pipeline` and use its `translate`.

    Args:
        text: Arabic: one text, or several.
        config: A YAML file, or the name of a configuration, such as `fast`; of its summary nothing is used.
        settings: `section.key=value`, as after `--set`; they win over the file.

    Returns:
        One translation for one text; a list, in the same order, for several.

    Raises:
        UsageError: There is no such configuration, or a key or value is not allowed.
        ModelError: A model is missing or broken.
    """
    from mujaz.stages import Pipeline

    texts = [text] if isinstance(text, str) else text
    pipeline = Pipeline.from_config(config, ["summary.method=extractive", *settings])
    made = list(pipeline.translate(texts))
    return made[0] if isinstance(text, str) else made
