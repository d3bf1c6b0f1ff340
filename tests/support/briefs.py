"""Briefs for the tests of writers: an ordinary one, and one in which every word comes from an attacker."""

from dataclasses import replace

from mujaz.article import Attempt, Brief, Claim, Figure, Name, Point, Sentence, Source, Translation
from mujaz.flags import FLAGS, Flag

ATTACKS = {
    "script": "<script>alert(1)</script>",
    "image": '"><img src=x onerror=alert(1)>',
    "address": "javascript:alert(1)",
    "link": "[x](javascript:alert(1)) <javascript:alert(1)> https://evil.example www.evil.example",
    "override": "abc\u202egpj.exe\u202c \u2066isolate \u202aembedded",
    "lines": "a\n\n<script>alert(1)</script>\r\n\r\n# heading\n- item\u2028- item\u2029> quotation\x0c+ more",
    "control": "nul\x00 escape\x1b[31m bell\x07 c1\x9b31m del\x7f half\ud800 non\ufffe",
    "word": "م" * 1_000_000,
    "formula": '=HYPERLINK("http://evil.example","x")',
    "template": "{{ 7 * 7 }} ${7*7} {% raw %} [bold red]markup[/] [link=file:///x]y[/link]",
    "fence": "``` ~~~ --- === ||| $$x$$ ^a^ ~b~ @cite {#id} \\begin{document} &lt;b&gt; :skull:",
}


def brief() -> Brief:
    """The brief of two sentences, one of them doubtful."""
    arabic = ["قال الوزير «نعم» <b>.", "قُتل 25 مدنياً."]
    flag = Flag("number_mismatch", "high", "25 is missing from the English")
    attempts = (
        Attempt("first", "Civilians died.", -0.5, (flag,)),
        Attempt("beam 8", "Dead.", -0.7, (flag,)),
    )
    source = Source(
        "inputs/a.txt", "00", "utf-8", "عنوان الخبر", "https://example.org/?a=1&b=2", "2026-11-20"
    )
    point = Point("2016. The minister [said] <script>.", (1, 2), "extractive", ("rests on a doubtful one",))
    return Brief(
        id="a",
        fingerprint="f00",
        source=source,
        signature="ctranslate2|m@1|int8",
        headline="Minister *says* yes",
        dateline="Aleppo (Agencies)",
        points=(point,),
        sentences=(
            Translation(Sentence(1, 1, 0, 20, arabic[0]), 'The minister said "yes" & <b>.', -0.1),
            Translation(Sentence(2, 2, 22, 38, arabic[1]), "Civilians died.", -0.51239, (flag,), attempts),
        ),
        names=(Name("حلب", "Aleppo", (1,)),),
        figures=(Figure("25 civilians", (2,)),),
        claims=(Claim("The minister", "says", "Reuters", 1),),
        warnings=("1 of 2 sentences is doubtful: 2",),
        timings={"split": 0.00123456},
    )


def hostile(text: str) -> Brief:
    """A brief with this text wherever an article's or a file's words can come to stand, and every flag there is."""
    flags = tuple(Flag(name, "high", text) for name in FLAGS)
    return replace(
        brief(),
        source=Source(text, "00", "utf-8", text, text, text),
        signature=f"ctranslate2|{text}",
        headline=text,
        dateline=text,
        points=(Point(text, (1,), "abstractive", (text,)),),
        sentences=(Translation(Sentence(1, 1, 0, len(text), text), text, None, flags),),
        names=(Name(text, text, (1,)),),
        figures=(Figure(text, (1,)),),
        claims=(Claim(text, text, text, 1),),
        warnings=(text,),
    )
