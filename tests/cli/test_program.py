"""The program as a person starts it: a process of its own, with nothing loaded before."""

import signal
import subprocess
import sys
import time

import pytest

BYTES = 100_000_000
"""Of a table that takes seconds to look into, and more than the program reads of itself."""


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
    row = f"1,{'محمد ' * 200}\n".encode()
    (tmp_path / "text").write_bytes(b"id,name\n" + row * (BYTES // len(row)))
    # A shell starts what runs behind it deaf to this signal, and its children inherit that.
    heard = ["env", "--default-signal=INT"]
    command = [*heard, sys.executable, "-m", "dalil", "names", "match", "text", "text"]
    ran = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=tmp_path, text=True)
    while ran.poll() is None and bytes_read(ran.pid) < BYTES:
        time.sleep(0.01)  # it has not come so far as to look into what it has read
    ran.send_signal(signal.SIGINT)
    out, err = ran.communicate(timeout=30)
    assert (ran.returncode, out) == (130, "")
    assert "give the same command again" in err


def bytes_read(process):
    """How much a process has read from anywhere."""
    with open(f"/proc/{process}/io") as file:
        return int(file.readline().split()[1])
