"""Runs for the tests of the digest, of any size, made of a few composed sentences; no two articles are alike."""

from dataclasses import replace
from datetime import date, timedelta

from mujaz.article import Brief, Failure, Point, Sentence, Source, Translation
from mujaz.flags import Flag
from mujaz.writers.digest import Card, Fact, Run
from tests.support.briefs import brief

_WHO = (
    ("The governor of Basra", "محافظ البصرة"),
    ("A spokesman for the port authority", "متحدث باسم سلطة الميناء"),
    ("The electricity ministry", "وزارة الكهرباء"),
    ("Farmers in the Beqaa valley", "مزارعو سهل البقاع"),
    ("The teachers' union in Amman", "نقابة المعلمين في عمّان"),
    ("Two members of parliament", "عضوان في البرلمان"),
    ("The Red Crescent", "الهلال الأحمر"),
)
_DID = (
    ("said the water cut would last another {n} days", "إن انقطاع المياه سيستمر {n} أيام أخرى"),
    ("reported {n} wounded after the bridge collapsed", "بإصابة {n} أشخاص بعد انهيار الجسر"),
    ("denied that {n} employees had been dismissed without notice", "فصل {n} موظفين دون إشعار"),
    ("promised {n} million dinars for schools that were damaged in the flood", "بتقديم {n} ملايين دينار"),
    ("asked for the release of {n} drivers held at the border crossing", "بالإفراج عن {n} سائقين"),
)
_SOURCES = ("inputs/coast", "inputs/north", "https://www.example.org/news/", "https://akhbar.example.net/")
_DOUBT = Flag("number_mismatch", "high", "the number is missing from the English")


def article(number: int) -> Brief:
    """One brief of a made-up run: six sentences, three points; every fourth has a doubtful sentence."""
    who, did = _WHO[number % len(_WHO)], _DID[number // 3 % len(_DID)]
    lines = [
        (
            f"{_WHO[(number + k) % 7][0]} {_DID[(number + 2 * k) % 5][0].format(n=number + k)}.",
            f"قال {_WHO[(number + k) % 7][1]} {_DID[(number + 2 * k) % 5][1].format(n=number + k)}.",
        )
        for k in range(6)
    ]
    place = _SOURCES[number % len(_SOURCES)]
    day = date(2026, 3, 9) - timedelta(days=number % 5)
    return replace(
        brief(),
        id=f"article-{number}",
        headline=f"{who[0]} {did[0].format(n=number)}",
        source=Source(
            path=f"{place if place.startswith('inputs') else 'inputs/web'}/article-{number}.txt",
            sha256="00",
            encoding="utf-8",
            title=f"{who[1]}: {did[1].format(n=number)}" if number % 2 else None,
            url=f"{place}{number}" if place.startswith("https") else None,
            published=None if number % 11 == 0 else day.isoformat(),
        ),
        points=tuple(Point(english, (n + 1,), "extractive") for n, (english, _) in enumerate(lines[:3])),
        sentences=tuple(
            Translation(
                Sentence(n, (n + 1) // 2, 0, len(arabic), arabic),
                english,
                -0.2,
                (_DOUBT,) if number % 4 == 0 and n < number % 3 + 2 else (),
            )
            for n, (english, arabic) in enumerate(lines, 1)
        ),
    )


def run(size: int, failed: int = 3) -> Run:
    """A run of this many briefs, and of some failures."""
    return Run(
        name="morning",
        signature="ctranslate2|opus-mt-tc-big-ar-en@e8b2da9|int8|beam:4|mujaz:0.1.0",
        facts=(Fact("Translation model", "Helsinki-NLP/opus-mt-tc-big-ar-en"), Fact("Summary", "extractive")),
        warnings=("The summary model could not be reached: points are sentences of the translation",),
        cards=[Card.of(made, f"briefs/{made.id}.html") for made in map(article, range(size))],
        failures=[
            Failure(f"bad-{n}", f"inputs/north/bad-{n}.txt", "the file is empty; remove it", "ArticleError")
            for n in range(failed)
        ],
    )
