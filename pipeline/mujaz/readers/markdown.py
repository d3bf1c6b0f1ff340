"""Markdown: the text without its markup."""

import re
from typing import TYPE_CHECKING

from mujaz.config import InputConfig
from mujaz.readers.dates import clock, iso
from mujaz.readers.draft import Draft, line
from mujaz.readers.encoding import decode

if TYPE_CHECKING:
    from markdown_it.token import Token

_FRONT = re.compile(r"\A---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_FIELD = re.compile(
    r"^(title|date|published|url|link)[ \t]*:[ \t]*(.+?)[ \t]*$", re.MULTILINE | re.IGNORECASE
)
_KEPT = {"softbreak": "\n", "hardbreak": "\n"}


def parse(data: bytes, settings: InputConfig) -> Draft:  # noqa: ARG001 - all formats are asked in one way
    """The paragraphs, headings, list items and table cells of a Markdown file.

    Title, date and address come from a block of front matter; where it has no title, a heading of the first level at
    the very beginning is the title, and no longer part of the text. Code, pictures and HTML are left out.

    Raises:
        ArticleError: It is no text.
    """
    from markdown_it import MarkdownIt

    text, encoding = decode(data)
    text = text.replace("\r\n", "\n")
    fields: dict[str, str] = {}
    if front := _FRONT.match(text):
        fields = {name.lower(): value.strip("\"'") for name, value in _FIELD.findall(front[1])}
        text = text[front.end() :]
    tokens = MarkdownIt("commonmark").enable("table").parse(text)
    title = line(fields.get("title"))
    if (
        title is None
        and [token.type for token in tokens[:2]] == ["heading_open", "inline"]
        and tokens[0].tag == "h1"
    ):
        title, tokens = line(_inline(tokens[1])), tokens[3:]
    blocks = [_inline(token) for token in tokens if token.type == "inline"]
    return Draft(
        "\n\n".join(filter(str.strip, blocks)),
        encoding,
        title=title,
        url=line(fields.get("url") or fields.get("link")),
        published=iso(fields.get("date") or fields.get("published")),
        time=clock(fields.get("date") or fields.get("published")),
    )


def _inline(token: "Token") -> str:
    return "".join(
        child.content if child.type in {"text", "code_inline"} else _KEPT.get(child.type, "")
        for child in token.children or ()
    )
