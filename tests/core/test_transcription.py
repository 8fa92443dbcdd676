import pytest

from dalil import profiles
from dalil.core.errors import BodyRefusal
from dalil.core.event import Event
from dalil.core.limits import TRANSCRIPTION_LINES_MAX
from dalil.core.reading import Legibility, ReaderKind
from dalil.core.transcription import (
    Task,
    Transcribed,
    Transcription,
    TranscriptionEmpty,
    TranscriptionTooLong,
)

SYRIA, GENERIC = profiles.load("syria"), profiles.load("generic")
BOX = ((1, 2), (9, 2), (9, 6), (1, 6))


def number(*lines, profile=SYRIA):
    read = Transcription.typed(lines).number("card", profile, reader="amal", kind=ReaderKind.PERSON)
    return read.value, read.legibility


@pytest.mark.parametrize(
    ("lines", "value", "legibility"),
    [
        (["٣٦٥٩"], "3659", Legibility.READ),
        (["فرع ٢١٥", "رقم 3659"], "3659", Legibility.READ),
        (["۳۶۵۹"], "3659", Legibility.READ),
        (["٣٦؟٩"], "36?9", Legibility.PARTIAL),
        (["36?9"], "36?9", Legibility.PARTIAL),
        (["شرطة عسكرية"], "", Legibility.NO_NUMBER),
        (["215"], "", Legibility.NO_NUMBER),
        (["12/0?/2019"], "", Legibility.NO_NUMBER),
        (["???"], "", Legibility.ILLEGIBLE),
        (["?/215"], "", Legibility.ILLEGIBLE),
        (["رقم ?"], "", Legibility.ILLEGIBLE),
        (["رقم ؟؟؟"], "", Legibility.ILLEGIBLE),
    ],
)
def test_the_number_is_read_out_of_what_was_typed_by_the_rules_of_labels(lines, value, legibility):
    assert number(*lines) == (value, legibility)


def test_lines_are_kept_exactly_as_typed():
    lines = ("  رقم ٣٦٥٩ ", "\u200fفرع 215", "")
    assert Transcription.typed(lines).lines == lines


@pytest.mark.parametrize("lines", [[], [""], ["  ", "\t"], ["\u200f\u202a"]])
def test_what_cannot_be_seen_is_nothing(lines):
    with pytest.raises(TranscriptionEmpty):
        Transcription.typed(lines)


@pytest.mark.parametrize("lines", [["1"] * (TRANSCRIPTION_LINES_MAX + 1), ["1" * 257], ["1" * 250] * 9])
def test_what_is_longer_than_a_label_is_refused(lines):
    with pytest.raises(TranscriptionTooLong):
        Transcription.typed(lines)


def test_a_count_of_one_is_said_like_any_other():
    with pytest.raises(TranscriptionTooLong, match=r"Number of lines: 1, of characters: 257\.$"):
        Transcription.typed(["1" * 257])


@pytest.mark.parametrize("said", [Legibility.ILLEGIBLE, Legibility.NO_LABEL, Legibility.SEVERAL])
def test_why_there_is_no_text_is_a_reading_without_a_number(said):
    read = Transcription.without_text(said).number("tape", SYRIA, reader="amal", kind=ReaderKind.PERSON)
    assert (read.value, read.legibility) == ("", said)


@pytest.mark.parametrize("line", ["٣ ٦ ٥ ٩", "٣٦ ٥٩", "٤٤ 12"])
def test_a_number_in_pieces_is_half_as_sure(line):
    read = Transcription.typed([line]).number("card", SYRIA, reader="a", kind=ReaderKind.PERSON)
    assert read.confidence_ppm == 500_000


def test_two_numbers_that_order_alone_tells_apart_are_half_as_sure():
    read = Transcription.typed(["3659", "1174"]).number("card", GENERIC, reader="a", kind=ReaderKind.PERSON)
    assert (read.value, read.confidence_ppm) == ("3659", 500_000)


def made(**more):
    read = Transcription.typed(["٣٦٥٩"]).number("card", SYRIA, reader="amal", kind=ReaderKind.PERSON)
    return Transcribed("ab" * 32, 3, BOX, read, ("٣٦٥٩",), Task.SECOND, **more)


def test_a_reading_comes_back_from_its_event():
    event = Event("reading-made", "2026-01-01T00:00:00Z", "amal", (), made().to_body())
    assert Transcribed.from_body(Event.parse(event.entry()).body) == made()


@pytest.mark.parametrize(
    "wrong",
    [
        {"task": "third"},
        {"task": 1},
        {"box": []},
        {"box": [[1]]},
        {"box": [[1, True]]},
        {"lines": [1]},
        {"text": ""},
    ],
)
def test_a_body_that_is_no_reading_is_refused(wrong):
    with pytest.raises(BodyRefusal):
        Transcribed.from_body({**made().to_body(), **wrong})


def test_a_reading_stands_at_its_place_alone():
    assert made().at(3, [[1, 2], [9, 2], [9, 6], [1, 6]])
    assert not made().at(2, [[1, 2], [9, 2], [9, 6], [1, 6]])
    assert not made().at(3, [[1, 2], [9, 2], [9, 6], [1, 7]])
