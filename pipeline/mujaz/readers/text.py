"""Plain text files."""

from mujaz.config import InputConfig
from mujaz.readers.draft import Draft
from mujaz.readers.encoding import decode


def parse(data: bytes, settings: InputConfig) -> Draft:  # noqa: ARG001 - all formats are asked in one way
    """The text of a plain text file, as it is.

    Raises:
        ArticleError: It is no text.
    """
    return Draft(*decode(data))
