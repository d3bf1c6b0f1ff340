"""A brief as Markdown that GitHub and pandoc show right."""

import re
from collections.abc import Sequence
from urllib.parse import quote

from mujaz.article import Brief, Claim, Figure, Name, Point, Source, Translation
from mujaz.flags import Flag
from mujaz.writers import visible
from mujaz.writers.explain import BY_PERSON, meaning
from mujaz.writers.page import safe_url

# What GitHub's Markdown or pandoc's would obey anywhere in a line: emphasis, code, links, HTML, entities, mathematics,
# pandoc's super- and subscripts, citations, attributes and table bars.
_ANYWHERE = re.compile(r"[\\`*_\[\]<~$&^@{}|]")
# At the start of a block: headings, lists (in pandoc also `A.`, `(iv)`), quotations, definitions.
_AT_START = re.compile(r"^(\(?\w{1,15}(?=[.)](?:\s|$))|)([-+#>:=%.)])")
# GitHub makes links of bare addresses. An article's words are not links.
_ADDRESS = re.compile(r"\b((?:https?|ftp)(?=://)|www(?=\.))([:.])", re.IGNORECASE)
_URL_CHARACTERS = "/:?#[]@!$&'()*+,;=%~-._"


def render(brief: Brief) -> str:
    """The brief: headline, points with citations, warnings, figures, claims and names, then the whole text in both languages.

    Everything that comes from an article is escaped, one line each: it can neither end its block nor open another.
    """
    blocks = [f"# {plain(brief.headline)}", _origin(brief.dateline, brief.source)]
    blocks += [f"> **Warning:** {plain(warning)}" for warning in brief.warnings]
    blocks.append("\n".join(map(_point, brief.points)))
    if brief.figures:
        blocks += ["## Key figures", "\n".join(map(_figure, brief.figures))]
    if brief.claims:
        blocks += ["## Who says what", "\n".join(map(_claim, brief.claims))]
    if brief.names:
        blocks += ["## Names", "\n".join(map(_name, brief.names))]
    blocks.append("## Full text")
    paragraph = 1
    for translation in brief.sentences:
        if translation.sentence.paragraph != paragraph:
            paragraph = translation.sentence.paragraph
            blocks.append("---")
        blocks += _sentence(translation)
    blocks += ["---", f"Made by {_code(brief.signature)}"]
    return "\n\n".join(filter(None, blocks)) + "\n"


def _origin(dateline: str, source: Source) -> str:
    title = f"“{arabic_span(source.title)}”" if source.title else ""
    url = source.url if source.url and safe_url(source.url) else ""
    address = f"<{quote(url, _URL_CHARACTERS)}>" if url else plain(source.url or "")
    published = plain(source.published or "")
    parts = " · ".join(filter(None, (title, published, address, plain(source.path))))
    return f"**{plain(dateline)}** — Source: {parts}" if dateline else f"Source: {parts}"


def _point(point: Point) -> str:
    marks = " *(edited)*" if point.shortened else ""
    marks += "".join(f" *({plain(flag)})*" for flag in point.flags)
    return f"- {plain(point.text)} {_cites(point.cites)}{marks}"


def _figure(figure: Figure) -> str:
    return f"- {plain(figure.text)} {_cites(figure.sentences)}"


def _claim(claim: Claim) -> str:
    via = f" (via {plain(claim.via)})" if claim.via else ""
    return f"- {plain(claim.speaker)} *{plain(claim.verb)}*{via} {_cites((claim.sentence,))}"


def _name(name: Name) -> str:
    return f"- {plain(name.english)} ({arabic_span(name.arabic)}) {_cites(name.sentences)}"


def _cites(numbers: tuple[int, ...]) -> str:
    return " ".join(f"[[{n}]](#s{n})" for n in numbers)


def _sentence(translation: Translation) -> list[str]:
    sentence = translation.sentence
    return [
        f'<a id="s{sentence.n}"></a>**{sentence.n}.** {plain(translation.english)}',
        *([f"> ⓘ **{BY_PERSON.label}.** {BY_PERSON.sentence}"] if translation.human else []),
        *_flags(translation.flags),
        f'<div dir="rtl" lang="ar">{_entities(visible.arabic(sentence.arabic))}</div>',
    ]


def _flags(flags: Sequence[Flag]) -> list[str]:
    """One note for each kind of flag, the graver first, with all that was seen."""
    notes = []
    for severity, name in sorted({(flag.severity, flag.name): None for flag in flags}):
        details = "; ".join(flag.detail for flag in flags if (flag.severity, flag.name) == (severity, name))
        known = meaning(name)
        detail = f" *({plain(details)})*" if details else ""
        notes.append(f"> {'⚠' if severity == 'high' else 'ⓘ'} **{known.label}.** {known.sentence}{detail}")
    return notes


def arabic_span(text: str) -> str:
    """Arabic within a line."""
    return f'<span dir="rtl" lang="ar">{_entities(visible.arabic(text))}</span>'


def _entities(text: str) -> str:
    """Text inside an HTML element: GitHub reads it as HTML, pandoc as Markdown; as entities it is text to both."""
    escaped = _ANYWHERE.sub(lambda match: f"&#{ord(match[0])};", text).replace(">", "&gt;")
    for marker in (_AT_START, _ADDRESS):
        escaped = marker.sub(lambda match: f"{match[1]}&#{ord(match[2])};", escaped)
    return escaped


def plain(text: str) -> str:
    """Text that means itself: one line, nothing in it read as Markdown or HTML."""
    escaped = _ANYWHERE.sub(r"\\\g<0>", visible.line(text))
    for marker in (_AT_START, _ADDRESS):
        escaped = marker.sub(r"\1\\\2", escaped)
    return escaped


def _code(text: str) -> str:
    text = visible.line(text)
    fence = "`" * (1 + max(map(len, re.findall("`+", text)), default=0))
    return (
        f"{fence} {text} {fence}" if text.startswith("`") or text.endswith("`") else f"{fence}{text}{fence}"
    )
