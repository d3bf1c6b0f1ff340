"""English sentences: where one ends and the next begins."""

import re

# A mark that may end a sentence, with the closing quotes and brackets that belong to it, then white space.
_CANDIDATE = re.compile(r"(?P<space>[ \t]?)(?P<mark>[.!?…]+)(?P<close>[\"'”’»)\]]*)(?:[ \t]+|$)")
_LAST_WORD = re.compile(r"[\w.&'’-]+$")
_DOTTED = re.compile(r"(?:[A-Za-z]\.)+[A-Za-z]$")  # U.S, a.m, Ph.D
_NEXT = re.compile(r"[\"'“‘«(\[]*(?P<word>[\w'’-]+)(?P<dot>\.?)")
_LOOSE_MARK = re.compile(r"[ \t]+(?=[.!?…,;:](?:[\s\"'”’»)\]]|$))")
_TERMINATED = re.compile(r"[.!?…][\"'”’»)\]]*$")

# Always before a name or a number: no sentence ends here.
_BEFORE_NAME_LIST = """
    mr mrs ms messrs dr prof gen lt col maj capt cpt sgt cpl pvt brig adm cmdr cdr sen rep gov rev
    hon pres amb supt insp eng st mt ft vs viz cf approx fig figs vol art sec ch pp
"""
_BEFORE_NAME = frozenset(_BEFORE_NAME_LIST.split())
# May stand within a sentence or at its end: what follows decides.
_EITHER_LIST = """
    inc ltd co corp bros jr sr etc al jan feb mar apr jun jul aug sep sept oct nov dec dept est ret
"""
_EITHER = frozenset(_EITHER_LIST.split())
_BEFORE_DIGIT = frozenset(("no", "nos", "p", "para"))
# After an abbreviation these open a new sentence; a name or another noun would continue the old one.
_OPENERS_LIST = """
    a after also although an and another as at because before both but by despite during each
    earlier even few for from had he her his how however if in it its last later many meanwhile more
    moreover most no nor not of on once one other others our over several she since so some such
    that the their then there these they this those though to today two under until we what when
    where which while who why will with yesterday yet you
"""
_OPENERS = frozenset(_OPENERS_LIST.split())
_CLOCK = frozenset(("a.m", "p.m"))
_AFTER_CLOCK_LIST = """
    gmt utc est edt pst cet bst local monday tuesday wednesday thursday friday saturday sunday
    january february march april may june july august september october november december
"""
_AFTER_CLOCK = frozenset(_AFTER_CLOCK_LIST.split())
_SPEECH_LIST = """
    said says asked told added cried shouted replied wondered wrote declared warned exclaimed
    answered
"""
_SPEECH = frozenset(_SPEECH_LIST.split())


def split(text: str) -> list[str]:
    """The sentences of an English text, in order.

    Nothing but white space is lost: joined with blanks, the sentences are the text, except that the blank that
    some summarisers put before a mark ("... in Aleppo .") goes. A line break always ends a sentence.

    Args:
        text: Running text; the output of a model, or a translation.

    Returns:
        Sentences without white space around them; none for a blank text.
    """
    sentences: list[str] = []
    for line in text.splitlines():
        start = 0
        for match in _CANDIDATE.finditer(line):
            if match.end() < len(line) and _ends(line, start, match):
                sentences.append(line[start : match.end()])
                start = match.end()
        sentences.append(line[start:])
    tidy = (_LOOSE_MARK.sub("", " ".join(sentence.split())) for sentence in sentences)
    return [sentence for sentence in tidy if sentence]


def terminated(sentence: str) -> bool:
    """Whether a sentence ends in a full stop, a question or exclamation mark or an ellipsis."""
    return _TERMINATED.search(sentence.rstrip()) is not None


def _ends(line: str, start: int, match: re.Match[str]) -> bool:
    """Whether the candidate ends the sentence that began at `start`."""
    before = line[start : match.start()]
    mark, spaced = match["mark"], bool(match["space"])
    follower = _NEXT.match(line, match.end())
    if not before.strip() or follower is None:
        return False
    if spaced and mark == ".":
        return True  # " . " is how a summariser ends a sentence, whatever comes next
    word = follower["word"]
    if not (word[0].isupper() or word[0].isdigit() or re.match(r"(?:al|el)-[A-Z]", word)):
        return False
    if len(mark) > 1 or mark == "…":
        return not spaced or word.lower() in _OPENERS
    if mark in "!?":
        return not (match["close"] and _attributed(line[match.end() :]))
    return bool(match["close"]) or not _abbreviated(before, word, initial_follows=bool(follower["dot"]))


def _attributed(rest: str) -> bool:
    """Whether a quotation is followed by its speaker: "..." Karim asked."""
    return any(word in _SPEECH for word in re.findall(r"[\w'’-]+|[.,;]", rest.lower())[:4])


def _abbreviated(before: str, following: str, *, initial_follows: bool) -> bool:
    """Whether the full stop after `before` belongs to an abbreviation inside the sentence."""
    found = _LAST_WORD.search(before)
    if found is None:
        return False
    word = found.group()
    low = word.lower().strip("'’")
    if low in _CLOCK:
        return following[0].isdigit() or following.lower() in _AFTER_CLOCK
    if low in _EITHER or _DOTTED.fullmatch(word) or (len(word) == 1 and word.isupper()):
        return following.lower() not in _OPENERS or (initial_follows and len(following) == 1)
    item = word.isdigit() and not before[: found.start()].strip()  # "1. The army ...": of a list
    return item or low in _BEFORE_NAME or (low in _BEFORE_DIGIT and following[0].isdigit())
