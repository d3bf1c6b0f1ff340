"""Verbs of saying on both sides: what an Arabic verb does with its words, and the English that tells the same."""

import re
from typing import Final

from mujaz.arabic.clitics import Word, fold, stems, words

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
_OBJECT: Final = frozenset(  # of these a person or thing may be the object: وصفه, اتهمها, ناشدهم
    ("denies", "accuses", "warns", "calls for", "criticises", "praises", "describes")
)
_NOT: Final = frozenset(fold("لم لن لا ما ليس غير").split())
_BARE: Final = frozenset({"adds", "says"})  # without words to go with them: adds a goal, says a poem
_WORDS_FOLLOW: Final = re.compile(r":|(?<!\w)[وفبل]?[اأإ]ن(?:ه|ها|هم|هما|هن|نا|ي|ني|ك|كم)?(?!\w)")
_ABOUT: Final = re.compile(r"،|(?<!\w)عن(?!\w)")
_SUFFIXES: Final = fold("ه ها هم").split()
_BETWEEN: Final = fold("بين")  # is the preposition, unless it has its shadda
_DAMMA, _SHADDA = "\u064f", "\u0651"
_EARLY: Final = (
    5  # characters, و and another mark with them, within which the damma of a passive stands: وُصف, اتُّهم
)

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
                if label in _OBJECT and not form.endswith("وا"):
                    found.update({form + suffix: label for suffix in _SUFFIXES if form + suffix not in found})
        for stem in map(fold, present.split()):
            for form in ("ي" + stem, "ت" + stem, "ي" + stem + "ون", "ي" + stem + "ان"):
                found.setdefault(form, label)
                if label in _OBJECT:
                    found.update({form + suffix: label for suffix in _SUFFIXES if form + suffix not in found})
    return found


_LABELS: Final = _labels()


def told(arabic: str) -> list[str]:
    """What is done with words in an Arabic sentence, outside its quotations, in order: "denies", "warns".

    Left out are verbs that are negated or marked as passive, and those of mere saying and adding where no words go with them.
    """
    found = []
    before = ""
    bare = _QUOTED.sub(lambda match: "«" + " " * (len(match[0]) - 1), arabic)
    for word in words(bare):
        spoken = word.folded in _LABELS or word.folded[1:] in _LABELS  # few words are
        label = _label(word) if spoken and before not in _NOT and before[1:] not in _NOT else ""
        if label and (label not in _BARE or _goes_with(label, bare, word.end)):
            found.append(label)
        before = word.folded
    return found


def _label(word: Word) -> str:
    for form in (word.folded, word.folded[1:] if word.folded[:1] in _WA else ""):
        if form in _LABELS:
            passive = form[0] not in "يت" and _DAMMA in word.surface[:_EARLY]
            between = form == _BETWEEN and _SHADDA not in word.surface
            return "" if passive or between else _LABELS[form]
    return ""


def _goes_with(label: str, bare: str, at: int) -> bool:
    rest = bare[at:]
    return "«" in bare or bool(_WORDS_FOLLOW.search(rest) or (label == "says" and _ABOUT.search(rest)))


def sourced(arabic: str) -> bool:
    """Whether an Arabic sentence gives somebody as its source: بحسب, وفق, نقلاً عن."""
    return any(not _SOURCES.isdisjoint(stems(word.folded)) for word in words(_QUOTED.sub(" ", arabic)))
