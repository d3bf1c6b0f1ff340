"""A brief as Markdown that GitHub and pandoc show right."""

import html
import re

from pipeline.article import Brief, Point, Translation

_ANYWHERE = re.compile(r"([\\`*_\[\]<~$&])")
_AT_START = re.compile(r"^(\d+)?([-+#>.)])")


def render(brief: Brief) -> str:
    """The brief: headline, points with citations, warnings, names, then the whole text in both languages."""
    source = brief.source
    origin = " · ".join(filter(None, (source.title, source.published, source.url, source.path)))
    lines = [f"# {_text(brief.headline)}", "", f"Source: {_text(origin)}", ""]
    lines += [_point(point) for point in brief.points]
    if brief.warnings:
        lines += ["", *(f"> **Warning:** {_text(warning)}" + "\n>" for warning in brief.warnings)]
        lines[-1] = lines[-1].removesuffix("\n>")
    if brief.names:
        lines += ["", "## Names", ""]
        lines += [f"- {_text(name.english)} ({_arabic(name.arabic)}): {_cites(name.sentences)}" for name in brief.names]
    lines += ["", "## Full text", ""]
    paragraph = 0
    for translation in brief.sentences:
        if paragraph and translation.sentence.paragraph != paragraph:
            lines += ["---", ""]
        paragraph = translation.sentence.paragraph
        lines += _sentence(translation)
    lines += ["---", "", f"Made by `{brief.signature}`", ""]
    return "\n".join(lines)


def _point(point: Point) -> str:
    marks = "".join(f" *({_text(flag)})*" for flag in point.flags)
    return f"- {_text(point.text)} {_cites(point.cites)}{marks}"


def _cites(numbers: tuple[int, ...]) -> str:
    return " ".join(f"[[{n}]](#s{n})" for n in numbers)


def _sentence(translation: Translation) -> list[str]:
    sentence = translation.sentence
    lines = [f'<a id="s{sentence.n}"></a>**{sentence.n}.** {_text(translation.english)}', ""]
    for flag in translation.flags:
        lines += [f"> {'⚠' if flag.severity == 'high' else 'ⓘ'} `{flag.name}` {_text(flag.detail)}", ""]
    return [*lines, f'<div dir="rtl" lang="ar">{_html(sentence.arabic)}</div>', ""]


def _arabic(text: str) -> str:
    return f'<span dir="rtl" lang="ar">{_html(text)}</span>'


def _html(text: str) -> str:
    # One line: a blank line would end the HTML block. Marks that Markdown would read inside HTML become entities.
    escaped = html.escape(" ".join(text.split()))
    return re.sub(r"[*_`\\\[\]]", lambda match: f"&#{ord(match[0])};", escaped)


def _text(text: str) -> str:
    """Text that means itself: one line, nothing in it read as Markdown or HTML."""
    return _AT_START.sub(r"\1\\\2", _ANYWHERE.sub(r"\\\1", " ".join(text.split())))
