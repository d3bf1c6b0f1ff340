"""Bytes to text: Unicode by its marks and rules, else the eight-bit Arabic code page in which they make words."""

import codecs
import re

from mujaz.errors import ArticleError

_BOMS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\0\0", "utf-32"),  # before UTF-16, whose mark it begins with
    (b"\0\0\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
# The better known of two in which a text reads the same comes first.
_CODE_PAGES = ("windows-1256", "iso-8859-6", "mac_arabic", "cp720")
# The article and the commonest short words. A text read with the wrong one of the two pages keeps its alefs and loses
# its lams (windows-1256 has lam at 0xE1, ISO-8859-6 at 0xE4), so these words appear in the right reading only.
_COMMON = re.compile(r"(?<!\w)ال\w\w|(?<!\w)(?:في|من|على|إلى|عن|أن|قال)(?!\w)")
_FREQUENT = re.compile("[اليمونرتبةعدأ]")  # 70 to 80 % of the letters of any Arabic text
_LETTER = re.compile(r"[^\W\d_]")
_SURE = 5  # common words
_SOME_LETTERS = 80  # a text of so many letters has one of the common words
# Arabic read in the wrong page has Latin letters with accents, or signs, within its words.
_ARABIC_WORD = re.compile(r"[^\s\d]*[ء-ي][^\s\d]*")
_MIXED_WORD = re.compile(r"[ء-ي][à-ÿ{}|~^]|[à-ÿ{}|~^][ء-ي]")
_MOST_MIXED = 0.1  # of the Arabic words
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1b\x7f]")

# Of well-formed UTF-8 sequences among all bytes that are not ASCII: a text in a code page has hardly one by chance.
_MOSTLY = 0.5
_UTF8 = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_HIGH = re.compile(rb"[\x80-\xff]")
# UTF-16 without its mark: a text of these alone, with spaces in it, is not made by chance.
_PLAIN = re.compile(r"[\t\n\r -~\u00a0-\u00bf\u0600-\u06ff\u200b-\u200f\u2010-\u2026]")
_DECLARED = {  # what a page may say of itself
    "utf-8": "utf-8",
    "utf8": "utf-8",
    "windows-1256": "windows-1256",
    "cp1256": "windows-1256",
    "x-cp1256": "windows-1256",
    "iso-8859-6": "iso-8859-6",
    "iso8859-6": "iso-8859-6",
    "iso-8859-6-i": "iso-8859-6",
    "arabic": "iso-8859-6",
    "x-mac-arabic": "mac_arabic",
    "macarabic": "mac_arabic",
    "ibm720": "cp720",
    "cp720": "cp720",
    "ibm864": "cp864",
}
_CHARSET = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.-]{1,40})""", re.IGNORECASE)
_DECLARATION = 4096  # bytes in which a page declares its encoding

# A stray control character comes from a broken export; a binary file has them everywhere.
_STRAY, _MOST_CONTROL = 2, 0.01  # characters; share of all characters


def decode(data: bytes, declared: str | None = None) -> tuple[str, str]:
    """Decode the bytes of a text file.

    Args:
        data: The bytes.
        declared: An eight-bit encoding that the file says it has.

    Returns:
        The text, and the name of the encoding as Python's codecs know it.

    Raises:
        ArticleError: The bytes are no text, or no Arabic text in an encoding known here.
    """
    for mark, name in _BOMS:
        if data.startswith(mark):
            return _decoded(data, name), name
    if b"\0" in data and (order := _unmarked_utf16(data)):
        return data.decode(order), order
    try:
        return _checked(data.decode("utf-8")), "utf-8"
    except UnicodeDecodeError as error:
        if _is_mostly_utf8(data):
            message = f"is UTF-8 but broken at byte {error.start}"
            raise ArticleError(message, "get the file again, or save it as UTF-8") from None
    if b"\0" in data or len(_CONTROL.findall(data.decode("latin-1"))) > max(
        _STRAY, len(data) * _MOST_CONTROL
    ):
        raise ArticleError("this is a binary file, not text", "give the article as text")
    readings = _readings(data, declared)
    best = max(readings, key=lambda reading: reading[:2], default=(0, 0, "", ""))
    if not (best[0] or best[1]) or _is_garbage(best):
        hint = (
            "save the file as UTF-8; windows-1256, ISO-8859-6, MacArabic, code page 720 and UTF-16 with a byte "
            "order mark are read too"
        )
        raise ArticleError("the text encoding was not recognised", hint)
    return best[2], best[3]


def decode_page(data: bytes) -> tuple[str, str]:
    """As `decode`, for HTML and XML, which declare their encoding and are often wrong about it.

    Well-formed UTF-8 is UTF-8 whatever is declared: a crawler saves pages as UTF-8 and leaves the line that says
    otherwise. Of eight-bit pages the one in which the bytes make words is taken, the declared one first.

    Raises:
        ArticleError: As `decode`.
    """
    found = _CHARSET.search(data[:_DECLARATION])
    name = _DECLARED.get(found[1].decode("ascii").lower()) if found else None
    return decode(data, None if name == "utf-8" else name)


def is_utf8(data: bytes) -> bool:
    """Whether the bytes are well-formed UTF-8."""
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


def decode_head(head: bytes) -> str:
    """The encoding of a long text, by how it begins.

    Raises:
        ArticleError: As `decode`.
    """
    for mark, name in _BOMS:
        if head.startswith(mark):
            return name
    if b"\0" in head and (order := _unmarked_utf16(head[: len(head) & ~1])):
        return order
    try:
        _checked(codecs.getincrementaldecoder("utf-8")().decode(head))  # the last letter may be cut
    except UnicodeDecodeError:
        return "utf-8" if _is_mostly_utf8(head) else decode(head)[1]
    return "utf-8"


def _readings(data: bytes, declared: str | None) -> list[tuple[int, int, str, str]]:
    """The readings in all pages, or in the declared one alone, where it makes words: the others then make none."""
    first = _reading(data, declared) if declared else None
    if first and first[0] >= _SURE and not _is_garbage(first):
        return [first]
    others = (_reading(data, name) for name in _CODE_PAGES if name != declared)
    return [reading for reading in (first, *others) if reading]


def _is_mostly_utf8(data: bytes) -> bool:
    high = len(_HIGH.findall(data))
    return sum(map(len, _UTF8.findall(data))) >= _MOSTLY * max(1, high)


def _unmarked_utf16(data: bytes) -> str | None:
    """The byte order of a UTF-16 text that lacks its mark; None where it is anything else."""
    for name in ("utf-16-le", "utf-16-be"):
        try:
            text = data.decode(name)
        except UnicodeDecodeError:
            continue
        if text and len(_PLAIN.findall(text)) == len(text) and _COMMON.search(text):
            return name
    return None


def _reading(data: bytes, name: str) -> tuple[int, int, str, str] | None:
    """How much the bytes look like Arabic in one code page: common words, then letters; and the text."""
    try:
        text = data.decode(name)
    except UnicodeDecodeError:
        return None
    arabic, others = len(_FREQUENT.findall(text)), len(_LETTER.findall(text))
    return len(_COMMON.findall(text)), arabic if 2 * arabic > others else 0, text, name


def _is_garbage(reading: tuple[int, int, str, str]) -> bool:
    """Whether the best reading is none after all: a text in a page that is not known here."""
    common, _, text, _ = reading
    words = _ARABIC_WORD.findall(text)
    mixed = sum(1 for word in words if _MIXED_WORD.search(word))
    return (not common and len(_LETTER.findall(text)) >= _SOME_LETTERS) or mixed > _MOST_MIXED * len(words)


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
