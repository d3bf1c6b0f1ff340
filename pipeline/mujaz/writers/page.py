"""What the HTML pages share: text made safe and legible, the template engine, the policy that keeps a page shut.

Three walls stand between an article and the reader's browser. Jinja2 escapes every value (autoescape is on; the filters
here escape what they mark as safe). The page's content security policy allows no script but the page's own, known by its
hash, and no request at all. And characters that a browser obeys without showing them go, or are spelled out (`visible`).
"""

import base64
import functools
import hashlib
import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePath
from urllib.parse import urlsplit

import jinja2
from markupsafe import Markup, escape

from mujaz.arabic.letters import SCRIPT, has_letters
from mujaz.writers import visible

_TEMPLATES = Path(__file__).with_name("templates")
# A run of Arabic may hold what stands between its words, numbers too, whose place would change if they stood alone
# between two runs; it begins and ends with Arabic.
_RUN = re.compile(rf"([{SCRIPT}]+(?:(?:[^\w<>{SCRIPT}]|\d){{1,15}}[{SCRIPT}]+)*)")
_RUNS = 400  # pieces of two languages in one element; with more, it is no sentence, and each is an element to lay out
# Chromium 156 took over a minute for a line of one joined Arabic word of 1 MB: it shapes the word anew for every line.
# 200,000 changes of direction in one line took it 46 seconds. The longest sentences of news have 1,500 characters.
_LONGEST = 20_000
_LONG = re.compile(r"(\S{1000})(\S+)")
# Marks above and below letters. Vowelled Arabic stacks three at most; hundreds on one letter are drawn across the page.
_MARK = (
    "[\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8"
    "\u06ea-\u06ed\u0898-\u089f\u08ca-\u08ff\u0e31-\u0e3a\u0e47-\u0e4e\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"
)
_STACK = re.compile(f"({_MARK}{{5}}){_MARK}+")
_HERE = "(top folder)"
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def clip(text: str, characters: int) -> str:
    """The text, or its beginning and an ellipsis: at most this many characters."""
    return text if len(text) <= characters else text[: characters - 1].rstrip() + "…"


def arabic(text: str) -> Markup:
    """The content of an Arabic element."""
    return _cut(_STACK.sub(r"\1", visible.arabic(text)))


def mixed(text: str) -> Markup:
    """The content of an English element; Arabic in it is named as such and kept from disturbing the order around it."""
    text = _STACK.sub(r"\1", visible.line(text))
    pieces = _RUN.split(text)  # English, Arabic, English, …
    if len(pieces) > _RUNS or len(text) > _LONGEST or _LONG.search(text):
        return _cut(text)
    if len(pieces) == 1:
        return escape(text)
    return Markup().join(
        Markup('<bdi lang="ar" dir="rtl">{}</bdi>').format(piece) if place % 2 else escape(piece)
        for place, piece in enumerate(pieces)
    )


def _cut(text: str) -> Markup:
    """Text of which no word and no line is endless: where it is cut it says how much is missing; the JSON holds all."""
    if len(text) <= _LONGEST and not _LONG.search(text):
        return escape(text)
    pieces = _LONG.split(text[:_LONGEST])  # text, beginning of a long word, its rest, text, …
    shown = [_more(len(piece)) if place % 3 == 2 else escape(piece) for place, piece in enumerate(pieces)]  # noqa: PLR2004 - see above
    return Markup().join(shown) + (_more(len(text) - _LONGEST) if len(text) > _LONGEST else "")


def _more(characters: int) -> Markup:
    return Markup('<bdi lang="en" dir="ltr">… [{:,} more characters]</bdi>').format(characters)


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


def site(url: str | None) -> str | None:
    """The site of an address that a browser may follow, without `www.`."""
    host = urlsplit(safe).hostname if (safe := safe_url(url)) else None
    return clip(visible.line(host.removeprefix("www.")), 100) if host else None


def folder(path: str) -> str:
    """The folder of a file, for a reader."""
    found = PurePath(path).parent.as_posix()
    return clip(visible.line(found), 100) if found not in {".", ""} else _HERE


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
    environment.filters |= {
        "mixed": mixed,
        "arabic": arabic,
        "line": visible.line,
        "clip": clip,
        "spoken": spoken,
    }
    environment.tests["in_arabic"] = has_letters
    environment.globals["count"] = count
    return environment.get_template(name)


@dataclass(frozen=True, slots=True)
class Assets:
    """The style and script of a page, to be set into it as they are, and the policy that lets only them act."""

    style: Markup
    script: Markup
    policy: str


@functools.cache
def assets(name: str) -> Assets:
    """The assets of the page `name`: `base.css` with `name.css`, and `name.js` where there is one."""
    style = _asset("base.css") + _asset(f"{name}.css")
    script = _asset(f"{name}.js") if (_TEMPLATES / f"{name}.js").exists() else ""
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    allowed = f"script-src 'sha256-{digest}'; " if script else ""
    policy = f"default-src 'none'; style-src 'unsafe-inline'; {allowed}base-uri 'none'; form-action 'none'"
    # Our own files, not an article's words: nothing in them is to be escaped.
    return Assets(Markup(style), Markup(script), policy)  # noqa: S704


def _asset(name: str) -> str:
    return (_TEMPLATES / name).read_text(encoding="utf-8")
