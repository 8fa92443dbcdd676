"""The program as a person starts it: a process of its own, with nothing loaded before."""

import subprocess
import sys

import pytest


@pytest.mark.parametrize(
    ("arguments", "status", "first"),
    [
        ([], 0, "Usage: "),
        (["version"], 0, "dalil "),
        (["lists"], 0, "Usage: python -m dalil lists [OPTIONS] COMMAND [ARGS]...\n\n"),
        (["verify", "nowhere"], 26, "Refused (not-a-vault): nowhere is not a vault"),
    ],
)
def test_it_starts_answers_and_ends_with_its_status(tmp_path, arguments, status, first):
    command = [sys.executable, "-m", "dalil", *arguments]
    ran = subprocess.run(command, capture_output=True, cwd=tmp_path, check=False, text=True)
    assert ran.returncode == status
    assert (ran.stdout + ran.stderr).startswith(first)
    assert "Traceback" not in ran.stderr
