"""Subtitles: the cues of a SubRip or WebVTT file, joined to running text.

Few Arabic subtitles have full stops, so what divides them is what a viewer sees and hears: a pause, another speaker, a
sound in brackets. In a file with hardly any full stops each cue stands alone where nothing shows that it goes on; cues
without any time between them, as machines write them, are joined up to the length of a sentence.
"""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from mujaz.arabic import marks
from mujaz.arabic.letters import INVISIBLE, LETTERS, characters, has_letters
from mujaz.arabic.words import DANGLING, LEANING, REPORTING, STRONG_OPENERS, plain
from mujaz.config import InputConfig
from mujaz.errors import ArticleError
from mujaz.readers.draft import Draft
from mujaz.readers.encoding import decode

_TIME = r"(?:(\d{1,3}):)?(\d{1,2}):(\d{2})[,.](\d{1,3})"
_CUE = re.compile(rf"^[ \t]*(?:\d+[ \t]*\n[ \t]*)?{_TIME}[ \t]*-->[ \t]*{_TIME}[^\n]*(?:\n|\Z)", re.MULTILINE)
_NOTE = re.compile(r"^(?:NOTE|STYLE|REGION)\b")
_VOICE = re.compile(r"<v(?:\.[^ >]*)?[ \t]+([^>\n]{1,80})>")
_TAG = re.compile(r"</?[a-zA-Z][^<>\n]{0,80}>|<[\d:.]{5,16}>|\{\\[^{}\n]{0,80}\}")
_SUNG = re.compile(r"<\d{2}:\d{2}")  # times within a cue: the file shows each line twice, rolling
_EDGES: Final = " \t\xa0" + characters(INVISIBLE)
_DASH = re.compile(r"^(?:[-–—]|>>+)\s*")
_NAME = re.compile(r"^([^\s:،؛.؟!()\[\]\d]{2,20}(?: [^\s:،؛.؟!()\[\]\d]{2,20}){0,2}) ?:(?=\s|$)")
_SOUND = re.compile(r"^(?:\[[^\[\]\n]{1,60}\]|\([^()\n]{1,60}\)|\*[^*\n]{1,60}\*|♪[^♪\n]*♪?|♫[^♫\n]*♫?)$")
_SOUND_FIRST = re.compile(r"^(\[[^\[\]\n]{1,60}\])\s*(?=\S)")
_SOUND_LAST = re.compile(r"(?<=\S)\s*(\[[^\[\]\n]{1,60}\])$")
_ENDED = re.compile(rf"[{marks.STOPS}][{marks.CLOSERS}\"'{marks.TRAILING_MARKS}\s]*$")
# A stop before the first word was drawn at the wrong side of a line that runs from right to left.
_TURNED = re.compile(rf"^([.؟?!،؛:…\"'»]*[.؟?!،؛…][.؟?!،؛:…\"'«»]*)(?=[\s{LETTERS}])(.*?)([\s\"'«»\-–—]*)$")
_MIRRORED: Final = str.maketrans("«»()[]", "»«)(][")
_PAUSE = 1.0  # seconds of silence between two utterances; within one, cues follow each other in half a second
_FEW_STOPS = 0.1  # of the cues end in one: the file has none to go by
_LONGEST = 100  # characters: an Arabic news sentence has about 150, a spoken one fewer


@dataclass(slots=True)
class _Piece:
    """One line of a cue."""

    text: str
    begins: float  # seconds from the line before it; 0 within a cue
    first: bool  # of its cue
    apart: bool = False  # from the line before it, because somebody else speaks, or a sound is heard
    closed: bool = False  # from the line after it


def parse(data: bytes, settings: InputConfig) -> Draft:  # noqa: ARG001 - all formats are asked in one way
    """The text of the cues: a sentence goes on through as many as it takes.

    A pause of more than a second, a speaker (`- …`, `>> …`, `سامي: …`, `<v سامي>`) or a sound in brackets begins a
    paragraph. Stops that stand before the first word of their line are put after the last. Notes for the makers of the
    file and settings are left out.

    Raises:
        ArticleError: There is no cue.
    """
    text, encoding = decode(data)
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\\N", "\n")
    cues = list(_CUE.finditer(text))
    if not cues:
        raise ArticleError("holds no subtitles", "a cue looks like `00:00:01,000 --> 00:00:04,000`")
    left_out: list[str] = [text[: cues[0].start()]]
    pieces = list(_pieces(text, cues, left_out))
    ends = sum(1 for piece in pieces if _ENDED.search(piece.text))
    stops = ends >= _FEW_STOPS * len(cues)
    parts: list[str] = []
    length = 0
    for before, piece in zip([None, *pieces], pieces, strict=False):
        if before is not None and _divides(before, piece, length, stops=stops):
            parts.append("\n\n")
            length = 0
        elif before is not None:
            parts.append(" ")
        parts.append(piece.text)
        length += len(piece.text)
    return Draft("".join(parts), encoding, warnings=_warnings(left_out))


def _divides(before: _Piece, piece: _Piece, length: int, *, stops: bool) -> bool:
    if piece.apart or before.closed or piece.begins > _PAUSE:
        return True
    if stops or not piece.first:
        return False
    last, first = plain(before.text.split()[-1]), plain(piece.text.split()[0])
    if last in DANGLING or last[-1:] in "،:" or first in LEANING:
        return False
    if first in STRONG_OPENERS or length + len(piece.text) > _LONGEST:
        return True
    return piece.begins > 0 and not first.startswith("ال")  # a noun with the article is seldom the first word


def _pieces(text: str, cues: list[re.Match[str]], left_out: list[str]) -> Iterator[_Piece]:
    rolling = _SUNG.search(text) is not None
    is_vtt = text.lstrip("\ufeff \n").startswith("WEBVTT")
    ended, speaker, shown = 0.0, "", ""
    for cue, following in zip(cues, [*cues[1:], None], strict=True):
        body = text[cue.end() : following.start() if following else len(text)]
        if is_vtt:  # a blank line ends the cue; what follows names the next one, or is a note
            body, _, rest = body.partition("\n\n")
            left_out += [block for block in rest.split("\n\n") if _NOTE.match(block.lstrip())]
        pause, first = _seconds(cue.groups()[:4]) - ended, True
        for raw in body.split("\n"):
            voice = _VOICE.search(raw)
            line = html.unescape(_TAG.sub("", raw)).strip(_EDGES)
            if not line or (rolling and line == shown):
                continue
            shown = line
            for piece in _utterance(line):
                piece.first, piece.begins = first, pause if first else 0.0
                first = False
                if voice and voice[1].strip() != speaker:
                    speaker = voice[1].strip()
                    piece.text, piece.apart = f"{speaker}: {piece.text}", True
                yield piece
        ended = _seconds(cue.groups()[4:])


def _utterance(line: str) -> Iterator[_Piece]:
    """One line of a cue, with the sounds at its ends apart."""
    line = _righted(line)
    spoken = _DASH.sub("", line).strip(_EDGES)
    apart = spoken != line
    if not spoken:
        return
    if _SOUND.match(spoken):
        yield _Piece(spoken, 0.0, first=True, apart=True, closed=True)
        return
    if sound := _SOUND_FIRST.match(spoken):
        yield _Piece(sound[1], 0.0, first=True, apart=True, closed=True)
        spoken, apart = spoken[sound.end() :], True
    last = _SOUND_LAST.search(spoken)
    if last:
        spoken = spoken[: last.start()]
    yield _Piece(spoken, 0.0, first=True, apart=apart or _names_speaker(spoken))
    if last:
        yield _Piece(last[1], 0.0, first=True, apart=True, closed=True)


def _names_speaker(line: str) -> bool:
    """Whether a line begins with a name and a colon, and not with a verb of saying."""
    found = _NAME.match(line)
    if found is None:
        return False
    words = [plain(word) for word in found[1].split()]
    return (
        words[0].removeprefix("و") not in REPORTING
        and words[0] not in REPORTING
        and words[-1] not in DANGLING
    )


def _righted(line: str) -> str:
    """The line with its stops at its end."""
    found = _TURNED.match(line)
    if (
        found is None
        or _ENDED.search(line)
        or found[1] == "…"
        or (len(found[1]) > 1 and not found[1].strip("."))
    ):
        return line  # an ellipsis at the head goes on from the line before
    head, tail = found[1][::-1].translate(_MIRRORED), found[3].strip()[::-1].translate(_MIRRORED)
    gap = " " if tail[-1:] in "-–—" else ""
    return f"{tail}{gap}{found[2].strip()}{head}".strip()


def _warnings(left_out: list[str]) -> tuple[str, ...]:
    lost = [block for block in left_out if has_letters(block)]
    if not lost:
        return ()
    head = " ".join(lost[0].split())[:60]
    return (f"what stands outside the subtitles is left out, such as: {head}",)


def _seconds(time: tuple[str | None, ...]) -> float:
    hours, minutes, seconds, thousandths = (int(part or 0) for part in time)
    return hours * 3600 + minutes * 60 + seconds + thousandths / 1000
