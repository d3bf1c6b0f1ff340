"""When two English words say the same for a reader of news, and when they say the opposite."""

from collections.abc import Iterable

from mujaz.english.words import STOP_WORDS, stem, tokens

# One key for a country, its people and its adjective, where the endings -n, -i, -an, -ese and -ish don't show it.
_KIN = """
    america american us us. usa; britain british uk uk. briton england english; france french; spain spanish;
    germany german; italy italian; greece greek; turkey turkish turk; poland polish; sweden swedish; denmark danish;
    netherlands dutch; switzerland swiss; ireland irish; ukraine ukrainian; egypt egyptian; iran iranian; jordan
    jordanian; palestine palestinian; chad chadian; canada canadian; brazil brazilian; argentina argentinian;
    norway norwegian; niger nigerien; nigeria nigerian; afghanistan afghan; kurdistan kurdish kurd; europe european;
    belgium belgian; hungary hungarian; azerbaijan azerbaijani azeri; philippines filipino philippine; mauritania
    mauritanian; christianity christian; syria syrian; iraq iraqi; yemen yemeni; libya libyan; sudan sudanese; tunisia
    tunisian; algeria algerian; morocco moroccan; lebanon lebanese; saudi saudis; kuwait kuwaiti; qatar qatari; bahrain
    bahraini; oman omani; emirates emirati uae; israel israeli; russia russian; china chinese; japan japanese;
    india indian; pakistan pakistani; ethiopia ethiopian; somalia somali; mali malian; korea korean; australia
    australian; mexico mexican; kenya kenyan; africa african; asia asian; arab arabic; islam islamic islamist
"""
# Words that a summary puts for one another. A group is a set of forms; all forms of it get one key.
_SYNONYMS = """
    kill killed killing killings kills dead die died dies death deaths fatal slain toll; wound wounded wounding injured
    injure injuries injury hurt; attack attacked attacks assault assaulted raid raids strike strikes struck attackers;
    blast explosion exploded explode explodes bombing bomb bombs; large big great major; house houses home homes;
    parliament parliamentary legislature; mp deputy deputies lawmaker lawmakers legislator legislators;
    approve approved approval approves pass passed passes endorsed endorse adopt adopted ratified ratify;
    demand demanded demands call called calls urge urged urges appeal appealed; say said stated announced announce
    announces announcement declared declare declares told reported reports; begin began begun begins start started starts;
    displaced displace displacement uproot uprooted; destroy destroyed destruction destroys wreck wrecked; release
    released releases free freed; arrest arrested arrests detain detained detention; talk talks negotiation negotiations
    negotiate; agreement agree agreed agrees deal accord pact; capture captured seize seized seizes control took taken;
    shut closed close closes closing closure; cut cuts reduce reduced reduces reduction lower lowered; raise raised raises
    increase increased increases rise rises rose risen; company firm companies firms; president presidential presidency;
    election elections electoral elect elected poll polls; minister ministry; troops soldiers soldier forces army
    military; fight fighting fighters fought clash clashed clashes battle battles; police policeman policemen; refugees
    refugee; child children; person people persons; money funds fund funding; aid relief assistance help helped; district
    neighborhood neighbourhood area; border frontier; rocket rockets missile missiles; government cabinet; help assist;
    victim victims casualties; quake earthquake; flood floods flooding flooded; visit visited visits trip; meet met meeting
    meets met; fear feared fears worry worried; buy bought purchase purchased; sell sold; percent percentage per-cent;
    group groups organization organisation; gunman gunmen attacker; show showed shown indicate indicated; go went goes
    left leave leaves; get got obtain obtained receive received; build built construct constructed construction; spend
    spending spent expenditure; economy economic; security secure; law legislation bill; court judge judicial; accuse
    accused accuses blame blamed; win won victory wins; lose lost loss losses; expect expected expects forecast predicted
    predict; doctor doctors medic medics physician physicians; hospital hospitals; car vehicle cars vehicles; vote voted
    votes voting; exchange swap swapped; mother mothers; prison jail imprisoned jailed prisoners prisoner; launch launched
    launches; hit hits; damaged damage damages
"""
_OPPOSITES = """
    rise rose risen rises increase increased grew grow grown climbed gained jumped soared higher - fall fell fallen falls
    decrease decreased decline declined dropped drop shrank plunged lower;
    win won wins victory - lose lost loses defeat defeated;
    accept accepted accepts approve approved agree agreed welcomed welcome - reject rejected rejects refused refuse;
    confirm confirmed confirms admitted acknowledged - deny denied denies denying;
    open opened opens reopened - close closed closes shut;
    support supported supports backed backs - oppose opposed opposes;
    allow allowed allows permitted authorized - ban banned bans prohibited barred prevented prevent forbade;
    begin began begun started starts start - end ended ends stopped halted stop halt;
    enter entered enters - leave left withdrew exited;
    release released releases freed - detain detained arrested seized;
    praise praised praises - condemn condemned condemns criticized denounced;
    succeed succeeded succeeds success - fail failed fails failure;
    north northern - south southern; east eastern - west western; more - less fewer;
    imposed impose - lifted lift; advance advanced - retreat retreated; guilty convicted - innocent acquitted
"""


def word_set(text: str) -> frozenset[str]:
    """The words of a table that is written as one text."""
    return frozenset(text.split())


def _groups(text: str) -> dict[str, str]:
    groups = [group.split() for group in text.split(";")]
    keys: dict[str, str] = {}
    for group in groups:
        for word in group:
            keys.setdefault(word, group[0])
            keys.setdefault(stem(word), group[0])
    return keys


_COUNTRY = _groups(_KIN)
_SAME = _groups(_SYNONYMS)


def _sides() -> dict[str, frozenset[str]]:
    sides: dict[str, frozenset[str]] = {}
    for pair in _OPPOSITES.split(";"):
        left, right = (frozenset(half.split()) for half in pair.split(" - "))
        for here, there in ((left, right), (right, left)):
            for word in here:
                sides[word] = sides.get(word, frozenset()) | there
    return sides


OPPOSITES = _sides()  # word → words that say the reverse, all in lower case


def kin(word: str) -> str:
    """One key for a country, its people and its adjective ("egyptian" → "egypt"); another word's is its stem.

    Args:
        word: In lower case.
    """
    singular = word.removesuffix("s")
    return _COUNTRY.get(word) or _COUNTRY.get(singular) or stem(word)


def key(word: str) -> str:
    """As `kin`, and one key for words that newswire uses for one another: killed, dead, died.

    Args:
        word: In lower case.
    """
    low = kin(word)
    return _SAME.get(word) or _SAME.get(low) or low


def keys(text: str) -> list[str]:
    """The keys of the words that carry meaning, in order, with repetitions."""
    return [key(token) for token in tokens(text) if token not in STOP_WORDS]


def vocabulary(sources: Iterable[str]) -> set[str]:
    """All keys of the sources."""
    return {one for source in sources for one in keys(source)}
