"""The ledger of a pair says what was not known, and on how many sides."""

import pytest

from dalil.core.matching.evidence import weigh
from dalil.core.matching.party import Party
from dalil.core.names.split import split
from dalil.flows import naming

NAME = (split("محمد أحمد الحلبي"),)


@pytest.mark.parametrize(
    ("ours", "theirs", "english", "arabic"),
    [
        (None, 1985, "birth year: not stated on one side", "سنة الولادة: بلا بيان في أحد الجانبين"),
        (None, None, "birth year: not stated on either side", "سنة الولادة: بلا بيان في الجانبين"),
    ],
)
def test_a_year_that_one_side_states_is_not_said_to_be_stated_nowhere(ours, theirs, english, arabic):
    ledger = weigh(Party("I", NAME, ours), Party("L", NAME, theirs), method=naming.method())
    (line,) = [line for line in ledger.lines if line.subject == "birth-year"]
    assert (line.reason_en, line.reason_ar, line.weight) == (english, arabic, 0)


def test_a_place_is_told_likewise():
    ledger = weigh(Party("I", NAME), Party("L", NAME, birth_place="داريا"), method=naming.method())
    (line,) = [line for line in ledger.lines if line.subject == "birth-place"]
    assert line.reason_ar == "مكان الولادة: بلا بيان في أحد الجانبين"
