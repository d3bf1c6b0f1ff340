"""Whether the word before a full stop is an abbreviation, and whether that stop can end a sentence too."""

import re
from typing import Final, Literal

from mujaz.arabic.letters import DIGITS, PLAIN
from mujaz.arabic.words import plain, table

Kind = Literal["none", "title", "acronym", "era", "etc"]

# أ.ف.ب, ص.ب, لأ.ف.ب, أ.د: one letter a part; the first part may carry a one-letter prefix (or the article).
_DOTTED: Final = re.compile(r"(?:[وفبلك]?ال|[وفبلك]{0,2})?[" + PLAIN + r"](?:\.[" + PLAIN + r"])+")
_DOTTED_LATIN: Final = re.compile(r"(?:[A-Za-z]\.)+[A-Za-z]")
_ONE_LETTER: Final = re.compile(f"[{PLAIN}A-Z]")
_PREFIXED_TITLE: Final = table("ود وم وأ لد وأ.د لأ.د")  # ود. محمد; not لا and بد, which are words
_ERA: Final = re.compile(r"(?:ق\.م|ب\.م|ق\.ه|م\.ب)")
_YEAR_ERA: Final = re.compile(rf"[{DIGITS}]+(?:م|ه|ق\.م)")
_HAS_DIGIT: Final = re.compile(f"[{DIGITS}]")
_PREFIXES, _TITLES = frozenset("وفبلك"), frozenset("دم")
# Latin letters spelt in Arabic, as in جيه. كيه. رولينغ. The second group are words of their own and count
# only beside another initial.
_LETTER_NAMES: Final = table(
    "جيه جاي كيه كي إس إيه إف إتش جي كيو دبليو إكس زد أو إي آي إل إم إن آر أر تي واي في"
)
_WEAK_LETTER_NAMES: Final = table("بي سي يو دي دو")
_SPELT: Final = _LETTER_NAMES | _WEAK_LETTER_NAMES
# What a single letter after these is: a label, not an initial (فيتامين د. / المجموعة أ.).
_LABELLED: Final = table(
    "المجموعة مجموعة الفئة فئة الدرجة درجة الفقرة فقرة البند بند الملحق ملحق الخيار خيار النقطة نقطة القسم "
    "فيتامين الفيتامين فيتامينات الصف النموذج نموذج الحرف حرف فصيلة الفصيلة زمرة التهاب الخطة خطة الجزء المستوى "
    "النوع نوع فيروس القاعة قاعة المبنى مبنى البوابة الكبد"
)
_BEFORE_NUMBER: Final = table("رقم تل هاتف ص ط ج مج ت ف ق")
_LATIN: Final = table(
    "dr mr mrs ms prof st sr jr gen col lt sgt capt rev hon inc ltd corp co llc vs etc no fig vol ed eds al pp "
    "approx dept univ est mt ft jan feb mar apr jun jul aug sep sept oct nov dec ph.d e.g i.e a.m p.m"
)
# At the head of a sentence these number it (أولا. …).
ORDINALS: Final = table("أولا ثانيا ثالثا رابعا خامسا سادسا سابعا ثامنا تاسعا عاشرا")
_ET_CETERA: Final = table("إلخ الخ وإلخ")


def is_initial(token: str) -> bool:
    """Whether a token, its full stop included, can be one initial of several (`م.`, `J.`, `كيه.`)."""
    if not token.endswith("."):
        return False
    bare = plain(token[:-1])
    return bool(_ONE_LETTER.fullmatch(bare)) or bare in _SPELT


def kind(token: str, previous: str, following: str) -> Kind:  # noqa: PLR0911  one return a rule
    """What the word before a full stop is.

    Args:
        token: The word, without its last full stop, without brackets or quotation marks at its front.
        previous: The word before it, or an empty string.
        following: The word after the full stop, or an empty string.

    Returns:
        "title" and "acronym" end a sentence only before a word that certainly opens one; "era" (`ق.م`,
        `570 م`) ends one unless the next word goes on; "etc" likewise; "none" is no abbreviation.
    """
    bare = plain(token)
    if not bare:
        return "none"
    if bare in _ET_CETERA:
        return "etc"
    if _YEAR_ERA.fullmatch(bare) or _ERA.fullmatch(bare):
        return "era"
    if _ONE_LETTER.fullmatch(bare):
        if _HAS_DIGIT.search(previous[-4:]):
            return "title" if bare == "ش" else "era"  # 15 ش. الثورة
        # A letter after another one without a dot ends a spelt acronym (أ ف ب.), and may end the sentence.
        title = plain(previous) in _PREFIXES and (bare in _TITLES or is_initial(following))
        spelt = bool(_ONE_LETTER.fullmatch(plain(previous))) and not title
        return "none" if spelt or plain(previous) in _LABELLED else "title"
    if len(bare) > 1 and (_DOTTED.fullmatch(bare) or _DOTTED_LATIN.fullmatch(bare)):
        return "acronym"
    if "." in bare and all(_ONE_LETTER.fullmatch(part) or part in _SPELT for part in bare.split(".")):
        return "acronym"  # بي.بي.سي.
    if bare in _PREFIXED_TITLE or bare.lower() in _LATIN:
        return "title"
    if bare.removeprefix("و") in _BEFORE_NUMBER and _HAS_DIGIT.match(following):
        return "title"
    return _letter_name(bare, previous, following)


def _letter_name(bare: str, previous: str, following: str) -> Kind:
    strong, weak = bare in _LETTER_NAMES, bare in _WEAK_LETTER_NAMES
    if not (strong or weak):
        return "none"
    if is_initial(following) or is_initial(previous):
        return "title"
    before = plain(previous)
    # بي بي سي. and القسم دي. end like any word.
    spelt = before in _SPELT or before in _LABELLED
    return "title" if strong and not spelt else "none"
