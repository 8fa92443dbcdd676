"""Show: results on stdout, progress and refusals on stderr, JSON where a script listens.

Names from outside may hold control and direction characters. To a terminal they are shown with those made
visible; in JSON they stand as they are, escaped by JSON's own rules.
"""

import contextlib
import json
import sys
import unicodedata
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
from rich.table import Table

from dalil.core.errors import Refusal

_HIDDEN: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})

out: Final = Console(highlight=False, markup=False, soft_wrap=True)
err: Final = Console(stderr=True, highlight=False, markup=False, soft_wrap=True)


def plain(text: str) -> str:
    """``text`` with control, direction and unassigned-use characters written as ``<U+202E>``."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(
        f"<U+{ord(letter):04X}>" if unicodedata.category(letter) in _HIDDEN else letter for letter in text
    )


def json_line(record: Mapping[str, Any]) -> None:
    """One JSON object on one line of stdout, UTF-8, keys in the order given."""
    line = json.dumps(record, ensure_ascii=False, separators=(", ", ": "))
    sys.stdout.buffer.write(line.encode("utf-8", "backslashreplace") + b"\n")


def json_lines(records: Iterable[Mapping[str, Any]]) -> None:
    """One line each, flushed at the end."""
    for record in records:
        json_line(record)
    sys.stdout.flush()


def table(titles: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """A table on stdout."""
    shown = Table(*titles, box=None, pad_edge=False, header_style="bold")
    for row in rows:
        shown.add_row(*(plain(str(cell)) for cell in row))
    out.print(shown)


def say(text: str) -> None:
    """One line on stdout."""
    out.print(plain(text))


def note(text: str) -> None:
    """One line on stderr: for people, never for scripts."""
    err.print(plain(text))


def refusal(refused: Refusal, *, as_json: bool) -> None:
    """A refusal on stderr: code, sentence, remedy."""
    if as_json:
        told = {"code": refused.code, "sentence": refused.sentence, "remedy": refused.remedy}
        line = json.dumps({"error": told}, ensure_ascii=False)
        sys.stderr.buffer.write(line.encode("utf-8", "backslashreplace") + b"\n")
        sys.stderr.flush()
    else:
        note(f"Refused ({refused.code}): {refused.sentence}")
        note(f"What to do: {refused.remedy}")


class Meter:
    """A progress line on stderr; silent where stderr is no terminal."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
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
        self._progress.update(self._task, description=step, completed=done, total=of or None)


@contextlib.contextmanager
def meter(title: str) -> Iterator[Meter]:
    """Show progress while the block runs."""
    columns = (
        SpinnerColumn(),
        TextColumn(title),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=err, transient=True, disable=not err.is_terminal) as progress:
        yield Meter(progress)
