"""The bundled model brings its own settings, and says how sure it is."""

import pytest

from mujaz.engines import decoding
from mujaz.models.calibration import Calibration
from mujaz.models.resolve import STARTER

pytestmark = pytest.mark.skipif(not (STARTER / "model.bin").is_file(), reason="no model is bundled here")


def test_the_beam_is_the_models_own() -> None:
    assert decoding.read_settings(STARTER).beam_size == 8
    assert decoding.read_settings(STARTER).length_penalty == 1.0
    assert decoding.read_settings(STARTER).no_repeat_ngram == 0


def test_it_is_calibrated() -> None:
    calibration = Calibration.read(STARTER)
    assert calibration is not None
    arabic = "قتل 25 مدنيا في غارة جوية على سوق شعبية في مدينة حلب."
    assert calibration.confidence(-2.0, arabic) < 0.05 < calibration.confidence(-0.7, arabic) < 0.95
