"""Folded lines of any width are joined; lists, tables, verse and headlines of one length are not."""

import textwrap

import pytest

from mujaz.arabic.splitter import split

PARAGRAPHS = """
أعلنت بلدية صفاقس أمس أن أشغال توسعة الميناء ستنطلق في مطلع الشهر المقبل بكلفة تناهز ثمانين مليون دينار. وقالت رئيسة البلدية إن المشروع سيوفر مئات مواطن الشغل لأبناء الجهة، وإن دراسة الأثر البيئي أنجزت في الآجال.
وفي المقابل عبر صيادون عن خشيتهم من تضرر مواقع الصيد القريبة من الشاطئ. وطالبت جمعيتهم بتعويضات عاجلة وبمقعد في لجنة المتابعة التي شكلتها وزارة التجهيز.
وكان المشروع قد أقر قبل خمس سنوات ثم تعطل بسبب نقص التمويل.
""".strip().split("\n")
WIDTHS = (12, 13, 15, 17, 19, 21, 23, 25, 27, 29, 31, 37, 45, 60, 90, 120, 131, 150)


@pytest.mark.parametrize("width", WIDTHS)
def test_folded_text_of_any_width_is_joined(width: int) -> None:
    whole = [one.arabic for one in split("\n\n".join(PARAGRAPHS))]
    folded = "\n\n".join("\n".join(textwrap.wrap(one, width, break_long_words=False)) for one in PARAGRAPHS)
    assert [" ".join(one.arabic.split()) for one in split(folded)] == whole


@pytest.mark.parametrize(
    "block",
    [
        "محمد صلاح\nساديو ماني\nكريم بنزيما\nرياض محرز\nعلي البليهي",
        "الأهلي 3 نقاط\nالزمالك 4 نقاط\nالإسماعيلي 1\nبيراميدز 6 نقاط",
        "وزير الدفاع يزور تونس\nارتفاع أسعار القمح اليوم\nفوز المنتخب على المغرب\nإغلاق ثلاث مدارس في حلب",
        "قفا نبك من ذكرى حبيب ومنزل\nبسقط اللوى بين الدخول فحومل\nفتوضح فالمقراة لم يعف رسمها\nلما نسجتها من جنوب وشمأل",
        "الخبز 5 دنانير\nالأرز 12 دينارا\nالسكر 9 دنانير\nالزيت 40 دينارا.",
        "لندن - رويترز\nكتب: سامي الحلبي\nالأحد 5 مارس\nتحديث: 10:30",
        "نريد السلام\nلا للحرب\nكفى دما\nعاشت سوريا.",
        "القاهرة\nتونس\nالجزائر\nالرباط\nطرابلس",
        "إصابة عشرة أشخاص\nتحطم سيارتين\nإغلاق الطريق\nوصول الإسعاف",
        "أولا وقف النار\nثانيا فتح المعبر\nثالثا تبادل الأسرى\nرابعا الانتخابات.",
    ],
)
def test_short_lines_that_are_no_folds_stay_apart(block: str) -> None:
    assert [one.arabic for one in split(block)] == block.split("\n")
