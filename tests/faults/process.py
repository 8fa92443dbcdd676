"""Processes that a killed command may have left behind."""

import os
import time

PATIENCE_SECONDS = 10
"""A busy machine takes its time to bury the dead."""


def running(session):
    """Process ids of a command's session but its own."""
    return [pid for pid in _of(session) if pid != session]


def left_behind(session):
    """Process ids of a command's session that do not end; a command begins a session of its own."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while (alive := _of(session)) and time.monotonic() < deadline:
        time.sleep(0.02)
    return alive


def _of(session):
    return [int(pid) for pid in os.listdir("/proc") if pid.isdigit() and _session(pid) == session]


def _session(pid):
    """Session of a running process; None for one that is gone or dead already (proc(5))."""
    try:
        with open(f"/proc/{pid}/stat", "rb") as file:
            fields = file.read().rpartition(b")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return None
    return None if fields[0] == b"Z" else int(fields[3])
