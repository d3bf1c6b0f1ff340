"""Verbs of saying on both sides: what an Arabic verb does with its words, and the English that tells the same."""

import re
from typing import Final

from mujaz.arabic.clitics import fold, stems, words

# Label for a reader; the class within which English may put one verb for another; the verb in the past (he, and where its
# last letter is weak she), and in the present without its prefix.
_VERBS: Final = (
    ("says", "say", "قال صرح تحدث حكى روى روت", "قول صرح تحدث حكي روي"),
    ("adds", "say", "أضاف تابع أردف استطرد مضى مضت", "ضيف تابع ردف"),
    ("announces", "say", "أعلن", "علن"),
    ("affirms", "say", "أكد شدد جزم", "ؤكد شدد جزم"),
    ("explains", "say", "أوضح بين شرح", "وضح بين شرح"),
    ("notes", "say", "أشار لفت نوه ألمح", "شير لفت نوه لمح"),
    ("reports", "say", "ذكر أفاد أبلغ", "ذكر فيد بلغ"),
    ("reveals", "say", "كشف أفصح", "كشف فصح"),
    ("considers", "say", "رأى رأت اعتبر", "رى عتبر"),
    ("estimates", "expect", "قدر", "قدر"),
    ("expects", "expect", "توقع رجح", "توقع رجح"),
    ("denies", "deny", "نفى نفت أنكر كذب", "نفي نكر كذب"),
    ("accuses", "accuse", "اتهم حمل", "تهم حمل"),
    ("warns", "warn", "حذر", "حذر"),
    ("threatens", "threaten", "هدد توعد لوح", "هدد توعد لوح"),
    ("calls for", "call", "دعا دعت طالب ناشد حث", "دعو طالب ناشد حث"),
    ("condemns", "condemn", "أدان دان ندد استنكر شجب", "دين ندد ستنكر شجب"),
    ("criticises", "condemn", "انتقد هاجم", "نتقد هاجم"),
    ("praises", "praise", "أشاد ثمن رحب هنأ", "شيد ثمن رحب هنئ"),
    ("describes", "describe", "وصف", "صف"),
    ("claims", "claim", "زعم ادعى ادعت تبنى تبنت", "زعم دعي تبنى"),
    ("admits", "admit", "اعترف أقر سلم", "عترف قر سلم"),
    ("promises", "promise", "تعهد وعد التزم", "تعهد عد لتزم"),
)
_ENGLISH: Final = {
    "say": "said says told tells added adds announced announces declared declares affirmed affirms confirmed confirms stressed "
    "stresses insisted insists explained explains noted notes stated states reported reports revealed reveals disclosed "
    "considered considers believed believes emphasised emphasized emphasises emphasizes indicated indicates maintained "
    "maintains argued argues thought thinks recounted replied remarked continued hinted underlined",
    "expect": "expected expects predicted predicts forecast forecasts estimated estimates anticipated anticipates",
    "deny": "denied denies",
    "accuse": "accused accuses blamed blames",
    "warn": "warned warns cautioned cautions",
    "threaten": "threatened threatens vowed vows",
    "call": "called calls urged urges demanded demands appealed appeals asked asks",
    "condemn": "condemned condemns denounced denounces criticised criticises criticized criticizes decried slammed attacked",
    "praise": "praised praises welcomed welcomes hailed hails commended commends congratulated congratulates",
    "describe": "described describes called calls",
    "claim": "claimed claims alleged alleges",
    "admit": "admitted admits acknowledged acknowledges conceded concedes",
    "promise": "promised promises pledged pledges vowed vows undertook",
}
_SOURCES: Final = frozenset(fold("بحسب حسب وفق وفقا حسبما نقلا").split())
_QUOTED: Final = re.compile(r"«[^»]*»|“[^”]*”|\"[^\"]*\"")
_WA: Final = "وف"

CLASS: Final = {label: kind for label, kind, _, _ in _VERBS}
VERBS: Final = {
    word: frozenset(kind for kind, line in _ENGLISH.items() if word in line.split())
    for line in _ENGLISH.values()
    for word in line.split()
}


def _labels() -> dict[str, str]:
    found: dict[str, str] = {}
    for label, _, past, present in _VERBS:
        for verb in map(fold, past.split()):
            for form in (verb, verb + "ت", verb + "ا", verb + "وا", verb + "تا"):
                found.setdefault(form, label)
        for stem in map(fold, present.split()):
            for form in ("ي" + stem, "ت" + stem, "ي" + stem + "ون", "ي" + stem + "ان"):
                found.setdefault(form, label)
    return found


_LABELS: Final = _labels()


def told(arabic: str) -> list[str]:
    """What is done with words in an Arabic sentence, outside its quotations, in order: "denies", "warns"."""
    found = []
    for word in words(_QUOTED.sub(" ", arabic)):
        for form in (word.folded, word.folded[1:] if word.folded[:1] in _WA else ""):
            if form in _LABELS:
                found.append(_LABELS[form])
                break
    return found


def sourced(arabic: str) -> bool:
    """Whether an Arabic sentence gives somebody as its source: بحسب, وفق, نقلاً عن."""
    return any(not _SOURCES.isdisjoint(stems(word.folded)) for word in words(_QUOTED.sub(" ", arabic)))
