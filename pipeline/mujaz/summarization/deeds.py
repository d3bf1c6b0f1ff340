"""Who did what to whom, where a sentence says it plainly."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from mujaz.english.words import STOP_WORDS, stem
from mujaz.summarization.alike import key, word_set

# Grave deeds, each with the words that may stand for it in the sources.
_DEEDS = tuple(
    (re.compile(rf"\b(?:{said})\b", re.IGNORECASE), re.compile(rf"\b(?:{known})", re.IGNORECASE))
    for said, known in (
        ("killed|kills|killing|murdered|shot dead|slain", r"kill|dead|die[ds]?\b|dying|death|fatal|slain|murder|execut|casualt|victim|toll|martyr|assassinat|lives|perish|bod(?:y|ies)\b|massacr|lethal|claimed|funeral|burie[sd]|bury"),
        ("arrested|arrests|detained", "arrest|detain|detention|custody|held|seiz|captur|round|jail|prison|imprison|nab|apprehend"),
        ("wounded|injured", "wound|injur|hurt|casualt|maim|burn"),
        ("released|freed", "releas|free[ds]?|let go|liberat|bail|swap|exchang"),
        ("kidnapped|abducted", "kidnap|abduct|seiz|hostage|captive|snatch|taken|took"),
        ("executed|beheaded|hanged", "execut|behead|hang|put to death|death penalty|death sentence"),
        ("tortured|raped|beat up|beaten", "tortur|rap(?:e|ed|es|ing)\\b|beat|abus|mistreat|assault"),
        ("convicted|sentenced|jailed", "convict|sentenc|jail|prison|guilty|verdict|detain|detention|custody|held|remand|behind bars|years"),
        ("acquitted", "acquit|not guilty|clear|innocen"),
        ("resigned|resigns", "resign|step|quit|left"),
        ("deported|expelled", "deport|expel|expuls|remov|send back|sent back"),
        ("bombed|shelled", "bomb|shell|strike|struck|raid|bombard|attack|hit|target|missile|rocket"),
        ("rescued|saved", "rescu|sav(?:e|ed|ing)\\b|pull|recover|evacuat"),
    )
)  # fmt: skip
_VERB = re.compile(
    r"[a-z]+ed|(?:beat|met|struck|hit|shot|won|told|took|sold|bought|fought|led|sued|fed|left|sent|gave|paid)$"
)
_PASSIVE = re.compile(r"(?:is|are|was|were|be|been|being)(?: \w+ly)?$", re.IGNORECASE)
_MUTUAL = word_set(
    "met fought clashed negotiated agreed discussed joined married exchanged traded shared signed played"
)
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*|[,;:()—–]")
_ENDS = frozenset(",;:()—–")
_JOINTS = word_set("and but while whereas after before when who which that as because although saying said")
_REACH = 5  # words with meaning on either side of a verb


@dataclass(frozen=True, slots=True)
class _Deed:
    """A verb, with who stands for its doer and for those to whom it was done."""

    verb: str
    doers: frozenset[str]
    done_to: frozenset[str]


def misattributed(text: str, sources: Sequence[str]) -> list[str]:
    """Grave deeds that no source tells, and deeds whose doer and sufferer changed places, in plain words."""
    found: list[str] = []
    for said, known in _DEEDS:
        match = said.search(text)
        if match and not any(known.search(source) for source in sources):
            found.append(f"it says “{match.group()}”, which no sentence it rests on says")
            break
    theirs = [deed for source in sources for deed in _deeds(source)]
    for mine in _deeds(text):
        same = [deed for deed in theirs if deed.verb == mine.verb]
        if any(_turned(mine, deed) for deed in same) and not any(_straight(mine, deed) for deed in same):
            found.append(f"it turns round who did it and to whom (“{mine.verb}”)")
            break
    return found


def _turned(mine: _Deed, theirs: _Deed) -> bool:
    return bool(
        theirs.doers & mine.done_to - mine.doers - theirs.done_to
        and theirs.done_to & mine.doers - mine.done_to - theirs.doers
    )


def _straight(mine: _Deed, theirs: _Deed) -> bool:
    return bool(theirs.doers & mine.doers - mine.done_to and theirs.done_to & mine.done_to - mine.doers)


def _deeds(text: str) -> list[_Deed]:
    """The plain deeds: words, a verb in the past, words; by whom, where it is passive."""
    pieces = _WORD.findall(text)
    found = []
    for at, piece in enumerate(pieces):
        if not _VERB.fullmatch(piece) or at == 0 or piece in _MUTUAL:
            continue
        before, after = _side(pieces[:at][::-1]), _side(pieces[at + 1 :])
        if _PASSIVE.search(" ".join(pieces[max(0, at - 2) : at])):
            if "by" not in pieces[at + 1 : at + 4]:
                continue
            before, after = after, before
        if before and after:
            found.append(_Deed(stem(piece), before, after))
    return found


def _side(pieces: Sequence[str]) -> frozenset[str]:
    """The words with meaning up to the clause's end."""
    side: list[str] = []
    for piece in pieces:
        low = piece.lower()
        if piece in _ENDS or low in _JOINTS or len(side) == _REACH:
            break
        if low not in STOP_WORDS:
            side.append(key(low.removesuffix("'s").removesuffix("’s")))
    return frozenset(side)
