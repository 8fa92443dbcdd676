"""Topics: everything that can be measured, by name, in the order of the table of aims."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bench.reading import (
    acceptance,
    archive,
    codes,
    frames,
    names,
    overlays,
    plates,
    rejects,
    strings,
    tuning,
)
from bench.reading.case import Row
from bench.reading.measure import Session, measured
from bench.reading.result import Result


@dataclass(frozen=True, slots=True)
class Topic:
    """``measure`` takes a session and a number of cases."""

    count: int
    measure: Callable[[Session, int], list[Result]]


def _rows(rows: Sequence[Row]) -> dict[str, Topic]:
    return {
        row.name: Topic(row.count, lambda session, count, row=row: measured(session, row, count))
        for row in rows
    }


TOPICS: dict[str, Topic] = {
    **_rows(strings.ROWS),
    **_rows(codes.ROWS),
    "codes-cut": Topic(1000, lambda session, count: codes.truncation(session.ours, count)),
    **_rows(plates.ROWS),
    **_rows(overlays.ROWS),
    **_rows(names.ROWS),
    "frames-plates": Topic(80, frames.plates),
    "frames-cards": Topic(400, frames.with_cards),
    "archive": Topic(300, archive.measure),
    "acceptance-handwritten": Topic(5000, acceptance.measure("handwritten")),
    "acceptance-overlays": Topic(5000, acceptance.measure("overlays")),
    "rejects": Topic(2000, rejects.measure),
    "tuning": Topic(500, tuning.measure),
}


def named(words: Sequence[str]) -> dict[str, Topic]:
    """Topics whose name holds one of the words; all where there is no word."""
    found = {
        name: topic for name, topic in TOPICS.items() if not words or any(word in name for word in words)
    }
    if not found:
        raise SystemExit(f"No row is named so. There are: {', '.join(TOPICS)}")
    return found
