"""Calibrate a model: what it scores on known text, kept in its folder."""

import json
from collections.abc import Sequence
from pathlib import Path

from mujaz.arabic.normalise import normalise
from mujaz.engines.protocol import DecodingOptions, Engine
from mujaz.models.calibration import FILE, Calibration, weighed
from mujaz.storage import atomic


def calibrate(engine: Engine, texts: Sequence[str], options: DecodingOptions) -> Calibration:
    """The calibration of a model by ordinary sentences that it has not learnt.

    Args:
        engine: The loaded model.
        texts: Arabic sentences such as it will meet; some hundred.
        options: How it will be used; a wider beam scores higher.

    Raises:
        ValueError: The engine gives no scores, or there are too few sentences.
    """
    sources = [source for text in dict.fromkeys(texts) if (source := normalise(text))]
    limit = engine.max_source_tokens
    fitting = [s for s, length in zip(sources, engine.count_tokens(sources), strict=True) if length <= limit]
    made = zip(fitting, engine.translate(fitting, options), strict=True)
    scores = [weighed(one.score, source) for source, one in made if one.score is not None]
    if fitting and not scores:
        raise ValueError(f"{engine.signature} gives no scores")
    return Calibration.of(scores)


def write(calibration: Calibration, folder: Path) -> Path:
    """Keep a calibration in a model's folder, where whoever loads the model finds it.

    Raises:
        OSError: The folder cannot be written.
    """
    place = folder / FILE
    atomic.write(place, json.dumps({"scores": calibration.scores}) + "\n")
    return place
