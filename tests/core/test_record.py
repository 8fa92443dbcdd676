import pytest

from dalil.core.errors import BodyRefusal
from dalil.core.record import (
    as_record,
    take_integer,
    take_optional_integer,
    take_optional_record,
    take_records,
    take_text,
    take_texts,
    take_truth,
)

RECORD = {"t": "x", "n": 3, "b": True, "null": None, "l": ["a", "b"], "r": {"t": "y"}, "rs": [{"t": "y"}]}


def test_members_are_taken_as_what_they_are():
    assert take_text(RECORD, "t") == "x"
    assert take_integer(RECORD, "n") == 3
    assert take_truth(RECORD, "b") is True
    assert take_optional_integer(RECORD, "null") is None
    assert take_optional_integer(RECORD, "n") == 3
    assert take_texts(RECORD, "l") == ("a", "b")
    assert take_records(RECORD, "rs") == [{"t": "y"}]
    assert take_optional_record(RECORD, "r") == {"t": "y"}
    assert take_optional_record(RECORD, "absent") is None
    assert as_record({}, "r") == {}


@pytest.mark.parametrize(
    ("take", "key"),
    [
        (take_text, "n"),
        (take_text, "absent"),
        (take_integer, "t"),
        (take_integer, "b"),
        (take_optional_integer, "t"),
        (take_truth, "n"),
        (take_texts, "rs"),
        (take_texts, "t"),
        (take_records, "l"),
        (take_optional_record, "l"),
    ],
)
def test_another_type_is_refused_by_its_name(take, key):
    with pytest.raises(BodyRefusal) as refused:
        take(RECORD, key)
    assert key in str(refused.value)
