"""Recognising: clear lines are read; the same pixels always give the same reading."""

import os
import subprocess
import sys

import numpy as np
import pytest

from dalil.core.number import CUT
from dalil.vision.alphabet import ARABIC_INDIC, WESTERN, DigitSystem
from dalil.vision.label_reading import read_regions
from dalil.vision.line_model import WeightsRefusal
from dalil.vision.recognise import Recogniser
from dalil.vision.region import Surface
from vision.drawn_labels import Pixels, box_with, frame, labels_of, lettered, placed


@pytest.fixture(scope="module")
def recogniser() -> Recogniser:
    return Recogniser()


@pytest.mark.parametrize("text", ["3659", "215", "12/04/2019", "٤٠٣٨", "٢١٥", "٧١٢٦"])
def test_a_clear_printed_number_is_read(recogniser: Recogniser, text: str) -> None:
    reading = recogniser.read([lettered(text, size=48)])[0]
    assert reading.text == text
    assert reading.confidence_ppm > 300_000


def test_the_digit_system_of_a_line_is_named(recogniser: Recogniser) -> None:
    western, indic = recogniser.read([lettered("3659", size=48), lettered("٢١٥", size=48)])
    assert western.digits is DigitSystem.WESTERN
    assert indic.digits is DigitSystem.ARABIC_INDIC


def test_neither_batch_nor_order_changes_a_reading(recogniser: Recogniser) -> None:
    crops = [lettered(text, size=size) for text in ("3659", "٢١٥", "12/04/2019") for size in (20, 31, 48)]
    together = recogniser.read(crops)
    backwards = recogniser.read(crops[::-1])[::-1]
    alone = [recogniser.read([crop])[0] for crop in crops]
    another = Recogniser().read(crops)
    assert together == backwards == alone == another


def test_reading_leaves_the_crop_alone(recogniser: Recogniser) -> None:
    crop = lettered("3659")
    before = crop.copy()
    recogniser.read([crop])
    assert np.array_equal(crop, before)


def test_an_allow_list_binds_the_reading_and_its_alternatives(recogniser: Recogniser) -> None:
    for crop in (lettered("3659", size=18), lettered("O1l5", size=30), frame(3)[:60, :300]):
        reading = recogniser.read([crop], allow=WESTERN)[0]
        for text in (reading.text, *(one.text for one in reading.alternatives)):
            assert set(text) <= set(WESTERN + CUT)


@pytest.mark.parametrize("text", ["36598", "40327", "٥٣٨٢٥"])
def test_a_character_that_the_edge_cuts_is_not_read_and_said_to_be_cut(
    recogniser: Recogniser, text: str
) -> None:
    crop = lettered(text, size=48)
    ink = np.flatnonzero((crop.min(axis=2) if crop.ndim == 3 else crop).min(axis=0) < 128)
    width = (ink[-1] - ink[0]) / len(text)
    whole = recogniser.read([crop])[0]
    assert not whole.truncated
    for part in (crop[:, : int(ink[-1] - 0.55 * width)], crop[:, int(ink[0] + 0.55 * width) :]):
        assert recogniser.read([part])[0].truncated


def test_an_allow_list_of_one_arabic_script_reads_shapes_it_shares_with_the_other(
    recogniser: Recogniser,
) -> None:
    crop = lettered("٢٧١", size=48)
    assert recogniser.read([crop], allow=ARABIC_INDIC)[0].text == "٢٧١"
    assert recogniser.read([crop], allow="۰۱۲۳۴۵۶۷۸۹")[0].text == "٢٧١"


def test_a_line_on_its_head_is_read_and_said_to_be_upside_down(recogniser: Recogniser) -> None:
    for text in ("3254", "٣٢٤"):
        reading = recogniser.read([np.rot90(lettered(text, size=48), 2)])[0]
        assert reading.text == text
        assert reading.upside_down


@pytest.mark.parametrize("quarter_turns", [1, 3])
def test_a_line_on_its_end_is_read(recogniser: Recogniser, quarter_turns: int) -> None:
    crop = np.rot90(lettered("32547", size=48), quarter_turns)
    reading = recogniser.read([crop])[0]
    assert reading.text == "32547"
    assert reading.quarter_turns == quarter_turns
    assert not reading.upside_down


@pytest.mark.parametrize(("text", "other"), [("66", "99"), ("٧٧", "٨٨")])
def test_digits_that_read_both_ways_up_offer_the_other_way(
    recogniser: Recogniser, text: str, other: str
) -> None:
    crop = lettered(text, size=48)
    for shown in (crop, np.rot90(crop, 2)):
        reading = recogniser.read([shown])[0]
        offered = {reading.text, *(one.text for one in reading.alternatives)}
        assert {text, other} <= offered


def test_alternatives_are_ranked_distinct_and_less_likely_than_certain(recogniser: Recogniser) -> None:
    for size in (9, 12, 16):
        reading = recogniser.read([lettered("5836", size=size)])[0]
        ranks = [one.confidence_ppm for one in reading.alternatives]
        assert ranks == sorted(ranks, reverse=True)
        texts = [reading.text, *(one.text for one in reading.alternatives)]
        assert len(set(texts)) == len(texts)
        assert all(0 <= rank <= 1_000_000 for rank in (reading.confidence_ppm, *ranks))


@pytest.mark.parametrize("tone", [0, 128, 255])
def test_a_crop_of_one_tone_says_nothing(recogniser: Recogniser, tone: int) -> None:
    assert recogniser.read([np.full((40, 160, 3), tone, np.uint8)])[0].text == ""


@pytest.mark.parametrize("shape", [(1, 1), (4, 4), (2, 900), (900, 2), (3, 5000)])
def test_odd_shapes_are_read_without_complaint(recogniser: Recogniser, shape: tuple[int, int]) -> None:
    recogniser.read([np.full(shape, 77, np.uint8), np.full((*shape, 3), 77, np.uint8)])


def test_a_located_overlay_is_read_line_by_line(recogniser: Recogniser) -> None:
    lines = ("3659", "215", "12/04/2019")
    pixels = placed(frame(11), box_with(lines, size=44), left=60, top=420)
    read = read_regions(pixels, labels_of(pixels), recogniser)
    overlay = next(one for one in read if one.surface is Surface.OVERLAY)
    assert overlay.text == "\n".join(lines)


def test_an_overlay_on_its_head_is_read_from_its_own_first_line(recogniser: Recogniser) -> None:
    lines = ("32547", "215", "47325")
    pixels = placed(frame(12), np.rot90(box_with(lines, size=44), 2), left=60, top=420)
    read = read_regions(pixels, labels_of(pixels), recogniser)
    overlay = next(one for one in read if one.surface is Surface.OVERLAY)
    assert overlay.text == "\n".join(lines)
    assert overlay.lines[0].upside_down
    assert overlay.box[0][0] > overlay.box[2][0]
    assert overlay.box[0][1] > overlay.box[2][1]


def test_missing_and_damaged_weights_are_refused(tmp_path: pytest.TempPathFactory) -> None:
    with pytest.raises(WeightsRefusal):
        Recogniser(f"{tmp_path}/nothing.onnx")
    with open(f"{tmp_path}/bad.onnx", "wb") as out:
        out.write(b"no model")
    with open(f"{tmp_path}/bad.json", "w", encoding="utf-8") as out:
        out.write("{}")
    with pytest.raises(WeightsRefusal):
        Recogniser(f"{tmp_path}/bad.onnx")


def test_no_file_is_opened_once_the_recogniser_stands(recogniser: Recogniser, watched: list[str]) -> None:
    crops: list[Pixels] = [lettered("3659"), lettered("٢١٥")]
    recogniser.read(crops)
    watched.clear()
    recogniser.read(crops)
    assert watched == []


_SEEN: list[str] = []


@pytest.fixture
def watched() -> list[str]:
    """Names of files that Python code opens; an audit hook cannot be taken away, so it is put in once."""
    if not hasattr(sys, "_dalil_watch"):
        sys.addaudithook(lambda event, facts: _SEEN.append(str(facts[0])) if event == "open" else None)
        sys._dalil_watch = True  # type: ignore[attr-defined]
    return _SEEN


def test_importing_the_reader_loads_no_heavy_library() -> None:
    told = "import sys, dalil.vision.recognise, dalil.vision.locate; print(*sys.modules)"
    ran = subprocess.run(
        [sys.executable, "-c", told], check=True, capture_output=True, text=True, env={**os.environ}
    )
    assert not {"cv2", "onnxruntime", "PIL"} & set(ran.stdout.split())
