"""UTF-8 that a program took for an eight-bit page and saved as UTF-8 again: Ø§Ù„ and ط§ظ„ where ال should be.

Every Arabic letter is a pair of bytes in UTF-8, of which the first is D8 to DB, so that each letter shows as one of four
signs and another one after it. Three such pairs in a row are in no text by chance.
"""

import re
from contextlib import suppress
from dataclasses import dataclass
from typing import Final

from mujaz.errors import ArticleError

_TIMES: Final = 3  # a text is encoded twice by mistake, seldom more often
_HINT: Final = "get the original, or open it as UTF-8 and save it again"


@dataclass(frozen=True, slots=True)
class _Page:
    """How the bytes of UTF-8 look in one eight-bit page."""

    name: str
    bytes: dict[int, int]  # sign → byte
    alef: tuple[str, ...]  # how the commonest letter looks, and how when all was done twice: found fast
    sure: re.Pattern[str]  # three letters in a row
    run: re.Pattern[str]  # what can be read as UTF-8
    torn: re.Pattern[str]  # the first half of an Arabic letter


def _page(name: str) -> _Page:
    page: dict[int, int] = {}
    for byte in range(0x80, 0x100):
        with suppress(UnicodeDecodeError):
            page[ord(bytes([byte]).decode(name))] = byte
        if name == "windows-1252":
            page.setdefault(
                byte, byte
            )  # of this page and of Latin-1, which are taken for each other, there are mixtures

    def some(first: int, last: int) -> str:
        return (
            "[" + "".join(re.escape(chr(sign)) for sign, byte in page.items() if first <= byte <= last) + "]"
        )

    def seen(text: str) -> str:
        return "".join(signs.get(byte, chr(byte)) for byte in text.encode())

    rest = some(0x80, 0xBF)
    letter = f"(?:{some(0xC2, 0xDF)}{rest}|{some(0xE0, 0xEF)}{rest}{{2}}|{some(0xF0, 0xF4)}{rest}{{3}})"
    signs = {byte: chr(sign) for sign, byte in reversed(page.items())}
    return _Page(
        name,
        page,
        (seen("ا"), seen(seen("ا")), seen("ا").encode().decode("latin-1")),
        re.compile(letter + "{3}"),
        re.compile(letter + "+"),
        re.compile(some(0xD8, 0xDB)),
    )


_PAGES: Final = tuple(
    map(_page, ("windows-1252", "windows-1256", "cp437", "cp850", "mac_roman", "windows-1254"))
)


def mended(text: str) -> tuple[str, str]:
    """The text as it was before it was encoded twice; other text comes back as it is.

    Returns:
        The text, and through which page it had gone: empty where nothing was amiss.

    Raises:
        ArticleError: It was encoded twice and some of it is lost, so that mending would make up words.
    """
    through = ""
    for _ in range(_TIMES):
        page = next((page for page in _PAGES if _is_through(text, page)), None)
        if page is None:
            break
        text, through = _undone(text, page), page.name
    return text, through


def _is_through(text: str, page: _Page) -> bool:
    return any(alef in text for alef in page.alef) and page.sure.search(text) is not None


def warning(through: str) -> tuple[str, ...]:
    """What a reader of the brief is told of a text that was mended; nothing where none was.

    Args:
        through: As `mended` gives it.
    """
    return (f"the text was UTF-8 read as {through} and saved again; this was undone",) if through else ()


def _undone(text: str, page: _Page) -> str:
    lines = text.split("\n")
    for n, line in enumerate(lines):
        if not page.sure.search(line):
            continue
        whole = page.run.sub(lambda found: _read(found.group(), page), line)
        if page.torn.search(page.run.sub("", line)):
            raise ArticleError(f"looks like UTF-8 that was read as {page.name} and saved again", _HINT)
        lines[n] = whole
    return "\n".join(lines)


def _read(signs: str, page: _Page) -> str:
    try:
        return bytes(page.bytes[ord(sign)] for sign in signs).decode()
    except UnicodeDecodeError:  # such as half of a surrogate pair
        raise ArticleError(f"looks like UTF-8 that was read as {page.name} and saved again", _HINT) from None
