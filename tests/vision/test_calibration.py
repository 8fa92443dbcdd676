"""Calibration: confidence is what readings as sure as this one earned; without curves nothing is accepted."""

import json
import shutil
from importlib import resources
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dalil.core.reading import PPM, SURE_PPM
from dalil.vision.calibration import NINES_MAX, Calibration, nines
from dalil.vision.line_model import WeightsRefusal
from dalil.vision.recognise import Recogniser
from vision.drawn_labels import lettered

CURVE = Calibration.from_record({"card": [[0, 100_000], [1000, 700_000], [2999, 990_000], [3000, 999_000]]})


@pytest.mark.parametrize(
    ("chance", "sure"), [(0.0, 0), (0.9, 1000), (0.999, 3000), (1.0, NINES_MAX), (1.1, NINES_MAX)]
)
def test_nines_count_the_powers_of_ten_of_doubt(chance: float, sure: int) -> None:
    assert nines(chance) == sure


def test_between_knots_the_curve_is_straight_and_outside_level() -> None:
    assert CURVE.confidence_ppm("card", 500, 0) == 400_000
    assert CURVE.confidence_ppm("card", 1000, 0) == 700_000
    assert CURVE.confidence_ppm("card", NINES_MAX, 0) == 999_000


@given(st.integers(0, NINES_MAX), st.integers(0, NINES_MAX))
def test_who_is_surer_is_never_less_confident(one: int, other: int) -> None:
    low, high = sorted((one, other))
    assert CURVE.confidence_ppm("card", low, 0) <= CURVE.confidence_ppm("card", high, 0)


@given(st.integers(0, PPM), st.integers(0, NINES_MAX))
def test_a_surface_that_nobody_measured_accepts_nothing(raw: int, sure: int) -> None:
    assert CURVE.confidence_ppm("wall", sure, raw) < SURE_PPM
    assert Calibration.from_record({}).confidence_ppm("card", sure, raw) == min(raw, SURE_PPM - 1)


@pytest.mark.parametrize(
    "record",
    [[], {"card": []}, {"card": [[0, 5], [0, 6]]}, {"card": [[0, 6], [1, 5]]}, {"card": [[0, PPM + 1]]}],
)
def test_a_curve_that_does_not_rise_is_refused(record: object) -> None:
    with pytest.raises(ValueError, match="curve"):
        Calibration.from_record(record)


def _weights(folder: Path, calibration: object) -> str:
    shipped = resources.files("dalil.vision") / "weights"
    with resources.as_file(shipped / "label_reader.onnx") as path:
        shutil.copy(path, folder / "reader.onnx")
    described = json.loads((shipped / "label_reader.json").read_text(encoding="utf-8"))
    described["calibration"] = calibration
    (folder / "reader.json").write_text(json.dumps(described), encoding="utf-8")
    return str(folder / "reader.onnx")


def test_a_reading_bears_the_confidence_of_its_surface(tmp_path: Path) -> None:
    reader = Recogniser(_weights(tmp_path, {"card": [[0, 250_000]], "tape": [[0, SURE_PPM]]}))
    crop = lettered("3659", size=48)
    card, tape, wall = (reader.read([crop], surface=one)[0] for one in ("card", "tape", "wall"))
    assert card.text == tape.text == wall.text == "3659"
    assert (card.confidence_ppm, tape.confidence_ppm) == (250_000, SURE_PPM)
    assert wall.confidence_ppm < SURE_PPM
    for reading in (card, tape, wall):
        doubt = sum(one.confidence_ppm for one in reading.alternatives)
        assert doubt <= PPM - min(reading.confidence_ppm, PPM // 2)


def test_damaged_curves_are_refused_with_the_weights(tmp_path: Path) -> None:
    for damaged in ({"card": [[5, 1], [4, 2]]}, {"card": "high"}, 7):
        with pytest.raises(WeightsRefusal):
            Recogniser(_weights(tmp_path, damaged))
