"""Nothing connects."""

import json
import os

import pytest

from shape.conftest import run_apart

pytestmark = pytest.mark.xdist_group("shape")


def test_the_hook_that_forbids_the_internet_works():
    """Otherwise the other tests of this file would say nothing."""
    answer = run_apart("offline_walk.py", "connect")
    assert answer.returncode != 0
    assert b"Connects" in answer.stderr


def test_importing_the_whole_package_opens_no_connection(told):
    assert "dalil.flows.acquire" in told["modules"]


def test_taking_in_and_verifying_opens_no_connection(tmp_path):
    source = tmp_path / "source"
    source.mkdir()
    (source / "a.txt").write_bytes(b"one")
    (source / "b.txt").write_bytes(b"two")
    answer = run_apart("offline_walk.py", "walk", os.fspath(source), os.fspath(tmp_path / "vault"))
    assert answer.returncode == 0, answer.stderr.decode()
    balance = json.loads(answer.stdout.splitlines()[0])
    assert (balance["files"], balance["kept"]) == (2, 2)
