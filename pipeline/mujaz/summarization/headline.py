"""One line over a brief: the article's title, or the head of its best sentence."""

import re
from collections.abc import Sequence

from mujaz.article import Translation
from mujaz.checks.names import PUT_IN
from mujaz.flags import FlagName
from mujaz.summarization.alike import word_set
from mujaz.summarization.ranker import shipped
from mujaz.summarization.speech import VERBS
from mujaz.summarization.worth import Worth, without_dateline, worth

MAX_WORDS = 14
MAX_CHARACTERS = 110
_FEWEST_WORDS = 5
_FEWEST_CUT = 8  # words of a head that is cut

# "…, according to the police", "…, the ministry said on Sunday": a headline does without.
_ATTRIBUTION = re.compile(
    r",\s+(?:(?:according to|as reported by|citing)\s[^;]*|(?:[A-Z]|the\s|an?\s|\w+\s(?:sources|officials|witnesses)\s)[^,;]{0,70}?\s?(?:said|says|announced"
    r"|reported|confirmed|added)(?:\s(?:on|in|late|early)\s[^,;]*)?)(?=\.?$)"
)
# "On Tuesday, ", "In the capital, ", "But ": time, place and links at the start.
_OPENING = re.compile(
    r"^(?:But\s+|(?:On|In|At|After|During|Meanwhile|However|Towards|Late|Early)(?:\s+[\w’'-]+){1,2},\s+|On (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\s+)+"
)
_LEANING = re.compile(
    r"^\W*(?:he|she|it|they|this|that|these|those|but|and|also|his|her|its|their)\b", re.IGNORECASE
)
_MARK = re.compile(r"\s*[,;:](?=\s)|\s+[-–—](?=\s)")
_JOINT = re.compile(
    r"\s+(?=(?:after|as|while|when|where|which|who|whose|amid|following|during|because|since|and)\s)"
)
# What follows would turn the sentence round: a headline must not end right before it.
_TURN = re.compile(
    r"\W*(?:and\s+)?(?:if|unless|until|except|without|but|not|provided|only|than|or|nor)\b", re.IGNORECASE
)
# Within a clause a cut is least felt before one of these: what is left out is when, where or how.
_PHRASE = word_set("in on at during with from by for near under through against without between among")
# A head without one of these has not come to its verb yet.
_VERB = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|can|could|may|must|said|says|told|won|lost|met|held|fell|rose|left"
    r"|began|broke|came|found|gave|went|hit|led|made|put|sent|set|took|saw|struck|shot|spoke|grew|cut|\w{2,}ed(?! by\b))\b"
)
_HANGING = frozenset(
    [
        "a",
        "an",
        "the",
        "of",
        "in",
        "on",
        "at",
        "to",
        "for",
        "from",
        "by",
        "with",
        "and",
        "or",
        "but",
        "that",
        "which",
        "who",
        "as",
        "than",
        "into",
        "over",
        "under",
        "between",
        "its",
        "his",
        "her",
        "their",
        "is",
        "are",
        "was",
        "were",
        "has",
        "have",
        "had",
        "will",
        "would",
        "be",
        "been",
        "not",
        "no",
        "al",
        "more",
        "most",
        "about",
    ],
)


# A headline stands alone, without its sentence's marks: what is flagged so must not be one, were the flag of low severity.
_UNTRUE: frozenset[FlagName] = frozenset(
    (
        "number_mismatch",
        "score_turned",
        "negation_lost",
        "name_inconsistent",
        "name_missing",
        "place_invented",
        "glossary_missed",
    )
)


def reliable(title: Sequence[Translation]) -> str | None:
    """The English of a title, by its sentences; None where one is doubtful, or a number, name or denial of it is flagged."""
    if not title or any(one.doubtful or _questioned(one) for one in title):
        return None
    return " ".join(one.english for one in title)


def _questioned(translation: Translation) -> bool:
    return any(
        flag.name in _UNTRUE and not flag.detail.startswith(PUT_IN)  # what was put in is right
        for flag in translation.flags
    )


def headline(
    title_english: str | None, translations: Sequence[Translation], points: Sequence[int] = ()
) -> str:
    """The headline of a brief.

    Args:
        title_english: The translation of the article's own title, when it has one that can be relied on.
        translations: The sentences of the article.
        points: The numbers of the sentences on which the brief's points rest.

    Returns:
        The title on one line; else the first of the points' sentences that stands alone, or the one that the ranker
        values most, one without a flag on its numbers, names and denials where there is one, without its dateline and
        its trailing attribution, cut at a clause or before a phrase of time or place to at most 14 words and 110 characters, with an
        ellipsis where it was cut. All words of it stand in that sentence, in that order. Empty when no sentence has any
        English.
    """
    title = without_dateline(" ".join((title_english or "").split()))
    if any(letter.isalnum() for letter in title):
        opening = title.split(" ", 1)[0]
        return title[0].upper() + title[1:] if opening.islower() else title  # iPhone stays
    usable = [one for one in translations if worth(one) < Worth.EMPTY]
    if not usable:
        return ""
    lead = _lead(usable, points)
    text = " ".join(without_dateline(lead.english).split()) or " ".join(lead.english.split())
    opened = _OPENING.sub("", text)
    if opened != text and len(opened.split()) >= _FEWEST_WORDS:
        text = opened[:1].upper() + opened[1:]
    bare = _ATTRIBUTION.sub("", text)
    return _head(bare if len(bare.split()) >= _FEWEST_WORDS else text)


def _lead(usable: Sequence[Translation], points: Sequence[int]) -> Translation:
    """The sentence to make a headline of."""
    for one in usable:
        sound = worth(one) == Worth.SOUND and not _questioned(one)
        if one.sentence.n in points and sound and not _LEANING.match(one.english):
            return one
    scores, _ = shipped().scores(usable)
    order = range(len(usable))
    return usable[min(order, key=lambda at: (worth(usable[at]), _questioned(usable[at]), -scores[at], at))]


def _head(sentence: str) -> str:
    """A sentence that is short enough without its full stop, else its beginning up to a clause boundary."""
    if _fits(sentence):
        return sentence[:-1] if sentence.endswith(".") and not sentence.endswith(("..", ".S.")) else sentence
    best = ""
    for pattern in (_MARK, _JOINT):
        for match in pattern.finditer(sentence):
            head = sentence[: match.start()]
            rest = sentence[match.end() :].lstrip()
            # A verb next: the head is its subject alone ("The galaxy, 13 billion light-years away, had formed").
            if (
                _fits(head)
                and len(head.split()) >= _FEWEST_CUT
                and _whole(head)
                and not _TURN.match(rest)
                and not _VERB.match(rest)
            ):
                best = head
        if best:
            return f"{best} …"
    words = sentence.split(" ")
    longest = next((n for n in range(min(MAX_WORDS, len(words)), 0, -1) if _fits(" ".join(words[:n]))), 0)
    # First before a phrase of time or place, once the verb has come; else where no word is left hanging.
    kept = next(
        (n for n in range(longest, _FEWEST_CUT - 1, -1) if words[n : n + 1] and _before_phrase(words, n)), 0
    )
    kept = kept or next((n for n in range(longest, _FEWEST_WORDS - 1, -1) if _closes(words, n)), longest)
    head = " ".join(words[:kept]) if kept else sentence[: MAX_CHARACTERS - 2]
    return f"{head.rstrip(',;:-–— ')} …"


def _before_phrase(words: Sequence[str], kept: int) -> bool:
    return words[kept].lower() in _PHRASE and _closes(words, kept) and _whole(" ".join(words[:kept]))


def _fits(text: str) -> bool:
    return len(text.split()) <= MAX_WORDS and len(text) <= MAX_CHARACTERS - 2


def _whole(head: str) -> bool:
    """Whether a head can stand alone: long enough, with a verb, quotes and brackets closed."""
    return len(head.split()) >= _FEWEST_WORDS and _VERB.search(head) is not None and _even(head)


def _closes(words: Sequence[str], kept: int) -> bool:
    """Whether a cut after this many words leaves no article, preposition or open quotation at the end."""
    head = " ".join(words[:kept])
    turned = kept < len(words) and _TURN.match(words[kept])
    last = words[kept - 1].lower().strip("\"'“”‘’,;:")
    return last not in _HANGING and last not in VERBS and _even(head) and not turned


def _even(head: str) -> bool:
    return (
        head.count('"') % 2 == 0 and head.count("“") == head.count("”") and head.count("(") == head.count(")")
    )
