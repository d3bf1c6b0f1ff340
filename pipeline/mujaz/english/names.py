"""Name-like spans of an English sentence: capitalised words, acronyms, and what binds them."""

import re
from dataclasses import dataclass
from typing import NamedTuple


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


_TOKEN = re.compile(r"[^\W_](?:[\w'’.&-]*[\w])?", re.UNICODE)
_ARTICLED = re.compile(r"(?:al|el|an|as|ash|at|az|ad|ar|ez|ed|es|ul)-[A-Z]")
_PARTICLES = _set(
    "al el bin ibn bint ben ould abu umm de del della di da dos du la le van von der den ter zu ul"
)
_BINDERS = frozenset({"of", "for", "the"})  # within a name: "Organization for the Prohibition of …"
_LINKS = _PARTICLES | _BINDERS
_BODIES = _set(  # after which "of" belongs to the name: "Bank of England", not "Baghdadi of Daesh"
    "Agency Alliance Army Assembly Association Authority Bank Bay Bishop Board Cape Center Centre Chamber Church "
    "City College Commission Committee Community Conference Congress Convention Corps Council Court Custodian "
    "Department Directorate Doctors Duchess Duke Emirate Federation Foundation Front Fund Government Group Gulf "
    "Head High Horn House Institute Isle Kingdom League Ministry Monitor Movement Museum Network Observatory "
    "Office Organisation Organization Palace Party Prince Princess Prohibition Province Refugees Republic Sea "
    "Socialist Society State States Strait Straits Sultanate Tribunal Union University World"
)
_BODIES_FOR = _set(
    "Association Center Centre Commission Commissioner Committee Conference Council Foundation Forum Front Fund "
    "Institute Monitor Movement Network Observatory Office Organisation Organization Programme Program Tribunal"
)
_ABBREVIATIONS = _set("St Ste Dr Mr Mrs Ms Prof Gen Col Lt Maj Capt Sgt Sen Gov Rev Mt Ft Jr")
_MONTHS = _set(
    "January February March April May June July August September October November December "
    "Jan Feb Mar Apr Jun Jul Aug Sept Sep Oct Nov Dec"
)
_NO_NAMES = _set("Monday Tuesday Wednesday Thursday Friday Saturday Sunday I I'm I’m I've I'll I'd")
_TITLES = _set(
    "President Vice Prime Deputy Foreign Defense Defence Interior Finance Health Oil Justice Education "
    "Minister Premier Chancellor Secretary-General Secretary General Governor Mayor Senator Ambassador King "
    "Queen Prince Princess Crown Emir Sultan Sheikh Pope Patriarch Ayatollah Imam Mr Mrs Ms Dr Prof Professor Sir "
    "Lord Lady Judge Justice Captain Major Colonel Brigadier Lieutenant Admiral Marshal Field Sergeant Envoy "
    "Spokesman Spokeswoman Speaker Former Chief Special Representative Gen Col Lt Brig Maj Capt Sen Gov"
)
_DEMONYMS = _set(
    "Afghan African Albanian Algerian American Arab Arabic Argentine Armenian Asian Australian Austrian "
    "Azerbaijani Azeri Bahraini Bangladeshi Basque Belarusian Belgian Bolivian Bosnian Brazilian British "
    "Bulgarian Burmese Burundian Cambodian Cameroonian Canadian Catalan Chadian Chechen Chilean Chinese "
    "Christian Colombian Congolese Coptic Croatian Cuban Cypriot Czech Danish Druze Dutch Egyptian Emirati "
    "English Eritrean Estonian Ethiopian European Filipino Finnish French Gambian Georgian German Ghanaian "
    "Greek Gulf Haitian Hebrew Hungarian Icelandic Indian Indonesian Iranian Iraqi Irish Islamic Islamist "
    "Israeli Italian Ivorian Japanese Jewish Jordanian Kazakh Kenyan Korean Kosovar Kurdish Kuwaiti Kyrgyz "
    "Latin Latvian Lebanese Liberian Libyan Lithuanian Malaysian Malian Maltese Maronite Mauritanian Mexican "
    "Moldovan Mongolian Moroccan Muslim Nepali Nigerian Nigerien Norwegian Omani Orthodox Pakistani "
    "Palestinian Persian Peruvian Philippine Polish Portuguese Qatari Roman Romanian Russian Rwandan Saudi Scottish "
    "Senegalese Serbian Shia Shiite Slovak Slovenian Somali Soviet Spanish Sudanese Sunni Swedish Swiss "
    "Syrian Taiwanese Tajik Tanzanian Thai Tibetan Tunisian Turkish Turkmen Ugandan Ukrainian Uzbek "
    "Venezuelan Vietnamese Welsh Western Yazidi Yemeni Zambian Zimbabwean"
)
_OPENERS = _set(
    "a about above according across add added adding after again against ago all almost along already also "
    "although always am amid among an and another any anyone are around as ask asked at away back be because "
    "been before behind being below besides best better between beyond both but by called can clashes could "
    "dear despite did do does down due during each earlier early eight either eleven even eventually ever every "
    "everyone everything except few fifteen fifty finally first five following for former forty four from "
    "further given had half has have having he her here hers herself him himself his how however hundreds i if "
    "in indeed inside instead into is it its itself just last late later least less let like local look made "
    "many may maybe me meanwhile might million more moreover most much must my near nearly neither never "
    "nevertheless new next nine no nobody none nor not nothing now of off official officials often on once one "
    "only or other others our out outside over part people perhaps please police reports residents same say says "
    "second seven several shall she should similarly since six sixty so some someone sometimes soon still such "
    "ten than thanks that the their them then there therefore these they third thirty this those though "
    "thousands three through throughout thus today together tomorrow too toward towards tuesday twelve twenty "
    "two under unfortunately unless unlike until up upon us very was we were what whatever when whenever where "
    "whereas whether which while who whoever whom whose why will with within without would yes yesterday yet you "
    "your"
)
_DOTTED = re.compile(r"(?:[A-Z]\.)+[A-Z]")  # U.S, its last stop left outside the token
_POSSESSIVE = ("'s", "’s")


@dataclass(frozen=True, slots=True)
class NameSpan:
    """One name as it stands: `english[start:end] == text`, possessive left off."""

    text: str
    start: int
    end: int
    initial: bool  # opens a sentence, so its capital alone proves nothing

    @property
    def acronym(self) -> bool:
        """Whether it is one word of capitals, such as UN or F-16."""
        return " " not in self.text and self.text.isupper()


class _Piece(NamedTuple):
    """One word that may belong to a name, possessive left off; any other word parts two names as it stands between."""

    text: str
    start: int
    end: int
    name: bool
    links: bool  # may bind two names
    initial: bool


def is_nationality(word: str) -> bool:
    """Whether a word says whose something is (Syrian, Kurdish, Islamic) and names nothing by itself."""
    return word in _DEMONYMS


def candidates(english: str) -> list[NameSpan]:
    """The names of `english`, left to right.

    A name is a run of capitalised words, bound by particles (al-, bin, de …) and by of / for / the between two
    capitalised words. Left out: a function word that opens a sentence, I, months and days, titles before a
    name ("President"), and nationality words that stand alone or before a title ("Syrian rebels",
    "Syrian President Bashar al-Assad"); inside a name they stay ("Free Syrian Army"). Acronyms are kept.
    """
    pieces = _pieces(english)
    spans: list[NameSpan] = []
    run: list[_Piece] = []
    for at, piece in enumerate(pieces):
        if run and not _joined(english, run[-1], piece):
            spans.extend(_finish(english, run))
            run = []
        if piece.name or (piece.links and _binds(english, pieces, at, opened=bool(run))):
            run.append(piece)
        elif run:
            spans.extend(_finish(english, run))
            run = []
    spans.extend(_finish(english, run))
    return spans


def _pieces(english: str) -> list[_Piece]:
    pieces: list[_Piece] = []
    for match in _TOKEN.finditer(english):
        text = match.group()
        start, end = match.span()
        if text.endswith(_POSSESSIVE):
            text, end = text[:-2], end - 2
        name = text[0].isupper() or ("-" in text and _ARTICLED.match(text) is not None)
        links = text.lower() in _LINKS
        if not name and not links:
            continue
        initial = _opens(english, start) and not (pieces and _joined_by_dot(english, pieces[-1], start))
        if name and (text in _NO_NAMES or (initial and text.lower() in _OPENERS)):
            name = False
        pieces.append(_Piece(text, start, end, name, links, initial))
    return pieces


def _opens(english: str, at: int) -> bool:
    """Whether a sentence begins at `at`: the start, or the end of another or a quotation mark before it."""
    while at and english[at - 1].isspace():
        at -= 1
    return not at or english[at - 1] in '.!?…:"“«”»([‘' or english.endswith(" '", 0, at)


def _joined_by_dot(english: str, left: _Piece, start: int) -> bool:
    """Whether the full stop before a word is that of an abbreviation: "St. Petersburg", "George W. Bush"."""
    return english[left.end : start] == ". " and _shortened(left.text)


def _shortened(text: str) -> bool:
    return text in _ABBREVIATIONS or (len(text) == 1 and text.isupper()) or bool(_DOTTED.fullmatch(text))


def _joined(english: str, left: _Piece, right: _Piece) -> bool:
    """Whether only a space or a hyphen lies between; a possessive, comma or quote parts two names."""
    gap = english[left.end : right.start]
    return gap in {" ", "-", "\u00a0"} or (gap == ". " and _shortened(left.text))


def _binds(english: str, pieces: list[_Piece], at: int, *, opened: bool) -> bool:
    """Whether a small word continues a name: one to three of them, then a capital."""
    word = pieces[at].text.lower()
    if not opened and word not in {"al", "el", "abu", "bin", "ibn", "umm", "de", "von", "van"}:
        return False
    before = pieces[at - 1].text
    of_body = (word == "of" and before in _BODIES) or (word == "for" and before in _BODIES_FOR)
    if word not in _PARTICLES and not of_body and not (word == "the" and before in {"of", "for"}):
        return False
    for here, following in zip(pieces[at:], pieces[at + 1 : at + 4], strict=False):
        if not _joined(english, here, following):
            return False
        if following.name:
            return True
        if not following.links:
            return False
    return False


def _finish(english: str, run: list[_Piece]) -> list[NameSpan]:
    words = list(run)
    while len(words) > 1 and (
        words[0].text.rstrip(".") in _TITLES
        or (words[0].text in _DEMONYMS and words[1].text in _TITLES)
        or words[0].text.lower() in _BINDERS
    ):
        words.pop(0)
    if not words or all(
        word.text in _DEMONYMS
        or word.text in _MONTHS
        or word.text.isdigit()
        or word.text.rstrip("s") in _DEMONYMS
        for word in words
    ):
        return []
    if len(words) == 1 and words[0].text.rstrip(".") in _TITLES:
        return []
    start, end = words[0].start, words[-1].end
    return [NameSpan(english[start:end], start, end, words[0].initial)]
