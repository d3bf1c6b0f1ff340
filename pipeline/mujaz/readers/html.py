"""Web pages: the article without menus, advertisements and comments."""

from typing import Final

from mujaz.config import InputConfig
from mujaz.errors import ArticleError
from mujaz.readers import markup, mojibake, page
from mujaz.readers.dates import iso
from mujaz.readers.draft import Draft, line
from mujaz.readers.encoding import decode_page

# A date is taken from what the page says of itself, not from its text, where it may be any day; the upper bound is fixed
# because trafilatura's own is today, which would make the same page another article tomorrow.
_DATES: Final = {"original_date": True, "extensive_search": False, "max_date": "2100-01-01"}


def parse(data: bytes, settings: InputConfig) -> Draft:  # noqa: ARG001 - all formats are asked in one way
    """The article of a web page, with its title, address and date, by trafilatura.

    Raises:
        ArticleError: It is no text, or trafilatura finds no article.
    """
    import trafilatura

    text, encoding = decode_page(data)
    text, through = mojibake.mended(text)  # before signs of it are taken for spaces
    tree = markup.parsed(text)
    if tree is None:
        return Draft("", encoding)
    page.prepare(tree)
    found = trafilatura.bare_extraction(
        tree, include_comments=False, with_metadata=True, date_extraction_params=_DATES
    )
    if found is None or isinstance(found, dict) or not found.text:
        raise ArticleError("no article was found in the page", "save its text as .txt")
    return Draft(
        found.text,
        encoding,
        title=line(found.title),
        url=line(found.url),
        published=iso(found.date),
        warnings=(*mojibake.warning(through), *page.left_out(tree, found.text)),
    )
