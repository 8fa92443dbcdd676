"""A roster weighs all entries at once, as they are weighed one by one."""

import random

import pytest

from dalil.core.matching.candidates import ranked
from dalil.core.matching.chance import chances
from dalil.core.matching.evidence import weigh
from dalil.core.matching.party import Party
from dalil.core.matching.roster import Roster
from dalil.core.names.parts import Part
from dalil.core.names.relation import Relation
from dalil.core.names.split import compose, split
from dalil.flows import naming
from dalil.testing.families.people import People
from dalil.testing.families.writing import Haste, hastily, in_full

HABITS = 2_500
"""At once the same key earns 95 %, line by line the same letters earn all: a twentieth of five names."""
PATTERNS = {relation.value for relation in Relation}


def party(row):
    return Party(
        row["id"],
        (compose(row["name"], {Part.MOTHER: row["mother"]}),),
        int(row["birth_year"]) if row["birth_year"] else None,
        row["birth_place"] or None,
    )


def drawn(seed=3, count=300):
    people, chance = People(seed).draw(count), random.Random(seed)
    return people, [party(in_full(person, chance=chance, haste=Haste())) for person in people]


@pytest.mark.parametrize("latin", [False, pytest.param(True, marks=pytest.mark.slow)])
def test_what_is_weighed_at_once_is_what_is_weighed_line_by_line(latin, monkeypatch):
    people, entries = drawn()
    roster, chance = Roster(entries, naming.method()), random.Random(1)
    monkeypatch.setattr(roster.method, "word_fit", roster.method.quick_word_fit)  # slips: line by line only
    compared = 0
    for person in people[::25]:
        asked = party(hastily(person, chance=chance, haste=Haste(no_grandfather=0, no_father=0), latin=latin))
        if any(part.part is Part.UNPLACED for part in asked.names[0].parts):
            continue  # what both sides leave unplaced is only estimated at once
        for weight, entry in zip(roster.weights(asked).tolist(), entries, strict=True):
            if any(part.part is Part.UNPLACED for part in entry.names[0].parts):
                continue
            lines = weigh(entry, asked, method=roster.method).lines
            exact = sum(line.weight for line in lines if line.subject not in PATTERNS)
            mother = [line for line in lines if line.subject == "mother"]
            if not any(line.weight > 0 for line in mother):
                assert weight == pytest.approx(exact, abs=HABITS)
                compared += 1
    assert compared > 1_000


@pytest.mark.parametrize("latin", [False, pytest.param(True, marks=pytest.mark.slow)])
def test_whoever_is_in_the_list_is_found(latin):
    people, entries = drawn(seed=8, count=400)
    roster, chance = Roster(entries, naming.method()), random.Random(2)
    asked = chance.sample(people, 60)
    found = sum(
        person.id
        in {
            roster.parties[at].id
            for at, _ in roster.likeliest(
                party(hastily(person, chance=chance, haste=Haste(), latin=latin)), 10
            )
        }
        for person in asked
    )
    assert found >= 57


def test_the_order_of_a_list_changes_no_weight():
    _, entries = drawn(count=100)
    shuffled = random.Random(4).sample(entries, len(entries))
    asked = Party("Q", (split("محمد أحمد الحلبي"),), 1980, "حلب")
    one, other = Roster(entries, naming.method()), Roster(shuffled, naming.method())
    by_id = dict(zip([each.id for each in shuffled], other.weights(asked).tolist(), strict=True))
    assert [by_id[each.id] for each in entries] == one.weights(asked).tolist()


def test_an_empty_list_and_a_nameless_party_are_no_trouble():
    nobody = Party("N", ())
    assert Roster([], naming.method()).likeliest(Party("Q", (split("محمد"),)), 5) == []
    assert Roster([nobody], naming.method()).parties == []
    assert Roster([Party("A", (split("محمد"),))], naming.method()).likeliest(nobody, 5) == []


def test_a_name_that_everybody_of_a_list_bears_says_little():
    village = [
        Party(f"V{at}", (split(f"{given} علي الدغيم"),))
        for at, given in enumerate(["خالد", "سامر", "حسن"] * 800)
    ]
    asked = Party("Q", (split("خالد علي الدغيم"),))
    one = Roster(village[:1], naming.method()).weights(asked)[0]
    assert Roster(village, naming.method()).weights(asked)[0] < one - 3_000


@pytest.mark.parametrize("latin", [False, pytest.param(True, marks=pytest.mark.slow)])
def test_leaving_out_who_lies_far_behind_changes_neither_the_first_nor_its_chance(latin):
    people, entries = drawn(seed=5, count=600)
    roster, chance = Roster(entries, naming.method()), random.Random(3)
    asked = [party(hastily(each, chance=chance, haste=Haste(), latin=latin)) for each in people[::20]]
    few, many = (list(ranked(roster, asked, surely=surely)) for surely in (5, None))
    assert sum(map(len, few)) < sum(map(len, many))
    for short, long in zip(few, many, strict=True):
        assert len(short) >= 5
        assert short[0][1].id == long[0][1].id
        one, other = (chances([ledger.fair for ledger, _ in each], 600)[0] for each in (short, long))
        assert abs(one - other) < 0.001
