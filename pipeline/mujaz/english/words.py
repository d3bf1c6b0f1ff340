"""Words of English text for comparing sentences: tokens, stop words, light stems."""

import re

_TOKEN = re.compile(r"(?:[A-Za-z]\.){2,}|\d+(?:[.,]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)*")
_SHORTEST = 3  # letters that a stem keeps at least
_DOUBLED = re.compile(r"([bdgkmnprt])\1$")

# Words that say nothing about the subject: closed classes, and the verbs of attribution of newswire.
_STOP_WORDS_LIST = """
    a about above after again against all almost along already also although always am amid among an
    and another any are around as at away be because been before behind being below between beyond
    both but by can cannot could did do does doing done down due during each either else even ever
    every few for from further had has have having he her here hers herself him himself his how
    however i if in indeed instead into is it its itself just least less like many may me meanwhile
    might mine more moreover most much must my myself near neither never nor not now of off often on
    once one only onto or other others otherwise our ours ourselves out over own per perhaps rather
    same shall she should since so some still such than that the their theirs them themselves then
    there therefore these they this those though through throughout thus till to too toward towards
    under until unto up upon us very via was we were what when where whereas whether which while who
    whom whose why will with within without would yet you your yours yourself said says say saying
    told tells tell added adds adding according noted noting stated stating explained explaining
    reported reports mr mrs ms
"""
STOP_WORDS = frozenset(_STOP_WORDS_LIST.split())


def tokens(text: str) -> list[str]:
    """The words and numbers of a text, lower-cased, in order.

    Possessives lose their ending, numbers their thousands marks, dotted acronyms all dots but the last
    ("U.S." gives "us.", so that the country is not taken for the pronoun). Hyphenated words come apart.
    """
    found = []
    for match in _TOKEN.finditer(text):
        token = match.group().lower().replace("’", "'")
        if token[0].isdigit():
            token = re.sub(r",(?=\d{3}(?!\d))", "", token)
        elif "." in token:
            token = token.replace(".", "") + "."
        else:
            token = token.removesuffix("'s")
        found.append(token)
    return found


def stem(word: str) -> str:
    """A light stem: plural, past and -ing endings, and a final e, go; "closing", "closed", "closes" agree.

    In the spirit of Harman's S stemmer (1991) with two verb endings more. It need not be a word, only the same
    for the forms of one word. Words of up to three letters stay as they are.
    """
    if not word.isalpha() or len(word) <= _SHORTEST:
        return word
    if word.endswith(("ies", "ied")):
        return word[:-3] + "y"
    if word.endswith(("sses", "xes", "ches", "shes")):
        word = word[:-2]
    elif word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    for ending in ("ing", "ed"):
        body = word.removesuffix(ending)
        if body != word and len(body) >= _SHORTEST and any(letter in "aeiouy" for letter in body):
            return _DOUBLED.sub(r"\1", body).removesuffix("e")
    return word.removesuffix("e")


def terms(text: str) -> list[str]:
    """The stems of the words that carry meaning, in order, with repetitions."""
    return [stem(token) for token in tokens(text) if token not in STOP_WORDS]
