"""Work that is split among copies of this process comes back as if it were done here."""

import json
import subprocess
import sys
from pathlib import Path

SCRIPT = Path(__file__).with_name("forking.py")


def told(name):
    """What a process with one thread says; the one that tests run in may have more, and must live."""
    ran = subprocess.run(
        [sys.executable, str(SCRIPT), name], capture_output=True, text=True, check=True, timeout=120
    )
    return json.loads(ran.stdout)


def test_answers_keep_the_order_of_items_whatever_the_workers():
    found = told("order")
    assert found["answers"][0] == found["answers"][1] == found["answers"][2]
    assert found["here"] == [True, False, False]


def test_what_work_refers_to_is_shared_and_need_not_be_pickled():
    assert told("unpickled") == [[1, False, True], [2, False, True], [3, False, True]]


def test_beside_another_thread_nothing_is_copied():
    assert told("beside_a_thread") == [True] * 20


def test_what_work_raises_passes_through():
    assert told("raising") == "7"


def test_a_copy_that_is_killed_ends_all():
    assert told("killed") == "broken"


def test_whoever_stops_listening_leaves_no_process_behind():
    assert told("left") == "gone"


def test_items_are_drawn_only_a_little_ahead():
    assert told("drawn") <= 8
