"""Bytes to text: Unicode by its marks and rules, else one of the two eight-bit Arabic code pages."""

import re

from pipeline.errors import ArticleError

_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_CODE_PAGES = ("windows-1256", "iso-8859-6")
# The article and the commonest short words. A text read with the wrong one of the two pages keeps its alefs and loses
# its lams (windows-1256 has lam at 0xE1, ISO-8859-6 at 0xE4), so these words appear in the right reading only.
_COMMON = re.compile(r"(?<!\w)ال\w\w|(?<!\w)(?:في|من|على|إلى|عن|أن|قال)(?!\w)")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1b\x7f]")


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
    if data.count(b"\x00") or _CONTROL.search(data[:4096].decode("latin-1")):
        raise ArticleError("this is a binary file, not text", "give the article as text")
    readings = []
    for name in _CODE_PAGES:
        try:
            text = data.decode(name)
        except UnicodeDecodeError:
            continue
        readings.append((len(_COMMON.findall(text)), text, name))
    best = max(readings, key=lambda reading: reading[0], default=(0, "", ""))
    if best[0] == 0:
        hint = (
            "save the file as UTF-8; windows-1256, ISO-8859-6 and UTF-16 with a byte order mark are read too"
        )
        raise ArticleError("the text encoding was not recognised", hint)
    return best[1], best[2]


def _decoded(data: bytes, name: str) -> str:
    try:
        return _checked(data.decode(name))
    except UnicodeDecodeError as error:
        raise ArticleError(
            f"begins like {name} but is broken at byte {error.start}", "save it as UTF-8"
        ) from None


def _checked(text: str) -> str:
    if _CONTROL.search(text):
        raise ArticleError(
            "this is a binary file, not text: it holds control characters", "give the article as text"
        )
    return text
