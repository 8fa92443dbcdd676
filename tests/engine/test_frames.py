import itertools
import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dalil.core.canonical import encode
from dalil.core.errors import BodyRefusal, UsageRefusal
from dalil.engine import frames
from dalil.engine.frames import Frame, FrameError, FrameReader, Kind

some_frames = st.lists(st.tuples(st.sampled_from(Kind), st.binary(max_size=50)), max_size=8)


@given(some_frames, st.lists(st.integers(0, 200), max_size=10))
def test_pieces_change_nothing(sent, cuts):
    stream = b"".join(frames.head(kind, len(content)) + content for kind, content in sent)
    places = sorted({min(cut, len(stream)) for cut in cuts} | {0, len(stream)})
    reader = FrameReader(50)
    got = [frame for low, high in itertools.pairwise(places) for frame in reader.feed(stream[low:high])]
    assert got == [Frame(kind, content) for kind, content in sent]
    assert reader.empty


def test_a_length_above_the_agreed_one_is_refused_before_its_bytes():
    with pytest.raises(FrameError):
        FrameReader(10).feed(frames.head(Kind.BYTES, 11))


def test_an_unknown_kind_is_refused():
    with pytest.raises(FrameError):
        FrameReader(10).feed(b"?\0\0\0\0")


def test_written_is_read():
    reading, writing = os.pipe()
    frames.write(writing, Kind.BYTES, b"x" * 5000)
    frames.write(writing, Kind.END)
    os.close(writing)
    assert frames.read(reading) == Frame(Kind.BYTES, b"x" * 5000)
    assert frames.read(reading) == Frame(Kind.END, b"")
    assert frames.read(reading) is None
    os.close(reading)


def test_a_refusal_crosses_with_its_class():
    crossed = frames.refusal_from_record(encode(frames.refusal_to_record(UsageRefusal(detail="x", count=2))))
    assert isinstance(crossed, UsageRefusal)
    assert crossed.facts == {"detail": "x", "count": 2}
    assert crossed.sentence == "The command cannot be understood: x."


@given(st.binary(max_size=60))
def test_anything_else_is_no_refusal(content):
    with pytest.raises(BodyRefusal):
        frames.refusal_from_record(content)
