from pathlib import Path

import pytest

from mujaz.arabic.normalise import normalise
from mujaz.checks.glossary import Glossary
from mujaz.engines.protocol import DecodingOptions
from mujaz.memory import database
from mujaz.translation.dateline import dateline
from mujaz.translation.translator import Translator
from tests.support.data import NEWS_GLOSSARY
from tests.support.memories import memory
from tests.translation.test_retry import Scripted, sentences

NEWS = Glossary.load(NEWS_GLOSSARY)


@pytest.mark.parametrize(
    ("arabic", "english", "rest"),
    [
        ("عواصم - (وكالات): أفاد مصدر بذلك.", "Capitals - (Agencies): ", "أفاد مصدر بذلك."),
        ("الرباط (رويترز) - أعلنت الحكومة الخطة.", "Rabat - (Reuters): ", "أعلنت الحكومة الخطة."),
        ("دمشق - سانا: افتتح المعرض.", "Damascus - (SANA): ", "افتتح المعرض."),
        ("بغداد ـ واع: قال الوزير.", "Baghdad - (INA): ", "قال الوزير."),
        ("نواكشوط/ أ ف ب/ وصل الرئيس.", None, ""),
        ("الخرطوم، القاهرة (أ ف ب) - التقى الوفدان.", "Khartoum, Cairo - (AFP): ", "التقى الوفدان."),
        ("بيروت – «وكالات»: اندلع حريق.", "Beirut - (Agencies): ", "اندلع حريق."),
        ("تونس (وكالات، رويترز): أضرب العمال.", "Tunis - (Agencies, Reuters): ", "أضرب العمال."),
        ("صنعاء (د ب أ) - سقطت أمطار.", "Sanaa - (dpa): ", "سقطت أمطار."),
        ("الدوحة - قنا: استقبل الأمير وفدا.", "Doha - (QNA): ", "استقبل الأمير وفدا."),
        # A place or a source that is not known is the model's; a speaker and a bracket in the text are no dateline.
        ("قرية الزهور - (وكالات): نفق القطيع.", None, ""),
        ("دمشق - مراسلنا: وصل الوفد.", None, ""),
        ("قال الوزير: لن نستقيل.", None, ""),
        ("القاهرة (الأهلي) - فاز الفريق.", None, ""),
        ("أعلنت سانا (وكالات): خبرا.", None, ""),
        ("دمشق - (وكالات):", None, ""),
    ],
)
def test_a_dateline_is_translated_where_all_its_names_are_known(
    arabic: str, english: str | None, rest: str
) -> None:
    text = normalise(arabic)
    found = dateline(text, NEWS)
    assert (found and found.english) == english
    if found:
        assert text[found.end :] == rest


def test_the_model_is_given_the_news_alone() -> None:
    body, english = "أفاد مصدر بذلك أمس.", "A source said so yesterday."
    engine = Scripted({(body, 4, None): english})
    translator = Translator(engine, DecodingOptions(beam_size=4), 192, None, retry=False, glossary=NEWS)
    (made,) = translator.translate([sentences(f"عواصم - (وكالات): {body}", body)])
    assert [one.english for one in made] == [f"Capitals - (Agencies): {english}", english]
    assert [texts for texts, _ in engine.calls] == [[body]], "once for both"
    assert made[0].flags == ()


def test_a_model_is_never_given_what_is_no_text_after_a_dateline() -> None:
    whole = "تونس (وكالات): 2-1"
    engine = Scripted({(whole, 4, None): "Tunis (Agencies): 2-1"})
    translator = Translator(engine, DecodingOptions(beam_size=4), 192, None, retry=False, glossary=NEWS)
    (made,) = translator.translate([sentences(whole)])
    assert [texts for texts, _ in engine.calls] == [[whole]]
    assert [one.english for one in made] == ["Tunis (Agencies): 2-1"]


def test_a_persons_translation_is_found_behind_a_dateline(tmp_path: Path) -> None:
    body, english = "أفاد مصدر بذلك أمس.", "A source confirmed this yesterday."
    path = tmp_path / "memory.sqlite3"
    store, _ = database.opened(path)
    store.add_human({body: english})
    store.close()
    engine = Scripted()
    translator = Translator(
        engine, DecodingOptions(), 192, None, retry=False, memory=memory(path), glossary=NEWS
    )
    ((made,),) = translator.translate([sentences(f"عواصم - (وكالات): {body}")])
    assert made.english == f"Capitals - (Agencies): {english}"
    assert made.human
    assert engine.calls == []
