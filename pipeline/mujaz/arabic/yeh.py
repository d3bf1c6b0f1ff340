"""Persian yeh at a word's end, which Arabic writes as ya (في) or as alef maqsura (إلى).

Iranian and Kurdish outlets and many PDF fonts have the one letter for both. Ya is the commoner by far (every nisba
adjective), so alef maqsura is put only into words that have no other reading, or none in their place.
"""

import re
from typing import Final

from mujaz.arabic.letters import LETTERS

YEH: Final = "ی"
_INSIDE: Final = re.compile(rf"{YEH}(?=[{LETTERS}])")
_WORD: Final = re.compile(rf"[{LETTERS}]+(?<={YEH})")
_BEFORE: Final = re.compile(rf"([{LETTERS}]+)\s+$")
_AFTER: Final = re.compile(r"\s+([^\s.،؛:؟!)»]+)")
_NEAR: Final = 24  # characters in which a neighbouring word is looked for
_PREFIXES: Final = (
    "",
    "و",
    "ف",
    "ب",
    "ل",
    "ك",
    "ال",
    "وال",
    "فال",
    "بال",
    "كال",
    "لل",
    "ولل",
    "وب",
    "ول",
    "وبال",
)
_CONJUNCTIONS: Final = ("", "و", "ف")


def _table(words: str) -> frozenset[str]:
    return frozenset(words.split())


# Without their last letter.
_PARTICLES: Final = _table("إل ال حت لد مد سو مت")
_STEMS: Final = _table(
    # adjectives and comparatives
    "أخر اخر كبر صغر إحد احد عظم قصو وسط يسر يمن أعل اعل أدن ادن أقص اقص أقو اقو أغل أسم اسم شت فض "
    # nouns
    "مستشف مشف موسيق مستو مرم ملتق منتد مأو ماو مجر مسع ذكر دعو شكو فتو جدو مقه مله مرع مغز منح منف هد أذ اذ فوض حم قر "
    "جرح قتل مرض أسر اسر غرق موت صرع ثكل أنث انث حلو عدو بلو محتو مستثن مصطف مرتض مجتب موس عيس يحي نجو سلو ليل "
    # verbs
    "أدل ادل ألق القا أجر أعط اعط أنه أله ألغ الغ أبد أمض امض أضح اضح أوص اوص أحص أفض افض أهد أفت تلق تخط تول تبن تحد تعد تسن "
    "تبق تمن تلاش تعاف تقاض تفاد تداع التق انته اكتف استدع استول اختف ارتد ادع اشتر اعتد احتو اقتض انقض استثن استعص استغن ارتق "
    "نف جر مض سع بك قض أت ات يسع يبق ير يلق يتلق يخش ينس يرض يحظ يطغ يتبن يتول يتحد يتعد يتوخ يتمن تتلق تتول تحظ تسع"
)  # fmt: skip
# Before these علي is the name; otherwise a word that takes an object is the preposition.
_NAMED: Final = _table(
    "محمد أحمد احمد حسن حسين السيد سيد الشيخ شيخ الإمام الامام الرئيس الوزير القائد النائب المرشد الدكتور الحاج المهندس العميد اللواء "
    "العقيد المدعو الشاب الطفل الأمير الامير اسمه ابن بن أبو ابو آل ال عبد"
)
_SURNAMES: Final = _table(
    "بن ابن خامنئي خامنئی الخامنئي السيستاني السیستانی السيستانی لاريجاني لاریجانی أكبر اكبر أصغر اصغر شمخاني صالحي رضا "
    "عبد عبدالله عبدالل حسن حسين محمد مهدي باقري جعفر ناصر"
)


def settled(text: str) -> str:
    """The text with every Persian yeh as ya or alef maqsura; its other letters must be Arabic ones, without marks."""
    if YEH not in text:
        return text
    return _WORD.sub(_word, _INSIDE.sub("ي", text)).replace(YEH, "ي")


def _word(match: re.Match[str]) -> str:
    word, stem = match.group(), match.group()[:-1]
    return stem + "ى" if _is_maqsura(stem, match) else word


def _is_maqsura(stem: str, match: re.Match[str]) -> bool:
    bare = stem.removeprefix("و").removeprefix("ف")
    before = _BEFORE.search(match.string, max(0, match.start() - _NEAR), match.start())
    after = _AFTER.match(match.string, match.end(), match.end() + _NEAR)
    previous = before[1].replace(YEH, "ي") if before else ""
    following = after[1].replace(YEH, "ي") if after else ""
    in_place = {
        "عل": bool(following) and previous not in _NAMED and following not in _SURNAMES,
        "أول": previous.endswith(("ة", "ه")),  # else أولي, preliminary
        "قو": following.startswith("ال")
        and not previous.startswith("ال"),  # القوى, the forces; قوي is strong
        "مبن": not following.startswith("عل"),  # مبني على, built on
        "معن": not following.startswith("ب"),  # معني بـ, concerned with
    }.get(bare.removeprefix("ال"))
    if in_place is not None:
        return in_place or bare == "الأول"
    if any(stem.removeprefix(one) in _PARTICLES for one in _CONJUNCTIONS):
        return True
    return any(stem.startswith(one) and stem[len(one) :] in _STEMS for one in _PREFIXES)
