"""White space where none belongs: small models write `Jean- Marc`, `" yes"` and `( now)`."""

import re

# A hyphen within a word: before a capital, or after what is seldom a word by itself. Not `pre- and post-war`.
_HYPHEN = re.compile(
    r"(?<=[^\W\d_])- (?=[A-Z])|(?<=\b(?:self|anti))- (?=[a-z])|(?<=\b(?:mid|non|pre))- (?=[a-z])(?!(?:and|or|to)\b)"
)
_BRACKET = re.compile(r"(?<=[(\[]) +(?=\w)|(?<=\w) +(?=[)\]])")
# A quotation from mark to mark; its words by themselves where white space stands before them that should not.
_QUOTATION = re.compile(r'(?:^|(?<=[\s(]))" +(?=\w)([^"]*)"|"[^"]*"')


def settled(english: str) -> str:
    """A text without the white space that stands within a word's hyphen, or on the inner side of brackets and quotation marks.

    Of straight quotation marks the first, third and so on open; where their number is odd, none is touched.
    """
    if "- " in english:
        english = _HYPHEN.sub("-", english)
    if "( " in english or " )" in english or "[ " in english or " ]" in english:
        english = _BRACKET.sub("", english)
    if '" ' not in english or english.count('"') % 2:
        return english
    return _QUOTATION.sub(lambda match: f'"{match[1]}"' if match[1] else match[0], english)
