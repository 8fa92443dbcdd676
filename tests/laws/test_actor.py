"""What makes two names one person's."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dalil.core import actor

MARKS = ["\u200f", "\u200e", "\u202e", "\u2066", "\u200b", "\u200d", "\ufeff", "\u00ad", "\u0000"]


@given(st.text(alphabet="amal أمل١٢", min_size=1).filter(str.strip), st.sampled_from(MARKS), st.data())
def test_an_unseen_mark_makes_no_second_person(name, mark, data):
    place = data.draw(st.integers(0, len(name)))
    marked = name[:place] + mark + name[place:]
    assert actor.key(marked) == actor.key(name)
    assert mark not in actor.written(marked)


@given(st.text())
def test_a_written_name_is_written_once(name):
    assert actor.written(actor.written(name)) == actor.written(name)
    assert actor.key(actor.written(name)) == actor.key(name)


@pytest.mark.parametrize(
    ("one", "same"),
    [
        ("Amal", " amal  "),
        ("أمَل", "أمل"),
        ("أمـل", "أمل"),
        ("ﺃﻣﻞ", "أمل"),
        ("reader 12", "reader ١٢"),
        ("é", "e\u0301"),
        ("هدى", "هدي"),
        ("فاطمة", "فاطمه"),
        ("أحمد", "احمد"),
        ("dora", "d\u043er\u0430"),
        ("dora", "d o r a."),
        ("reader-1", "reader 1"),
    ],
)
def test_other_ways_to_write_a_name_are_the_same_name(one, same):
    assert actor.key(one) == actor.key(same)


@pytest.mark.parametrize(
    ("one", "other"), [("amal", "basem"), ("reader 1", "reader 2"), ("!", "?"), ("سلمى", "سليم")]
)
def test_other_people_stay_other_people(one, other):
    assert actor.key(one) != actor.key(other)
