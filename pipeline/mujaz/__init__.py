"""Mujaz: Arabic news in, English briefs out.

>>> from mujaz import Article, Pipeline, Source, load_config, make_plan
>>> pipeline = Pipeline(make_plan(load_config(None)))
>>> article = Article(id="a", text=arabic, source=Source(path="a.txt", sha256="", encoding="utf-8"))
>>> for brief in pipeline.process([article]):
...     print(brief.headline, [point.text for point in brief.points])
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from mujaz.version import __version__

if TYPE_CHECKING:
    from mujaz.arabic.splitter import split as split_sentences
    from mujaz.article import Article, Brief, Failure, Point, Sentence, Source, Translation
    from mujaz.config import Config
    from mujaz.config import load as load_config
    from mujaz.errors import MujazError
    from mujaz.flags import Flag
    from mujaz.plan import make as make_plan
    from mujaz.stages import Pipeline

__all__ = [
    "Article", "Brief", "Config", "Failure", "Flag", "MujazError", "Pipeline", "Point", "Sentence", "Source",
    "Translation", "__version__", "load_config", "make_plan", "split_sentences",
]  # fmt: skip
_HOMES = {
    "Config": ("config", "Config"),
    "Flag": ("flags", "Flag"),
    "MujazError": ("errors", "MujazError"),
    "Pipeline": ("stages", "Pipeline"),
    "load_config": ("config", "load"),
    "make_plan": ("plan", "make"),
    "split_sentences": ("arabic.splitter", "split"),
}  # the rest live in `article`


def __getattr__(name: str) -> Any:
    """Import a public name when it is first used, so that `mujaz --help` stays instant."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    home, own = _HOMES.get(name, ("article", name))
    return getattr(import_module(f"{__name__}.{home}"), own)
