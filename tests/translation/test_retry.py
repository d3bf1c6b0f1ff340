"""The ladder with a scripted engine: a stand-in, because a real model cannot be ordered to fail in a given way."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from mujaz.article import Sentence
from mujaz.engines.protocol import DecodingOptions, Hypothesis
from mujaz.translation.translator import Translator, chosen

LOOPING = "The talks " + "of the talks " * 20


@dataclass
class Scripted:
    """Answers a text with what the script says for it and the options; else word by word."""

    script: dict[tuple[str, int | None, int | None], str] = field(default_factory=dict)
    max_source_tokens: int = 12
    signature: str = "scripted"
    calls: list[tuple[list[str], DecodingOptions]] = field(default_factory=list)

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        return [len(text.split()) for text in texts]

    def translate(self, texts: Sequence[str], options: DecodingOptions) -> list[Hypothesis]:
        self.calls.append((list(texts), options))
        assert all(len(text.split()) <= self.max_source_tokens for text in texts)
        keys = [(text, options.beam_size, options.no_repeat_ngram) for text in texts]
        answers = [self.script.get(key, f"Words {len(key[0].split())}.") for key in keys]
        return [Hypothesis(answer, -1.0, finished=True) for answer in answers]


def translator(engine: Scripted, second: Scripted | None = None, *, retry: bool = True) -> Translator:
    return Translator(engine, DecodingOptions(beam_size=4), 192, second, retry)


def sentences(*texts: str) -> list[Sentence]:
    return [Sentence(n, 1, 0, len(text), text) for n, text in enumerate(texts, 1)]


CLEAN = "قال الوزير إن المحادثات انتهت أمس."
GOOD = "The minister said that the talks ended yesterday."
BAD = "وصل الوفد إلى المدينة، وبدأت المحادثات صباح اليوم."
FINE = "The delegation arrived in the city, and the talks began this morning."


def test_clean_sentences_are_never_tried_again() -> None:
    engine = Scripted({(CLEAN, 4, None): GOOD})
    ((translation,),) = translator(engine).translate([sentences(CLEAN)])
    assert (translation.english, translation.attempts) == (GOOD, ())
    assert len(engine.calls) == 1


def test_a_loop_is_mended_by_the_first_rung_that_helps() -> None:
    engine = Scripted({(CLEAN, 4, None): GOOD, (BAD, 4, None): LOOPING, (BAD, 8, None): FINE})
    ((clean, mended),) = translator(engine).translate([sentences(CLEAN, BAD)])
    assert clean.english == GOOD
    assert mended.english == FINE
    assert [attempt.method for attempt in mended.attempts] == ["beam 8", "first"]
    assert "loop" in {flag.name for flag in mended.attempts[1].flags}
    assert [texts for texts, _ in engine.calls] == [[CLEAN, BAD], [BAD]]


def test_clauses_are_cut_at_the_comma_and_joined() -> None:
    first, second = "وصل الوفد إلى المدينة.", "وبدأت المحادثات صباح اليوم."
    engine = Scripted(
        {
            (BAD, 4, None): LOOPING,
            (BAD, 8, None): LOOPING,
            (first, 4, None): "The delegation arrived in the city.",
            (second, 4, None): "And the talks began this morning.",
        }
    )
    ((mended,),) = translator(engine).translate([sentences(BAD)])
    assert mended.english == FINE
    assert mended.attempts[0].method == "clauses"
    assert "long_split" in {flag.name for flag in mended.flags}


def test_the_second_model_comes_last_and_the_best_of_all_attempts_wins() -> None:
    script: dict[tuple[str, int | None, int | None], str] = {
        (BAD, 4, None): LOOPING,
        (BAD, 8, None): LOOPING,
        (BAD, 4, 4): "",
    }
    engine = Scripted(
        {
            **script,
            **{(half, 4, None): "" for half in ("وصل الوفد إلى المدينة.", "وبدأت المحادثات صباح اليوم.")},
        }
    )
    ((mended,),) = translator(engine, Scripted({(BAD, 4, None): FINE})).translate([sentences(BAD)])
    assert mended.english == FINE
    assert [attempt.method for attempt in mended.attempts] == [
        "second model", "first", "beam 8", "clauses", "no repeated 4-gram",
    ]  # fmt: skip


def test_when_nothing_helps_the_least_bad_stays_and_keeps_its_flags() -> None:
    class Hopeless(Scripted):
        def translate(self, texts: Sequence[str], options: DecodingOptions) -> list[Hypothesis]:
            super().translate(texts, options)
            return [
                Hypothesis("" if options.beam_size == 8 else LOOPING, -1.0, finished=False) for _ in texts
            ]

    ((kept,),) = translator(Hopeless()).translate([sentences(BAD)])
    assert kept.english == LOOPING
    assert kept.doubtful
    assert len(kept.attempts) == 4


def test_the_ladder_can_be_switched_off() -> None:
    engine = Scripted({(BAD, 4, None): LOOPING})
    ((kept,),) = translator(engine, retry=False).translate([sentences(BAD)])
    assert (kept.english, kept.attempts, len(engine.calls)) == (LOOPING, (), 1)


def test_equal_sentences_are_translated_once_and_order_is_kept_over_articles() -> None:
    engine = Scripted({(CLEAN, 4, None): GOOD, (BAD, 4, None): FINE})
    first, second = translator(engine).translate([sentences(BAD, CLEAN), sentences(CLEAN, BAD, CLEAN)])
    assert [t.english for t in first] == [FINE, GOOD]
    assert [t.english for t in second] == [GOOD, FINE, GOOD]
    assert [t.sentence.n for t in second] == [1, 2, 3]
    assert [texts for texts, _ in engine.calls] == [[BAD, CLEAN]]


def test_a_sentence_past_the_limit_is_cut_translated_whole_and_joined() -> None:
    class Echo(Scripted):
        def translate(self, texts: Sequence[str], options: DecodingOptions) -> list[Hypothesis]:
            super().translate(texts, options)
            return [Hypothesis(text, -1.0, finished=True) for text in texts]

    words = [f"كلمة{n}" for n in range(3000)]
    engine = Echo(max_source_tokens=50)
    ((whole,),) = translator(engine, retry=False).translate([sentences(" ".join(words))])
    assert whole.english.replace(",", "").replace(";", "").replace(".", "").split() == words
    assert "long_split" in {flag.name for flag in whole.flags}


def test_an_empty_sentence_stays_empty_without_a_call_for_it() -> None:
    engine = Scripted({(CLEAN, 4, None): GOOD})
    ((empty, full),) = translator(engine).translate([sentences("", CLEAN)])
    assert (empty.english, empty.flags, full.english) == ("", (), GOOD)
    assert [texts for texts, _ in engine.calls] == [[CLEAN]]


def hypotheses(*texts: str) -> Hypothesis:
    best, *others = (Hypothesis(text, -0.1 * rank, finished=True) for rank, text in enumerate(texts, 1))
    return replace(best, others=tuple(others))


def test_of_the_beam_the_first_without_a_grave_flag_is_taken() -> None:
    looping, worse, fine, later = (
        LOOPING,
        "25 " + LOOPING,
        GOOD,
        "The minister said the talks ended yesterday.",
    )
    assert chosen(CLEAN, hypotheses(looping, worse, fine, later)).text == fine
    assert chosen(CLEAN, hypotheses(fine, later)).text == fine
    assert chosen(CLEAN, hypotheses(worse, looping)).text == looping
    assert chosen(CLEAN, hypotheses(looping, f"{looping} today")).text == looping


@dataclass
class Beam(Scripted):
    """Gives the same beam for every text."""

    beam: Hypothesis = field(default_factory=lambda: hypotheses(LOOPING, GOOD))

    def translate(self, texts: Sequence[str], options: DecodingOptions) -> list[Hypothesis]:
        self.calls.append((list(texts), options))
        return [self.beam for _ in texts]


def test_what_the_beam_held_is_looked_at_before_anything_is_translated_again() -> None:
    engine = Beam()
    ((translation,),) = translator(engine).translate([sentences(CLEAN)])
    assert (translation.english, translation.score, translation.attempts) == (GOOD, -0.2, ())
    assert [options.hypotheses for _, options in engine.calls] == [4]
