"""Both engines on checkpoints in the layouts of real hub models: alike, in order, within limits, never silent."""

import json
import random
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from mujaz.config import EngineKind
from mujaz.engines import decoding
from mujaz.engines.protocol import DecodingOptions, Hypothesis
from mujaz.errors import UsageError
from mujaz.models import convert
from tests import tiny
from tests.support import hub
from tests.support.engines import FAMILIES, KINDS, LONGER, alike, loaded

pytestmark = pytest.mark.slow


@pytest.fixture(scope="session")
def stopping(shelf: hub.Shelf, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The checkpoints, all asking for early stopping: the one rule for ending a search that both libraries share."""
    folders = {}
    for family in FAMILIES:
        folder = folders[family] = tmp_path_factory.mktemp("stopping") / family
        shutil.copytree(shelf[family], folder)
        for name in ("config.json", "generation_config.json"):
            if (folder / name).exists():
                settings = json.loads((folder / name).read_text(encoding="utf-8"))
                (folder / name).write_text(json.dumps(settings | {"early_stopping": True}), encoding="utf-8")
    return folders


def texts_for(family: str) -> tuple[str, ...]:
    return hub.ENGLISH if family == "bart" else hub.ARABIC


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize(
    "options",
    [
        DecodingOptions(max_length=24),
        DecodingOptions(beam_size=1, max_length=24),
        DecodingOptions(beam_size=3, length_penalty=0.4, no_repeat_ngram=2, min_length=5, max_length=12),
        DecodingOptions(no_repeat_ngram=3, max_length=40, length_penalty=0.0),
    ],
    ids=["own", "greedy", "all", "no penalty"],
)
def test_the_engines_agree_on_texts_and_scores(
    stopping: dict[str, Path], family: str, options: DecodingOptions
) -> None:
    texts = texts_for(family)
    fast, reference = (loaded(stopping[family], kind).translate(texts, options) for kind in KINDS)
    assert alike(fast, reference)
    assert all(h.score is not None and h.score <= 0 for h in reference)
    assert len({round(h.score or 0, 4) for h in reference}) == len(
        texts
    )  # or the comparison would say little


@pytest.mark.parametrize("family", FAMILIES)
def test_the_engines_agree_on_the_models_own_settings(stopping: dict[str, Path], family: str) -> None:
    texts = texts_for(family)[:3]
    fast, reference = (loaded(stopping[family], kind).translate(texts, DecodingOptions()) for kind in KINDS)
    assert alike(fast, reference)


@pytest.mark.parametrize("beam_size", [1, 4])
def test_the_engines_agree_on_two_hundred_sentences_of_a_trained_model(beam_size: int) -> None:
    """Without early stopping the libraries end a search by different rules, which meet where a model knows its words."""
    texts = [arabic for arabic, _ in tiny.heldout()]
    options = DecodingOptions(beam_size=beam_size)
    fast, reference = (loaded(tiny.MODEL, kind).translate(texts, options) for kind in KINDS)
    assert len(texts) == 200
    assert [h.text for h in fast] == [h.text for h in reference]
    assert [h.score for h in fast] == pytest.approx([h.score for h in reference], abs=1e-4)


def test_the_rest_of_the_beam_is_given_when_asked_for(shelf: hub.Shelf) -> None:
    engine = loaded(shelf["marian"], "ctranslate2")
    alone = engine.translate(hub.ARABIC, DecodingOptions(beam_size=4))
    three = engine.translate(hub.ARABIC, DecodingOptions(beam_size=4, hypotheses=3))
    many = engine.translate(hub.ARABIC, DecodingOptions(beam_size=4, hypotheses=9))
    assert [replace(one, others=()) for one in three] == alone
    assert {len(one.others) for one in alone} == {0}
    assert {len(one.others) for one in three} == {2}
    assert {len(one.others) for one in many} == {3}
    assert [one.others[:2] for one in many] == [one.others for one in three]
    texts = [[one.text, *(other.text for other in one.others)] for one in many if one.text]
    assert all(len(set(mine)) == len(mine) for mine in texts)


def test_the_score_is_the_mean_log_probability_of_each_token(shelf: hub.Shelf) -> None:
    """Computed here from torch alone: padding, the unknown word and the source's pieces are out of the softmax."""
    import torch
    from sentencepiece import SentencePieceProcessor
    from transformers import AutoModelForSeq2SeqLM, AutoTokenizer

    folder = shelf["marian"]
    hypothesis = loaded(folder).translate(
        hub.ARABIC[:1], DecodingOptions(beam_size=1, max_length=10, min_length=10)
    )[0]
    assert not hypothesis.finished
    tokenizer = AutoTokenizer.from_pretrained(folder)
    model = AutoModelForSeq2SeqLM.from_pretrained(folder).eval()
    source = tokenizer([hub.ARABIC[0]], return_tensors="pt").input_ids
    written = SentencePieceProcessor(model_file=str(folder / "target.spm"))
    pieces = {written.id_to_piece(number) for number in range(written.get_piece_size())}
    never = [number for piece, number in tokenizer.get_vocab().items() if piece not in pieces]
    ids, total = [tokenizer.pad_token_id], 0.0
    for _ in range(10):
        with torch.no_grad():
            logits = model(input_ids=source, decoder_input_ids=torch.tensor([ids])).logits[0, -1]
        logits[[*never, tokenizer.pad_token_id, tokenizer.unk_token_id, tokenizer.eos_token_id]] = -torch.inf
        best = int(logits.argmax())
        total += float(logits.log_softmax(-1)[best])
        ids.append(best)
    assert hypothesis.score == pytest.approx(total / 10, abs=1e-4)
    assert hypothesis.text == tokenizer.decode(ids, skip_special_tokens=True).strip()


@pytest.mark.parametrize("kind", KINDS)
def test_order_is_kept_and_batches_do_not_change_the_result(shelf: hub.Shelf, kind: EngineKind) -> None:
    engine = loaded(shelf["marian_2020"], kind)
    texts = [LONGER, *hub.ARABIC, "", "قال.", LONGER]
    together = engine.translate(texts, DecodingOptions())
    small = engine.translate(texts, DecodingOptions(batch_tokens=30))
    alone = [engine.translate([text], DecodingOptions())[0] for text in texts]
    assert alike(together, alone)
    assert alike(small, alone)
    assert len({h.text for h in together}) > 4
    assert engine.translate([], DecodingOptions()) == []


@pytest.mark.parametrize("beam_size", [1, 4])
def test_int8_is_the_same_to_the_bit_in_any_batch(shelf: hub.Shelf, beam_size: int) -> None:
    """An interrupted and resumed run must write the same bytes, and its batches are other ones.

    Random weights, of many lengths each: near ties are frequent, so that the smallest difference shows in the text.
    """
    engine = loaded(shelf["marian_2020"], "ctranslate2", precision="int8")
    words = sorted({word for line in hub.ARABIC for word in line.split()})
    texts = [
        " ".join(words[start : start + size]) for size in range(1, 9) for start in range(len(words) - size)
    ]
    options = DecodingOptions(beam_size=beam_size)
    alone = [engine.translate([text], options)[0] for text in texts]
    assert engine.translate(texts, options) == alone
    assert engine.translate(texts[::-3], replace(options, batch_tokens=100)) == alone[::-3]
    assert len({len(row) for row in engine._tokenizing.encode(texts)}) > 20  # type: ignore[attr-defined] # noqa: SLF001


def test_the_trained_model_is_the_same_to_the_bit_in_any_company() -> None:
    """600 sentences shuffled into windows of other sizes, as a resumed run or one with a memory meets them."""
    engine = loaded(tiny.MODEL, "ctranslate2", precision="int8")
    texts = list(dict.fromkeys(arabic for arabic, _ in [*tiny.heldout(), *tiny.pairs()]))[:600]
    options = DecodingOptions(beam_size=4)
    together = dict(zip(texts, engine.translate(texts, options), strict=True))
    shuffled = random.Random(5).sample(texts, len(texts))  # noqa: S311 - no secret
    for size in (1, 3, 50):
        some = shuffled[: 40 * size]
        for low in range(0, len(some), size):
            window = some[low : low + size]
            assert engine.translate(window, options) == [together[text] for text in window]
    assert len({hypothesis.score for hypothesis in together.values()}) > 500


@pytest.mark.parametrize("length", [1, 7, 8, 9, 40, 255, 256, 257, 511, 512])
def test_a_width_depends_on_the_length_alone_and_stays_within_the_model(length: int) -> None:
    width = decoding.width(length, 512)
    assert length <= width <= min(length + 7, 512)
    assert decoding.width(width, 512) == width
    assert decoding.width(length, length) == length


def test_batches_of_one_width_are_full_within_limits_and_even() -> None:
    widths = [8] * 5 + [16] * 100 + [300]
    cut = decoding.batches_of_one_width(range(len(widths)), widths, budget=256, rows=12)
    assert sorted(place for batch in cut for place in batch) == list(range(len(widths)))
    assert all(len({widths[place] for place in batch}) == 1 for batch in cut)
    assert [len(batch) for batch in cut] == [5, 12, *[11] * 8, 1]
    small = decoding.batches_of_one_width(range(5, 105), widths, budget=64, rows=12)
    assert {len(batch) for batch in small} == {4}


@pytest.mark.parametrize("kind", KINDS)
def test_an_input_without_tokens_gives_nothing(shelf: hub.Shelf, kind: EngineKind) -> None:
    assert (
        loaded(shelf["nllb"], kind).translate(["", "  "], DecodingOptions())
        == [Hypothesis("", None, finished=True)] * 2
    )


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("family", FAMILIES)
def test_the_longest_input_passes_and_one_more_token_raises(
    shelf: hub.Shelf, family: str, kind: EngineKind
) -> None:
    engine = loaded(shelf[family], kind)
    piece = "city " if family == "bart" else "في "
    base, one, two = engine.count_tokens([piece * 8, piece * 9, piece * 10])
    assert one - base == two - one > 0
    most = 8 + (engine.max_source_tokens - base) // (one - base)
    assert engine.count_tokens([piece * most]) <= [engine.max_source_tokens]
    assert len(engine.translate([piece * most], DecodingOptions(max_length=3, min_length=0))) == 1
    with pytest.raises(ValueError, match="exceeds"):
        engine.translate([piece * (most + 1), "قال"], DecodingOptions(max_length=3))


@pytest.mark.parametrize(
    ("family", "limit"),
    [
        ("marian_2020", 511),
        ("nllb", 1022),
        ("m2m100", 1022),
        ("mbart50", 1022),
        ("bart", 1022),
        ("madlad", 510),
    ],
)
def test_limits_come_from_the_position_table_less_special_tokens(
    shelf: hub.Shelf, family: str, limit: int
) -> None:
    assert loaded(shelf[family]).max_source_tokens == limit


@pytest.mark.parametrize("kind", KINDS)
def test_the_output_limit_follows_the_source_and_is_reported(shelf: hub.Shelf, kind: EngineKind) -> None:
    engine = loaded(shelf["t5"], kind)  # its random weights never end a sentence
    count = engine.count_tokens(hub.ARABIC[:1])[0]
    hypothesis = engine.translate(hub.ARABIC[:1], DecodingOptions(beam_size=1))[0]
    assert not hypothesis.finished
    assert 2 * count < engine.count_tokens([hypothesis.text])[0] <= 2 * count + 24 + 32


def test_settings_of_2020_are_read_from_config_json(shelf: hub.Shelf) -> None:
    bart = decoding.read_settings(shelf["bart"])
    assert (bart.beam_size, bart.length_penalty, bart.no_repeat_ngram, bart.forced_first) == (4, 2.0, 3, 0)
    assert (bart.min_tokens, bart.max_tokens) == (54, 140)  # 56 and 142 less the start token and `<s>`
    marian = decoding.read_settings(shelf["marian_2020"])
    assert (marian.beam_size, marian.max_tokens) == (4, None)
    assert marian.suppressed == (
        (json.loads((shelf["marian_2020"] / "config.json").read_text())["vocab_size"] - 1,),
    )
    assert decoding.read_settings(shelf["marian"]).beam_size == 6


def test_a_summariser_keeps_to_its_own_lengths(shelf: hub.Shelf) -> None:
    for kind in KINDS:
        hypothesis = loaded(shelf["bart"], kind).translate([hub.ENGLISH[0]], DecodingOptions())[0]
        assert hypothesis.finished
        assert len(hypothesis.text) >= 54


def test_language_codes_default_to_arabic_and_english(shelf: hub.Shelf) -> None:
    for family, pair in (("nllb", "arb_Arab>eng_Latn"), ("m2m100", "ar>en"), ("mbart50", "ar_AR>en_XX")):
        assert loaded(shelf[family]).signature.endswith(f"|{pair}")


@pytest.mark.parametrize("kind", KINDS)
def test_language_codes_reach_the_model(shelf: hub.Shelf, kind: EngineKind) -> None:
    usual = loaded(shelf["nllb"], kind)
    for codes in ({"source_code": "fra_Latn"}, {"target_code": "fra_Latn"}):
        other = loaded(shelf["nllb"], kind, **codes)
        assert not alike(
            usual.translate(hub.ARABIC, DecodingOptions(beam_size=1)),
            other.translate(hub.ARABIC, DecodingOptions(beam_size=1)),
        )


@pytest.mark.parametrize(
    ("family", "code", "close"), [("nllb", "ar_Arab", "arb_Arab"), ("m2m100", "arb", "ar")]
)
def test_a_wrong_language_code_names_close_ones(shelf: hub.Shelf, family: str, code: str, close: str) -> None:
    with pytest.raises(UsageError) as caught:
        loaded(shelf[family], source_code=code)
    assert code in caught.value.message
    assert close in caught.value.hint


def test_codes_for_a_model_without_any_are_refused(shelf: hub.Shelf) -> None:
    with pytest.raises(UsageError, match="no language codes"):
        loaded(shelf["marian"], source_code="arb_Arab")


def test_t5_gets_its_prefix_and_madlad_its_token(shelf: hub.Shelf) -> None:
    t5 = loaded(shelf["t5"])
    assert t5.signature.endswith("|prefix:translate Arabic to English:")
    plain = loaded(shelf["t5"], prefix="")
    assert plain.max_source_tokens == 511
    assert t5.max_source_tokens < plain.max_source_tokens
    assert t5.count_tokens(hub.ARABIC) == plain.count_tokens(hub.ARABIC)
    usual = loaded(shelf["madlad"]).translate(hub.ARABIC[:2], DecodingOptions(max_length=8))
    assert not alike(
        usual, loaded(shelf["madlad"], prefix="").translate(hub.ARABIC[:2], DecodingOptions(max_length=8))
    )


def test_auto_takes_ctranslate2_in_int8_where_the_model_converts(shelf: hub.Shelf, tmp_path: Path) -> None:
    signature = loaded(shelf["marian"], "auto", precision="auto", device="cpu").signature
    assert signature.startswith("ctranslate2|marian@")
    assert signature.endswith(f"|int8|conversion:{convert.CONVERTER}")
    other = shutil.copytree(shelf["marian"], tmp_path / "other")
    (other / "config.json").write_text((other / "config.json").read_text().replace('"marian"', '"fsmt"'))
    assert not convert.converts(other)


def test_impossible_precisions_are_refused(shelf: hub.Shelf) -> None:
    with pytest.raises(UsageError, match="int8"):
        loaded(shelf["marian"], "transformers", precision="int8")
    with pytest.raises(UsageError, match="float16"):
        loaded(shelf["marian"], "ctranslate2", precision="float16", device="cpu")
