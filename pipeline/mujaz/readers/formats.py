"""Which module reads which format, by suffix; a module is imported when the first file of its kind comes."""

from typing import Final

# One article a file: `parse(data, settings) -> Draft`.
DOCUMENTS: Final = {
    ".txt": "text",
    ".md": "markdown",
    ".html": "html",
    ".htm": "html",
    ".pdf": "pdf",
    ".docx": "docx",
    ".odt": "odt",
    ".epub": "epub",
    ".srt": "srt",
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
GUARDED: Final = frozenset((".md", ".html", ".htm", ".pdf", ".docx", ".odt", ".epub", ".json", ".parquet"))
