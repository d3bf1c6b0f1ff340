"""What is in which encoding: by what the bytes make, whatever a file says of itself."""

from pathlib import Path

import pytest

from mujaz.errors import ArticleError
from mujaz.readers.encoding import decode
from mujaz.readers.mojibake import mended
from mujaz.readers.office import xml
from tests.readers.test_readers_documents import ARTICLE, NEWS, PAGE, article
from tests.support.documents import epub, odt, zipped

OTHERS = (
    "أعلنت شركة الطيران إلغاء 14 رحلة بسبب العاصفة الرملية.",
    "ارتفعت أسعار القمح ٣٫٥٪ في بورصة الدار البيضاء أمس الأول.",
    "وقال الطبيب: «حالة الطفل مستقرة»، بحسب صحيفة محلية.",
    "تأجلت مباراة الترجي والنجم الساحلي إلى السبت المقبل.",
    "كشف تقرير عن تلوث مياه الشرب في ثلاث قرى جنوب البصرة.",
)


@pytest.mark.parametrize("declared", ["windows-1256", "ISO-8859-6", "iso-8859-1", "x-mac-arabic", "ibm720"])
def test_utf8_wins_over_what_a_page_declares(tmp_path: Path, declared: str) -> None:
    found = article(tmp_path, "a.html", PAGE.replace("CHARSET", declared).encode())
    assert ARTICLE[1] in found.text
    assert found.source.encoding == "utf-8"
    chapter = f'<?xml version="1.0" encoding="{declared}"?><html><body><p>{NEWS}</p></body></html>'
    assert article(tmp_path, "a.epub", epub(chapter)).text == NEWS


def test_utf8_wins_over_what_xml_declares(tmp_path: Path) -> None:
    assert xml(f'<?xml version="1.0" encoding="windows-1256"?><a>{NEWS}</a>'.encode()).text == NEWS
    honest = f'<?xml version="1.0" encoding="windows-1256"?><a>{NEWS}</a>'.encode("windows-1256")
    assert xml(honest).text == NEWS
    assert article(tmp_path, "a.odt", odt(NEWS)).text == NEWS


@pytest.mark.parametrize("really", ["windows-1256", "iso-8859-6", "mac_arabic", "cp720"])
@pytest.mark.parametrize("declared", ["windows-1256", "iso-8859-6", "x-mac-arabic", "utf-8", "iso-8859-1"])
def test_an_old_page_that_declares_another_one(tmp_path: Path, really: str, declared: str) -> None:
    text = "".join(OTHERS).translate(str.maketrans("٣٫٥٪«»،", '3.5%"",'))
    page = (
        f'<html><head><meta charset="{declared}"></head><body><article><p>{text}</p></article></body></html>'
    )
    assert text in article(tmp_path, "a.html", page.encode(really)).text


@pytest.mark.parametrize("text", OTHERS)
def test_macarabic_is_told_from_its_relatives(text: str) -> None:
    plain = text.translate(str.maketrans("٣٫٥٪", "3.5%"))
    assert decode(plain.encode("mac_arabic"))[0] == plain


@pytest.mark.parametrize("codec", ["cp864", "koi8-r", "cp1251"])
def test_an_unknown_page_is_refused_not_read_as_garbage(codec: str) -> None:
    text = (
        "ﻗﺗﻝ ﻣﺩﻳﺭ ﻓﻲ ﺑﻳﺭﻭﺕ ﻭﺃﺻﻳﺏ ﻛﺛﻳﺭ ﻣﻥ ﺳﻛﺎﻧﻬﺎ"
        if codec == "cp864"
        else "Президент встретился с министром в столице. " * 9
    )
    with pytest.raises(ArticleError, match="not recognised"):
        decode(text.encode(codec, "ignore"))


def twice(text: str, page: str) -> str:
    """UTF-8 read as another page; bytes without a sign there stay, as browsers have it."""
    return "".join(_sign(byte, page) for byte in text.encode())


def _sign(byte: int, page: str) -> str:
    try:
        return bytes([byte]).decode(page)
    except UnicodeDecodeError:
        return chr(byte)


@pytest.mark.parametrize("page", ["windows-1252", "latin-1", "windows-1256", "cp437", "cp850", "mac_roman"])
@pytest.mark.parametrize("text", OTHERS)
def test_text_that_was_encoded_twice_is_mended(text: str, page: str) -> None:
    broken = twice(text, page)
    assert mended(broken)[0] == text
    assert mended(f"{OTHERS[0]}\n{broken}\nFin – d'été")[0] == f"{OTHERS[0]}\n{text}\nFin – d'été"
    assert mended(twice(broken, page))[0] == text


@pytest.mark.parametrize(
    "text",
    [*OTHERS, "ط، ع، ظ، غ: حروف", "Ù Ø are letters of Norse", "گچ پژ عڤ ٹ غگ", "«ضع (ط) هنا» ط؛ ظ؛ ع؛"],
)
def test_other_text_is_not_mended(text: str) -> None:
    assert mended(text) == (text, "")


def test_mending_is_said_and_what_cannot_be_mended_fails(tmp_path: Path) -> None:
    broken = twice(NEWS, "windows-1252")
    for name, data in (
        ("a.txt", broken.encode()),
        ("a.html", f"<html><body><article><p>{broken}</p></article></body></html>".encode()),
        ("a.zip", zipped({"a.jsonl": '{"text": "' + broken + '"}'})),
    ):
        found = article(tmp_path, name, data)
        assert NEWS in found.text
        assert found.warnings == ("the text was UTF-8 read as windows-1252 and saved again; this was undone",)
    torn = (
        twice(NEWS, "windows-1252").replace("\x81", "").replace("\x90", "")
    )  # as programs drop what has no sign
    with pytest.raises(ArticleError, match="looks like UTF-8 that was read as windows-1252"):
        article(tmp_path, "b.txt", torn.encode())
    with pytest.raises(ArticleError, match="question marks"):
        article(tmp_path, "c.txt", NEWS.encode("ascii", "replace"))
