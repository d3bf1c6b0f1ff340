"""`mujaz evaluate` and `mujaz compare`: right scores, plain errors, honest statistics, readable tables."""

import json
import os
import re
import stat
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from sacrebleu.metrics import BLEU, CHRF, TER

from mujaz.checks.glossary import Glossary
from mujaz.errors import ModelError, UsageError
from mujaz.evaluation import comet, facts, texts
from mujaz.evaluation.bootstrap import paired
from mujaz.evaluation.differences import apart, doubtful_once, most_apart
from mujaz.evaluation.facts import Carried
from mujaz.evaluation.measures import Measure, Wanted, bleu, chrf, corpus_metrics, fact_measures, share
from mujaz.evaluation.outputs import Output, from_lines
from mujaz.evaluation.scoring import score
from mujaz.flags import Flag
from tests import tiny
from tests.conftest import Ended
from tests.support.data import FLORES, FLORES_ENGLISH, NEWS_GLOSSARY

PUBLISHED = {
    "argos": 30.0,
    "opusmt": 33.9,
    "nllb": 37.5,
    "bergamot-base-memory": 38.3,
    "bergamot-base": 39.6,
    "microsoft": 44.0,
    "google": 46.0,
}
ARABIC, ENGLISH = zip(*tiny.heldout(), strict=True)
# The same with every third sentence cut short and every fifth with one digit changed.
WORSE = tuple(
    re.sub(r"\d", lambda m: str((int(m[0]) + 3) % 10), one, count=1) if n % 5 == 0 else one
    for n, one in enumerate(
        " ".join(e.split()[: len(e.split()) // 2]) if n % 3 == 0 else e for n, e in enumerate(ENGLISH)
    )
)
Command = Callable[..., Ended]


@pytest.fixture
def files(tmp_path: Path) -> Path:
    for name, lines in (
        ("dev.ar", ARABIC),
        ("dev.en", ENGLISH),
        ("dev.good.txt", ENGLISH),
        ("dev.bad.txt", WORSE),
    ):
        (tmp_path / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    return tmp_path


# --- measures --------------------------------------------------------------------------------------------------------


def test_sums_give_sacrebleus_own_corpus_scores() -> None:
    wanted = [
        metric.corpus_score(list(WORSE), [list(ENGLISH)]) for metric in (BLEU(), CHRF(word_order=2), TER())
    ]
    for measure, one in zip(corpus_metrics(WORSE, ENGLISH), wanted, strict=True):
        assert measure.score == pytest.approx(one.score)
    assert [m.name for m in corpus_metrics(WORSE, ENGLISH)] == [one.name for one in wanted]
    assert "tok:13a" in corpus_metrics(WORSE, ENGLISH)[0].signature


def test_a_choice_of_sentences_is_scored_as_a_corpus_of_its_own() -> None:
    chosen = [0, 3, 3, 50]
    part = corpus_metrics(WORSE, ENGLISH)[0].of(chosen).score
    assert part == pytest.approx(
        BLEU().corpus_score([WORSE[n] for n in chosen], [[ENGLISH[n] for n in chosen]]).score
    )


@pytest.mark.parametrize(
    ("arabic", "english", "there", "of"),
    [
        ("قتل 25 شخصا وجرح 40 آخرون.", "Twenty-five people were killed and 40 wounded.", 2, 2),
        ("قتل 25 شخصا وجرح 40 آخرون.", "25 people were killed and 14 wounded.", 1, 2),
        ("بلغت الكلفة ٣٫٥ مليون دينار.", "The cost was 3,500,000 dinars.", 1, 1),
        ("ارتفع المؤشر 7 في المئة.", "The index rose by 7 points.", 1, 1),
        ("ارتفعت الأسعار 7%.", "Prices rose to 7 dinars.", 0, 1),
        (
            "وصل وزيران إلى العاصمة.",
            "Ministers arrived in the capital.",
            0,
            0,
        ),  # the dual is no certain number
        ("دفع 30 دينارا ثم 30 دينارا.", "He paid 30 dinars, and as much again.", 2, 2),
        (
            "غادر الوفد المدينة.",
            "The delegation of 12 left the city.",
            0,
            0,
        ),  # what is added is the flag's affair
    ],
)
def test_numbers_carried(arabic: str, english: str, there: int, of: int) -> None:
    assert facts.numbers(arabic, english) == Carried(there, of)


def test_names_carried_in_any_form_that_the_glossary_accepts() -> None:
    glossary = Glossary.load(NEWS_GLOSSARY)
    wanted = facts.entries("التقى وزير الخارجية في دمشق وفدا من بغداد ومن بغداد أيضا.", glossary)
    places = [entry for entry in wanted if entry.kind == "place"]
    assert {entry.english for entry in places} == {"Damascus", "Baghdad"}
    assert facts.names(places, "He met in Damascus a delegation from Baghdad.", glossary) == Carried(2, 2)
    assert facts.names(places, "He met in Damask a delegation from Baghdad.", glossary) == Carried(1, 2)


def test_names_of_the_reference_are_sought_as_whole_words() -> None:
    wanted = facts.reference_names("The envoy met Al-Haddad and the UN's team in Mosul.")
    assert {name.strip() for name in wanted} == {"al haddad", "un", "mosul"}
    assert facts.reproduced(wanted, "The envoy met Al Haddad in Mosul: a gun lay under his seat") == Carried(
        2, 3
    )


def test_shares_are_of_all_there_is_and_not_means_of_sentences() -> None:
    assert share("numbers", [Carried(1, 1), Carried(0, 3), Carried(0, 0)]).score == 25
    assert share("numbers", [Carried(0, 0)]).score is None


def test_without_a_glossary_or_a_reference_there_is_no_name_accuracy() -> None:
    names = [m.name for m in fact_measures(ARABIC, ENGLISH, Wanted.of(ARABIC, None, None))]
    assert names == ["numbers"]


# --- files -----------------------------------------------------------------------------------------------------------


def test_only_line_feeds_end_a_line(tmp_path: Path) -> None:
    file = tmp_path / "a.en"
    file.write_bytes("one\u2028still one\x0b.\r\ntwo\x85too\r\n".encode())
    assert texts.read(file).lines == ("one\u2028still one\x0b.", "two\x85too")


def test_utf_16_with_its_mark_is_read(tmp_path: Path) -> None:
    file = tmp_path / "a.ar"
    file.write_bytes("سطر أول\nسطر ثان\n".encode("utf-16"))
    assert texts.read(file).lines == ("سطر أول", "سطر ثان")


@pytest.mark.parametrize(
    ("names", "short"),
    [
        (["dev.argos.en", "dev.opus.en"], ("argos", "opus")),
        (["dev.base.en", "dev.base-memory.en"], ("base", "base-memory")),
        (["alone.en"], ("alone",)),
        (["a.txt", "b.txt"], ("a", "b")),
        (["x/out.en", "y/out.en"], ("x/out.en", "y/out.en")),
        (["run.en", "run.v2.en"], ("run", "run.v2")),
    ],
)
def test_files_get_short_names(names: list[str], short: tuple[str, ...]) -> None:
    assert texts.labels([Path(name) for name in names]) == short


def broken(files: Path, what: str) -> tuple[list[Path], list[str]]:  # noqa: PLR0911 - one case a line
    """Arguments that must fail, and what the error must name."""
    source, reference, output = files / "dev.ar", files / "dev.en", files / "dev.bad.txt"
    if what == "fewer lines":
        output.write_text("one\ntwo\n", encoding="utf-8")
        return [source, reference, output], ["dev.bad.txt", "2 lines", "dev.ar", "200 lines"]
    if what == "blank lines at the end":
        reference.write_text("\n".join(ENGLISH) + "\n\n\n", encoding="utf-8")
        return [source, reference, output], ["dev.en", "202 lines", "ends in blank lines"]
    if what == "empty":
        output.write_text("\n \n", encoding="utf-8")
        return [source, reference, output], ["dev.bad.txt", "nothing in this file"]
    if what == "another encoding":
        output.write_bytes("one\nthe café\n".encode("latin-1"))
        return [source, reference, output], ["dev.bad.txt", "line 2 is not UTF-8", "0xe9"]
    if what == "swapped":
        return [reference, source, output], ["dev.en", "not Arabic"]
    if what == "reference in Arabic":
        return [source, source, output], ["dev.ar", "not English"]
    return [source, reference, files / "none.en"], ["none.en", "cannot be read"]


@pytest.mark.parametrize(
    "what",
    [
        "fewer lines",
        "blank lines at the end",
        "empty",
        "another encoding",
        "swapped",
        "reference in Arabic",
        "absent",
    ],
)
def test_what_is_wrong_with_a_file_is_said(files: Path, mujaz: Command, what: str) -> None:
    (source, reference, output), named = broken(files, what)
    ended = mujaz("evaluate", "--source", source, "--reference", reference, "--hypothesis", output)
    assert ended.code == 2
    assert not ended.out
    for word in named:
        assert word in ended.err
    assert "hint:" in ended.err


# --- mujaz evaluate --------------------------------------------------------------------------------------------------


def evaluated(mujaz: Command, files: Path, *more: object) -> Ended:
    given = ("--source", files / "dev.ar", "--reference", files / "dev.en", "--glossary", NEWS_GLOSSARY)
    outputs = ("--hypothesis", files / "dev.good.txt", "--hypothesis", files / "dev.bad.txt")
    return mujaz("evaluate", *given, *outputs, *more)


def test_one_table_for_several_outputs(mujaz: Command, files: Path) -> None:
    ended = evaluated(mujaz, files)
    assert ended.code == 0
    lines = ended.out.splitlines()
    assert max(map(len, lines)) <= 80
    assert not any(line.endswith(" ") for line in lines)
    assert lines[0].split() == ["BLEU", "chrF2++", "TER", "numbers", "names", "doubtful"]
    good, bad, person = (line.split() for line in lines[1:4])
    assert good == ["good", "100.0", "100.0", "0.0", "100.0", "100.0", "0.0"]
    assert bad[0] == "bad"
    assert all(float(one) < 100 for one in bad[1:3] + bad[4:6])
    assert float(bad[3]) > 0
    assert person[:4] == ["(reference)", "–", "–", "–"]
    assert "number mismatch" in ended.out
    assert "BLEU|nrefs:1|case:mixed|eff:no|tok:13a|smooth:exp|version:" in ended.out
    assert "pipx install unbabel-comet" in ended.out


def test_json_says_all_that_the_table_says(mujaz: Command, files: Path) -> None:
    data = json.loads(evaluated(mujaz, files, "--json").out)
    assert data["sentences"] == 200
    assert data["glossary"] == Glossary.load(NEWS_GLOSSARY).content_hash
    assert set(data["signatures"]) == {"BLEU", "chrF2++", "TER"}
    good, bad = data["systems"]
    assert good["scores"]["BLEU"] == pytest.approx(100)
    there, of = bad["counts"]["numbers"]
    assert bad["scores"]["numbers"] == pytest.approx(100 * there / of)
    assert bad["flags"]["number_mismatch"] > 0
    assert data["human"]["scores"]["numbers"] == 100
    assert "BLEU" not in data["human"]["scores"]


def test_what_needs_no_reference_is_measured_without_one(mujaz: Command, files: Path) -> None:
    ended = mujaz("evaluate", "--source", files / "dev.ar", "--hypothesis", files / "dev.bad.txt", "--json")
    assert ended.code == 0
    data = json.loads(ended.out)
    assert data["human"] is data["reference"] is None
    assert set(data["systems"][0]["scores"]) == {"numbers", "names", "doubtful", "length"}


def test_only_the_first_sentences(mujaz: Command, files: Path) -> None:
    data = json.loads(evaluated(mujaz, files, "--json", "--limit", 4).out)
    assert data["sentences"] == 4
    assert data["systems"][1]["scores"]["BLEU"] == pytest.approx(
        BLEU().corpus_score(list(WORSE[:4]), [list(ENGLISH[:4])]).score
    )


def test_a_configuration_is_scored_on_what_mujaz_translate_makes_of_it(
    mujaz: Command, files: Path, tmp_path: Path
) -> None:
    few = 12
    config = tmp_path / "tiny.yaml"
    config.write_text(f"translation:\n  model: {tiny.MODEL}\n  beam_size: 1\n", encoding="utf-8")
    (tmp_path / "few.ar").write_text("\n".join(ARABIC[:few]) + "\n", encoding="utf-8")
    made = mujaz("translate", tmp_path / "few.ar", "-c", config).out.splitlines()
    given = ("--source", files / "dev.ar", "--reference", files / "dev.en", "--limit", few, "--json")
    ended = mujaz("evaluate", *given, "-c", config, "--hypothesis", files / "dev.bad.txt")
    assert ended.code == 0, ended.err
    bad, system = json.loads(ended.out)["systems"]
    assert (bad["name"], system["name"]) == ("dev.bad", "tiny")
    assert system["scores"]["BLEU"] == pytest.approx(BLEU().corpus_score(made, [list(ENGLISH[:few])]).score)
    assert system["sentences_per_second"] > 0
    assert system["signature"].startswith("ctranslate2")
    assert bad["sentences_per_second"] is bad["signature"] is None


@pytest.mark.skipif(not FLORES.exists(), reason="the test set is not here")
@pytest.mark.parametrize("system", PUBLISHED)
def test_published_scores_are_reproduced(system: str) -> None:
    corpus = texts.load(FLORES, FLORES_ENGLISH)
    output = texts.read(FLORES.with_name(f"flores-dev.{system}.en"))
    assert corpus.reference
    found = bleu(output.lines, corpus.reference.lines).score
    assert found == pytest.approx(PUBLISHED[system], abs=0.1)


# --- COMET -----------------------------------------------------------------------------------------------------------

# Stands in for comet-score: the same arguments and files; a sentence's score is the length of its English.
_SCORER = """#!{python}
import json, os, sys
given = sys.argv[1:]
if os.environ.get("HF_HUB_OFFLINE") != "1":
    sys.exit("it went onto the network")
if "fail" in os.environ:
    sys.exit("the tokeniser xlm-roberta-large is not in the cache")
outputs = given[given.index("-t") + 1 : given.index("--model")]
rows = {{name: [{{"COMET": len(line.strip())}} for line in open(name)] for name in outputs}}
json.dump(rows, open(given[given.index("--to_json") + 1], "w"))
"""


@pytest.fixture
def checkpoint(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    import sys

    program = tmp_path / "bin" / comet.COMMAND
    program.parent.mkdir()
    program.write_text(_SCORER.format(python=sys.executable), encoding="utf-8")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", str(program.parent), prepend=os.pathsep)
    model = tmp_path / "model.ckpt"
    model.touch()
    return model


def test_comet_is_the_mean_over_sentences_and_stays_off_the_network(checkpoint: Path) -> None:
    source, outputs = ["سطر", "آخر"], [["ab", "a\rb c"], ["abcd", "ab"]]
    assert comet.scores(checkpoint, source, outputs, ["x", "y"]) == [3.5, 3]


def test_comet_failing_is_told_in_its_own_words(checkpoint: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("fail", "1")
    with pytest.raises(ModelError, match="xlm-roberta-large is not in the cache"):
        comet.scores(checkpoint, ["سطر"], [["a"]], None)


def test_comet_that_is_not_there_is_told_before_any_work(
    mujaz: Command, files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(files))
    ended = evaluated(mujaz, files, "--comet", files / "model.ckpt")
    assert (ended.code, ended.out) == (3, "")
    assert "pipx install unbabel-comet" in ended.err


def test_a_comet_checkpoint_that_is_not_there_is_named(checkpoint: Path) -> None:
    with pytest.raises(ModelError, match="no such COMET checkpoint"):
        comet.check(checkpoint.with_name("other.ckpt"))


# --- the bootstrap ---------------------------------------------------------------------------------------------------


def tossed(seed: int, chance: float, sentences: int = 150) -> Measure:
    """Sentences that are right with a given chance."""
    right = np.random.default_rng(seed).random(sentences) < chance
    return share("right", [Carried(int(one), 1) for one in right])


def test_a_system_does_not_differ_from_itself() -> None:
    found = paired(tossed(1, 0.7), tossed(1, 0.7))
    assert found
    assert (found.difference, found.low, found.high, found.p, found.wins) == (0, 0, 0, 1, 0)


def test_a_large_difference_is_sure_and_a_small_one_is_not() -> None:
    large, small = paired(tossed(1, 0.5), tossed(2, 0.9)), paired(tossed(1, 0.7), tossed(2, 0.72))
    assert large
    assert small
    assert large.p == pytest.approx(1 / 1001)  # never 0
    assert 0 < large.low < large.difference < large.high
    assert large.wins == 1
    assert small.p > 0.05
    assert small.low < 0 < small.high


def test_equal_systems_are_called_different_about_one_time_in_twenty() -> None:
    found = [paired(tossed(2 * n, 0.7), tossed(2 * n + 1, 0.7), resamples=200) for n in range(200)]
    called = sum(one is not None and one.p < 0.05 for one in found)
    assert 2 <= called <= 20  # 10 expected, standard deviation 3


def test_both_systems_are_scored_on_the_same_draws() -> None:
    """Where one is better by the same on every sentence, no draw can say otherwise: the interval has no width."""
    rows = np.random.default_rng(3).integers(0, 50, size=(80, 1)).astype(float)
    first = Measure("m", np.hstack([rows, np.ones((80, 1))]), lambda sums: float(sums[0] / sums[1]))
    second = Measure("m", np.hstack([rows + 1, np.ones((80, 1))]), first.of_sums)
    found = paired(first, second)
    assert found
    assert (found.low, found.high) == pytest.approx((1, 1))
    assert found.p == pytest.approx(1 / 1001)


def test_where_less_is_better_the_lower_one_wins() -> None:
    rows = [Carried(1, 1)] * 30 + [Carried(0, 1)] * 30
    many, few = (
        share("doubtful", rows, lower_is_better=True),
        share("doubtful", [Carried(0, 1)] * 60, lower_is_better=True),
    )
    found = paired(many, few)
    assert found
    assert found.difference == -50
    assert found.wins == 1


def test_nothing_to_measure_is_no_difference() -> None:
    assert paired(share("numbers", [Carried(0, 0)]), share("numbers", [Carried(0, 0)])) is None


# --- the sentences that differ ----------------------------------------------------------------------------------------


def test_the_sentences_furthest_apart_come_first() -> None:
    source, reference = ARABIC[:3], ENGLISH[:3]
    first = from_lines("a", "a", source, [ENGLISH[0], "Nothing of this.", ENGLISH[2]], None)
    second = from_lines("b", "b", source, [ENGLISH[0] + " Indeed.", ENGLISH[1], ENGLISH[2]], None)
    found = apart(first, second, source, reference)
    assert [one.line for one in found] == [1, 2]  # the third came out alike
    top = most_apart(found, 5)
    assert [one.line for one in top] == [2, 1]
    assert top[0].chrf
    assert top[0].gain == pytest.approx(100 - (chrf(["Nothing of this."], [ENGLISH[1]]).sentence(0) or 0))


def test_grave_flags_of_one_side_alone_are_told() -> None:
    grave, light = Flag("loop", "high", "x"), Flag("long_split", "low", "y")
    first = Output("a", ("p", "q", "r"), ((grave,), (grave,), (light,)), "a")
    second = Output("b", ("P", "Q", "R"), ((), (grave,), ()), "b")
    assert [one.line for one in doubtful_once(apart(first, second, ("x", "y", "z"), None))] == [1]


def compared(mujaz: Command, files: Path, *more: object) -> Ended:
    given = ("--source", files / "dev.ar", "--reference", files / "dev.en", "--glossary", NEWS_GLOSSARY)
    outputs = ("--hypothesis", files / "dev.bad.txt", "--hypothesis", files / "dev.good.txt")
    return mujaz("compare", *given, *outputs, "--resamples", 100, *more)


def test_a_comparison_can_be_read_on_a_terminal(mujaz: Command, files: Path) -> None:
    ended = compared(mujaz, files)
    assert ended.code == 0
    lines = ended.out.splitlines()
    assert max(map(len, lines)) <= 80
    assert not any(re.search("[\u0600-\u06ff]", line) and re.search("[A-Za-z]", line) for line in lines)
    row = next(line.split() for line in lines if line.startswith("BLEU"))
    assert row[2] == "100.0"
    assert row[-2:] == ["0.010", "100%"]
    assert "Furthest apart by chrF2++" in ended.out
    assert "Doubtful in one of the two" in ended.out
    assert "! number mismatch (" in ended.out
    assert "Koehn 2004" in ended.out


def test_a_comparison_as_json(mujaz: Command, files: Path) -> None:
    data = json.loads(compared(mujaz, files, "--json", "--show", 3).out)
    (one,) = data["comparisons"]
    assert (one["first"], one["second"]) == ("bad", "good")
    assert {row["measure"] for row in one["measures"]} == {
        "BLEU", "chrF2++", "TER", "numbers", "names", "ref. names", "doubtful",
    }  # fmt: skip
    assert len(one["furthest_apart"]) == len(one["doubtful_in_one"]) == 3
    assert one["furthest_apart"][0]["arabic"] in ARABIC


def test_two_systems_are_needed(mujaz: Command, files: Path) -> None:
    given = ("--source", files / "dev.ar", "--hypothesis", files / "dev.bad.txt")
    alone = mujaz("compare", *given)
    twice = mujaz("compare", *given, "--hypothesis", files / "dev.bad.txt")
    assert alone.code == twice.code == 2
    assert "at least twice" in alone.err
    assert "given twice" in twice.err


def test_what_a_system_wrote_cannot_steer_the_terminal(mujaz: Command, files: Path) -> None:
    (files / "dev.bad.txt").write_text(
        "\n".join(f"\x1b[2J[bold]{one}" for one in WORSE) + "\n", encoding="utf-8"
    )
    ended = compared(mujaz, files)
    if ended.code == 0:
        assert "\x1b[2J" not in ended.out
        assert "[bold]" in ended.out
    else:
        assert "control characters" in ended.err


def test_scores_of_an_output_come_in_the_order_of_the_columns() -> None:
    output = from_lines("x", "x", ARABIC[:5], ENGLISH[:5], None)
    row = score(output, ARABIC[:5], ENGLISH[:5], Wanted.of(ARABIC[:5], ENGLISH[:5], None))
    assert [m.name for m in row.measures] == [
        "BLEU", "chrF2++", "TER", "numbers", "ref. names", "doubtful", "length",
    ]  # fmt: skip


def test_a_broken_glossary_is_a_usage_error(files: Path) -> None:
    with pytest.raises(UsageError, match="glossary"):
        Glossary.load(files / "none.tsv")
