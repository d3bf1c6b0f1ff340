"""Subtitles: the cues of a SubRip file, joined to running text."""

import re

from mujaz.arabic import marks
from mujaz.config import InputConfig
from mujaz.errors import ArticleError
from mujaz.readers.draft import Draft
from mujaz.readers.encoding import decode

_TIME = r"(\d{1,3}):(\d{2}):(\d{2})[,.](\d{1,3})"
_CUE = re.compile(rf"^[ \t]*(?:\d+[ \t]*\n[ \t]*)?{_TIME}\s*-->\s*{_TIME}[^\n]*\n", re.MULTILINE)
_TAG = re.compile(r"</?[a-zA-Z][^<>\n]{0,80}>|\{\\[^{}\n]{0,80}\}")
_SPEAKER = re.compile(r"^\s*[-–—]\s*")
_ENDED = re.compile(rf"[{marks.STOPS}][{marks.CLOSERS}\"'{marks.TRAILING_MARKS}\s]*$")
_PAUSE = 3.0  # seconds of silence after a full stop: a new paragraph


def parse(data: bytes, settings: InputConfig) -> Draft:  # noqa: ARG001 - all formats are asked in one way
    """The text of the cues: a sentence goes on through as many as it takes; a speaker or a pause begins a paragraph.

    Raises:
        ArticleError: There is no cue.
    """
    text, encoding = decode(data)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    cues = list(_CUE.finditer(text))
    if not cues:
        raise ArticleError("holds no subtitles", "a cue looks like `00:00:01,000 --> 00:00:04,000`")
    parts: list[str] = []
    ended = 0.0
    for cue, following in zip(cues, [*cues[1:], None], strict=True):
        begins, ends = _seconds(cue.groups()[:4]), _seconds(cue.groups()[4:])
        body = text[cue.end() : following.start() if following else len(text)]
        for n, line in enumerate(filter(None, map(str.strip, _TAG.sub("", body).split("\n")))):
            paused = n == 0 and begins - ended > _PAUSE and parts and _ENDED.search(parts[-1])
            if parts and (paused or _SPEAKER.match(line)):
                parts.append("\n")
            elif parts:
                parts.append(" ")
            parts.append(_SPEAKER.sub("", line))
        ended = ends
    return Draft("".join(parts), encoding)


def _seconds(time: tuple[str | None, ...]) -> float:
    hours, minutes, seconds, thousandths = (int(part or 0) for part in time)
    return hours * 3600 + minutes * 60 + seconds + thousandths / 1000
