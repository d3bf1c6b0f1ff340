"""What a brief says at its top about how far it can be trusted, in one sentence each."""

from collections.abc import Sequence

from mujaz.article import Point, Translation
from mujaz.summarization.marks import replaced


def mostly_doubtful(translations: Sequence[Translation]) -> bool:
    """Whether more than half of an article's sentences are doubtful."""
    return 2 * sum(one.doubtful for one in translations) > len(translations) > 1


def of_sentences(translations: Sequence[Translation]) -> list[str]:
    """How many sentences are doubtful, and which; of most of them only how many."""
    doubtful = [translation.sentence.n for translation in translations if translation.doubtful]
    if not doubtful:
        return []
    if mostly_doubtful(translations):
        share = f"{len(doubtful)} of {len(translations)} sentences are doubtful"
        return [f"{share}: take this brief as a hint of what the Arabic is about, not for what it says"]
    some = "sentence" if len(translations) == 1 else "sentences"
    verb = "is" if len(doubtful) == 1 else "are"
    return [f"{len(doubtful)} of {len(translations)} {some} {verb} doubtful: {', '.join(map(str, doubtful))}"]


def of_points(points: Sequence[Point]) -> list[str]:
    """How many points stand in for generated ones."""
    count = replaced(points)
    if not count:
        return []
    what = "is a sentence" if count == 1 else "are sentences"
    return [f"{count} of {len(points)} points {what} of the article: the generated ones could not be trusted"]
