"""What an archive's lines can say: characters limit the search, forms weigh what was seen."""

import pytest

from dalil.core.reading import SURE_PPM
from dalil.vision.alphabet import sequence_of, text_of
from dalil.vision.expected import ANYTHING, FORM_ODDS, Expected
from dalil.vision.line_reading import reading_of
from dalil.vision.recognise import Recogniser
from vision.drawn_labels import lettered

CODE = Expected(forms=(r"[A-Z]\d{4}",))


def read(texts, expected):
    import numpy as np

    return reading_of([sequence_of(one) for one in texts], np.array([*texts.values()]), 0, expected)


def test_a_form_decides_between_texts_that_were_seen():
    seen = {"51234": 0.6, "S1234": 0.3}
    assert read(seen, ANYTHING).text == "51234"
    found = read(seen, CODE)
    assert found.text == "S1234"
    assert found.alternatives[0].text == "51234"
    assert found.confidence_ppm == round(900_000 * 0.3 * FORM_ODDS / (0.6 + 0.3 * FORM_ODDS))
    assert found.sure == read({"S1234": 0.3}, ANYTHING).sure, "how sure the reader was without the form"


def test_a_form_weighs_nothing_where_all_texts_have_it_or_none():
    for texts in ({"A1234": 0.6, "B1234": 0.3}, {"3659": 0.6, "3859": 0.3}):
        assert read(texts, CODE) == read(texts, ANYTHING)


def test_forms_are_asked_of_western_digits():
    assert CODE.fits("A٣٦٥٩")
    assert CODE.fits(" A3659 ")
    assert not CODE.fits("3659")


@pytest.mark.parametrize("allowed", ["0123456789", "٠١٢٣٤٥٦٧٨٩"])
def test_no_other_character_is_read_than_those_allowed(allowed):
    crop = lettered("A4038", size=48)
    assert Recogniser().read([crop])[0].text == "A4038"
    found = Recogniser(expected=Expected(allowed)).read([crop])[0]
    texts = [found.text, *(one.text for one in found.alternatives)]
    assert set("".join(texts)) <= {*allowed, " ", "⋮"}


def test_a_line_of_another_form_is_read_and_not_accepted():
    crop = lettered("4038", size=48)
    found = Recogniser(expected=CODE).read([crop], surface="overlay")[0]
    assert found.text == "4038"
    assert found.confidence_ppm < SURE_PPM


def test_texts_come_back_from_their_classes():
    assert text_of(sequence_of("S1234")) == "S1234"
