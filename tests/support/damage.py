"""Sound files with a little of each damaged."""

import gzip
import io
import json
import random
from collections.abc import Callable, Iterator

from tests.support.documents import docx, epub, odt, page, word, zipped
from tests.tiny import ARTICLES

SEED = 7


def _sound() -> list[tuple[str, bytes]]:
    """Good files of every format, to be damaged."""
    text = (ARTICLES / "attack.txt").read_text(encoding="utf-8")
    lines = text.split("\n")
    record = json.dumps({"id": "a", "text": text}, ensure_ascii=False).encode() + b"\n"
    paragraphs = "".join(f"<p>{line}</p>" for line in lines)
    cues = "".join(
        f"{n}\n00:00:{n:02},000 --> 00:00:{n + 1:02},000\n{line}\n\n" for n, line in enumerate(lines, 1)
    )
    found = [
        ("a.txt", text.encode()),
        ("a.txt", text.encode("utf-16")),
        ("a.txt", text.encode("windows-1256", "replace")),
        ("a.md", f"# {text}".encode()),
        (
            "a.html",
            f"<html><head><title>خبر</title></head><body><article>{paragraphs}</article></body></html>".encode(),
        ),
        ("a.srt", cues.encode()),
        ("a.jsonl", record * 5),
        ("a.json", b"[" + record + b"]"),
        ("a.csv", ("id,text\n" + "".join(f'{n},"{line}"\n' for n, line in enumerate(lines))).encode()),
        ("a.docx", docx(word(text))),
        ("a.odt", odt(text)),
        ("a.epub", epub(paragraphs)),
        ("a.pdf", page(b"BT /F 12 Tf 50 700 Td (In English only, but long enough) Tj ET")),
        ("a.zip", zipped({"a.txt": text, "b.jsonl": record})),
        ("a.txt.gz", gzip.compress(text.encode(), mtime=0)),
        ("a.jsonl.gz", gzip.compress(record * 5, mtime=0)),
    ]
    return found + _with_packages(text)


def _with_packages(text: str) -> list[tuple[str, bytes]]:
    import zstandard

    found = [("a.txt.zst", zstandard.compress(text.encode()))]
    try:
        import pyarrow as pa
        from pyarrow import parquet
    except ImportError:
        return found
    data = io.BytesIO()
    parquet.write_table(pa.table({"id": ["a", "b"], "text": [text, text[::-1]]}), data)
    return [*found, ("a.parquet", data.getvalue())]


def files(count: int) -> Iterator[tuple[str, bytes]]:
    chance = random.Random(SEED)  # noqa: S311 - the same files each time
    ways: tuple[Callable[[random.Random, bytearray], bytearray], ...] = (
        _flipped,
        _cut,
        _repeated,
        _shuffled,
        _inserted,
    )
    sound = _sound()
    for number in range(max(0, count)):
        name, data = sound[number % len(sound)]
        broken = bytearray(data)
        for _ in range(chance.randint(1, 3)):
            broken = chance.choice(ways)(chance, broken)
        yield name, bytes(broken[:2_000_000])


def _flipped(chance: random.Random, data: bytearray) -> bytearray:
    for _ in range(chance.choice((1, 4, 64))):
        if data:
            data[chance.randrange(len(data))] = chance.randrange(256)
    return data


def _cut(chance: random.Random, data: bytearray) -> bytearray:
    return data[: chance.randrange(len(data) + 1)]


def _repeated(chance: random.Random, data: bytearray) -> bytearray:
    start = chance.randrange(len(data) + 1)
    return data[:start] + data[start : start + 200] * chance.choice((2, 50, 1000)) + data[start:]


def _shuffled(chance: random.Random, data: bytearray) -> bytearray:
    one, other = sorted(chance.randrange(len(data) + 1) for _ in range(2))
    return data[other:] + data[one:other] + data[:one]


def _inserted(chance: random.Random, data: bytearray) -> bytearray:
    at = chance.randrange(len(data) + 1)
    what = chance.choice(
        (b"\0" * 100, b"\xff\xd8\xff", b"<" * 500, b"{" * 500, b"PK\x03\x04", "\u202e\u064b".encode() * 50)
    )
    return data[:at] + what + data[at:]
