"""Denials that the English lost, and those that it only words differently."""

import pytest

from mujaz.checks.negation import negation_lost


@pytest.mark.parametrize(
    ("arabic", "english"),
    [
        ("لم يصل الوفد إلى المدينة.", "The delegation reached the city."),
        ("لن تشارك المعارضة في المحادثات.", "The opposition will take part in the talks."),
        ("ليس الاتفاق نهائيا.", "The agreement is final."),
        ("ليست هذه المرة الأولى.", "This is the first time."),
        ("لا يريد السكان المغادرة.", "The residents want to leave."),
        ("لا علاقة للحكومة بالحادث.", "The government is linked to the accident."),
        ("وعد الوزير بألا ترتفع الأسعار.", "The minister promised that prices would rise."),
        (
            "لم تسجل إصابات ولم تعلن أي جهة مسؤوليتها.",
            "Injuries were reported, and no group claimed responsibility.",
        ),
        ("لا يتجاوز عدد الأسرة 350.", "The number of beds exceeds 350."),
        ("لَمْ يَحْضُرِ الرَّئِيسُ.", "The president attended."),
        ("لم يعلن المتحدث سوى رقم واحد.", "The spokesman announced one figure."),
        ("نفى الوزير الخبر.", "The minister confirmed the report."),
        ("ونفت الشركة الاتهامات.", "The company repeated the accusations."),
        ("تنفي الحكومة ذلك.", "The government says so."),
        ("رفض الوفد الاقتراح.", "The delegation accepted the proposal."),
        ("ورفضت المحكمة الطعن.", "The court upheld the appeal."),
        ("يرفض السكان المغادرة.", "The residents want to leave."),
    ],
)
def test_lost(arabic: str, english: str) -> None:
    assert negation_lost(arabic, english)


@pytest.mark.parametrize(
    ("arabic", "english"),
    [
        ("لم يصل الوفد إلى المدينة.", "The delegation did not reach the city."),
        ("لم يصل الوفد إلى المدينة.", "The delegation didn't reach the city."),
        ("لم يصل الوفد إلى المدينة.", "The delegation failed to reach the city."),
        ("لن تشارك المعارضة.", "The opposition refused to take part."),
        ("ليس واضحا من المسؤول.", "It is unclear who is responsible."),
        ("لا يمكن قبول العرض.", "The offer is unacceptable."),
        ("لا علاقة للحكومة بالحادث.", "The government has no link to the accident."),
        ("ما زال القتال مستمرا ولا يزال الطريق مغلقا.", "Fighting continues and the road is still closed."),
        ("قتل ما لا يقل عن 20 شخصا.", "At least 20 people were killed."),
        ("لا يتجاوز عدد الأسرة 350.", "There are up to 350 beds."),
        ("لا سيما في الشمال", "especially in the north"),
        ("لا شك في أن الهدنة هشة.", "The truce is certainly fragile."),
        ("لا بد من اتفاق.", "An agreement must be reached."),
        ("لم يعلن المتحدث سوى رقم واحد.", "The spokesman announced only one figure."),
        ("لم يتصافحا ولا تبادلا التحية.", "They did not shake hands or exchange greetings."),
        ("وصل الوفد إلى المدينة.", "The delegation reached the city."),
        ("غير أن الوفد وصل.", "But the delegation arrived."),
        ("لم فعلت ذلك؟", "Why did you do that?"),
        ("الجواب نعم/لا", "The answer: yes or"),
        ("نفى الوزير الخبر.", "The minister denied the report."),
        ("نفى الوزير الخبر.", "The report is false, the minister said."),
        ("نفت الشركة الاتهامات.", "The company dismissed the accusations."),
        ("نفى الحاكم خصومه إلى جزيرة.", "The ruler exiled his foes to an island."),
        ("رفض الوفد الاقتراح.", "The delegation turned the proposal down."),
        ("يرفض السكان المغادرة.", "The residents will not leave."),
        ("رفضت المتحدثة التعليق.", "The spokeswoman declined to comment."),
        ("في النفط والغاز", "in oil and gas"),
        ("أعلن رفضه الاقتراح.", "He announced what he thought of the proposal."),
    ],
)
def test_kept(arabic: str, english: str) -> None:
    assert not negation_lost(arabic, english)
