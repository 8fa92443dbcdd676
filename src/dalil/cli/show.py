"""Show: results on stdout, progress and refusals on stderr, JSON where a script listens.

Names from outside may hold control and direction characters. To people they are shown with those made
visible; in JSON they are escaped, so that a terminal obeys neither and a script reads what was there.
"""

import contextlib
import json
import os
import sys
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TextColumn,
    TimeElapsedColumn,
)
from rich.table import Column, Table

from dalil.core.accuracy import Accuracy
from dalil.core.errors import Refusal
from dalil.core.reader import Share
from dalil.core.visible import all_plain, is_plain, visible

out: Final = Console(highlight=False, markup=False, emoji=False, soft_wrap=True)
wide: Final = Console(highlight=False, markup=False, emoji=False, width=100_000)
"""For tables where stdout is no terminal: a script that looks for a name finds it on one line."""
_TOLD_EVERY_S: Final = 0.2
_YES: Final = frozenset({"y", "yes", "نعم"})
err: Final = Console(stderr=True, highlight=False, markup=False, emoji=False, soft_wrap=True)


def json_text(record: Mapping[str, Any]) -> bytes:
    """One JSON object as a line, UTF-8, keys in the order given; what would steer a terminal is escaped."""
    line = json.dumps(record, ensure_ascii=False, separators=(", ", ": "))
    if not all_plain(line):
        line = "".join(letter if is_plain(letter) else json.dumps(letter)[1:-1] for letter in line)
    return line.encode() + b"\n"


def json_line(record: Mapping[str, Any]) -> None:
    """One JSON object on one line of stdout."""
    sys.stdout.buffer.write(json_text(record))


def json_lines(records: Iterable[Mapping[str, Any]]) -> None:
    """One line each, flushed at the end."""
    for record in records:
        json_line(record)
    sys.stdout.flush()


def table(titles: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """A table on stdout. What is too long for a terminal goes on below; nothing is cut."""
    if out.is_terminal:
        out.print(_table(titles, rows), soft_wrap=False)
    else:
        wide.print(_table(titles, rows))


def noted_table(titles: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """A table on stderr, beside a question: for people, never for scripts."""
    err.print(_table(titles, rows), soft_wrap=False)


def _table(titles: Sequence[str], rows: Iterable[Sequence[object]]) -> Table:
    columns = (Column(visible(title), overflow="fold") for title in titles)
    made = Table(*columns, box=None, pad_edge=False, header_style="bold")
    for row in rows:
        made.add_row(*(visible(str(cell)) for cell in row))
    return made


def say(text: str) -> None:
    """One line on stdout."""
    out.print(visible(text))


def share(found: Share) -> str:
    """A share of what was counted, with its interval."""
    interval = found.interval
    if interval is None:
        return "none yet"
    return f"{found.right} of {found.of} ({interval})"


def acceptance(machine: Accuracy) -> str:
    """How many of the machine's numbers count without a person, and what the audit of them found."""
    found = (
        f"wrong of the surest ones that people checked: {share(machine.sure.missed)}. "
        f"Drawn to be checked and read: {machine.drawn.of}; still unread: {machine.unread}."
    )
    if machine.stands:
        waiting = f", of these with a label that still waits for a reader: {machine.waiting}"
        counted = f"{machine.accepted}{waiting if machine.waiting else ''}"
        return f"Exposures whose number counts without a person: {counted}; {found}"
    return f"No number counts without a person any more; {found}"


def note(text: str) -> None:
    """One line on stderr: for people, never for scripts."""
    err.print(visible(text))


def asked(question: str) -> bool:
    """Whether the person at the terminal says yes; anything but that, and an end of input, is no."""
    err.print(visible(f"{question} [y/n]"), end=" ")
    return sys.stdin.readline().strip().casefold() in _YES


def told(record: Mapping[str, Any]) -> None:
    """One JSON object on stderr: what a script may want to know beside the results."""
    sys.stderr.buffer.write(json_text(record))
    sys.stderr.flush()


def linkage(report: Mapping[str, Any], *, as_json: bool) -> None:
    """On stderr: how pairs were found, where not all were weighed, and what that lost."""
    if "rules" not in report:
        return
    if as_json:
        told({"linkage": report})
        return
    note(f"{report['engine']}: {report['compared']:,} of {report['possible']:,} pairs weighed, which share:")
    for each in report["rules"]:
        note(f"    {' + '.join(each['rule'])}: {each['pairs']:,} pairs")
    loss = report["loss"]
    note(
        f"Of {loss['sampled']} rows that were weighed against everything {loss['sure']} surely have an "
        f"entry; {loss['lost']} of these entries do not stand among the pairs."
    )
    note("How often columns agree: m in pairs of one person, u in pairs of two, estimated without labels:")
    for each in report["estimates"]:
        note(f"    {each['column']} {each['level']}: m {each['m']:.4f}, u {each['u']:.5f}")


def refusal(refused: Refusal, *, as_json: bool) -> None:
    """A refusal on stderr: code, sentence, remedy."""
    if as_json:
        json_error({"code": refused.code, "sentence": refused.sentence, "remedy": refused.remedy})
    else:
        note(f"Refused ({refused.code}): {refused.sentence}")
        note(f"What to do: {refused.remedy}")


def json_error(error: Mapping[str, str]) -> None:
    """What ended a command, as one JSON object on stderr."""
    told({"error": error})


class Meter:
    """A progress line on stderr; silent where stderr is no terminal.

    Where DALIL_PROGRESS_FD names a descriptor, a JSON line ``[step, done, of]`` is written there, too.
    """

    def __init__(self, progress: Progress, *, still: bool) -> None:
        self._progress, self._still = progress, still
        told = os.environ.get("DALIL_PROGRESS_FD", "")
        self._told, self._next = (int(told) if told.isdecimal() else -1), 0.0
        self._task = progress.add_task("", total=None)
        self._count = 0

    def met(self, path: bytes, size_bytes: int) -> None:
        """Count one thing met; shows every so many, for drawing costs more than reading."""
        del path, size_bytes
        self._count += 1
        if self._count % 200 == 0:
            self._progress.update(self._task, completed=self._count)

    def at(self, step: str, done: int, of: int) -> None:
        """Show how far a step is."""
        self._progress.update(
            self._task, description=step, completed=done, total=of or None, refresh=self._still
        )
        self._tell(step, done, of)

    def _tell(self, step: str, done: int, of: int) -> None:
        """A few times a second."""
        now = time.monotonic()
        if self._told < 0 or (now < self._next and done != of):
            return
        self._next = now + _TOLD_EVERY_S
        try:
            os.write(self._told, json.dumps([step, done, of]).encode() + b"\n")
        except OSError:  # nobody listens any more
            self._told = -1


@contextlib.contextmanager
def meter(title: str, *, still: bool = False) -> Iterator[Meter]:
    """Show progress while the block runs; ``still``: drawn when told, and by no thread of its own."""
    columns = (
        SpinnerColumn(),
        TextColumn(title),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(
        *columns, console=err, transient=True, disable=not err.is_terminal, auto_refresh=not still
    ) as progress:
        yield Meter(progress, still=still)
