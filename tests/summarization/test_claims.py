"""Who says what: on sentences annotated by hand, how many claims are right, and how many are found."""

from dataclasses import dataclass
from pathlib import Path

from mujaz.article import Sentence, Translation
from mujaz.flags import Flag
from mujaz.summarization.claims import claims

_FILE = Path(__file__).with_name("claims.txt")
_PRECISION, _RECALL = 0.95, 0.85  # measured: see the failing assertion's message


@dataclass(frozen=True, slots=True)
class Annotated:
    sentences: tuple[Translation, ...]
    claims: frozenset[tuple[str, str, int]]


def annotated() -> list[Annotated]:
    articles = []
    for block in _FILE.read_text(encoding="utf-8").split("\n\n"):
        sentences: list[Translation] = []
        gold: set[tuple[str, str, int]] = set()
        for line in block.splitlines():
            if line.startswith("="):
                arabic, english = line[1:].split("|")
                sentences.append(translation(len(sentences) + 1, arabic, english))
            elif line.startswith(">"):
                speaker, verb = line[1:].split("|")
                gold.add((speaker.strip(), verb.strip(), len(sentences)))
        if sentences:
            articles.append(Annotated(tuple(sentences), frozenset(gold)))
    return articles


def translation(n: int, arabic: str, english: str, *flags: Flag) -> Translation:
    return Translation(Sentence(n, 1, 0, 1, arabic.strip()), english.strip(), None, flags)


def test_speakers_of_annotated_sentences() -> None:
    right = told = wanted = 0
    wrong: list[object] = []
    for article in annotated():
        found = {(one.speaker, one.verb, one.sentence) for one in claims(article.sentences)}
        right += len(found & article.claims)
        told += len(found)
        wanted += len(article.claims)
        wrong += sorted(found ^ article.claims)
    assert right / told >= _PRECISION, (right, told, wrong)
    assert right / wanted >= _RECALL, (right, wanted, wrong)


def test_the_agency_that_passes_words_on_is_named_beside_the_speaker() -> None:
    quoted = translation(
        1,
        "نقلت وكالة رويترز عن مسؤول ليبي أن الحقل سيُفتح غداً.",
        "The Reuters news agency quoted a Libyan official as saying that the field would open tomorrow.",
    )
    told = translation(
        2, "وقال مهندس لوكالة فرانس برس إن الضخ توقف.", "An engineer told AFP that pumping had stopped."
    )
    found = [(one.speaker, one.verb, one.via) for one in claims([quoted, told])]
    assert found == [("A Libyan official", "says", "Reuters"), ("An engineer", "says", "AFP")]


def test_a_verb_that_the_arabic_does_not_have_gives_no_claim() -> None:
    arabic = "وصل الوزير إلى المطار صباحاً."
    assert claims([translation(1, arabic, "The minister denied that he had arrived in the morning.")]) == ()


def test_what_stands_in_a_quotation_is_not_the_article_s_claim() -> None:
    one = translation(
        1, "قال الشاهد: «اتهم الضابط السائق».", "“The officer accused the driver,” the witness said."
    )
    assert [(claim.speaker, claim.verb) for claim in claims([one])] == [("The witness", "says")]


def test_a_doubtful_translation_gives_no_claim() -> None:
    doubt = Flag("number_mismatch", "high", "25 is missing")
    assert (
        claims([translation(1, "قال الوزير إن 25 شخصاً قتلوا.", "The minister said people died.", doubt)])
        == ()
    )


def test_a_pronoun_without_a_speaker_before_it_gives_no_claim() -> None:
    assert claims([translation(1, "وقال إن الطريق مغلق.", "He said the road was closed.")]) == ()
