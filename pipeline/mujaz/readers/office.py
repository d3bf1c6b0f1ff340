"""Documents that are zip files of XML: what DOCX, ODT and EPUB share. Nothing outside them is ever fetched."""

import io
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from mujaz.config import InputConfig
from mujaz.errors import ArticleError
from mujaz.readers import packed
from mujaz.readers.encoding import is_utf8
from mujaz.readers.limits import Unpacked, whole

if TYPE_CHECKING:
    from lxml.etree import _Element

_DC = "{http://purl.org/dc/elements/1.1/}"


class Parts:
    """The members of a document.

    Args:
        found: The open archive.
        settings: The limits.
        unpacked: The count of what comes out.
    """

    def __init__(self, found: zipfile.ZipFile, settings: InputConfig, unpacked: Unpacked) -> None:
        self._found = found
        self._settings = settings
        self._unpacked = unpacked

    def data(self, name: str) -> bytes | None:
        """The bytes of one member; None where there is none of that name."""
        try:
            info = self._found.getinfo(name)
        except KeyError:
            return None
        with packed.member(self._found, info, self._unpacked) as stream:
            return whole(stream, self._settings)

    def xml(self, name: str) -> "_Element | None":
        """One member as XML; None where there is none of that name.

        Raises:
            ArticleError: It is not well-formed, or defines entities, which no such document needs and attacks do.
        """
        data = self.data(name)
        return None if data is None else xml(data)

    def names(self) -> list[str]:
        """The names of all members."""
        return self._found.namelist()


@contextmanager
def parts(data: bytes, settings: InputConfig, kind: str) -> Iterator[Parts]:
    """Open a document.

    Args:
        data: Its bytes.
        settings: The limits.
        kind: For people, e.g. "DOCX".

    Raises:
        ArticleError: It is damaged, or too large.
    """
    try:
        with packed.archive(io.BytesIO(data), settings) as found:
            yield Parts(found, settings, Unpacked(settings, len(data)))
    except packed.DAMAGE as error:
        said = str(error) or type(error).__name__
        raise ArticleError(f"cannot be read as {kind}: {said}", "it is damaged: get it again") from None


def xml(data: bytes) -> "_Element":
    """Parse XML without entities, document types or network.

    Raises:
        ArticleError: It is not well-formed, or has a document type with definitions of its own.
    """
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        encoding="utf-8" if is_utf8(data) else None,  # whatever it declares
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise ArticleError(f"its XML is not well-formed: {error}", "it is damaged: get it again") from None
    kind = root.getroottree().docinfo.internalDTD
    if kind is not None and next(iter(kind.iterentities()), None) is not None:
        raise ArticleError("its XML defines entities, as an attack does", "save the text as .txt")
    return root


def dublin_core(root: "_Element | None", name: str) -> str | None:
    """One field of a document's description, e.g. `title`."""
    found = None if root is None else root.find(f".//{_DC}{name}")
    return None if found is None else found.text
