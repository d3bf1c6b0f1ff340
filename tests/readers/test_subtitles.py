"""Subtitles: what divides them, in which order their signs stand, and what the formats hold besides."""

from pathlib import Path

import pytest

from mujaz.arabic.splitter import split
from tests.readers.test_readers_documents import article

SPOKEN = (
    "وصلت القافلة إلى الميناء",
    "فتحت المدارس أبوابها من جديد",
    "انقطعت الكهرباء عن الحي القديم",
    "سجل الفريق هدفا في الدقيقة الأخيرة",
)


def cues(*lines: str, gap: float = 0.2, suffix: str = "srt") -> bytes:
    """A cue of two seconds for each of these, with so many seconds between them."""
    out, at = ["WEBVTT\n"] if suffix == "vtt" else [], 1.0
    for number, line in enumerate(lines, 1):
        begin, end = _time(at, suffix), _time(at + 2, suffix)
        out.append(f"{number}\n{begin} --> {end}\n{line}\n")
        at += 2 + gap
    return "\n".join(out).encode()


def _time(seconds: float, suffix: str) -> str:
    whole = f"{int(seconds // 60):02}:{seconds % 60:06.3f}"
    return whole if suffix == "vtt" else f"00:{whole}".replace(".", ",")


def sentences(folder: Path, data: bytes, suffix: str = "srt") -> list[str]:
    return [one.arabic for one in split(article(folder, f"a.{suffix}", data).text)]


@pytest.mark.parametrize("suffix", ["srt", "vtt"])
@pytest.mark.parametrize("gap", [0.1, 1.5, 6.0])
def test_cues_without_full_stops_are_sentences_of_their_own(tmp_path: Path, suffix: str, gap: float) -> None:
    assert sentences(tmp_path, cues(*SPOKEN, gap=gap, suffix=suffix), suffix) == [*SPOKEN]


@pytest.mark.parametrize("gap", [0.0, 0.2])
def test_a_sentence_goes_on_through_cues(tmp_path: Path, gap: float) -> None:
    lines = ("قالت الوزيرة إن المصنع سيغلق في", "الربيع المقبل، وذلك", "الأمر نهائي.", "وغادرت القاعة.")
    assert sentences(tmp_path, cues(*lines, gap=gap)) == [" ".join(lines[:3]), lines[3]]
    assert sentences(tmp_path, cues("تحدث المدير عن", "الخطة الجديدة", gap=gap)) == [
        "تحدث المدير عن الخطة الجديدة"
    ]


def test_cues_that_follow_at_once_are_joined_up_to_a_sentences_length(tmp_path: Path) -> None:
    found = sentences(tmp_path, cues(*SPOKEN * 20, gap=0.0))
    assert 20 < len(found) <= 40
    assert max(map(len, found)) <= 140


@pytest.mark.parametrize(
    ("line", "parts"),
    [
        ("سامي: لم يصل أحد", ["سامي: لم يصل أحد"]),
        ("أم خالد: تعال\nخالد: حالا", ["أم خالد: تعال", "خالد: حالا"]),
        (">> ننتقل إلى الرباط", ["ننتقل إلى الرباط"]),
        ("\u202b- نعم\u202c\n\u202b– لا\u202c", ["نعم", "لا"]),
        ("[تصفيق] شكرا لكم", ["[تصفيق]", "شكرا لكم"]),
        ("(طلقات نارية)", ["(طلقات نارية)"]),
        ("♪ يا ليل يا عين ♪", ["♪ يا ليل يا عين ♪"]),
        ("شكرا لكم [هتاف]", ["شكرا لكم", "[هتاف]"]),
    ],
)
def test_speakers_and_sounds_divide(tmp_path: Path, line: str, parts: list[str]) -> None:
    spoken = "هذه هي النهاية."  # with a full stop, so that cues are joined
    assert sentences(tmp_path, cues(spoken, line, "- تعال.")) == [spoken, *parts, "تعال."]


@pytest.mark.parametrize("line", ["وقال الوزير: لن نتراجع.", "الساعة 10:30 مساء.", "وصلنا في: الرباط، وفاس."])
def test_a_colon_is_not_always_a_speaker(tmp_path: Path, line: str) -> None:
    assert sentences(tmp_path, cues("في يوم الأحد", line)) == [f"في يوم الأحد {line}"]


@pytest.mark.parametrize(
    ("turned", "right"),
    [
        ("؟أين كنت أمس", "أين كنت أمس؟"),
        (".كنت في السوق", "كنت في السوق."),
        ("!تعال إلى هنا -", "تعال إلى هنا!"),
        ('".لن نتراجع"'[1:-1] + '"', '"لن نتراجع.'),
        ("...ثم عدنا", "...ثم عدنا"),
        (".5 أمتار فقط", ".5 أمتار فقط"),
    ],
)
def test_stops_at_the_wrong_side_are_put_right(tmp_path: Path, turned: str, right: str) -> None:
    assert sentences(tmp_path, cues(turned)) == [right]


def test_webvtt_in_detail(tmp_path: Path) -> None:
    data = (
        "WEBVTT - نشرة المساء\nKind: captions\n\nNOTE راجعها المحرر مرتين\n\nSTYLE\n::cue { color: red }\n\nintro\n"
        "00:01.000 --> 00:03.000 align:start\n<v سامي>أين &amp; <i>متى</i></v>\n\nmiddle\n01:00:03.200 --> 01:00:05.000\n"
        "<v ليلى>في <c.yellow>السوق</c> مع\n\n01:00:05.100 --> 01:00:06.000\n<v ليلى>أخي\n"
    ).encode()
    found = article(tmp_path, "a.vtt", data)
    assert found.text.split("\n\n") == ["سامي: أين & متى", "ليلى: في السوق مع أخي"]
    assert len(found.warnings) == 1
    assert "نشرة المساء" in found.warnings[0]
