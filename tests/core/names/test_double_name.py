"""A double name is one given name: neither brothers nor cousins share a father by its second word."""

import pytest

from dalil.core.matching.candidates import is_proposable
from dalil.core.matching.evidence import weigh
from dalil.core.matching.party import Party
from dalil.core.names.compare import Verdict, compare
from dalil.core.names.double_name import chained, read_beside
from dalil.core.names.parts import Part
from dalil.core.names.relation import Relation
from dalil.core.names.split import compose, split
from dalil.flows import naming

METHOD = naming.method()


def row(given, father, family="الحلبي", **more):
    return compose(given, {Part.FATHER: father, Part.FAMILY: family, **more})


def lines(one, other):
    return {line.part: line.level.value for line in compare(one, other, method=METHOD).parts}


def test_a_double_name_is_laid_out_as_a_chain_would_be_too():
    chain = chained(row("محمد خير", "أحمد", **{Part.MOTHER: "فاطمة"}))
    assert chain is not None
    assert [(held.part, held.written) for held in chain.parts] == [
        (Part.GIVEN, "محمد"),
        (Part.FATHER, "خير"),
        (Part.GRANDFATHER, "أحمد"),
        (Part.FAMILY, "الحلبي"),
        (Part.MOTHER, "فاطمة"),
    ]
    assert chained(split("محمد خير أحمد الحلبي")) is None
    assert chained(row("عبد الله", "أحمد")) is None


@pytest.mark.parametrize(
    "written", ["محمد خير علي الحلبي", "محمد خير علي", "محمد خير", "Mohammad Khair Ali Halabi"]
)
def test_a_name_in_one_column_is_read_as_the_double_name_beside_it(written):
    found = compare(row("محمد خير", "علي"), written, method=METHOD)
    assert found.verdict is not Verdict.AGAINST
    assert found.weight > 6_000
    assert compare(written, row("محمد خير", "علي"), method=METHOD).weight == found.weight


def test_cousins_of_one_double_name_do_not_share_a_father():
    found = lines(row("محمد خير", "علي"), row("محمد خير", "غسان"))
    assert found[Part.FATHER] == "different"
    assert Part.GRANDFATHER not in found


def test_brothers_whose_names_begin_alike_are_brothers():
    found = lines(row("محمد خير", "علي"), row("محمد نور", "علي"))
    assert (found[Part.GIVEN], found[Part.FATHER]) == ("different", "written")
    assert Relation.BROTHERS in found


@pytest.mark.parametrize("written", ["محمد خير غسان الحلبي", "محمد نور علي الحلبي"])
def test_another_father_or_another_second_name_in_one_column_is_held_against(written):
    asked = Party("a", (row("محمد خير", "علي"),))
    found = weigh(Party("b", (split(written),)), asked, method=METHOD)
    assert not is_proposable(found)
    assert found.weight < 12_000


def test_nothing_is_read_as_double_beside_a_name_that_is_not():
    name = split("محمد خير علي الحلبي")
    assert read_beside(name, row("محمد", "خير")) is None
    assert read_beside(name, row("عبد الله", "علي")) is None
    assert read_beside(name, split("محمد خير علي الحلبي")) is None
    assert read_beside(row("محمد خير", "علي"), row("محمد نور", "علي")) is None
