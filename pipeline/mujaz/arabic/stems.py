"""Light stems of Arabic words: the same for the forms of one word, for comparing sentences.

The endings are those of Light10 (Larkey, Ballesteros & Connell 2007, "Light stemming for Arabic information retrieval").
"""

from functools import lru_cache
from typing import Final

from mujaz.arabic.clitics import fold, words

_PREFIXES: Final = ("وال", "فال", "بال", "كال", "ولل", "ال", "لل", "و")
_SUFFIXES: Final = ("ها", "ان", "ات", "ون", "ين", "يه", "هم", "وا", "ه", "ي", "ا", "ت")
_LEAST: Final = 3  # letters that a stem keeps
# Words that say nothing of the subject: closed classes, and the commonest verbs of saying.
STOP_WORDS: Final = frozenset(
    fold(
        "في من على إلى عن مع بين حتى عند أن إن أو ثم الذي التي الذين اللذين اللتين حيث بينما فيما كما لكن لأن إذ إذا كي "
        "لم لن لا ما قد كان كانت كانوا يكون تكون هذا هذه ذلك تلك هو هي هم هما نحن أنا كل بعض أي غير سوى بعد قبل خلال منذ "
        "ضمن عبر لدى نحو دون أمام خلف فوق تحت حول ضد بعدما عندما حين أنه أنها إنه إنها بأن به بها له لها لهم فيه فيها منه "
        "منها عليه عليها إليه إليها عنه عنها وهو وهي ولم ولا ومن وفي وعلى وأن وإن وقد وكان وكانت قال قالت أضاف أضافت أكد "
        "أكدت أعلن أعلنت أوضح أوضحت أشار أشارت ذكر ذكرت مشيرا مضيفا مؤكدا أيضا جدا هنا هناك الآن اليوم أمس بما مما عما "
        "لما إلا بل نفسه نفسها أكثر أقل مثل بشأن وفق وفقا بحسب جراء إثر عقب رغم ليس ليست أحد إحدى"
    ).split()
)


def terms(text: str) -> list[str]:
    """The stems of the words that carry meaning, in order, with repetitions."""
    return [stem(word.folded) for word in words(text) if word.folded not in STOP_WORDS]


@lru_cache(maxsize=1 << 14)  # the same few thousand words make up most of any text
def stem(folded: str) -> str:
    """What is left of a folded word (see `clitics.fold`) without its article, conjunction and ending."""
    for prefix in _PREFIXES:
        if folded.startswith(prefix) and len(folded) - len(prefix) >= _LEAST:
            folded = folded[len(prefix) :]
            break
    for _ in range(2):  # an ending and a pronoun: ات + ها
        for suffix in _SUFFIXES:
            if folded.endswith(suffix) and len(folded) - len(suffix) >= _LEAST:
                folded = folded[: -len(suffix)]
                break
        else:
            break
    return folded
