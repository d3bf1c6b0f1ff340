"""What the repository shows of the bundled model, made anew after another one was installed.

README.md shows a brief and a score, docs/measurements.md a table, the catalogue score and size, tests/gate/floors.json holds
the floors. In the pages each lies between marks; what people wrote around them is theirs to read again.
"""

import json
import os
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from mujaz.article import Brief, Translation
from mujaz.writers import json_brief, markdown
from recipes.starter import export

_BEAMS = (("greedy", "1"), ("beam 4", "4"), ("beam 8, the default", "8"))
_MEASURES = {"BLEU": 6, "chrF2++": 9, "TER": 6, "numbers": 9, "names": 7}
_LONGEST = 230  # characters of a text that is shown
_NUMBER = "number_mismatch"
_SIZE = r"(note: carried by the package, )\d+( MB)"
_SCORE = r"(value: )[\d.]+(, test: FLORES-200 dev, source: \"measured with its beam)"
_REASON = re.compile(r"(could not be had): .*")  # here always that the network was switched off


def bring_up_to_date(root: Path, data: Path) -> None:
    """Write the pages of a repository anew for the model that its package carries.

    Args:
        root: The repository.
        data: A folder with `eval/flores-dev.*`; where they are absent the scores stay as they are.

    Raises:
        ValueError: A page has lost the marks between which its part lies.
        subprocess.CalledProcessError: A command failed; it has said why.
    """
    readme, models = root / "README.md", root / "pipeline" / "mujaz" / "models"
    between(models / "catalogue.yaml", _SIZE, f"{export.taken(models / 'starter') / 1e6:.0f}")
    put(readme, "brief", excerpt(_brief(root)))
    flores = export.flores(data)
    if all(path.is_file() for path in flores):
        rows = [_scores(root, flores, beam) for _, beam in _BEAMS]
        score = f"{rows[-1]['BLEU']:.1f}"
        put(readme, "score", score, inline=True)
        between(models / "catalogue.yaml", _SCORE, score)
        names = [name for name, _ in _BEAMS]
        put(root / "docs" / "measurements.md", "scores", table(names, rows))
    _python(root, "-m", "tests.gate", "--only", "starter", "--update", "--allow-regression")


def put(page: Path, name: str, text: str, *, inline: bool = False) -> None:
    """Put text between `<!-- starter NAME -->` and `<!-- end -->`.

    Raises:
        ValueError: The marks are not there, or more than once.
    """
    around = "" if inline else "\n"
    between(page, rf"(<!-- starter {name} -->).*?(<!-- end -->)", f"{around}{text}{around}")


def between(page: Path, pattern: str, text: str) -> None:
    """Put text between the two groups of a pattern.

    Raises:
        ValueError: The pattern is not there, or more than once.
    """
    old = page.read_text(encoding="utf-8")
    new, found = re.subn(pattern, lambda match: f"{match[1]}{text}{match[2]}", old, flags=re.DOTALL)
    if found != 1:
        raise ValueError(f"{page}: `{pattern}` is there {found} times, not once")
    page.write_text(new, encoding="utf-8")


def excerpt(brief: Brief) -> str:
    """A brief's Markdown as a quotation: two points, three names, and the sentence that most deserves a look."""
    short = replace(
        brief,
        warnings=tuple(_cut(_REASON.sub(r"\1: …", warning)) for warning in brief.warnings),
        points=tuple(replace(point, text=_cut(point.text)) for point in brief.points[:2]),
        figures=(),
        claims=(),
        names=(),
        sentences=(_shown(brief),),
    )
    head, rest = re.sub(r'<a id="s\d+"></a>', "", markdown.render(short)).split("\n\n## Full text\n\n")
    title, _, *warnings_and_points = head.split("\n\n")
    names = " · ".join(f"{markdown.plain(one.english)} ({one.arabic})" for one in brief.names[:3])
    sentence = rest.split("\n\n---\n\n")[0]
    text = "\n\n".join([title, *warnings_and_points, f"**Names:** {names} · …", sentence])
    text = re.sub(r"\[\[(\d+)\]\]\(#s\d+\)", r"[\1]", text)  # what they point at is not shown
    return "\n".join(f"> {re.sub('^> ', '', line)}".rstrip() for line in text.splitlines())


def _shown(brief: Brief) -> Translation:
    doubtful = [one for one in brief.sentences if any(flag.severity == "high" for flag in one.flags)]
    numbers = [one for one in doubtful if any(flag.name == _NUMBER for flag in one.flags)]
    found = max(numbers or doubtful or brief.sentences, key=lambda one: len(one.flags))
    sentence = replace(found.sentence, arabic=_cut(found.sentence.arabic), paragraph=1)
    return replace(found, english=_cut(found.english), sentence=sentence)


def _cut(text: str) -> str:
    """The text, or as many of its first whole words as there is room for."""
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST].rsplit(' ', 1)[0]} …"


def table(names: list[str], rows: list[dict[str, float]]) -> str:
    """The scores as a block of fixed width."""
    width = max(map(len, names))
    lines = [" " * width + "".join(f"{name:>{size}}" for name, size in _MEASURES.items())]
    lines += [
        f"{name:<{width}}" + "".join(f"{row[key]:>{size}.1f}" for key, size in _MEASURES.items())
        for name, row in zip(names, rows, strict=True)
    ]
    return "\n".join(["```", *lines, "```"])


def _brief(root: Path) -> Brief:
    """What `make brief` makes of the example where no network is to be had."""
    with TemporaryDirectory() as folder:
        alone = {"HF_HUB_OFFLINE": "1", "HF_HOME": f"{folder}/hub"}
        _python(root, "-m", "mujaz", "run", "inputs/aleppo.txt", "-o", f"{folder}/out", "--quiet", env=alone)
        [path] = Path(folder).glob("out/briefs/*.json")
        return json_brief.parse(path.read_bytes())


def _scores(root: Path, flores: list[Path], beam: str) -> dict[str, float]:
    source, reference = map(str, flores)
    options = ["-c", "offline", "--set", f"translation.beam_size={beam}", "--json"]
    told = _python(root, "-m", "mujaz", "evaluate", "--source", source, "--reference", reference, *options)
    scores: dict[str, float] = json.loads(told)["systems"][0]["scores"]
    return scores


def _python(root: Path, *arguments: str, env: dict[str, str] | None = None) -> str:
    """What a command writes to stdout; its stderr is for the person at the terminal."""
    command = [sys.executable, *arguments]
    done = subprocess.run(  # noqa: S603 - this interpreter, fixed commands
        command, cwd=root, env=os.environ | (env or {}), check=True, text=True, stdout=subprocess.PIPE
    )
    return done.stdout
