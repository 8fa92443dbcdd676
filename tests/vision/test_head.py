"""The last layer of the line model, apart from it, and tuned to lines that people have read."""

import io
import itertools

import numpy as np
import pytest

from dalil.core.reading import SURE_PPM
from dalil.vision import head_tuning
from dalil.vision.alphabet import sequence_of, text_of
from dalil.vision.beam import posterior
from dalil.vision.head import CLASSES, FEATURES, MEMBERS, Head
from dalil.vision.head_tuning import Lesson, shares, tuned, usual_of
from dalil.vision.line_model import LineModel, tuning_start
from dalil.vision.recognise import Recogniser
from vision.drawn_labels import lettered

STRANGE = "3659"
"""What the lines say that are read wrong until they are learned."""


@pytest.fixture(scope="module")
def start():
    return tuning_start()


def test_a_head_apart_says_what_the_model_says(start):
    line = np.random.default_rng(3).integers(0, 255, (40, 160)).astype(np.uint8)
    plain, apart = LineModel(), LineModel(head=start[0])
    for member in range(MEMBERS):
        assert np.abs(plain.table(line, member) - apart.table(line, member)).max() < 1e-4
    both = start[0].tables(plain.seen(line))
    assert np.abs(both[1] - plain.table(line, 1)).max() < 1e-4
    assert np.abs(both[0] - both[1]).max() > 0.1, "two members, trained apart"
    assert plain.digest != apart.digest


def test_a_head_comes_back_from_its_bytes(start):
    head = start[0]
    assert np.array_equal(Head.from_bytes(head.to_bytes()).weights, head.weights)


@pytest.mark.parametrize(
    "make",
    [
        lambda: b"",
        lambda: b"\x93NUMPY",
        lambda: npy(np.zeros((2, 2), np.float32)),
        lambda: npy(np.zeros((MEMBERS * 2 * CLASSES, FEATURES + 1), np.float64)),
        lambda: npy(np.full((MEMBERS * 2 * CLASSES, FEATURES + 1), np.nan, np.float32)),
        lambda: npy(np.array([{"a": 1}], dtype=object)),
    ],
)
def test_what_is_no_head_is_refused(make):
    with pytest.raises(ValueError, match=r"\w"):
        Head.from_bytes(make())


def test_shares_are_those_of_all_ways_to_write_a_text():
    chances = np.random.default_rng(5).dirichlet(np.ones(CLASSES), (2, 5))
    truths, steps = [(3, 3), (2,)], np.array([5, 4])
    found = shares(chances, steps, truths)
    for line, truth in enumerate(truths):
        wanted = np.zeros((5, CLASSES))
        for way in itertools.product((0, *set(truth)), repeat=steps[line]):
            kept = [one for one, before in zip(way, (0, *way[:-1]), strict=True) if one and one != before]
            if tuple(kept) == truth:
                chance = np.prod([chances[line, step, one] for step, one in enumerate(way)])
                for step, one in enumerate(way):
                    wanted[step, one] += chance
        wanted[: steps[line]] /= wanted[0].sum()
        assert np.allclose(found[line, : steps[line]], wanted[: steps[line]])


def test_lines_that_were_learned_are_read_and_others_as_before(start):
    head, usual = start
    chance = np.random.default_rng(9)
    lessons = [
        Lesson(chance.normal(0, 1, (20, MEMBERS * FEATURES)).astype(np.float32), sequence_of(STRANGE))
        for _ in range(64)
    ]
    own = tuned(head, lessons, usual, epochs=3)

    def likely(by):
        return [[posterior(table, [one.classes])[0] for table in by.tables(one.seen)] for one in lessons]

    assert (np.mean(likely(own), axis=0) > np.mean(likely(head), axis=0)).all(), "every member learns"
    assert own.to_bytes() == tuned(head, lessons, usual, epochs=3).to_bytes()
    plain, reader = Recogniser(), Recogniser(head=own)
    for text in ("4038", "1174"):
        crop = lettered(text, size=48)
        assert reader.read([crop])[0].text == plain.read([crop])[0].text == text


def test_nothing_that_a_tuned_head_reads_is_accepted(start):
    read = Recogniser(head=start[0]).read([lettered("4038", size=48)])[0]
    assert read.text == "4038"
    assert read.confidence_ppm < SURE_PPM


def test_a_line_too_short_for_its_text_teaches_nothing(start):
    head, usual = start
    short = Lesson(np.ones((1, MEMBERS * FEATURES), np.float32), sequence_of("333"))
    assert not short.possible
    assert tuned(head, [short], usual).to_bytes() == head.to_bytes()


def test_the_usual_is_a_mean_over_rows():
    seen = [np.ones((3, MEMBERS * FEATURES), np.float32), np.zeros((1, MEMBERS * FEATURES), np.float32)]
    usual = usual_of(seen)
    assert usual[0, 0] == pytest.approx(0.75)
    assert usual[FEATURES, FEATURES] == usual[-1, -1] == pytest.approx(1.0)
    assert len(usual) == MEMBERS * (FEATURES + 1)


def test_texts_become_classes_and_come_back():
    for text in ("3659", "فرع ٢٤٨", "12/3/2014", "A-12"):
        assert text_of(sequence_of(text)) == text
    assert sequence_of("日") is None
    assert head_tuning.EPOCHS > 0


def npy(values):
    out = io.BytesIO()
    np.save(out, values)
    return out.getvalue()
