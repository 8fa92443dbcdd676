"""What people typed goes before what a machine read, field by field, and never further than they agree."""

import pytest

from dalil.core.correction import BY_ONE, BY_PEOPLE, Typed, corrected
from dalil.core.label_field import Field, LabelFields
from dalil.core.reading import Legibility, ReaderKind, Reading

PPM = 1_000_000


def field(value, confidence_ppm=PPM):
    return Field(value, value, confidence_ppm, (), "drawn")


def settled(value="44", legibility=Legibility.READ):
    return Reading("amal", ReaderKind.PERSON, value, legibility)


def typed(reader, **fields):
    return Typed(reader, LabelFields("card", **{name: field(value) for name, value in fields.items()}))


MACHINE = LabelFields("card", agency=field("227", 990_000), detainee_number=field("40", 990_000))


def values(label):
    return sorted(one.value for one in label.unplaced)


def test_the_number_is_what_people_settled():
    found = corrected(MACHINE, settled(), [], ["٤٤"])
    assert found.detainee_number == Field("44", "٤٤", PPM, (), BY_PEOPLE)
    assert found.agency == MACHINE.agency


def test_the_branch_that_two_people_read_goes_before_the_machines():
    both = [typed("amal", agency="215"), typed("basem", agency="215")]
    found = corrected(MACHINE, settled(), both, ["44"])
    assert (found.agency.value, found.agency.rule, found.agency.confidence_ppm) == ("215", BY_PEOPLE, PPM)
    assert values(found) == []


def test_a_branch_on_which_people_differ_is_nobodys():
    found = corrected(MACHINE, settled(), [typed("amal", agency="216"), typed("basem", agency="21?")], ["44"])
    assert found.agency is None
    assert values(found) == ["216", "21?", "227"]


def test_one_person_and_the_machine_who_differ_leave_it_open_and_who_agree_hold_it():
    one = [typed("amal", agency="215"), typed("basem")]
    found = corrected(MACHINE, settled(), one, ["44"])
    assert (found.agency, values(found)) == (None, ["215", "227"])
    found = corrected(MACHINE, settled(), [typed("amal", agency="227"), typed("basem")], ["44"])
    assert (found.agency.value, found.agency.rule) == ("227", BY_PEOPLE)
    twice = [typed("amal", agency="215"), typed("Amal ", agency="215")]
    assert corrected(MACHINE, settled(), twice, ["44"]).agency is None, "one person twice is one"


def test_what_one_person_alone_reads_is_half_as_sure():
    found = corrected(MACHINE, settled(), [typed("amal", name="سامي"), typed("basem")], ["44"])
    assert (found.name.value, found.name.confidence_ppm, found.name.rule) == ("سامي", PPM // 2, BY_ONE)


def test_the_persons_number_is_no_agency():
    """Of three bare numbers one was chosen that the order made look like the agency's."""
    both = [typed(name, agency="44", detainee_number="215") for name in ("amal", "basem")]
    assert corrected(MACHINE, settled(), both, ["215 44"]).agency == MACHINE.agency
    mistaken = LabelFields("card", agency=field("44"), detainee_number=field("215"))
    found = corrected(mistaken, settled(), both, ["215 44"])
    assert (found.agency, found.detainee_number.value, values(found)) == (None, "44", ["44"])


@pytest.mark.parametrize("said", [Legibility.ILLEGIBLE, Legibility.SEVERAL])
def test_of_a_label_that_cannot_be_read_nothing_stands(said):
    found = corrected(MACHINE, settled("", said), [], ())
    assert not found.named()
    assert values(found) == ["227", "40"]


def test_a_label_without_a_number_keeps_its_name():
    both = [typed("amal", name="سامي"), typed("basem", name="سامي")]
    found = corrected(MACHINE, settled("", Legibility.NO_NUMBER), both, ["سامي"])
    assert (found.name.value, found.detainee_number, values(found)) == ("سامي", None, ["40"])
    assert corrected(MACHINE, settled("", Legibility.NO_LABEL), [], ()) is None
