"""Files that want to break the reading: bombs, loops, lies, damage of every kind; the same ones each time.

`python -m tests.support.hostile DIR` makes 500 of them. Some are harmless after all: what matters is that each is accounted for.
"""

import gzip
import json
import os
import struct
import sys
import zlib
from collections.abc import Iterator
from pathlib import Path

from tests.support import damage
from tests.support.documents import docx, epub, page, pdf, word, zipped

Files = Iterator[tuple[str, bytes]]
NEWS = "قال وزير الخارجية في بيان إن المحادثات التي جرت في القاهرة انتهت من دون اتفاق على موعد جديد. "
MB = 1_000_000


def write(folder: Path, count: int = 500) -> list[str]:
    """Make the files, and return their names: first the crafted ones, then damaged ones until there are `count`.

    Files of hundreds of megabytes are sparse: they take no disk.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for make in (_large, _odd_names, _special):
        make(folder)
    for name, data in (*_texts(), *_records(), *_archives(), *_pdfs(), *_offices(), *_markups()):
        (folder / name).write_bytes(data)
    damaged(folder, count - len(list(folder.iterdir())))
    return sorted(path.name for path in folder.iterdir())


def damaged(folder: Path, count: int) -> None:
    """Make files of every format, broken at random."""
    for number, (name, data) in enumerate(damage.files(count)):
        (folder / f"fuzz-{number:03}-{name}").write_bytes(data)


def _sparse(path: Path, head: bytes, size: int, tail: bytes = b"") -> None:
    with path.open("wb") as file:
        file.write(head)
        file.truncate(size)
        file.seek(size)
        file.write(tail)


def _large(folder: Path) -> None:
    record = json.dumps({"text": NEWS}).encode() + b"\n"
    _sparse(folder / "line-200.txt", NEWS.encode(), 200 * MB)
    _sparse(folder / "line-200.jsonl", record * 400 + b'{"text": "', 200 * MB, b'"}\n' + record)
    row = f'"1","{NEWS}"\n'.encode()
    _sparse(folder / "line-200.csv", b'"id","text"\n' + row * 400 + b'"2","', 200 * MB, b'"\n' + row)
    for suffix in ("html", "pdf", "docx", "json", "srt", "md", "zip", "parquet"):
        _sparse(folder / f"large.{suffix}", b"", 300 * MB, b"x")
    _sparse(folder / "large.txt.gz", gzip.compress(NEWS.encode()), 300 * MB)


def _odd_names(folder: Path) -> None:
    base = os.fsencode(folder)
    names = [
        b"new\nline.txt",
        b"tab\t\x1b[31m.txt",
        "\u202egnp.\u202ctxt.txt".encode(),
        "\u200f\u200e.txt".encode(),
        b"n" * 251 + b".txt",
        "م".encode() * 125 + b".txt",
        b"\xff\xfe.txt",
        b"-o.txt",
        b"--help",
        b"%2e%2e%2f.txt",
        b"a'b\"c`d$(e);f|g&h.txt",
        b"CON.txt",
        b"...txt",
        b"~.txt",
        b" .txt",
        b"s3:.txt",
        b"*.txt",
    ]
    for name in names:
        with open(os.path.join(base, name), "wb") as file:  # noqa: PTH118, PTH123 - names that are no text
            file.write(NEWS.encode() + name.hex().encode())


def _special(folder: Path) -> None:
    (folder / "folder.txt").mkdir(exist_ok=True)
    (folder / "folder.txt/inner.txt").write_text(NEWS + "داخل", encoding="utf-8")
    links = {
        "loop": str(folder),
        "self.txt": "self.txt",
        "ping.txt": "pong.txt",
        "pong.txt": "ping.txt",
        "gone.txt": "nowhere",
        "zero.txt": "/dev/zero",
        "null.txt": "/dev/null",
        "tty.txt": "/dev/tty",
        "mem.txt": "/proc/self/mem",
    }
    for name, target in links.items():
        (folder / name).symlink_to(target)
    for name in ("pipe.txt", "pipe.pdf", "pipe.jsonl"):
        os.mkfifo(folder / name)


def _texts() -> Files:
    for size in (0, 1, 2, 3):
        yield f"short-{size}.txt", b"\xff\xfe\xd8"[:size]
    yield "spaces.txt", b" \n" * 100_000
    yield "nulls.txt", NEWS.encode() + b"\0" * 1000
    yield "controls.txt", (NEWS + "\x1b[2J\x07" * 40).encode()
    yield "half.txt", b"\xff\xfe" + NEWS.encode("utf-16-le") + b"\x00\xd8\x41\x00"
    yield "marks.txt", ("\u064b" * 100_000 + NEWS).encode()
    yield "long-word.txt", ("ا" * 400_000).encode()
    yield "dots.txt", (NEWS + ". " * 100_000).encode()
    yield "brackets.txt", (NEWS + "(" * 100_000).encode()
    yield "numbers.txt", (NEWS + "1" * 100_000 + " " + "١٢٣ ألف " * 5_000).encode()
    yield "too-long.txt", (NEWS * 6_000).encode()
    yield "no-suffix", NEWS.encode()
    yield "two.tar.gz", gzip.compress(b"ustar")
    yield "cues.srt", b"1\n" * 50_000
    yield "cue.srt", b"999:99:99,999 --> 00:00:00,000\n" * 20_000
    yield (
        "persian.txt",
        "رئیس جمهور ایران گفت که مذاکرات با کشورهای همسایه ادامه دارد و این خوب است.".encode(),
    )


def _records() -> Files:
    ids = [
        "../../x",
        "/etc/passwd",
        "..",
        ".",
        "",
        "a/b",
        "a\\b",
        "a\0b",
        "\u202ex",
        "x" * 5000,
        "con",
        "a",
        "A",
        7,
        None,
        [],
        {},
    ]
    yield (
        "ids.jsonl",
        "".join(json.dumps({"id": one, "text": NEWS + str(n)}) + "\n" for n, one in enumerate(ids)).encode(),
    )
    yield (
        "ids.csv",
        ("id,text\n" + "".join(f'"{one}","{NEWS}{n}"\n' for n, one in enumerate(ids[:7]))).encode(),
    )
    yield "ids.json", json.dumps([{"id": one, "text": f"{NEWS}{n}"} for n, one in enumerate(ids)]).encode()
    yield "deep.jsonl", b"[" * 500_000 + b"\n" + b'{"text":' * 100_000 + b"\n"
    yield "deep.json", b"[" * 2_000_000
    yield "deep-objects.json", b'{"a":' * 1_000_000 + b"1" + b"}" * 1_000_000
    yield "wide.json", b"[" + b"[],{}," * 3_000_000 + b"1]"
    yield "wide.jsonl", b'{"text":[' + b"[]," * 2_000_000 + b"1]}\n"
    yield "number.json", b"9" * 100_000
    yield "numbers.jsonl", b'{"text": 1e999, "date": 9' + b"9" * 5000 + b"}\n"
    yield (
        "surrogate.jsonl",
        b'{"text": "\\ud800\\udc00\\ud800 '
        + b"x" * 50
        + b'"}\n'
        + json.dumps({"text": "\ud800" + NEWS}).encode(),
    )
    yield "nan.jsonl", b"NaN\nInfinity\n-\n\n{}\n[]\nnull\n"
    yield "field.csv", b'id,text\n1,"' + b"x" * 20_000_000 + b'"\n'
    yield "open.csv", b'id,text\n1,"' + f"{NEWS}\n2,".encode() * 46_000
    yield "columns.csv", b"," * 1_000_000 + b"\n" + b"," * 1_000_000
    yield "rows.csv", b"text\n" + b"\n" * 100_000 + NEWS.encode()
    yield "nulls.csv", b"id,text\n1,\0\0\0\n"
    yield "header.tsv", b"text\ttext\ttext\n" + NEWS.encode() + b"\t\t\n"
    for n, data in enumerate(
        (
            b"PAR1",
            b"PAR1PAR1",
            b"PAR1" + b"\xff" * 100 + b"PAR1",
            b"PAR1" + b"\0" * 8 + b"\xff\xff\xff\x7fPAR1",
        )
    ):
        yield f"bad-{n}.parquet", data


def _archives() -> Files:
    zeros = b"\0" * (20 * MB)
    bomb = zipped({"bomb.txt": zeros})
    yield "bomb.zip", bomb
    yield "bombs.zip", zipped({f"{n}.zip": bomb for n in range(20)})
    nested = bomb
    for _ in range(6):
        nested = zipped({"next.zip": nested, "a.txt": NEWS})
    yield "nested.zip", nested
    yield "bomb.txt.gz", gzip.compress(zeros * 5)
    yield "bomb.jsonl.gz", gzip.compress(b'{"text": "' + zeros * 5)
    yield "bomb.csv.gz", gzip.compress(b'text\n"' + zeros * 5)
    yield "gz-in-gz.txt.gz.gz.gz.gz.gz", gzip.compress(gzip.compress(gzip.compress(zeros)))
    yield "members.txt.gz", gzip.compress(b"") * 20_000
    yield "many.zip", zipped({f"{n}.txt": "" for n in range(12_000)})
    paths = [
        "../../x.txt",
        "/etc/x.txt",
        "C:\\x.txt",
        "a/../../../x.txt",
        "\u202e.txt",
        "n" * 60_000 + ".txt",
        "x\n.txt",
        "loop/",
    ]
    yield "paths.zip", zipped({one: NEWS + str(n) for n, one in enumerate(paths)})
    yield (
        "encrypted.zip",
        zipped({"a.txt": NEWS})
        .replace(b"PK\x03\x04\x14\0\0", b"PK\x03\x04\x14\0\1")
        .replace(b"PK\x01\x02\x14\3\x14\0\0", b"PK\x01\x02\x14\3\x14\0\1"),
    )
    yield "method.zip", zipped({"a.txt": NEWS}).replace(b"\x08\x00", b"\x63\x00")
    yield "overlap.zip", _overlapping(zipped({"a.txt": zeros[:MB]}), 3_000)
    yield (
        "zip64.zip",
        zipped({"a.txt": NEWS})[:-22]
        + b"PK\x06\x06"
        + struct.pack("<QHHLLQQQQ", 44, 45, 45, 0, 0, 2**60, 2**60, 2**60, 0)
        + b"PK\x06\x07"
        + struct.pack("<LQL", 0, 0, 1)
        + b"PK\x05\x06"
        + b"\xff" * 16
        + b"\0\0",
    )
    yield (
        "directory.zip",
        b"PK\x01\x02" * 2_000_000 + b"PK\x05\x06" + struct.pack("<HHHHLLH", 0, 0, 1, 1, 8_000_000, 0, 0),
    )
    yield "window.txt.zst", b"\x28\xb5\x2f\xfd\x00\xf8" + b"\0" * 64
    yield "skip.txt.zst", b"\x50\x2a\x4d\x18\xff\xff\xff\xff" + b"\0" * 64


def _overlapping(archive: bytes, times: int) -> bytes:
    """A zip whose directory names one member many times."""
    at = archive.index(b"PK\x01\x02")
    end = archive.index(b"PK\x05\x06")
    directory = archive[at:end] * times
    return (
        archive[:at]
        + directory
        + b"PK\x05\x06"
        + struct.pack("<HHHHLLH", 0, 0, times, times, len(directory), at, 0)
    )


def _pdfs() -> Files:
    catalog = "<</Type/Catalog/Pages 2 0 R>>"
    yield "loop-kids.pdf", pdf(catalog, "<</Type/Pages/Kids[2 0 R]/Count 1>>")
    yield (
        "loop-tree.pdf",
        pdf(
            catalog, "<</Type/Pages/Kids[3 0 R 3 0 R]/Count 4>>", "<</Type/Pages/Kids[2 0 R 2 0 R]/Count 4>>"
        ),
    )
    yield "loop-object.pdf", pdf(catalog, "3 0 R", "2 0 R")
    yield (
        "loop-length.pdf",
        pdf(
            catalog,
            "<</Type/Pages/Kids[3 0 R]/Count 1>>",
            "<</Type/Page/Parent 2 0 R/Contents 4 0 R>>",
            "<</Length 4 0 R>>stream\nBT ET\nendstream",
        ),
    )
    yield (
        "loop-previous.pdf",
        pdf(catalog, "<</Type/Pages/Kids[]/Count 0>>", trailer="<</Root 1 0 R/Prev 9/Size 3>>"),
    )
    yield (
        "loop-form.pdf",
        pdf(
            catalog,
            "<</Type/Pages/Kids[3 0 R]/Count 1>>",
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R/Resources<</XObject<</X 5 0 R>>>>>>",
            "<</Length 5>>stream\n/X Do\nendstream",
            "<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 5 0 R>>>>/Length 11>>stream\n/X Do /X Do\nendstream",
        ),
    )
    yield (
        "count.pdf",
        pdf(catalog, "<</Type/Pages/Kids[3 0 R]/Count 2000000000>>", "<</Type/Page/Parent 2 0 R>>"),
    )
    yield (
        "pages.pdf",
        pdf(catalog, f"<</Type/Pages/Kids[{'3 0 R ' * 20_000}]/Count 20000>>", "<</Type/Page/Parent 2 0 R>>"),
    )
    yield "box.pdf", page(b"BT /F 12 Tf (x) Tj ET").replace(b"[0 0 600 800]", b"[0 0 1e30 -1e38]")
    yield "deep.pdf", pdf(catalog, "<</Type/Pages/Kids[3 0 R]/Count 1>>", "[" * 100_000)
    yield "save.pdf", page(b"q " * 2_000_000)
    yield (
        "text.pdf",
        page(b"BT /F 12 Tf " + b"(aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa) Tj " * 100_000 + b"ET"),
    )
    yield "inflate.pdf", page(zlib.compress(b"BT /F 1 Tf (x) Tj ET " * (10 * MB), 9), "/Filter/FlateDecode")
    twice = zlib.compress(zlib.compress(b"\0" * (400 * MB), 9), 9)
    yield "inflate-twice.pdf", page(twice, "/Filter[/FlateDecode/FlateDecode]")
    yield "nothing.pdf", page(b"")
    yield "header.pdf", b"%PDF-1.7\n"
    yield (
        "locked.pdf",
        pdf(
            catalog,
            "<</Type/Pages/Kids[]/Count 0>>",
            trailer="<</Root 1 0 R/Encrypt<</Filter/Standard/V 2/R 3/O(x)/U(x)/P 0>>>>",
        ),
    )


def _offices() -> Files:
    outside = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
    laughs = (
        "<!DOCTYPE x [<!ENTITY a0 'ha'>"
        + "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 12))
        + "]>"
    )
    blowup = f"<!DOCTYPE x [<!ENTITY a '{'a' * 50_000}'>]>"
    remote = '<!DOCTYPE x SYSTEM "http://localhost:1/x.dtd">'
    parameter = '<!DOCTYPE x [<!ENTITY % p SYSTEM "http://localhost:1/p.dtd"> %p;]>'
    cases = {
        "outside": (outside, "&e;"),
        "laughs": (laughs, "&a11;"),
        "blowup": (blowup, "&a;" * 50_000),
        "remote": (remote, ""),
        "parameter": (parameter, ""),
    }
    for name, (head, use) in cases.items():
        yield f"{name}.docx", docx(head + word(NEWS + use))
        yield f"{name}.odt", zipped({"content.xml": head + f"<x>{use}</x>"})
        yield f"{name}.epub", zipped({"META-INF/container.xml": head + f"<x>{use}</x>"})
        yield f"{name}.html", f"{head}<html><body><p>{NEWS * 5}{use}</p></body></html>".encode()
    for suffix, name in (
        ("docx", "word/document.xml"),
        ("odt", "content.xml"),
        ("epub", "META-INF/container.xml"),
    ):
        yield f"bomb.{suffix}", zipped({name: b"<x>" + b" " * (100 * MB) + b"</x>"})
        yield f"deep.{suffix}", zipped({name: "<x>" * 200_000})
        yield f"unlike.{suffix}", zipped({"a.txt": NEWS})
        yield f"text.{suffix}", NEWS.encode()
        yield (
            f"attributes.{suffix}",
            zipped({name: "<x " + " ".join(f"a{n}='1'" for n in range(200_000)) + "/>"}),
        )
    yield "paragraphs.docx", docx(word("</w:t></w:r></w:p><w:p/>" * 300_000 + "<w:p><w:r><w:t>"))
    yield "outside-href.epub", epub("x", "../../../../etc/passwd")
    yield "address-href.epub", epub("x", "http://localhost:1/x")
    yield "chapter.epub", epub("<p>" * 200_000)


def _markups() -> Files:
    yield "deep.html", b"<div>" * 200_000 + NEWS.encode()
    yield "table.html", b"<table><tr><td>" * 50_000 + NEWS.encode()
    yield "links.html", f"<a href=x>{NEWS}</a>".encode() * 20_000
    yield "attributes.html", b"<p " + b"a=1 " * 500_000 + b">" + NEWS.encode()
    yield "entities.html", b"<p>" + b"&amp;&#x41;&#1114112;&nosuch;" * 50_000
    yield "comment.html", b"<!--" * 200_000 + NEWS.encode()
    yield "script.html", b"<script>" + NEWS.encode() * 10_000
    yield "charset.html", b"<meta charset=utf-7><p>" + b"+AAA-" * 1000
    yield "codec.html", b"<meta charset=zlib_codec><p>" + NEWS.encode() * 20
    yield (
        "refresh.html",
        f'<meta http-equiv=refresh content="0;url=http://localhost:1/"><p>{NEWS * 10}'.encode(),
    )
    yield "brackets.md", b"[" * 60_000 + NEWS.encode()
    yield "emphasis.md", b"*a **b _c __d " * 20_000
    yield "quotes.md", b"> " * 5_000 + NEWS.encode()
    yield "lists.md", b"".join(b" " * n + b"- x\n" for n in range(2_000))
    yield "ticks.md", b"".join(b"`" * n + b" " for n in range(1_500))
    yield "links.md", b"[a](" * 30_000
    yield "front.md", b"---\n" + b"a: &a [*a, *a]\n" * 1000
    yield "table.md", b"|a" * 5_000 + b"\n" + b"|-" * 5_000 + b"\n" + b"|b" * 5_000


if __name__ == "__main__":
    target = Path(sys.argv[1]).absolute()
    print(f"{len(write(target))} files in {target}")
