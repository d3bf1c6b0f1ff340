"""Which module reads which format, by suffix; a module is imported when the first file of its kind comes."""

import re
from typing import Final

# One article a file: `parse(data, settings) -> Draft`.
DOCUMENTS: Final = {
    ".txt": "text",
    ".md": "markdown",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".pdf": "pdf",
    ".docx": "docx",
    ".odt": "odt",
    ".epub": "epub",
    ".srt": "subtitles",
    ".vtt": "subtitles",
}
# Many articles a file: `records(stream, settings) -> Iterator[Draft | Broken]`, one at a time.
RECORDS: Final = {
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".csv": "tables",
    ".tsv": "tables",
    ".json": "json_file",
    ".parquet": "parquet",
}
# Files that hold files.
PACKINGS: Final = (".gz", ".zst", ".zip")
# Parsers of these are large, or written in C, and meet files from anywhere: they run in a process of their own.
GUARDED: Final = frozenset(
    (".md", ".html", ".htm", ".xhtml", ".pdf", ".docx", ".odt", ".epub", ".json", ".parquet")
)
_LEFT_BEHIND: Final = re.compile(
    r"~\$.*|~WRL\d+\.tmp|(?:eh)?thumbs(?:_vista)?\.db|desktop\.ini|icon\r|.*~", re.IGNORECASE | re.DOTALL
)
_SYSTEM_FOLDERS: Final = frozenset(("__MACOSX", "$RECYCLE.BIN", "System Volume Information"))


def is_left_behind(*parts: str) -> bool:
    """Whether a file is none of a person's, but one that an office, an editor or a system leaves beside those.

    Args:
        parts: Of its path, below the folder that was given; hidden ones count.
    """
    return (
        parts[-1].startswith(".")
        or _LEFT_BEHIND.fullmatch(parts[-1]) is not None
        or any((part.startswith(".") and part.strip(".")) or part in _SYSTEM_FOLDERS for part in parts[:-1])
    )
