"""Timing: a whole process from outside, as the operating system accounts for it."""

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
DALIL: Final = (sys.executable, "-m", "dalil")


@dataclass(frozen=True, slots=True)
class Timed:
    """One finished process: wall and processor seconds, and the largest memory of it or one it waited for."""

    seconds: float
    processor_seconds: float
    peak_mib: float


def timed(command: Sequence[str], *, core: int | None = None) -> Timed:
    """Run ``command`` to its end, on one processor core if named. A failing command fails the measurement."""
    pinned = ("taskset", "--cpu-list", str(core)) if core is not None else ()
    started = time.monotonic()
    process = subprocess.Popen([*pinned, *command], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    assert process.stderr, "it is a pipe"
    said = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.monotonic() - started
    if status:
        code = os.waitstatus_to_exitcode(status)
        raise SystemExit(f"{' '.join(command)}: status {code}\n{said.decode(errors='replace')}")
    return Timed(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def in_turn(rounds: int, rivals: Mapping[str, Callable[[], Timed]]) -> dict[str, list[Timed]]:
    """Every rival once a round, so that a machine that slows down slows all of them."""
    found: dict[str, list[Timed]] = {name: [] for name in rivals}
    for number in range(rounds):
        for name, run in rivals.items():
            os.sync()
            found[name].append(run())
            print(f"  round {number + 1}: {name}: {found[name][-1].seconds:.1f} s", flush=True)
    return found


def ratio(ours: Sequence[Timed], theirs: Sequence[Timed]) -> tuple[float, float, float]:
    """Smallest, median and largest ratio of wall seconds, round by round."""
    ratios = sorted(a.seconds / b.seconds for a, b in zip(ours, theirs, strict=True))
    return ratios[0], statistics.median(ratios), ratios[-1]


def median(of: Sequence[Timed]) -> Timed:
    """Median of each figure."""
    return Timed(
        statistics.median(each.seconds for each in of),
        statistics.median(each.processor_seconds for each in of),
        statistics.median(each.peak_mib for each in of),
    )


def write(name: str, lines: Sequence[str]) -> None:
    """Write ``docs/results/<name>.md`` and print it."""
    text = "\n".join(lines) + "\n"
    (ROOT / "docs" / "results" / f"{name}.md").write_text(text, encoding="utf-8")
    print(text)


def today() -> str:
    """The date of the measurement."""
    return time.strftime("%Y-%m-%d")
