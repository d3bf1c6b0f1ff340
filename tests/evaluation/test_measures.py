"""The measures are those of the libraries, and count what they say."""

import pytest
from sacrebleu.metrics import BLEU, CHRF, TER

from mujaz.checks.glossary import Glossary
from mujaz.evaluation import facts, texts
from mujaz.evaluation.facts import Carried
from mujaz.evaluation.measures import Wanted, bleu, corpus_metrics, fact_measures, share
from mujaz.evaluation.outputs import from_lines
from mujaz.evaluation.scoring import score
from tests.support.data import FLORES, FLORES_ENGLISH, NEWS_GLOSSARY
from tests.support.evaluations import ARABIC, ENGLISH, WORSE

PUBLISHED = {
    "argos": 30.0,
    "opusmt": 33.9,
    "nllb": 37.5,
    "bergamot-base-memory": 38.3,
    "bergamot-base": 39.6,
    "microsoft": 44.0,
    "google": 46.0,
}


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


@pytest.mark.skipif(not FLORES.exists(), reason="the test set is not here")
@pytest.mark.parametrize("system", PUBLISHED)
def test_published_scores_are_reproduced(system: str) -> None:
    corpus = texts.load(FLORES, FLORES_ENGLISH)
    output = texts.read(FLORES.with_name(f"flores-dev.{system}.en"))
    assert corpus.reference
    found = bleu(output.lines, corpus.reference.lines).score
    assert found == pytest.approx(PUBLISHED[system], abs=0.1)


def test_scores_of_an_output_come_in_the_order_of_the_columns() -> None:
    output = from_lines("x", "x", ARABIC[:5], ENGLISH[:5], None)
    row = score(output, ARABIC[:5], ENGLISH[:5], Wanted.of(ARABIC[:5], ENGLISH[:5], None))
    assert [m.name for m in row.measures] == [
        "BLEU", "chrF2++", "TER", "numbers", "ref. names", "doubtful", "length",
    ]  # fmt: skip
