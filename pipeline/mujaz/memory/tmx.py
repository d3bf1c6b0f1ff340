"""The translation memory as TMX 1.4b, which every translation tool reads and writes.

Of an exported machine translation the file holds all that the memory does, in properties of our own. Where a tool has left
these and the English as they were, importing gives back the same machine translation; where a person has changed the
English, or the file comes from elsewhere, it is a person's translation.
"""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape
from io import BufferedIOBase
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from mujaz.arabic.normalise import normalise
from mujaz.arabic.splitter import split
from mujaz.english.sentences import split as split_english
from mujaz.errors import UsageError
from mujaz.memory import entries
from mujaz.memory.store import Human, Machine
from mujaz.version import __version__

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

# What XML 1.0 cannot hold, not even as a reference, and carriage returns, which reading would turn into line feeds.
_FORBIDDEN = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_PROPERTY = "x-mujaz-"
_ARABIC, _ENGLISH = frozenset({"ar", "ara", "arb"}), frozenset({"en", "eng"})
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
# Elements inside a segment that hold the codes of another format, not words; `hi` holds words.
_CODES = frozenset({"bpt", "ept", "it", "ph", "ut", "x"})
_PAIRED = frozenset(
    {"bpt", "ept"}
)  # they begin and end a format, also within a word; the others stand for something
_GAP = "\0"
_BETWEEN_WORDS = re.compile(r"(?<=[\w.!?؟،])\0+(?=\w)")
_TAG = re.compile(r"</?[a-z]{1,3}\d{1,3}/?>")  # as OmegaT writes them into the text
_UNEVEN, _SHORT = 2.5, 15  # how much longer than its share a translation may be; characters that do not count
_LONGEST = 100_000  # characters of a segment; more is no sentence, but some other file's text


@dataclass(frozen=True, slots=True)
class Unit:
    """A translation unit: the words of its first segment in either language, None where it has none."""

    arabic: str | None
    english: str | None
    properties: dict[str, str]  # by their type


@dataclass(frozen=True, slots=True)
class Refused:
    """A translation unit that cannot be taken."""

    why: Literal[
        "no Arabic",
        "no English",
        "empty",
        "too long",
        "damaged machine translation",
        "several sentences whose translations could not be told apart: found only as a whole",
    ]


def write(kept: Iterable[Machine | Human]) -> Iterator[str]:
    """The file, part by part, as text that stands for UTF-8."""
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<tmx version="1.4">\n'
    yield (
        f'<header creationtool="mujaz" creationtoolversion="{escape(__version__)}" segtype="sentence" o-tmf="mujaz"'
        ' adminlang="en" srclang="ar" datatype="plaintext"/>\n<body>\n'
    )
    for entry in kept:
        english = entry.english if isinstance(entry, Human) else entry.attempts[0].english
        yield "<tu>\n"
        yield from (
            f'<prop type="{_PROPERTY}{name}">{_text(value)}</prop>\n' for name, value in _properties(entry)
        )
        yield f'<tuv xml:lang="ar"><seg>{_text(entry.source)}</seg></tuv>\n'
        yield f'<tuv xml:lang="en"><seg>{_text(english)}</seg></tuv>\n</tu>\n'
    yield "</body>\n</tmx>\n"


def _properties(entry: Machine | Human) -> Iterator[tuple[str, str]]:
    """Kind first, so that a tool shows it; flags for filtering; then what gives the entry back."""
    if isinstance(entry, Human):
        yield "translator", "human"
        return
    yield "translator", "machine"
    if flags := sorted({flag.name for flag in entry.attempts[0].flags}):
        yield "flags", " ".join(flags)
    yield "signature", entry.key
    yield "checksum", str(entries.checksum(entry.source))  # tells whether the Arabic was changed
    if _FORBIDDEN.search(entry.source):
        yield "source", _escaped(json.dumps(entry.source, ensure_ascii=False))
    yield "attempts", _escaped(entries.encode(entry.attempts))


def _text(text: str) -> str:
    """Text as an element's content; what XML cannot hold becomes a replacement character."""
    return escape(_FORBIDDEN.sub("\ufffd", text), quote=False)


def _escaped(encoded: str) -> str:
    """JSON in which characters that XML cannot hold are escaped as JSON does."""
    return _FORBIDDEN.sub(lambda match: f"\\u{ord(match[0]):04x}", encoded)


def read(file: Path) -> Iterator[Machine | Human | Refused]:
    """Every translation unit of a TMX file, whatever its size: as an entry, or why it is none.

    A segment of several sentences gives each of them too, where they can be told apart.

    Raises:
        UsageError: The file cannot be read, or is not TMX; what was given before stands.
    """
    try:
        with file.open("rb") as stream:
            for unit in units(file, stream):
                yield from _entries(unit)
    except OSError as error:
        raise UsageError(f"{file}: cannot be read: {error.strerror}", "check the path") from None


def units(file: Path, stream: BufferedIOBase) -> Iterator[Unit]:
    """The translation units of a TMX file as they are written there, one at a time.

    Of several English (or Arabic) texts in one unit the first is taken. The formatting codes of translation tools are
    left out. Neither external entities nor the document type are fetched, and no entity may be declared.

    Args:
        file: Its name, for messages.
        stream: Its bytes.

    Raises:
        UsageError: It is not TMX.
        OSError: It cannot be read.
    """
    from xml.etree.ElementTree import ParseError

    from defusedxml import DefusedXmlException

    try:
        yield from _units(file, stream)
    except ParseError as error:
        raise UsageError(f"{file}: this is not right XML: {error}", "export it again as TMX 1.4") from None
    except DefusedXmlException as error:
        raise UsageError(
            f"{file}: it declares entities, which no TMX needs: {error}", "export it again as TMX 1.4"
        ) from None
    except (UnicodeError, LookupError) as error:
        raise UsageError(f"{file}: its encoding cannot be read: {error}", "save it as UTF-8") from None


def _units(file: Path, stream: BufferedIOBase) -> Iterator[Unit]:
    from defusedxml.ElementTree import iterparse

    above: list[Element] = []
    for event, element in iterparse(stream, events=("start", "end")):
        if event == "start":
            if not above and _name(element) != "tmx":
                raise UsageError(
                    f"{file}: this is not TMX: it begins with <{element.tag}>", "give a .tmx file"
                )
            above.append(element)
            continue
        above.pop()
        if _name(element) == "tu":
            properties = {
                str(child.get("type")): "".join(child.itertext())
                for child in element
                if _name(child) == "prop"
            }
            yield Unit(_segment(element, _ARABIC), _segment(element, _ENGLISH), properties)
        if above and _name(above[-1]) in ("body", "tmx"):
            above[-1].remove(element)  # else the whole file would be held


def _name(element: "Element") -> str:
    return element.tag.rpartition("}")[2]


def _entries(unit: Unit) -> Iterator[Machine | Human | Refused]:
    if unit.arabic is None or unit.english is None:
        yield Refused("no Arabic" if unit.arabic is None else "no English")
        return
    if max(len(unit.arabic), len(unit.english)) > _LONGEST:
        yield Refused("too long")
        return
    source, english = normalise(unit.arabic), _one_line(unit.english)
    if not source or not english:
        yield Refused("empty")
        return
    properties = {
        name.removeprefix(_PROPERTY): value
        for name, value in unit.properties.items()
        if name.startswith(_PROPERTY)
    }
    if properties.get("translator") == "machine":
        yield _machine(properties, source, english)
        return
    yield Human(source, english)
    yield from _sentences(unit.arabic, english)


def _sentences(arabic: str, english: str) -> Iterator[Human | Refused]:
    """The sentences of a segment of several, each with its own English.

    Articles are translated sentence by sentence, so the whole would never be found. Where both sides have as many, and
    none is much longer than its partner is to be, they are each other's; else there is no telling which is whose.
    """
    mine = [normalise(one.arabic) for one in split(arabic)]
    if len(mine) < 2:  # noqa: PLR2004 - it is one sentence
        return
    theirs = [_one_line(one) for one in split_english(english)]
    usual = len(english) / len(arabic)
    if len(mine) != len(theirs) or any(
        not 1 / _UNEVEN < (len(other) + _SHORT) / (len(one) * usual + _SHORT) < _UNEVEN
        for one, other in zip(mine, theirs, strict=True)
    ):
        yield Refused("several sentences whose translations could not be told apart: found only as a whole")
        return
    yield from map(Human, mine, theirs)


def _machine(properties: dict[str, str], source: str, english: str) -> Machine | Human | Refused:
    """What we exported, as we exported it, unless a person has changed it since."""
    try:
        attempts = entries.checked(properties["attempts"])
        full = str(json.loads(properties["source"])) if "source" in properties else source
        key, checksum = properties["signature"], int(properties["checksum"])
    except (KeyError, ValueError):
        return Refused("damaged machine translation")
    changed = english != _one_line(_FORBIDDEN.sub("\ufffd", attempts[0].english))
    if changed or entries.checksum(full) != checksum or source != normalise(_FORBIDDEN.sub("\ufffd", full)):
        return Human(source, english)
    return Machine(key, full, attempts)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _segment(unit: "Element", languages: frozenset[str]) -> str | None:
    """The words of the first segment in one of these languages, e.g. `ar`, `AR-SY` or `ar_EG`."""
    for variant in unit:
        code = variant.get(_LANGUAGE) or variant.get("lang") or ""
        if _name(variant) == "tuv" and re.split("[-_]", code.lower())[0] in languages:
            for segment in variant:
                if _name(segment) == "seg":
                    return _words(segment)
    return None


def _words(segment: "Element") -> str:
    for element in segment.iter():
        if _name(element) in _CODES:
            tail = element.tail
            element.clear()
            element.text, element.tail = "" if _name(element) in _PAIRED else _GAP, tail
    text = _TAG.sub(lambda tag: _GAP if tag.group().endswith("/>") else "", "".join(segment.itertext()))
    return _BETWEEN_WORDS.sub(" ", text).replace(_GAP, "")
