import pytest

from dalil.core.reading import Legibility, ReaderKind, Reading
from dalil.core.reading_queue import (
    Asker,
    LabelDisputed,
    LabelReadAlready,
    LabelSettled,
    NothingToAdjudicate,
    Queue,
    Stage,
    Waiting,
    admit,
    item_of,
    next_for,
    reader_key,
    stage_of,
    turn_of,
)
from dalil.core.transcription import Task

VAULT = "0f" * 16


def person(name, value="3659"):
    return Reading(name, ReaderKind.PERSON, value)


def judge(name="samir", value="3659"):
    return Reading(name, ReaderKind.ADJUDICATOR, value)


def wait(item, *readers, turn="0"):
    return Waiting(item, turn, frozenset(reader_key(name) for name in readers))


def asker(name="amal", *, gold=False, passed=()):
    """Somebody for whom gold is due, or is not."""
    found = (Asker(name, VAULT, made, passed) for made in range(1_000))
    probe = Queue(first=[wait("x")], gold=[wait("gold")])
    return next(one for one in found if (next_for(one, probe).item == "gold") is gold)


@pytest.mark.parametrize(
    ("readings", "stage"),
    [
        ([], Stage.FIRST),
        ([person("a")], Stage.SECOND),
        ([person("a"), person("b")], Stage.SETTLED),
        ([person("a"), person("b", "3689")], Stage.ADJUDICATION),
        ([person("a"), Reading("b", ReaderKind.PERSON, "", Legibility.ILLEGIBLE)], Stage.ADJUDICATION),
        ([person("a"), Reading("b", ReaderKind.PERSON, "36?9", Legibility.PARTIAL)], Stage.ADJUDICATION),
        ([person("a"), person("b", "3689"), judge()], Stage.SETTLED),
    ],
)
def test_what_a_label_waits_for_follows_from_what_was_read(readings, stage):
    assert stage_of(readings) is stage
    assert stage_of(readings[::-1]) is stage


def test_disputes_come_before_second_readings_and_these_before_first_ones():
    queue = Queue(first=[wait("f")], second=[wait("s", "b")], adjudication=[wait("d", "b", "c")])
    assert next_for(asker(), queue).item == "d"
    assert next_for(asker(), Queue(first=queue.first, second=queue.second)).task is Task.SECOND
    assert next_for(asker("b"), queue).item == "f"


def test_nobody_is_given_what_they_have_read():
    queue = Queue(second=[wait("s", "Amal")], adjudication=[wait("d", "amal", "b")], gold=[wait("g", "amal")])
    assert next_for(asker("amal"), queue) is None
    assert next_for(asker("ámal", gold=True), queue) is None, "a mark makes no other person"


def test_passed_labels_come_again_when_nothing_else_is_left_the_oldest_first():
    queue = Queue(first=[wait("a", turn="1"), wait("b", turn="2"), wait("c", turn="3")])
    assert next_for(asker(passed=("a",)), queue).item == "b"
    assert next_for(asker(passed=("c", "a", "b")), queue).item == "c"
    assert next_for(asker(passed=("gone",)), queue).item == "a"


def test_about_one_in_twenty_is_gold_and_each_reader_has_another_order():
    queue = Queue(first=[wait("a")], gold=[wait(f"g{number}") for number in range(9)])
    given = [next_for(Asker("amal", VAULT, made), queue) for made in range(2_000)]
    assert 70 < sum(one.task is Task.GOLD for one in given) < 130
    first = {next_for(asker(name, gold=True), queue).item for name in ("amal", "basem", "huda", "samir")}
    assert len(first) > 1


def test_the_order_is_the_vaults_own_and_not_that_of_files():
    items = [item_of(f"{number:064x}", 0) for number in range(50)]
    ours = sorted(items, key=lambda item: turn_of(VAULT, item))
    assert ours != items
    assert ours != sorted(items, key=lambda item: turn_of("1e" * 16, item))


def admitted(readings, name, *, kind=ReaderKind.PERSON, tests=(), also=(), objects=False):
    readers = [*(one.reader for one in readings), *also]
    asks = Asker(name, VAULT)
    return admit(wait("x", *readers), readings, asks, kind=kind, tests=tests, objects=objects)


def test_a_reading_is_for_what_the_label_waits_for():
    assert admitted([], "a") is Task.FIRST
    assert admitted([], "a", tests=[Task.AUDIT]) is Task.AUDIT
    assert admitted([], "a", tests=[Task.GOLD]) is Task.FIRST
    assert admitted([], "a", tests=[Task.GOLD, Task.AUDIT]) is Task.AUDIT, (
        "gold takes nothing out of the audit"
    )
    assert admitted([person("a")], "b", tests=[Task.AUDIT]) is Task.SECOND
    differ = [person("a"), person("b", "3689")]
    assert admitted(differ, "c", kind=ReaderKind.ADJUDICATOR) is Task.ADJUDICATION
    assert admitted([person("a"), person("b")], "c", tests=[Task.GOLD]) is Task.GOLD


def test_who_objects_is_admitted_to_what_is_settled_and_to_nothing_else():
    agreed = [person("a"), person("b")]
    objector = {"kind": ReaderKind.ADJUDICATOR, "objects": True}
    assert admitted(agreed, "c", **objector) is Task.ADJUDICATION
    with pytest.raises(LabelReadAlready):
        admitted(agreed, "a", **objector)
    with pytest.raises(NothingToAdjudicate):
        admitted([person("a")], "c", **objector)


def test_a_reading_that_nothing_waits_for_is_refused():
    differ = [person("a"), person("b", "3689")]
    with pytest.raises(LabelReadAlready):
        admitted([person("a")], "A")
    with pytest.raises(LabelReadAlready):
        admitted([], "a", also=["a"])
    with pytest.raises(LabelReadAlready):
        admitted(differ, "b", kind=ReaderKind.ADJUDICATOR)
    with pytest.raises(LabelDisputed):
        admitted(differ, "c")
    with pytest.raises(LabelSettled):
        admitted([person("a"), person("b")], "c", tests=[Task.AUDIT])
    for readings in ([], [person("a")]):
        with pytest.raises(NothingToAdjudicate):
            admitted(readings, "c", kind=ReaderKind.ADJUDICATOR)
    for settled in ([person("a"), person("b")], [*differ, judge()]):
        with pytest.raises(LabelSettled):
            admitted(settled, "c", kind=ReaderKind.ADJUDICATOR)
    reopened = [*differ, judge(), judge("e", "3689")]
    assert admitted(reopened, "c", kind=ReaderKind.ADJUDICATOR) is Task.ADJUDICATION
