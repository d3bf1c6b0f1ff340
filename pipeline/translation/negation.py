"""Notice an Arabic denial of which the English shows no trace."""

import re

# Diacritics, tatweel and direction marks.
_MARKS = re.compile(r"[\u0610-\u061a\u064b-\u065f\u0670\u0640\u200b-\u200f\u202a-\u202e\u2066-\u2069]")
_END = r"(?![ء-ي])"
_START = r"(?<![ء-ي])[وف]?"
# What looks like a denial and is none: "still" (لا يزال), "only" (لا … إلا), "at least" (لا يقل عن), "especially"
# (لا سيما), "must" (لا بد), "but" (غير أن), "no sooner than" (لم يلبث), "unless" keeps its trace in English.
_NO_DENIAL = re.compile(
    _START + r"(?:(?:لا|لم|ما|لن)\s+(?:[يتأن]?زا?ل(?:وا|ون|ت|نا)?|زال\w*|[يت]لبث\w*|[يت]نفك\w*|[يت]برح\w*)"
    r"|(?:لا|لم|لن)\s+[يتن]قل\w*\s+(?:\S+\s+){0,2}?عن"
    r"|ل?ا\s*سيما|لاسيما|لا\s+(?:بد|شك|ريب|محال[ةه]|جرم|غرو|بأس|باس|غنى|مناص|مفر)"
    r"|(?:لا|لم|لن)\s+[يتن]تجاوز\w*|(?:لا|لم|لن)\s+[يتن]تعد[ىّ]?\w*"
    r"|(?:لا|لم|لن)\s+[يت]خفى?\s|أ(?:لا|لم|ليس)|(?:لا|لم|لن)\s+[يت]خلو?|لا\s+بل|ما\s+لم)" + _END
)
_ONLY = re.compile(r"(?<![ء-ي])(?:إلا|الا|سوى|غير)(?![ء-ي])")
_DENIAL = re.compile(
    _START + r"(?:لم|لن|ليس(?:ت|وا|ا|تا|نا|تم)?|لست(?:م)?|لسنا|لا(?=\s+[يتنأ][ء-ي]{2,})"
    r"|(?:[بلك]|ل)?عدم(?!\s+(?:وجود|الانحياز|انحياز))" + ")" + _END
)
# Anything that can carry a denial into English. Broad on purpose: one trace anywhere excuses the sentence.
_TRACE = re.compile(
    r"n['’]t\b|\b(?:not|no|non|none|nobody|nothing|nowhere|never|neither|nor|cannot|without|unless|until|only|"
    r"merely|just|fail\w*|refus\w*|reject\w*|den(?:y|ie[sd]|ial\w*|ying)|lack\w*|absen\w*|barely|hardly|scarcely|"
    r"rare(?:ly)?|seldom|few(?:er)?|little|less|least|zero|stop\w*|prevent\w*|prohibit\w*|ban(?:s|ned|ning)?|"
    r"forb\w+|avoid\w*|miss(?:es|ed|ing)?|loses?|lost|losing|instead|rather|except\w*|but|beyond|away|impossib\w+|"
    r"rule[sd]? out|ruling out|free of|yet|still|too|nullif\w+|over|end(?:s|ed|ing)?|exclud\w*|declin\w*|withh\w+|"
    r"abst\w+|refrain\w*|ceas\w*|oppos\w*|object\w*|far from|short of|ill|neglect\w*|ignor\w*|skip\w*|halt\w*|"
    r"last|other than|out of|keep\w* from|kept|bar(?:s|red|ring)?|block\w*|hard|difficult\w*|doubt\w*|"
    r"un(?!der|it[ey]|ited|ion|iver|iform|ique|it\b|its\b|til|esco|icef|ilateral|anim)[a-z]{3,}|"
    r"(?:dis(?!trict|tan|cuss|play|tribut|ast|cover|ease|ciplin)|mis|il(?=l)|ir(?=r)|im(?=[mp])|in(?=[a-z]{6,}(?:ble|bly|"
    r"ility|ent|ence|ency|ant|ance|ate|acy|ity|ive|ct|al|ct)\b))[a-z]{4,}|[a-z]+less(?:ly|ness)?)\b",
    re.IGNORECASE,
)


def negation_lost(arabic: str, english: str) -> bool:
    """Whether the Arabic denies something and the English has no word that could carry a denial.

    Only the surest Arabic denials count: لم, لن, ليس and its persons, لا before a verb, عدم. An English
    sentence that kept one denial of two passes.
    """
    bare = _MARKS.sub("", arabic)
    if not _DENIAL.search(bare) or _TRACE.search(english):
        return False
    rest = _NO_DENIAL.sub(" ", bare)
    found = _DENIAL.search(rest)
    return found is not None and not _ONLY.search(rest, found.end())
