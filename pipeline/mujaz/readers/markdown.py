"""Markdown: the text without its markup."""

import re
from typing import TYPE_CHECKING, Final

from mujaz.arabic.letters import has_letters
from mujaz.config import InputConfig
from mujaz.readers import markup
from mujaz.readers.dates import clock, iso
from mujaz.readers.draft import Draft, left_out, line
from mujaz.readers.encoding import decode

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_FRONT: Final = re.compile(r"\A(---|\+\+\+)[ \t]*\n(.*?)\n(?:\1|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_FIELD: Final = re.compile(
    r"^(title|date|published|url|link)[ \t]*[:=][ \t]*(.+?)[ \t]*$", re.MULTILINE | re.IGNORECASE
)
_OTHER: Final = re.compile(r"^(?:[ \t]*[\w-]+[ \t]*[:=])?[ \t]*(.+?)[ \t]*$", re.MULTILINE)
_CODE: Final = frozenset(("fence", "code_block"))
_WORDS: Final = re.compile(r"(?<=>)[^<>]+(?=<)")  # between tags
_HEADING: Final = re.compile(r"^\s*#{1,6}\s+", re.MULTILINE)
_RAISED: Final = re.compile(r"(?<=\S)\^([^\s^]{1,12})\^")  # as pandoc writes it


def parse(data: bytes, settings: InputConfig) -> Draft:  # noqa: ARG001 - all formats are asked in one way
    """The paragraphs, headings, list items, tables, notes and HTML of a Markdown file.

    Title, date and address come from a block of front matter; where it has no title, a heading of the first level at
    the very beginning is the title, and no longer part of the text. What is indented or fenced like code is text where
    it is Arabic; other code and pictures are left out. Notes stand at the end.

    Raises:
        ArticleError: It is no text.
    """
    from markdown_it import MarkdownIt
    from mdit_py_plugins.footnote import footnote_plugin

    text, encoding = decode(data)
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    fields: dict[str, str] = {}
    others: list[str] = []
    if front := _FRONT.match(text):
        fields = {name.lower(): value.strip("\"'") for name, value in _FIELD.findall(front[2])}
        others = [
            found[1] for found in _OTHER.finditer(front[2]) if found[1].strip("\"'") not in fields.values()
        ]
        text = text[front.end() :]
    # A line break stays one: whether it folds a line or ends it is told from all lines together.
    parser = (
        MarkdownIt("commonmark", {"breaks": True}).enable(["table", "strikethrough"]).use(footnote_plugin)
    )
    tokens = parser.parse(_RAISED.sub(r"<sup>\1</sup>", text))
    title = line(fields.get("title"))
    if (
        title is None
        and [token.type for token in tokens[:2]] == ["heading_open", "inline"]
        and tokens[0].tag == "h1"
    ):
        title, tokens = line(_text(parser, tokens[:3])), tokens[3:]
    code = [token for token in tokens if token.type in _CODE and not has_letters(token.content)]
    kept = [token for token in tokens if token not in code]
    for token in kept:
        if token.type == "html_block":
            token.content = _plain_words(parser, token.content)
    return Draft(
        _text(parser, kept),
        encoding,
        title=title,
        url=line(fields.get("url") or fields.get("link")),
        published=iso(fields.get("date") or fields.get("published")),
        time=clock(fields.get("date") or fields.get("published")),
        warnings=(
            *((f"blocks of code are left out: {len(code)}",) if code else ()),
            *left_out("descriptions of pictures", _pictures(tokens)),
            *left_out("fields before the text", others),
        ),
    )


def _text(parser: "MarkdownIt", tokens: "list[Token]") -> str:
    """The tokens as HTML, and that as text."""
    root = markup.parsed(parser.renderer.render(tokens, parser.options, {}))
    if root is None:
        return ""
    for number, note in enumerate(root.iterfind(".//li[@class='footnote-item']"), 1):
        first = next(note.iter("p"), note)
        first.text = f"[{number}] {first.text or ''}"
    return markup.text(root, "\n\n")


def _pictures(tokens: "list[Token]") -> list[str]:
    return [child.content for token in tokens for child in token.children or () if child.type == "image"]


def _plain_words(parser: "MarkdownIt", block: str) -> str:
    """A block of HTML in which Markdown is no longer written, as people do write it there."""
    return _WORDS.sub(lambda words: parser.renderInline(_HEADING.sub("", words.group())), block)
