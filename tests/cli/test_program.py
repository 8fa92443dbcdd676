"""The program as a person starts it: a process of its own, with nothing loaded before."""

import os
import signal
import subprocess
import sys
import time

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


def test_who_interrupts_it_is_told_how_to_go_on(tmp_path):
    os.mkfifo(tmp_path / "text")  # nobody writes into it: the command waits there
    # A shell starts what runs behind it deaf to this signal, and its children inherit that.
    heard = ["env", "--default-signal=INT"]
    command = [*heard, sys.executable, "-m", "dalil", "names", "match", "text", "text"]
    ran = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=tmp_path, text=True)
    for _ in range(100):
        try:
            writing = os.open(tmp_path / "text", os.O_WRONLY | os.O_NONBLOCK)
            break
        except OSError:  # it has not come so far
            time.sleep(0.1)
    time.sleep(1)  # a signal between opening and reading is heard only when the reading ends
    ran.send_signal(signal.SIGINT)
    out, err = ran.communicate(timeout=30)
    os.close(writing)
    assert (ran.returncode, out) == (130, "")
    assert "give the same command again" in err
