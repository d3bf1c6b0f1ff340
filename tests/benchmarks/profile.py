"""Where the processor time of a run goes, by stage, a sentence.

`python -m tests.benchmarks.profile [--model starter|opus] [--articles N] [--beam B] [--keep DIR]` makes briefs of real
articles in one process, with everything that `mujaz run` does but start and progress, and wraps the functions in STAGES
from outside (`stopwatch.py`). A stage counts less what stands within it in another stage. `opus` is a model with random
weights of opus-mt-ar-en's shape and outputs of a forced length (`random_models.py`), each taken as finished at once: its
sentences are not tried again, and its English is nonsense, which is read as quickly as any. "Wall" adds up what Python's
threads took, waiting for each other too: it may come to more than the run.
"""

import argparse
import json
import os
import pickle
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

from tests.benchmarks.stopwatch import Spent, Stopwatch
from tests.support import data

if TYPE_CHECKING:  # what is watched is imported when it is, not before
    from mujaz.article import Article, Failure
    from mujaz.runs.executor import Observer, Saved
    from mujaz.runs.folder import RunFolder
    from mujaz.stages import Pipeline

_Message = TypeVar("_Message")
REST: Final = "the rest"
MODEL: Final = "the model's own threads"
_PICKLING: Final = "passing between the processes"
# From below upwards, as the package imports them.
STAGES: Final = {
    "normalising": ("mujaz.arabic.normalise:normalise",),
    "splitting": ("mujaz.arabic.splitter:split",),
    "writing files": ("mujaz.storage.atomic:write", "mujaz.storage.atomic:remove"),
    "reading": ("mujaz.readers.reader:Reader.read",),
    "finding copies": ("mujaz.readers.duplicates:Duplicates.of",),
    "tokenising": (
        "mujaz.engines.tokenizing:Tokenizing.encode",
        "mujaz.engines.tokenizing:Tokenizing.count",
        "mujaz.engines.tokenizing:Tokenizing.decode",
        "mujaz.engines.tokenizing:Tokenizing.tokens",
        "mujaz.engines.tokenizing:Tokenizing.ids",
    ),
    "around the model: batches, scores": ("mujaz.engines.ctranslate2:CTranslate2Engine.translate",),
    "checks": ("mujaz.checks.sentence:check",),
    "names, glossary": ("mujaz.checks.names:consistent", "mujaz.translation.dateline:dateline"),
    "memory": (
        "mujaz.memory.memory:Memory.human",
        "mujaz.memory.memory:Memory.machine",
        "mujaz.memory.memory:Memory.keep",
        "mujaz.memory.entries:key",
    ),
    "translator: pieces, retries, choosing": ("mujaz.translation.translator:Translator.translate",),
    "summarising: points, headline, figures": (
        "mujaz.summarization.extractive:Extractive.summarize_all",
        "mujaz.summarization.headline:headline",
        "mujaz.summarization.figures:figures",
        "mujaz.summarization.claims:claims",
        "mujaz.summarization.dateline:dateline",
    ),
    "Markdown view": ("mujaz.writers.markdown:render",),
    "HTML view": ("mujaz.writers.html:render",),
    "JSON": (
        "mujaz.writers.json_brief:render",
        "mujaz.writers.json_brief:parse",
        "mujaz.writers.json_brief:counts",
        "mujaz.runs.folder:RunFolder._line",
    ),
    "stories": ("mujaz.runs.told:Told.stories", "mujaz.runs.told:write"),
    "digest": ("mujaz.runs.overviews:page", "mujaz.writers.digest:parts"),
    "run.json and lists": ("mujaz.runs.folder:RunFolder.report", "mujaz.runs.folder:RunFolder.manifest"),
}


class InThisProcess:
    """An executor without an engine process; what would go from one to the other is still packed and unpacked.

    Args:
        pipeline: Does the work.
        watch: Told of the packing.
    """

    def __init__(self, pipeline: "Pipeline", watch: Stopwatch) -> None:
        self._pipeline, self._watch = pipeline, watch

    def execute(
        self, folder: "RunFolder", articles: "Iterator[Article]", observer: "Observer"
    ) -> "Iterator[Saved | Failure | None]":
        """See `Executor`."""
        from mujaz.article import Brief
        from mujaz.runs.executor import save

        for outcome in self._pipeline.process(map(self._passed, articles), observer.translating):
            made = self._passed(outcome)
            yield save(folder, made) if isinstance(made, Brief) else made

    def _passed(self, message: _Message) -> _Message:
        with self._watch.stage(_PICKLING):
            passed: _Message = pickle.loads(pickle.dumps(message))  # noqa: S301 - our own bytes
            return passed

    def close(self) -> None:
        """See `Executor`."""


def write_articles(path: Path, count: int) -> int:
    """Write so many real articles as JSONL; gives how many there were."""
    articles = data.articles()[:count]
    rows = (json.dumps({"title": title, "text": text}, ensure_ascii=False) for title, text in articles)
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return len(articles)


def profile(watch: Stopwatch, settings: Sequence[str], count: int, home: Path) -> tuple[int, int]:
    """Run twice with the functions watched, the first time to warm up; gives articles and sentences of the second."""
    from mujaz import config, plan
    from mujaz.cli.terminal import RunDisplay
    from mujaz.memory.memory import Memory
    from mujaz.readers import discover
    from mujaz.runs.folder import RunFolder
    from mujaz.runs.run import Run
    from mujaz.stages import Pipeline

    made = plan.make_plan(config.load(data.CONFIGS / "offline.yaml", settings))
    pipeline = Pipeline(made)
    inputs = home / "articles.jsonl"
    sentences = 0
    for turn, articles in ("warm", min(4, count)), ("measured", count):
        object.__setattr__(pipeline.translator, "memory", Memory(home / f"{turn}.sqlite3", 1024))
        written = write_articles(inputs, articles)
        folder = RunFolder(home / turn, made.config.output.formats)
        with RunDisplay(quiet=True, verbose=False) as display:
            run = Run(made, folder, InThisProcess(pipeline, watch), display)
            watch.start()
            manifest = run.run(discover([inputs]))
        sentences = manifest.records.counts.sentences
        if manifest.records.failures or manifest.records.copies:
            raise RuntimeError(f"not all of {inputs} became briefs: {manifest.records.failures}")
    return written, sentences


def show(title: str, sentences: int, found: dict[str, Spent], whole: Spent, model: float) -> None:
    """Print one profile as a Markdown table, in milliseconds a sentence."""
    rows = [(MODEL, Spent(model, 0.0))]
    rows += [(name, found.get(name, Spent())) for name in (*STAGES, _PICKLING, REST)]
    print(f"\n{title}\n")
    print("| stage | processor, ms a sentence | share | wall, ms a sentence |")
    print("|---|---|---|---|")
    for name, spent in sorted(rows, key=lambda row: -row[1].cpu):
        wall = f"{1000 * spent.wall / sentences:.2f}" if spent.wall else ""
        print(f"| {name} | {1000 * spent.cpu / sentences:.2f} | {spent.cpu / whole.cpu:.1%} | {wall} |")
    beside = whole.cpu - model
    print(f"| **all beside the model** | {1000 * beside / sentences:.2f} | {beside / whole.cpu:.1%} | |")
    print(f"| **whole** | {1000 * whole.cpu / sentences:.2f} | | {1000 * whole.wall / sentences:.2f} |")


def main() -> None:
    parser = argparse.ArgumentParser(description="Where the processor time of a run goes.")
    parser.add_argument("--model", choices=("starter", "opus"), help="by default one after the other")
    parser.add_argument("--articles", type=int, default=60)
    parser.add_argument("--beam", type=int, help="by default 4 for opus, and the starter's own")
    parser.add_argument("--keep", type=Path, help="keep the random model in this folder and find it again")
    chosen = parser.parse_args()
    watch = Stopwatch(REST)
    watch.watch(STAGES)
    from tests.benchmarks.speed_models import OPUS, checkpoint, place

    for name in [chosen.model] if chosen.model else ["starter", "opus"]:
        with place(chosen.keep) as kept, tempfile.TemporaryDirectory(prefix="mujaz-profile-") as home:
            os.environ["MUJAZ_CACHE"] = str(kept / "cache")
            settings, beam = list[str](), chosen.beam
            if name == "opus":
                beam = beam or 4
                forced = ("translation.retry=false", "translation.canary=false")
                settings += [f"translation.model={checkpoint(kept, OPUS)}", *forced]
            settings += [f"translation.beam_size={beam}"] if beam else []
            articles, sentences = profile(watch, settings, chosen.articles, Path(home))
            found, whole, model = watch.stop()
            unused = [target for target, calls in watch.calls.items() if not calls]
            if unused:
                raise LookupError(f"never called any more: mend the list of stages: {', '.join(unused)}")
            how = "greedy" if beam == 1 else f"beam {beam or 'of its own'}"
            show(f"{name}, {how}, {articles} articles, {sentences} sentences", sentences, found, whole, model)


if __name__ == "__main__":
    main()
