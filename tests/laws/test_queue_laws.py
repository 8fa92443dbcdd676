"""Laws of the reading queue: whoever reads, in whatever turns, two read every label, and no one twice."""

from collections import defaultdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dalil.core.reading import ReaderKind, Reading
from dalil.core.reading_queue import (
    Asker,
    Queue,
    Stage,
    Waiting,
    admit,
    next_for,
    reader_key,
    stage_of,
    turn_of,
)
from dalil.core.transcription import Task

VAULT = "vault"
PEOPLE = ("amal", "basem", "huda", "samir")
ITEMS = tuple(f"{number:064x}:0" for number in range(6))
GOLD = ITEMS[:2]


class Office:
    """Readings so far, kept as the catalog keeps them."""

    def __init__(self):
        self.counted = defaultdict(list)
        self.all = defaultdict(list)
        self.given = []

    def queue(self):
        def at(stage):
            found = (self.waiting(item) for item in ITEMS if stage_of(self.counted[item]) is stage)
            return sorted(found, key=lambda one: (one.turn, one.item))

        gold = [self.waiting(one) for one in GOLD if stage_of(self.counted[one]) is not Stage.ADJUDICATION]
        return Queue(at(Stage.FIRST), at(Stage.SECOND), at(Stage.ADJUDICATION), gold)

    def waiting(self, item):
        readers = frozenset(reader_key(name) for name in self.all[item])
        return Waiting(item, turn_of(VAULT, item), readers)

    def asks(self, name, passed=()):
        made = sum(name in readers for readers in self.all.values())
        return next_for(Asker(name, VAULT, made, passed), self.queue())

    def reads(self, name, value):
        asked = self.asks(name)
        if asked is None:
            return
        kind = ReaderKind.ADJUDICATOR if asked.task is Task.ADJUDICATION else ReaderKind.PERSON
        tests = [Task.GOLD] if asked.item in GOLD else []
        asker = Asker(name, VAULT)
        task = admit(self.waiting(asked.item), self.counted[asked.item], asker, kind=kind, tests=tests)
        if task is not Task.GOLD:
            self.counted[asked.item].append(Reading(name, kind, value))
        self.all[asked.item].append(name)


TURNS = st.lists(st.tuples(st.sampled_from(PEOPLE), st.sampled_from(["1", "2"])), max_size=60)


@given(TURNS)
def test_whoever_reads_a_label_is_read_by_two_blind_and_a_third_where_they_differ(turns):
    office = Office()
    for name, value in turns:
        office.reads(name, value)
    for item in ITEMS:
        readings = office.counted[item]
        assert len(office.all[item]) == len(set(office.all[item])), "nobody twice"
        blind = [one for one in readings if one.kind is ReaderKind.PERSON]
        assert len(blind) <= 2
        judged = [one for one in readings if one.kind is ReaderKind.ADJUDICATOR]
        assert len(judged) <= 1
        if judged:
            assert blind[0].value != blind[1].value


@pytest.mark.slow
@given(TURNS)
def test_three_people_who_go_on_settle_everything(turns):
    office = Office()
    for name, value in turns:
        office.reads(name, value)
    for _ in ITEMS * 3:
        for name in PEOPLE:
            office.reads(name, "1")
    assert all(stage_of(office.counted[item]) is Stage.SETTLED for item in ITEMS)
    assert all(office.asks(name) is None or office.asks(name).task is Task.GOLD for name in PEOPLE)


@given(TURNS, st.sampled_from(PEOPLE), st.lists(st.sampled_from(ITEMS), unique=True, max_size=4))
def test_who_asks_twice_is_given_the_same(turns, name, passed):
    office = Office()
    for each, value in turns:
        office.reads(each, value)
    first = office.asks(name, tuple(passed))
    assert first == office.asks(name, tuple(passed))
    assert first is None or name not in office.all[first.item]
