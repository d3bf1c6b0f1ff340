"""Web pages made ready for trafilatura, and what it leaves out of them."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from mujaz.arabic.letters import has_letters
from mujaz.readers import markup

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# Elements within a sentence that trafilatura drops with their words, or makes paragraphs of.
_INLINE: Final = (
    "time",
    "font",
    "abbr",
    "acronym",
    "bdi",
    "bdo",
    "big",
    "data",
    "dfn",
    "nobr",
    "output",
    "tt",
    "var",
    "wbr",
)
_HOLDERS: Final = ("article", "main", "section", "div", "body")
_APART: Final = frozenset(
    [
        "nav",
        "header",
        "footer",
        "form",
        "aside",
        "menu",
        "button",
        "select",
        "script",
        "style",
        "noscript",
        "head",
        "title",
        "iframe",
    ]
)
_ENDS: Final = ("header", "footer")  # of the page, or of the article
_OUTSIDE: Final = re.compile(
    r"(?:^|[-_\s])(?:nav|menu|footer|header|comments?|related|share|social|sidebar|breadcrumbs?|tags?|promo|newsletter|ads?|"
    r"banner|widget|popular|recommended|subscribe|cookie|author|byline|meta)(?:$|[-_\s])",
    re.IGNORECASE,
)
_LEAVES: Final = (
    "p",
    "li",
    "dt",
    "dd",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "blockquote",
    "pre",
    "figcaption",
    "address",
    "div",
    "aside",
    "noscript",
)
_WORDS: Final = 5  # of a passage: shorter ones are labels
_CAPTION_WORDS: Final = 8  # of a picture's: a shorter one names what is to be seen
_MOST_LINKED: Final = 0.5  # of a passage's letters; more is a list of other pages
_SHOWN: Final = 60  # characters of a passage, in a warning
_SPACE: Final = re.compile(r"[\s\-–—•*]+")
_MOST_LEAVES: Final = 5_000  # looked at; a page of more is no article


def prepare(root: "HtmlElement") -> None:
    """Change a page so that no word of its article is lost: marks of notes, tables, inline elements, bare text."""
    markup.simplified(root)
    for node in list(root.iter("q")):
        node.text = f'"{node.text or ""}'
        if len(node):
            node[-1].tail = f'{node[-1].tail or ""}"'
        else:
            node.text += '"'
        node.drop_tag()
    for node in list(root.iter(*_INLINE)):
        above = node.getparent()
        if above is not None and (
            node.tag != "time" or above.text_content().strip() != node.text_content().strip()
        ):
            node.drop_tag()
    for node in list(root.iter("center")):
        node.tag = "div"
    for holder in list(root.iter(*_HOLDERS)):
        if holder.find("p") is not None:
            _wrap(holder)


def _wrap(holder: "HtmlElement") -> None:
    """Make a paragraph of words that stand bare between paragraphs."""
    from lxml import html

    for child in list(holder):
        if child.tail and child.tail.strip() and markup.is_block(child):
            bare = html.Element("p")
            bare.text, child.tail = child.tail, None
            after = child.getnext()
            child.addnext(bare)
            while after is not None and not markup.is_block(after) and after.tag != "br":
                following = after.getnext()
                bare.append(after)  # with its tail
                after = following


def left_out(root: "HtmlElement", text: str) -> tuple[str, ...]:
    """A warning of passages of the article's own part of a page that are not in what was taken from it.

    Menus, asides that list other pages, comments and the like are none of it.

    Args:
        root: The whole page.
        text: What was taken.
    """
    taken = _SPACE.sub("", text)
    inside: set[HtmlElement] = set()
    missing: list[tuple[HtmlElement, str]] = []
    for leaf, words in _passages(root):
        if _SPACE.sub("", words) in taken:
            parent = leaf.getparent()
            if parent is not None:
                inside.add(parent)
        else:
            missing.append((leaf, words))
    lost = [words for leaf, words in missing if any(above in inside for above in leaf.iterancestors())]
    if not lost:
        return ()
    count = "1 passage is" if len(lost) == 1 else f"{len(lost)} passages are"
    return (f"{count} left out as no part of the article, such as: {lost[0][:_SHOWN]}",)


def _passages(root: "HtmlElement") -> "Iterator[tuple[HtmlElement, str]]":
    for number, leaf in enumerate(root.iter(*_LEAVES, "img")):
        if number > _MOST_LEAVES:
            return
        if any(markup.is_block(child) for child in leaf):
            continue
        picture = leaf.tag in ("img", "figcaption")
        words = " ".join((leaf.get("alt") or "" if leaf.tag == "img" else leaf.text_content()).split())
        if len(words.split()) < (_CAPTION_WORDS if picture else _WORDS) or not has_letters(words):
            continue
        linked = sum(len(link.text_content()) for link in leaf.iter("a"))
        if linked <= _MOST_LINKED * len(words) and not _is_outside(leaf):
            yield leaf, words


def _is_outside(leaf: "HtmlElement") -> bool:
    for node in (leaf, *leaf.iterancestors()):
        if node.tag in _APART and node is not leaf and not (node.tag in _ENDS and _in_article(node)):
            return True
        if node.tag not in ("body", "html") and any(
            _OUTSIDE.search(node.get(name) or "") for name in ("class", "id")
        ):
            return True
    return False


def _in_article(node: "HtmlElement") -> bool:
    return next(node.iterancestors("article"), None) is not None
