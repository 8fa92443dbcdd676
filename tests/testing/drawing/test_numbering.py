"""How agencies count."""

from dalil.testing.drawing import chance
from dalil.testing.drawing.numbering import Numbering


def test_an_agency_counts_upwards_within_a_year():
    numbering, luck = Numbering(1), chance.stream(1)
    given = [int(numbering.detainee("215", 2018, luck)) for _ in range(200)]
    assert given == sorted(set(given))


def test_a_slip_is_nobodys_number():
    numbering, luck = Numbering(2), chance.stream(2)
    given = {numbering.detainee("215", 2018, luck) for _ in range(50)}
    slips = [numbering.slip("215", 2018, number, luck) for number in sorted(given)]
    assert not given & set(slips)
    assert len(set(slips)) == len(slips)
