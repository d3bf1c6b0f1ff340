"""Which paragraphs of a text are Arabic: Persian, Urdu, Kurdish and Pashto write with its letters too."""

import re
from collections import Counter
from dataclasses import dataclass
from typing import Final

from mujaz.arabic.letters import BORROWED, count_letters
from mujaz.errors import ArticleError, NotArabicError

_LETTER = re.compile(r"[^\W\d_]+")  # runs: many times faster to count
# A flash of ten words may carry a long address, and more tags in Latin letters than words.
_ADDRESS = re.compile(
    r"\b(?:https?://|www\.)\S+|\b[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}(?:/\S*)?"
    r"|(?<!\S)[^\s@]*@\S+|#[^\s#\u0600-\u06ff]+"
)
_LATIN = re.compile("[A-Za-z@#]")  # without one there is no address, and no tag that counts
_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_VISIBLE = re.compile(r"[^\n\r]")
# Arabic articles quote Latin names, hardly more: a text with under 30 % Arabic among its letters is in another
# language. Agency copy with tickers and company names stays above 80 %; a bilingual page is about 50 %.
_LEAST_ARABIC = 0.3
_LEAST_LETTERS = 20  # a shorter line, such as a byline or a ticker, says nothing of its language
_MOST_LOST = 0.3  # of the visible characters
_LOST = re.compile("[?\ufffd]")
_SEEN = re.compile(r"\S")
_LEAST_WORDS = 3  # signs of another language that must be there

# Letters that no Arabic word has.
_FOREIGN_LETTERS: Final = "ٹڈڑںےہھۓۆۇۈېەێڕڵښځڅړډڼګۍټڀٿڪۋڠݢڽۏ"
_LANGUAGES: Final = {
    "Persian": "از که این است را برای شد شود های هایی ها می نیز باید دارد کرد کرده شده اند آنها خود تا یا چه وی بود",
    "Urdu": "کے میں ہے کی کا سے کو اور نے پر ہیں تھا تھے تھی گیا کیا اس یہ وہ بھی ہوئے جس کر رہے",
    "Kurdish": "لە بە کە بۆ ئەو لەگەڵ دەکات کرد بوو هەر ئەم دەبێت نییە کردووە لەسەر",
    "Pashto": "په چې کې ته دي یې سره څخه هغه شوي کوي وي او",
    "Azerbaijani": "بیر بو ایله اوچون اۇچون کی اولان دیر وار اولدو اولوب گؤره قدر داها ائتدی ائدیب دئدی",
    "Malay": "دان يڠ دڠن ڤد كڤد دالم اونتوق تيدق اداله اورڠ اين ايت دري تله اکن",
}
_WORDS: Final = {word: name for name, words in _LANGUAGES.items() for word in words.split()}
_WORD = re.compile(r"[^\W\d_]+")
_SUSPECT = re.compile(f"[{_FOREIGN_LETTERS}{BORROWED}یک]")
_FOREIGN = re.compile(f"[{_FOREIGN_LETTERS}]")
# Alone they say as little as ی and ک, which come from a Persian keyboard; only both together, with nothing Arabic beside
# them, do.
_BORROWED = re.compile(f"[{BORROWED}]")
_PERSIAN_KEYS = re.compile("[یک]")
# The article, with and without clitics, the commonest short words, those of the dialects, and spellings of Arabic alone.
_SIGN = re.compile(
    r"(?<!\w)(?:[وف]?[بك]?ال\w\w|[وف]?لل\w\w|[أإ]\w+|\w+[ةى](?!\w)|[وف]?(?:في|فی|من|على|علي|إلى|الى|عن|أن|إن|"
    r"التي|الذي|هذا|هذه|بعد|قبل|بين|قال|لم|لا|ما|مع|كان|كانت|شلون\w*|هسه|هسة|شنو|وين|ليش|ماكو|اكو|زين|هواي|بس|شو|مش|"
    r"مو|اللي|احنا|انت|عشان|علشان|كده|مفيش|برشا|ديال|واش|هاد|بزاف|كيفاش|علاش|جدا|ثم|حتى|عند|كل|غير|وهو|وهي)(?!\w))"
)


@dataclass(frozen=True, slots=True)
class ArabicText:
    """A text with blanks in the place of what is not Arabic, so that every character keeps its place."""

    text: str
    warnings: tuple[str, ...]  # what was left out


def arabic_of(text: str) -> ArabicText:
    """Leave out the paragraphs of a text that are in another language.

    Raises:
        NotArabicError: Hardly anything would be left.
        ArticleError: A program has put question marks for the letters.
    """
    words = _without_addresses(text)
    letters, arabic = _count(words), count_letters(words)
    if not letters or arabic / letters < _LEAST_ARABIC:
        if len(_LOST.findall(text)) > _MOST_LOST * len(_SEEN.findall(text)):
            message = "most of its characters are question marks, as where Arabic was saved in an encoding without it"
            raise ArticleError(message, "get the original")
        share = f"{arabic / letters:.0%} of its letters are" if letters else "it has no letters that could be"
        raise NotArabicError(f"this is not an Arabic article: {share} Arabic", "remove it from the inputs")
    if arabic == letters and not _SUSPECT.search(words):
        return ArabicText(text, ())
    return _by_paragraph(text, letters)


def _count(text: str) -> int:
    """How many letters of any script a text has."""
    return sum(map(len, _LETTER.findall(text)))


def _without_addresses(text: str) -> str:
    return _ADDRESS.sub(" ", text) if _LATIN.search(text) else text


def _by_paragraph(text: str, letters: int) -> ArabicText:
    kept, left_out = [], Counter[str]()
    lost = 0
    before: str | None = None  # the language of the line before, where it was left out
    for found in _LINE.finditer(text):
        line = found.group()
        language = _language(line, before)
        if language is None:
            kept.append(line)
            before = None
            continue
        kept.append(_VISIBLE.sub(" ", line))
        lost += _count(line)
        left_out[language] += before is None  # lines that follow each other are one paragraph
        before = language
    if not left_out:
        return ArabicText(text, ())
    result = "".join(kept)
    rest = count_letters(result)
    if rest / letters < _LEAST_ARABIC:
        language = left_out.most_common(1)[0][0]
        message = f"this is not an Arabic article: it seems to be {language}"
        raise NotArabicError(message, "remove it from the inputs")
    some = ", ".join(f"{count} in {language}" for language, count in sorted(left_out.items()))
    count = left_out.total()
    paragraphs = "1 paragraph is" if count == 1 else f"{count} paragraphs are"
    return ArabicText(result, (f"{paragraphs} not Arabic and left out: {some}",))


def _language(line: str, before: str | None) -> str | None:
    """The language of a line that is certainly not Arabic; None otherwise."""
    words = _without_addresses(line)
    letters, arabic = _count(words), count_letters(words)
    if arabic / max(1, letters) < _LEAST_ARABIC:
        if letters >= _LEAST_LETTERS:
            return "another script"
        # The last, short line of a paragraph that goes with it.
        return before if letters and not arabic and before == "another script" else None
    if not _SUSPECT.search(words):
        return None
    found = _WORD.findall(words)
    seen = Counter(_WORDS[word] for word in found if word in _WORDS)
    signs = len(_SIGN.findall(words))
    foreign = seen.total() + sum(1 for word in found if word not in _WORDS and _FOREIGN.search(word))
    if not signs and _PERSIAN_KEYS.search(words):
        foreign += sum(1 for word in found if word not in _WORDS and _BORROWED.search(word))
    if letters < _LEAST_LETTERS:
        return before if before and foreign and not signs else None
    if foreign < _LEAST_WORDS or foreign <= signs:
        return None
    return seen.most_common(1)[0][0] if seen else "a language like Persian or Urdu"
