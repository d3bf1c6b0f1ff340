"""Plain text files."""

import re

from pipeline.errors import ArticleError
from pipeline.readers.encoding import decode

SUFFIXES = (".txt",)
_ARABIC = re.compile(r"[\u0621-\u064a\u066e-\u06d3\ufb50-\ufdff\ufe70-\ufefc]")
_LETTER = re.compile(r"[^\W\d_]")
_ADDRESS = re.compile(r"\b(?:https?://|www\.)\S+|\S*@\S+")  # a flash of ten words may carry a long one
# Arabic articles quote Latin names, hardly more: an article with under 30 % Arabic among its letters is in another
# language. Agency copy with tickers and company names stays above 80 %; a bilingual page is about 50 %.
_LEAST_ARABIC = 0.3


def read(data: bytes) -> tuple[str, str]:
    """The text and the encoding of a plain text article.

    Raises:
        ArticleError: The file is empty, is not text, or is not Arabic.
    """
    text, encoding = decode(data)
    if not text.strip():
        raise ArticleError("the file is empty", "put the article's text into it, or remove it")
    words = _ADDRESS.sub(" ", text)
    letters = len(_LETTER.findall(words))
    arabic = len(_ARABIC.findall(words))
    if not letters or arabic / letters < _LEAST_ARABIC:
        share = f"{arabic / letters:.0%} of its letters are" if letters else "it has no letters that could be"
        raise ArticleError(f"this is not an Arabic article: {share} Arabic", "remove it from the inputs")
    return text, encoding
