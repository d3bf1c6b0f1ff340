"""Denials: what a generated sentence denies and its sources affirm, or the reverse; and opposites."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from mujaz.english.words import STOP_WORDS
from mujaz.summarization.alike import OPPOSITES, key, word_set

_TOKEN = re.compile(r"[^\W_]+(?:['’][^\W\d_]+)*|[,;:.!?—–()]")
_HARD = word_set("not no never none nobody nothing nowhere neither nor cannot without nt")
_SOFT = word_set(  # deny by their meaning; a summary may put them for a hard one
    "fail failed fails failing failure refuse refused refuses refusing refusal reject rejected rejects rejecting "
    "decline declined declines deny denied denies denying denial unable lack lacked lacks hardly barely few little "
    "avoid avoided prevent prevented prevents ban banned stop stopped halt halted yet unless except absence absent "
    "unlikely impossible ruled dismiss dismissed oppose opposed unknown unclear cancel cancelled canceled"
)
_END = frozenset(",;:.!?—–()")
_JOINTS = word_set("but while whereas although though because which who after before until and if when as")
_REACH = 4  # words with meaning after a denial that it may reach, up to the clause's end
_SHIELD = 3  # words on either side of a denying word within which another's polarity is left open
_ONLY = re.compile(
    r"\bnot only\b|\bno (?:fewer|less|more) than\b|\bno later than\b|\bno doubt\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class _Denials:
    """One text, read for what it denies."""

    denied: dict[str, str]  # key of a word right after a denial → the denial and the word, for a reader
    reached: frozenset[str]  # keys that a denial reaches
    affirmed: frozenset[str]  # keys that stand outside the reach of any denial
    shielded: frozenset[str]  # keys near a word that denies by its meaning, or near a denial
    hard: int
    soft: int
    words: frozenset[str]  # in lower case


def contradictions(text: str, sources: Sequence[str]) -> list[str]:
    """What `text` denies that the sources affirm, and what it affirms that they deny, in plain words.

    A denial (not, no, never, n't, without …) reaches a few words to the end of its clause. A word right after a
    denial must not stand undenied in all of the sources, nor the other way round. "Failed to", "refused" and the
    like excuse a denial of the other side. Opposites (rose / fell, confirmed / denied, north / south) count where
    the sources have only the other one.
    """
    mine, theirs = _read(text), [_read(source) for source in sources]
    denied = set[str]().union(*(one.reached for one in theirs))
    affirmed = set[str]().union(*(one.affirmed for one in theirs))
    shielded = set[str]().union(*(one.shielded for one in theirs))
    silent = not any(one.soft or one.hard for one in theirs)
    found: list[str] = []
    for word, shown in mine.denied.items():
        if word not in denied and (silent or (word in affirmed and word not in shielded)):
            found.append(f"it denies (“{shown}”) what the sentences it rests on do not deny")
            break
    for one in theirs:
        lost = next(
            (shown for word, shown in one.denied.items() if _affirms(word, mine, one, affirmed)), None
        )
        if lost:
            found.append(f"it leaves out the denial “{lost}” of a sentence it rests on")
            break
    found += _opposites(mine, theirs)
    return found


def _affirms(word: str, mine: _Denials, source: _Denials, affirmed: set[str]) -> bool:
    """Whether the text says without a denial what the source denies."""
    if word in mine.affirmed:
        return word not in affirmed and word not in mine.shielded
    if mine.hard or mine.soft:
        return False
    return len(source.reached & mine.affirmed - affirmed) > 2  # noqa: PLR2004 - the verb changed, the rest stands


def _opposites(mine: _Denials, theirs: Sequence[_Denials]) -> list[str]:
    said = set[str]().union(*(one.words for one in theirs))
    meant = {key(word) for word in said}
    shielded = mine.shielded.union(*(one.shielded for one in theirs))  # "did not lose" is "won": beyond words
    for word in sorted(mine.words):
        against = OPPOSITES.get(word, frozenset()) & said
        if (
            against
            and not shielded & {key(word), *map(key, against)}
            and word not in said
            and key(word) not in meant
            and not OPPOSITES[word] & mine.words
        ):
            return [f"it says “{word}” where a sentence it rests on says “{min(against)}”"]
    return []


def _read(text: str) -> _Denials:
    text = _ONLY.sub(" ", text)
    lowered = re.sub(r"n['’]t\b", " nt", text.lower())
    denied: dict[str, str] = {}
    reached: set[str] = set()
    affirmed: set[str] = set()
    words: set[str] = set()
    hard = soft = left = 0
    by = ""
    fresh = False  # the next word with meaning stands right after the denial
    for piece in _TOKEN.findall(lowered):
        if piece in _END:
            left = 0
            continue
        words.add(piece)
        soft += piece in _SOFT
        if piece in _HARD:
            hard, left, by, fresh = hard + 1, _REACH, "not" if piece == "nt" else piece, True
        elif piece in _JOINTS and not fresh:
            left = 0
        elif piece not in STOP_WORDS:
            one = key(piece)
            if left:
                reached.add(one)
                if fresh:
                    denied.setdefault(one, f"{by} {piece}")
                left, fresh = left - 1, False
            else:
                affirmed.add(one)
    return _Denials(
        denied=denied,
        reached=frozenset(reached),
        affirmed=frozenset(affirmed - reached),
        shielded=_shielded(lowered),
        hard=hard,
        soft=soft,
        words=frozenset(words),
    )


def _shielded(lowered: str) -> frozenset[str]:
    """The keys of words with another word that denies up to three words after or six before them."""
    pieces = [piece for piece in _TOKEN.findall(lowered) if piece not in _END]
    denying = [at for at, piece in enumerate(pieces) if piece in _HARD or piece in _SOFT]
    return frozenset(
        key(piece)
        for at, piece in enumerate(pieces)
        if any(-_SHIELD <= at - other <= 2 * _SHIELD and at != other for other in denying)
    )
