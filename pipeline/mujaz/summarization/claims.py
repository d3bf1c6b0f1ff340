"""Who says what: the speakers of an article, what each does with his words, and in which sentence.

The verb is read in the Arabic, which is certain; the speaker in the English of the same sentence, where a verb of the same
class stands in an active clause. What does not agree on both sides is left out: a claim laid at the wrong door is worse
than one that is missing.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from mujaz.article import Claim, Translation
from mujaz.summarization.alike import word_set
from mujaz.summarization.speech import CLASS, VERBS, sourced, told
from mujaz.summarization.worth import without_dateline

_LONGEST = (
    2000  # characters of a sentence on either side; who speaks where in a longer one is anybody's guess
)
_MOST = 16  # words of a speaker; a longer one is a clause
_OPENS = 40  # characters before the verb of a sentence that begins with "He"
_PLURAL = {  # after several speakers: "residents say"; never "may say", "to say"
    "say": "say",
    "believe": "say",
    "consider": "say",
    "expect": "expect",
    "deny": "deny",
    "accuse": "accuse",
    "warn": "warn",
}
_SEVERAL = re.compile(
    r"(?:\w\ws|people|police|them|they)['’]?(?:,? (?:also|however|now|still|meanwhile|in turn),?)*\s*$",
    re.IGNORECASE,
)
_CLASSES = VERBS | {word: frozenset((kind,)) for word, kind in _PLURAL.items()}
_VERB = re.compile(rf"\b({'|'.join(sorted(_CLASSES, key=len, reverse=True))})\b")
_WORD = re.compile(r"\w+")
_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"|«[^»]*»")
_BLANK = "·"  # stands for each character of a quotation
_BOUNDARY = re.compile(
    rf"[;:—–{_BLANK}]|\b(?:while|whereas|but|although|though|that|which|because|after|before|when|if|whether|unless|until|adding|saying|noting)\b"
)
_SUPPOSED = frozenset(("if", "whether", "unless", "until"))
_OPENING = re.compile(  # of time, place and manner, up to its comma
    r"^\W*(?:(?:on|in|at|after|before|during|since|for|by|with|despite|as|from|also|then|and|but|meanwhile|however|earlier"
    r"|later|yesterday|today|moreover|separately|similarly|speaking|asked|following|amid|under|over|two|hours|days"
    r"|diplomatically|politically|economically|nevertheless|elsewhere|conversely|finally)\b[^,]{0,80},\s*)+",
    re.IGNORECASE,
)
# The same without a comma, before an article: "In Kirkuk the police", "Answering a question, the spokesman".
_PLACE = re.compile(
    r"^\W*(?:(?:In|At|On|From|During|After|Before|Through) [^,]{2,40}? (?=(?:the|an?|he|she|it|they)\b)|[A-Z][a-z]+ing\b[^,]{0,60},\s*)"
)
_LINKS = re.compile(
    r"^\W*(?:(?:and|but|so|yet|then|also|meanwhile|however|for|of course)\s+)+", re.IGNORECASE
)
_BEFORE_VERB = re.compile(
    r"(?:[\s,]+(?:also|has|have|had|later|then|earlier|again|already|however|repeatedly|now|meanwhile|in turn|for (?:his|her|its)"
    r" part|on (?:\w+day)(?: \w+)?|in a statement(?: \w+){0,2}|in (?:his|her|its|their) statement|yesterday|today|at the time|strongly"
    r"|still|always|both|all|once|[a-z]+ly|jointly|officially|since|did|does|do|would|will|could|might|may))+[\s,]*$",
    re.IGNORECASE,
)
_ASIDE = re.compile(r",\s+(?:who|whose|which|where|speaking|asked|citing|quoted|in|on|at)\b[^,]*,")
_PASSIVE = re.compile(
    r"\b(?:was|were|been|be|is|are|being|to|not|\w+n['’]t|never|hardly|who|which|widely|as|of|a|an|his|her|its|their|by)\s*$",
    re.IGNORECASE,
)
_CLAUSE = re.compile(
    r"\b(?:then|is|are|was|were|been|will|would|who|which|that|said|says|have|has|had|did|does|can|could|may|might|must|because"
    r"|killed|left)\b"
)
_NOUNS = word_set("reports claims calls demands notes states estimates forecasts appeals vows forecast")
_AFTER_VERB = re.compile(r"\s+(?:that|for|on|it|he|they|a|an|the)\b|\s*[:,]")
_NOBODY = re.compile(  # reserves estimated at, the film tells of; but the ministry warned of, she said at the meeting
    r"\w+\s+(?:by|to be|to have|as)\b|(?!warn|caution|said|says)\w+\s+of\b|(?!said|says|add)\w+\s+at\b"
)
_DEEDS = re.compile(  # the same words for what is done with hands and feet
    r"attacked\b|confirm(?:ed|s)\s+(?:his|her|its|their)\b|condemn(?:ed|s)\s[^,.]{2,40}?\sto\s+(?:death|prison|\w+ years)\b"
    r"|threaten(?:ed|s)(?!\s+(?:to|that|with)\b|\s*[,:·])|ask(?:ed|s)(?!\s+(?:for|that|not)\b|\s[^,.]{2,60}?\sto\b)"
    r"|add(?:ed|s)\s+(?:\d|(?:an?|the|another|his|her|its|their|one|two|three|four|five|six|seven|eight|nine|ten)\b"
    r"(?!\s\w+\s(?:was|were|is|are|had|has|have|would|will)\b))"
)
_THINGS = re.compile(  # as the head of a speaker: they threaten and tell without a word; not "survivors of the fire"
    r"^(?:(?!\b(?:of|in|on|at|from|to|for|by|with|between|who)\b)[^,])*?\b(?:film|novel|play|poem|song|toll|hunger|famine|drought|floods?|flooding|fires?|storm|cyclone|waves?|disease"
    r"|epidemic|cholera|virus|war|fighting|clashes|crisis|shortages?|heat|erosion|pollution|inflation|goal|win|victory)"
    r"(?=$|[ ,](?:of|in|on|at|from|to|for|by|with|between|that|which)\b)",
    re.IGNORECASE,
)
_INSERTED = re.compile(r"\s*(?:[,.]|$)")
# Two nouns side by side: the end of an adverbial that no comma closes ("On the basis of the survey the government").
_TWO = re.compile(
    r"\b(?!(?:of|in|at|for|to|on|from|by|with|and|or|under|over|between)\b)[\w'’-]+ (?:the|an?) ",
    re.IGNORECASE,
)
_PRONOUN = re.compile(r"^(?:he|she|it|they|both|the same)$", re.IGNORECASE)
_WEAK = re.compile(
    r"^(?:another|this|that|these|those|which|who|there|what|some|others?|we|i|you|one(?! of)|all|many|no|none|nobody|nothing"
    r"|neither|nor|few|hardly|not)\b|\b(?:neither|nor|not|both)$",
    re.IGNORECASE,
)
# How a speaker begins: a capital, a number, an article; else it is a few words in the plural ("local officials").
_PLAIN = re.compile(
    r"(?:he|she|it|they)$|[A-Z0-9“]|(?:the|an?|one|two|three|several|some|many)\s|(?:his|her|its|their)\s|(?:[a-z]+ )?(?:[a-z]+s|data)$"
)
_ACCORDING = re.compile(r"\b[Aa]ccording to\s+(?P<who>[^,;.“”\"]+)")
_AGENCY = (
    r"(?:the\s+)?(?:Reuters|AFP|Agence France-Presse|AP|the Associated Press|Associated Press|dpa|Anadolu|TASS|Xinhua|Interfax|SANA|MENA"
    r"|WAM|SPA|KUNA|QNA|INA|IRNA|WAFA|Petra|MAP|APS|TAP|SUNA|Saba|EFE|ANSA|Yonhap|Kyodo|BBC|CNN|Al[ -]Jazeera|Al[ -]Arabiya|Sky News|Bloomberg|[A-Z]\w+ (?:news|News) (?:agency|Agency))"
)
_TO_AGENCY = re.compile(rf"^\s+({_AGENCY})")
_OUTLET = r"[Tt]he (?:newspaper|agency|channel|magazine|broadcaster|station|website)"
_CARRIED = re.compile(
    rf"\b(?:carried|published|relayed|broadcast|interview|remarks|comments|statements?)(?: \w+)? (?:by|to|with) ({_AGENCY})"
)
_RELAYED = re.compile(
    rf"(?P<via>{_AGENCY}|{_OUTLET})(?:\s+(?:news agency|News Agency))?\s+(?:also\s+)?(?:quoted|cited)\s+(?P<who>[^“”\"]+?)\s+as\s+saying"
)


@dataclass(frozen=True, slots=True)
class _Said:
    """One clause of saying in the English."""

    classes: frozenset[str]
    who: str
    via: str
    at: int


def claims(translations: Sequence[Translation]) -> tuple[Claim, ...]:
    """The claims of an article, in its order.

    A sentence that begins with "He added" or the like carries on the speaker of the sentence before it, where that has
    one. Doubtful translations and endless sentences give no claim.

    Args:
        translations: The sentences of one article, in order.
    """
    found: list[Claim] = []
    last, spoken_in = "", 0
    for translation in translations:
        n = translation.sentence.n
        mine: list[Claim] = []
        longest = max(len(translation.sentence.arabic), len(translation.english))
        if not translation.doubtful and longest <= _LONGEST:
            for label, said in _agreed(translation):
                who = said.who
                if _PRONOUN.match(who):
                    opens = said.at <= _OPENS and spoken_in == n - 1
                    who = last if opens or mine else ""
                if who and all((who, label) != (one.speaker, one.verb) for one in mine):
                    mine.append(Claim(who, label, said.via, n))
                    last = who
        if mine:
            spoken_in = n
        found += mine
    return tuple(found)


def _agreed(translation: Translation) -> list[tuple[str, _Said]]:
    """The clauses of the English whose verb the Arabic has too, each with the Arabic's label."""
    labels = told(translation.sentence.arabic)
    agreed = []
    for said in _said(without_dateline(" ".join(translation.english.split()))):
        if not said.classes:
            if sourced(translation.sentence.arabic):
                agreed.append(("says", said))
            continue
        label = next((one for one in labels if CLASS[one] in said.classes), None)
        if label is not None:
            labels.remove(label)
            agreed.append((label, said))
        elif said.via:
            agreed.append(("says", said))
    return agreed


def _said(english: str) -> list[_Said]:
    """The clauses of saying of a sentence, in order; none of those inside its quotations."""
    bare = _QUOTED.sub(lambda match: _BLANK * len(match[0]), english)
    found: list[_Said] = []
    relayed = _RELAYED.search(bare) if "saying" in bare else None
    if relayed:
        who, via = _named(relayed["who"]), _agency(relayed["via"])
        found += [_Said(frozenset(("say",)), who, via, relayed.start())] if who else []
        bare = bare[: relayed.start()] + _BLANK * len(relayed[0]) + bare[relayed.end() :]
    for match in (word for word in _WORD.finditer(bare) if word[0] in _CLASSES):
        verb = match[0]
        after = bare[match.end() :]
        if verb in _NOUNS and not _AFTER_VERB.match(after):
            continue
        if _NOBODY.match(bare, match.start()) or _DEEDS.match(bare, match.start()):
            continue
        before = bare[: match.start()]
        if verb in _PLURAL and not _SEVERAL.search(before):
            continue
        if _INSERTED.match(after) and "," in before.rstrip(", "):
            before = before[before.rstrip(", ").rindex(",") + 1 :]  # "But the bell, Hanaa says, is there"
        who = _subject(before) or _inverted(before, after)
        agency = _TO_AGENCY.match(after) if verb in ("told", "tells") else None
        if who:
            via = _agency(agency[1]) if agency else ""
            found.append(_Said(_CLASSES[verb], who, via, match.start()))
    alone = len(found) == 1 and not found[0].via
    if alone and (carried := _CARRIED.search(bare)):
        found = [replace(found[0], via=_agency(carried[1]))]
    source = _ACCORDING.search(bare)
    if source and (who := _named(source["who"])):
        found.append(_Said(frozenset(), who, "", source.start()))
    return sorted(found, key=lambda said: said.at)


def _agency(text: str) -> str:
    """An agency without the article before its name; "The newspaper" keeps it."""
    name = re.sub(r"^[Tt]he (?=[A-Z])", "", text)
    return name[0].upper() + name[1:] if name.startswith("the ") else name


def _subject(before: str) -> str:
    """The speaker whose verb follows, or nothing where what stands there is no plain subject."""
    if _PASSIVE.search(before):
        return ""
    text = _BEFORE_VERB.sub("", before)
    if before.rstrip().endswith(",") and before.count(",") == 1 and not _OPENING.match(before):
        return ""  # "The chamber rejects the law, says it …": another verb's subject
    if _PASSIVE.search(text):
        return ""
    closed = "," if before[len(text) :].strip().startswith(",") else ""  # else the verb is the aside's own
    text = _PLACE.sub("", _OPENING.sub("", text))
    text = _ASIDE.sub("", text.rstrip() + closed).rstrip(", ") if "," in text else text
    if (
        ", and " in text
    ):  # "His death set off protests, and the police promised"; a list of three is left alone
        first, text = text.rsplit(", and ", 1)
        if "," in first:
            return ""
    bounds = list(_BOUNDARY.finditer(text))
    if bounds and bounds[-1][0] in _SUPPOSED:
        return ""
    return _named(text[bounds[-1].end() :] if bounds else text)


def _inverted(before: str, after: str) -> str:
    """The speaker behind the verb: "…", said the minister."""
    if not re.search(rf"[{_BLANK},]\s*$", before):
        return ""
    match = re.match(
        r"\s+([A-Z\w][^,.;:·]*?(?:,\s(?:one of [^,.;:·]+|[A-Z][\w’'-]*(?:\s(?:[A-Z]|al-|bin |ben )[\w’'-]*)*)(?=\.?$))?)(?=[,.;:]|\s(?:as|while|after|when|who|in an interview|during)\b|$)",
        after,
    )
    return _named(match[1]) if match else ""


def _named(text: str) -> str:
    """A speaker as a reader is shown it; nothing where the words are too many, or hold a clause."""
    who = _LINKS.sub("", " ".join(text.split())).strip(" ,;:-–—'’")
    few = 0 < len(who.split()) <= _MOST
    clause = (
        _CLAUSE.search(who)
        or _WEAK.match(who)
        or _VERB.search(who)
        or who.endswith((" and", " or"))
        or _TWO.search(who)
        or _THINGS.match(who)
    )
    if (
        not few
        or clause
        or _BLANK in who
        or who.count("(") != who.count(")")
        or who.lower() in ("and", "but")
    ):
        return ""
    return who[0].upper() + who[1:] if _PLAIN.match(who) else ""
