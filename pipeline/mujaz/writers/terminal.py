"""A brief as blocks of text for a terminal.

Arabic stands on lines of its own, in its logical order: terminals that know Arabic turn it themselves, and one that does
not would only be confused by text turned beforehand. Nothing is read as markup, and control characters are spelled out.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from rich.console import Console, ConsoleOptions
from rich.text import Text

from mujaz.article import Brief, Claim, Figure, Name, Source, Translation
from mujaz.flags import Flag
from mujaz.writers import visible
from mujaz.writers.explain import BY_PERSON, meaning

WIDEST = 100  # columns; longer lines are hard to read
_BAD, _NOTE, _QUIET, _ARABIC = "bold red", "yellow", "dim", "cyan"


@dataclass(frozen=True, slots=True)
class Block:
    """Text wrapped at words, its further lines indented; no line ends in spaces, so it can be piped."""

    text: Text
    first: int = 0  # columns before the first line
    rest: int = 0  # columns before the others

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[Text]:
        room = max(1, options.max_width - max(self.first, self.rest))
        for place, line in enumerate(self.text.wrap(console, room)):
            line.rstrip()
            yield Text(" " * (self.rest if place else self.first)) + line


def blocks(brief: Brief, *, arabic: bool) -> Iterator[Block]:
    """The brief from the top: headline, source, warnings, points, figures, names, text, signature.

    Args:
        brief: What to print.
        arabic: Whether the Arabic is printed too.
    """
    yield Block(Text(visible.line(brief.headline), "bold"))
    yield from _origin(brief.dateline, brief.source, arabic=arabic)
    for warning in brief.warnings:
        yield Block(Text.assemble(("! Warning: ", _BAD), visible.line(warning)), rest=2)
    yield Block(Text())
    for point in brief.points:
        yield _cited("• ", point.text, point.cites)
        for flag in point.flags:
            yield Block(Text.assemble(("! ", _BAD), (visible.line(flag), "red")), first=2, rest=4)
    yield from _figures(brief.figures)
    yield from _claims(brief.claims)
    yield from _names(brief.names, arabic=arabic)
    yield from _heading("Full text")
    paragraph = 1
    for translation in brief.sentences:
        if translation.sentence.paragraph != paragraph:
            paragraph = translation.sentence.paragraph
            yield Block(Text())
        yield from _sentence(translation, arabic=arabic)
    yield Block(Text())
    yield Block(Text(f"Made by {visible.line(brief.signature)}", _QUIET), rest=2)


def _origin(dateline: str, source: Source, *, arabic: bool) -> Iterator[Block]:
    parts = (dateline, source.published or "", source.url or "", source.path)
    yield Block(Text(" · ".join(filter(None, map(visible.line, parts))), _QUIET), rest=2)
    if source.title and arabic:
        yield _arabic(source.title, 0)


def _figures(figures: tuple[Figure, ...]) -> Iterator[Block]:
    if figures:
        yield from _heading("Key figures")
    for figure in figures:
        yield _cited("• ", figure.text, figure.sentences)


def _claims(claims: tuple[Claim, ...]) -> Iterator[Block]:
    if claims:
        yield from _heading("Who says what")
    for claim in claims:
        via = f" (via {claim.via})" if claim.via else ""
        yield _cited("• ", f"{claim.speaker} {claim.verb}{via}", (claim.sentence,))


def _names(names: tuple[Name, ...], *, arabic: bool) -> Iterator[Block]:
    if names:
        yield from _heading("Names")
    for name in names:
        yield _cited("• ", name.english, name.sentences)
        if arabic:
            yield _arabic(name.arabic, 2)


def _heading(text: str) -> Iterator[Block]:
    yield Block(Text())
    yield Block(Text(text, "bold underline"))


def _cited(mark: str, text: str, numbers: tuple[int, ...]) -> Block:
    cites = " ".join(f"[{n}]" for n in numbers)
    return Block(Text.assemble(mark, f"{visible.line(text)} ", (cites, "bold cyan")), rest=len(mark))


def _sentence(translation: Translation, *, arabic: bool) -> Iterator[Block]:
    label = f"[{translation.sentence.n}] "
    indent = len(label)
    style = _BAD if translation.doubtful else "bold cyan"
    yield Block(Text.assemble((label, style), visible.line(translation.english)), rest=indent)
    if translation.human:
        text = Text.assemble((f"i {BY_PERSON.label}. ", _NOTE), BY_PERSON.sentence)
        yield Block(text, first=indent, rest=indent + 2)
    for flag in translation.flags:
        yield _flag(flag, indent)
    if arabic:
        yield _arabic(translation.sentence.arabic, indent)


def _flag(flag: Flag, indent: int) -> Block:
    sign, style = ("! ", _BAD) if flag.severity == "high" else ("i ", _NOTE)
    known = meaning(flag.name)
    detail = f" ({visible.line(flag.detail)})" if flag.detail else ""
    text = Text.assemble((f"{sign}{known.label}. ", style), known.sentence, detail)
    return Block(text, first=indent, rest=indent + 2)


def _arabic(text: str, indent: int) -> Block:
    return Block(Text(visible.arabic(text), _ARABIC), first=indent, rest=indent)
