"""What views show of a text: the short way for ordinary text is the long way."""

import sys

from mujaz.writers import visible


def test_a_text_that_is_printable_holds_nothing_that_would_be_taken_out() -> None:
    """So `str.isprintable` alone may decide, on whatever release of Python and of Unicode."""
    printable = "".join(letter for letter in map(chr, range(sys.maxunicode + 1)) if letter.isprintable())
    for pattern in (visible._MARKS, visible._DROPPED, visible._SPELLED):  # noqa: SLF001 - they are what is promised
        assert pattern.search(printable) is None
    assert visible.line("a\u200f b\u00ad\x00 c") == "a b\\x00 c"
