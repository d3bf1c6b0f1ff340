"""Bytes to text: Unicode by its marks and rules, else one of the two eight-bit Arabic code pages."""

import re

from pipeline.errors import ArticleError

_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_CODE_PAGES = ("windows-1256", "iso-8859-6")
# The article and the commonest short words. A text read with the wrong one of the two pages keeps its alefs and loses
# its lams (windows-1256 has lam at 0xE1, ISO-8859-6 at 0xE4), so these words appear in the right reading only.
_COMMON = re.compile(r"(?<!\w)ال\w\w|(?<!\w)(?:في|من|على|إلى|عن|أن|قال)(?!\w)")
_FREQUENT = re.compile("[اليمونرتبةعدأ]")  # 70 to 80 % of the letters of any Arabic text
_LETTER = re.compile(r"[^\W\d_]")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1b\x7f]")

# A stray control character comes from a broken export; a binary file has them everywhere.
_STRAY, _MOST_CONTROL = 2, 0.01  # characters; share of all characters


def decode(data: bytes) -> tuple[str, str]:
    """Decode the bytes of a text file.

    Returns:
        The text, and the name of the encoding as Python's codecs know it.

    Raises:
        ArticleError: The bytes are no text, or no Arabic text in an encoding known here.
    """
    for mark, name in _BOMS:
        if data.startswith(mark):
            return _decoded(data, name), name
    try:
        return _checked(data.decode("utf-8")), "utf-8"
    except UnicodeDecodeError:
        pass  # not UTF-8: the code pages are tried next
    if b"\0" in data or len(_CONTROL.findall(data.decode("latin-1"))) > max(
        _STRAY, len(data) * _MOST_CONTROL
    ):
        raise ArticleError("this is a binary file, not text", "give the article as text")
    readings = [reading for name in _CODE_PAGES if (reading := _reading(data, name))]
    best = max(readings, key=lambda reading: reading[:2], default=(0, 0, "", ""))
    if best[0] + best[1] == 0:
        hint = (
            "save the file as UTF-8; windows-1256, ISO-8859-6 and UTF-16 with a byte order mark are read too"
        )
        raise ArticleError("the text encoding was not recognised", hint)
    return best[2], best[3]


def _reading(data: bytes, name: str) -> tuple[int, int, str, str] | None:
    """How much the bytes look like Arabic in one code page: common words, then letters; and the text."""
    try:
        text = data.decode(name)
    except UnicodeDecodeError:
        return None
    arabic, others = len(_FREQUENT.findall(text)), len(_LETTER.findall(text))
    return len(_COMMON.findall(text)), arabic if 2 * arabic > others else 0, text, name


def _decoded(data: bytes, name: str) -> str:
    try:
        return _checked(data.decode(name))
    except UnicodeDecodeError as error:
        raise ArticleError(
            f"begins like {name} but is broken at byte {error.start}", "save it as UTF-8"
        ) from None


def _checked(text: str) -> str:
    if "\0" in text or len(_CONTROL.findall(text)) > max(_STRAY, len(text) * _MOST_CONTROL):
        raise ArticleError(
            "this is a binary file, not text: it holds control characters", "give the article as text"
        )
    return text
