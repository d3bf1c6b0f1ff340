"""What the HTML pages share: text made safe and legible, the template engine, the policy that keeps a page shut.

Three walls stand between an article and the reader's browser. Jinja2 escapes every value (autoescape is on; the filters
here escape what they mark as safe). The page's content security policy allows no script but the page's own, known by its
hash, and no request at all. And characters that a browser obeys without showing them are taken out or made visible.
"""

import base64
import functools
import hashlib
import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

import jinja2
from markupsafe import Markup, escape

_TEMPLATES = Path(__file__).with_name("templates")
_ARABIC = "\u0600-\u06ff\u0750-\u077f\u0870-\u08ff\ufb50-\ufdcf\ufdf0-\ufdff\ufe70-\ufefc"
# A run of Arabic may hold what stands between its words; it begins and ends with Arabic.
_RUN = rf"[{_ARABIC}]+(?:[^\w<>{_ARABIC}\u202a-\u202e\u2066-\u2069\x00-\x1f]{{1,3}}[{_ARABIC}]+)*"
# Openers reorder what follows: a number can be made to read backwards. They are shown; without them, closers do nothing.
# The marks U+200E, U+200F and U+061C stay: Arabic copy is full of them, and they turn no character round.
_OPENERS = "\u202a\u202b\u202d\u202e\u2066\u2067\u2068"
_CLOSERS = "\u202c\u2069"
_PIECES = re.compile(rf"([{_OPENERS}])|({_RUN})")
_OPENER = re.compile(rf"([{_OPENERS}])")
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def _legible() -> dict[int, str]:
    """Characters that HTML does not allow or that a reader cannot see, and what stands for them."""
    table = {code: chr(0x2400 + code) for code in range(0x20)}  # control pictures, e.g. ␀ for the null byte
    table |= {ord("\t"): " ", ord("\n"): " ", ord("\r"): " ", 0x2028: " ", 0x2029: " ", 0x7F: "␡"}
    table |= dict.fromkeys((*range(0x80, 0xA0), *range(0xD800, 0xE000), *range(0xFDD0, 0xFDF0)), "\ufffd")
    table |= {(plane << 16) + last: "\ufffd" for plane in range(17) for last in (0xFFFE, 0xFFFF)}
    return table | dict.fromkeys((0xFEFF, *map(ord, _CLOSERS)), "")


_LEGIBLE = _legible()


def clip(text: str, characters: int) -> str:
    """The text, or its beginning and an ellipsis: at most this many characters."""
    return text if len(text) <= characters else text[: characters - 1].rstrip() + "…"


def plain(text: str) -> str:
    """Text for places that hold no markup, such as a title or an attribute: no character in it acts on its own."""
    return _OPENER.sub("", text.translate(_LEGIBLE))


def arabic(text: str) -> Markup:
    """The content of an Arabic element."""
    return Markup().join(
        _chip(piece) if piece in _OPENERS else escape(piece)
        for piece in _OPENER.split(text.translate(_LEGIBLE))
        if piece
    )


def mixed(text: str) -> Markup:
    """The content of an English element; Arabic in it is named as such and kept from disturbing the order around it."""
    parts = []
    for place, piece in enumerate(_PIECES.split(text.translate(_LEGIBLE))):
        if not piece:
            continue
        kind = place % 3  # re.split yields: text, opener or None, Arabic or None, text, …
        if kind == 1:
            parts.append(_chip(piece))
        elif kind == 2:  # noqa: PLR2004 - see above
            parts.append(Markup('<bdi lang="ar" dir="rtl">{}</bdi>').format(piece))
        else:
            parts.append(escape(piece))
    return Markup().join(parts)


def _chip(character: str) -> Markup:
    name = unicodedata.name(character).lower()
    return Markup('<bdi class="chip" dir="ltr">hidden character: {}</bdi>').format(name)


def safe_url(url: str | None) -> str | None:
    """The address if a browser may be sent there: http or https, with a host, and no character out of place."""
    if not url or len(url) > 2000 or any(c.isspace() or not c.isprintable() for c in url):  # noqa: PLR2004 - as servers do
        return None
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        return None
    return url if parts.scheme in {"http", "https"} and host else None


def day(published: str | None) -> date | None:
    """The day of an ISO 8601 date or time; None where there is none or it is not one."""
    try:
        return date.fromisoformat(published[:10]) if published else None
    except ValueError:
        return None


def spoken(when: date) -> str:
    """A day for a reader, e.g. `6 December 2016`, the same in every locale."""
    return f"{when.day} {_MONTHS[when.month - 1]} {when.year}"


def count(number: int, one: str, many: str | None = None) -> str:
    """A number with its noun: `1 sentence`, `2,000 sentences`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


@functools.cache
def template(name: str) -> jinja2.Template:
    """A template of this package, with the filters above."""
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"mixed": mixed, "arabic": arabic, "plain": plain, "clip": clip, "spoken": spoken}
    environment.globals["count"] = count
    return environment.get_template(name)


@dataclass(frozen=True, slots=True)
class Dress:
    """The style and script of a page, to be set into it as they are, and the policy that lets only them act."""

    style: Markup
    script: Markup
    policy: str


@functools.cache
def dress(name: str) -> Dress:
    """The dress of the page `name`: `base.css` with `name.css`, and `name.js`."""
    style = _asset("base.css") + _asset(f"{name}.css")
    script = _asset(f"{name}.js")
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    policy = (
        f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{digest}'; "
        "base-uri 'none'; form-action 'none'"
    )
    # Our own files, not an article's words: nothing in them is to be escaped.
    return Dress(Markup(style), Markup(script), policy)  # noqa: S704


def _asset(name: str) -> str:
    return (_TEMPLATES / name).read_text(encoding="utf-8")
