"""Weights of the pages, and how soon the digest of a run can be used.

Usable: the page is laid out and its filters answer (the load event is over); filtered: all articles have been compared
with a new search and the result is on the screen. The median of several runs, in headless Chromium from `file://`.
"""

import statistics
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from mujaz.article import Brief
from mujaz.writers import digest, html
from tests.support.browser import Browser, chromium, missing
from tests.support.digests import article, run
from tests.writers.test_html import flagged

SIZES = (200, 2_000, 10_000)
_REPEATS = 5
# From a keystroke to the painted result, without the wait for further keys (120 ms), which is the script's own choice.
_FILTER = """() => new Promise((done) => {
  const show = document.getElementById("show");
  const begun = performance.now();
  show.value = "doubtful";
  show.dispatchEvent(new Event("change"));
  requestAnimationFrame(() => setTimeout(() => done(performance.now() - begun)));
})"""
_USABLE = """() => new Promise((done) => {
  const ready = () => requestAnimationFrame(() => setTimeout(() => done(performance.now())));
  document.readyState === "complete" ? ready() : window.addEventListener("load", ready);
})"""


def long(sentences: int) -> Brief:
    """A brief of this many sentences of the length that news has."""
    parts = [article(number).sentences for number in range(sentences)]
    rows = tuple(
        replace(
            found[0],
            sentence=replace(found[0].sentence, n=n, arabic=" ".join(t.sentence.arabic for t in found[:4])),
            english=" ".join(t.english for t in found[:4]),
        )
        for n, found in enumerate(parts, 1)
    )
    return replace(article(1), sentences=rows)


def weights() -> None:
    """How much the pages weigh."""
    print(f"{'page':<52}{'kB':>8}")
    pages = {
        "brief, 15 sentences of 40 words": html.render(long(15)),
        "brief, 40 sentences of 40 words": html.render(long(40)),
        "brief, 40 sentences, each with all 14 flags": html.render(flagged(40)),
        **{f"digest, {size:,} articles": digest.render(run(size)) for size in SIZES},
    }
    for name, text in pages.items():
        print(f"{name:<52}{len(text.encode()) / 1000:>8.1f}")


def speed(browser: Browser, size: int, folder: Path) -> None:
    """How soon a digest of this many articles can be used."""
    shown = run(size)
    begun = time.perf_counter()
    text = digest.render(shown)
    rendered = time.perf_counter() - begun
    path = folder / "index.html"
    path.write_text(text, encoding="utf-8")
    usable, filtered = [], []
    for _ in range(_REPEATS):
        with browser.open(path) as tab:
            usable.append(float(tab.run(_USABLE)))
            filtered.append(float(tab.run(_FILTER)))
    print(
        f"{size:>8,} articles{rendered * 1000:>12.0f}{statistics.median(usable):>12.0f}"
        f"{max(usable):>12.0f}{statistics.median(filtered):>12.0f}"
    )


def main() -> None:
    """Print both tables."""
    weights()
    if reason := missing():
        print(f"\nnot timed: {reason}")
        return
    print(f"\n{'ms':<17}{'rendered':>12}{'usable':>12}{'worst':>12}{'filtered':>12}")
    with chromium() as browser, tempfile.TemporaryDirectory() as folder:
        for size in SIZES:
            speed(browser, size, Path(folder))


if __name__ == "__main__":
    main()
