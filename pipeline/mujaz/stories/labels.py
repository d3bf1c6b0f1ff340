"""What a finding is about, in English for a reader."""

from mujaz.stories.verdicts import Finding

_FATES = {
    "killed": "killed", "wounded": "injured", "missing": "missing", "arrested": "arrested", "displaced": "displaced",
    "rescued": "rescued", "abducted": "abducted", "freed": "freed", "convicted": "convicted", "acquitted": "acquitted",
    "attended": "people who took part", "aboard": "people on board", "case": "cases of the disease",
}  # fmt: skip
_PERSONS = {"طفل": "children", "جند": "soldiers", "مره": "women", "نسء": "women", "ضبط": "officers", "مسعف": "medics", "صحف": "journalists", "مهجم": "attackers", "مسلح": "gunmen", "اسر": "families", "عائل": "families"}  # fmt: skip
_ROLES = {
    "magnitude": "magnitude", "depth": "depth", "height": "height", "weight": "weight", "turnout": "turnout", "rain": "rainfall",
    "fine": "fine", "grant": "money given", "price": "price", "loss": "loss", "profit": "profit", "deal": "value of the deal",
    "stake": "stake", "debt": "debt", "wage": "pay", "inflation": "inflation", "rate": "interest rate", "release": "water released",
}  # fmt: skip
_UNITS = {
    "percent": "percentage", "term": "length of the sentence", "km": "kilometres", "mm": "millimetres", "cm": "centimetres",
    "m3": "cubic metres", "metre": "metres", "degree": "degrees", "tonne": "tonnes", "kg": "kilograms", "barrel": "barrels",
    "litre": "litres", "hectare": "area", "power": "power",
}  # fmt: skip
_DATES = {"span": "how long", "clock": "at what time", "day": "on which day", "period": "when"}
_CLAIMS = {
    "claim": "who did it", "cause": "cause", "signing": "signed or not", "custody": "held or on the run", "passage": "open or closed",
    "halt": "halted or going on", "presence": "present or absent", "identity": "fighter or civilian", "approval": "approved or not",
    "appeal": "appeal", "fate": "dead or alive", "fire": "under control or not", "resignation": "in office or not",
    "launch": "success or failure", "release": "free or held", "control": "who holds it", "visit": "visit made or put off",
}  # fmt: skip


def label(finding: Finding) -> str:  # noqa: PLR0911 - one kind a line
    """A few words, e.g. `killed` or `amount in dollars: fine`; the Arabic noun where there is no English one."""
    head, _, rest = finding.about.partition(":")
    if finding.kind == "count":
        if head == "of":
            return "number"
        return f"{_FATES[head]}: {_PERSONS.get(rest, 'some of them')}" if rest else _FATES[head]
    if finding.kind == "amount":
        of_it = sorted(set.intersection(*(set(one.roles) for one in finding.mentions)) & _ROLES.keys())
        unit = f"amount in {rest}s" if head == "money" else _UNITS.get(rest or head, "amount")
        return f"{_ROLES[of_it[0]]}" if of_it else unit
    if finding.kind == "date":
        return _DATES[head]
    if finding.kind == "name":
        return {"age": "age", "rank": "rank", "nation": "nationality"}.get(head, "first name")
    if finding.kind == "place":
        return "on which side" if head == "side" else "place"
    return _CLAIMS[rest]
