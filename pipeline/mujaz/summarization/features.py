"""What can be counted about each sentence of an article that tells whether it belongs in a brief.

The Arabic is certain, the English may be weak: what both sides can tell is read from the Arabic where there is any, and
from the English of articles that came without it. A cue counts when either side has it.
"""

import math
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from mujaz.arabic import clitics, stems
from mujaz.article import Translation
from mujaz.english.words import terms, tokens
from mujaz.numbers import arabic as arabic_numbers
from mujaz.numbers import english as english_numbers
from mujaz.summarization.cues import CUES, in_arabic, in_english
from mujaz.summarization.tfidf import Vectors

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Matrix = npt.NDArray[np.float64]

# Of place, of form and of content; then one of each table of cues. All lie about between 0 and 1.
PLACE: Final = ("lead", "last")
FORM: Final = ("length", "short", "question", "quoted")
CONTENT: Final = ("number", "numbers", "year", "central")
CUE: Final = tuple(CUES)
NAMES: Final = (*PLACE, *FORM, *CONTENT, *CUE)

_ARABIC = re.compile("[ء-ي]")
_QUOTED = re.compile(r"«([^»]*)»|“([^”]*)”|\"([^\"]*)\"")
_FEW_ARABIC, _FEW_ENGLISH = 7, 9  # words under which a sentence tells little
_LONGEST, _SHORTEST = 1.0, -1.5  # of `length`: e¹ = 2.7 times the article's mean, and a fifth of it
_MANY = 4  # numbers in a sentence; more do not count
_TWICE = 2  # words of one cue in a sentence; more do not count


def features(translations: Sequence[Translation]) -> "tuple[Matrix, Vectors]":
    """The features of the sentences of one article, and the sentences as vectors for comparing them.

    Returns:
        A matrix of sentences × `NAMES`, and the vectors of the Arabic, or of the English where there is no Arabic.
    """
    import numpy as np

    arabic = any(_ARABIC.search(one.sentence.arabic) for one in translations)
    texts = [one.sentence.arabic if arabic else one.english for one in translations]
    vectors = Vectors(texts, stems.terms if arabic else terms)
    central = vectors.centrality()
    lengths = [len(text.split()) for text in texts]
    mean = max(1.0, sum(lengths) / max(1, len(lengths)))
    matrix = np.zeros((len(texts), len(NAMES)), dtype=np.float64)
    for at, (translation, text) in enumerate(zip(translations, texts, strict=True)):
        words = max(1, lengths[at])
        quoted = sum(len("".join(filter(None, quotation)).split()) for quotation in _QUOTED.findall(text))
        numbers, years = _numbers(text, arabic=arabic)
        matrix[at] = (
            1 / (1 + at),
            float(at == len(texts) - 1),
            min(_LONGEST, max(_SHORTEST, math.log(words / mean))),
            float(words < (_FEW_ARABIC if arabic else _FEW_ENGLISH)),
            float("؟" in text or "?" in text),
            min(1.0, quoted / words),
            float(numbers > 0),
            min(numbers, _MANY) / _MANY,
            float(years > 0),
            central[at],
            *_cues(translation),
        )
    return matrix, vectors


def _numbers(text: str, *, arabic: bool) -> tuple[int, int]:
    """How many figures and how many years a text gives; "one" and "two" in words are no figures."""
    found = (arabic_numbers if arabic else english_numbers).find(text)
    figures = [one for one in found if one.certain and one.kind in ("cardinal", "percent", "fraction")]
    return (
        sum(one.digits or one.value > _TWICE for one in figures),
        sum(one.kind in ("year", "decade") for one in found),
    )


def _cues(translation: Translation) -> list[float]:
    """For each cue 0, a half, or 1 for two words and more; a doubtful translation is not heard."""
    arabic = in_arabic(word.folded for word in clitics.words(translation.sentence.arabic))
    english = in_english([] if translation.doubtful else tokens(translation.english))
    return [min(max(one, other), _TWICE) / _TWICE for one, other in zip(arabic, english, strict=True)]
