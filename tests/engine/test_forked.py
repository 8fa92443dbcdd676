"""Work that is split among copies of this process comes back as if it were done here."""

import os
import signal
import threading
from concurrent.futures.process import BrokenProcessPool

import pytest

from dalil.engine.forked import spread

HELD = {"list": list(range(1_000))}


def weighed(block):
    return [HELD["list"][at] * 3 for at in block], os.getpid()


def blocks(count=20):
    return [range(at * 10, at * 10 + 10) for at in range(count)]


def test_answers_keep_the_order_of_items_whatever_the_workers():
    one, two, three = (list(spread(weighed, blocks(), workers=workers)) for workers in (1, 2, 3))
    assert [found for found, _ in one] == [found for found, _ in two] == [found for found, _ in three]
    assert {process for _, process in one} == {os.getpid()}
    assert os.getpid() not in {process for _, process in two}


def test_what_work_refers_to_is_shared_and_need_not_be_pickled():
    held = threading.Lock()  # a lock cannot be pickled
    assert list(spread(lambda item: (item, held.locked()), [1, 2, 3], workers=2)) == [
        (1, False),
        (2, False),
        (3, False),
    ]


def test_beside_another_thread_nothing_is_copied():
    stop = threading.Event()
    other = threading.Thread(target=stop.wait)
    other.start()
    try:
        assert {process for _, process in spread(weighed, blocks(), workers=2)} == {os.getpid()}
    finally:
        stop.set()
        other.join()


def test_what_work_raises_passes_through():
    def fails(item):
        if item == 7:
            raise ValueError(item)
        return item

    found = spread(fails, range(40), workers=2)
    with pytest.raises(ValueError, match="7"):
        list(found)


def test_a_copy_that_is_killed_ends_all():
    def dies(item):
        if item == 5:
            os.kill(os.getpid(), signal.SIGKILL)
        return item

    with pytest.raises(BrokenProcessPool):
        list(spread(dies, range(40), workers=2))


def test_whoever_stops_listening_leaves_no_process_behind():
    found = spread(weighed, blocks(200), workers=2)
    _, process = next(found)
    found.close()
    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)


def test_items_are_drawn_only_a_little_ahead():
    drawn = []

    def items():
        for at in range(1_000):
            drawn.append(at)
            yield range(at, at + 1)

    found = spread(weighed, items(), workers=2)
    next(found)
    assert len(drawn) <= 8
    found.close()
