"""Arabic words reduced to what their forms share, for comparing articles with one another.

A light stemmer takes off clitics, the article and endings, as light10 does (Larkey, Ballesteros and Connell 2007); then
the long vowels inside go too, so that broken plurals (مدرسة, مدارس) and the spellings of foreign names (زيلينسكي, زيلنسكي)
meet. Two words that have nothing to do with each other meet now and then: this is for likeness, never for a reader.
"""

import functools
import re

from mujaz.arabic.clitics import fold
from mujaz.arabic.letters import LETTERS, SIGNS, TATWEEL

WORD = re.compile(f"[{LETTERS}{SIGNS}{TATWEEL}]+|[A-Za-z][A-Za-z'-]+")
_OWN_WAW = re.compile(  # words whose و is their own; all others of five letters and more carry the conjunction
    "وزي|وزار|وزرا|وزن|وفد|وفاه|وفيات|وفق|وفر|وفي|وقت|وقع|وقف|وقود|وقوع|وقوف|وقاي|وكال|وكيل|وكلا|وضع|واجه|وصل|وصول|وصف|وصاي|وثيق|وثائق|ورد|ورش|ورق|وراث"
    "|وحد|وحيد|وحش|ولاي|والي|ولاد|ولد|ولي|وسط|وسيط|وسائل|وسيل|وساط|وطن|وظيف|وظائف|واسع|واحد|واقع|وارد|واشنطن|ودائع|وديع|وليد|وعد|وعي|ورم|وهران|وعود"
)
_PREFIXES = ("وبال", "وكال", "وال", "بال", "كال", "فال", "ولل", "ال", "لل")
_OUTER = (
    "هما",
    "كما",
    "هم",
    "ها",
    "هن",
    "كم",
    "نا",
    "يه",
    "يا",
    "ه",
    "ي",
    "ا",
)  # pronouns, gender, nisba, tanwin
_INNER = ("ات", "ان", "ون", "ين", "وا", "يي", "ي")  # number
_VERB = 4  # letters of the shortest verb with its ت
_SHORTEST = 3  # letters that must remain
_LONG_VOWELS = re.compile("(?<=.)[اويىءئؤآ]+")


@functools.lru_cache(maxsize=200_000)
def light(word: str) -> str:
    """One word without clitics, article and endings, e.g. مدارس of وبالمدارس; Latin words in small letters."""
    if word[0] < "\u0600":
        return word.lower()
    letters = fold(word)
    own = _OWN_WAW.match(letters)
    for prefix in _PREFIXES:
        if letters.startswith(prefix) and len(letters) - len(prefix) >= _SHORTEST and not own:
            letters = letters[len(prefix) :]
            break
    else:
        if letters.startswith("و") and len(letters) > _SHORTEST + 1 and not own:
            letters = letters[1:]
    if letters.endswith("ت") and not letters.endswith("ات") and len(letters) > _VERB:
        letters = letters[:-1]  # she has
    for endings in (_OUTER, _INNER):
        for suffix in endings:
            if letters.endswith(suffix) and len(letters) - len(suffix) >= _SHORTEST:
                letters = letters[: -len(suffix)]
                break
    return letters


@functools.lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """What is left of one word without its long vowels too, e.g. مدرس of وبالمدارس; the same for the same word, always."""
    letters = light(word)
    bones = _LONG_VOWELS.sub("", letters) if letters else letters
    return bones if len(bones) >= _SHORTEST else letters


def stems(text: str) -> list[str]:
    """The stems of a text's words in their order."""
    return [stem(word) for word in WORD.findall(text)]
