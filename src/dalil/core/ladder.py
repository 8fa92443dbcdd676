"""Ladder: from files to families informed, rung by rung, every loss with a reason.

Within one unit: value − losses + gains = value of the next rung. Where the unit changes (files → exhibits,
photographs → exposures, exposures → individuals) the conversion is itself a loss or gain with a code
(duplicate, copy, further view, several in one frame), so that the same sum holds from top to bottom. Words
in Arabic and English stand in ``core.wording``. Serves docs/methods/ladder.md.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final, Self

from dalil.core.canonical import Record
from dalil.core.joint import NumberStatus
from dalil.core.record import take_integer, take_records, take_text, take_truth
from dalil.core.standing import Counts, Standing, Sum
from dalil.core.wording import RUNGS


@dataclass(frozen=True, slots=True)
class Rung:
    """One figure. ``losses`` and ``gains`` lead to the next rung; codes in order, counts above 0."""

    name: str
    value: int
    low: int
    high: int
    unit: str
    rule: str
    losses: Counts = ()
    gains: Counts = ()
    recorded: bool = True
    """Whether any act records it. Where none does, its value of 0 says nothing about the archive."""

    @property
    def next_value(self) -> int:
        """What the next rung must be: the value without its losses, with its gains."""
        return self.value - sum(n for _, n in self.losses) + sum(n for _, n in self.gains)

    def to_record(self) -> Record:
        """Return the record that ``dalil ladder --json`` prints."""
        return {
            "name": self.name,
            "value": self.value,
            "low": self.low,
            "high": self.high,
            "unit": self.unit,
            "rule": self.rule,
            "recorded": self.recorded,
            "losses": [{"code": code, "count": count} for code, count in self.losses],
            "gains": [{"code": code, "count": count} for code, count in self.gains],
        }

    @classmethod
    def from_record(cls, record: Record) -> Self:
        """Read what :meth:`to_record` wrote. Raises: BodyRefusal."""

        def counts(key: str) -> Counts:
            return tuple(
                (take_text(one, "code"), take_integer(one, "count")) for one in take_records(record, key)
            )

        return cls(
            name=take_text(record, "name"),
            value=take_integer(record, "value"),
            low=take_integer(record, "low"),
            high=take_integer(record, "high"),
            unit=take_text(record, "unit"),
            rule=take_text(record, "rule"),
            recorded=take_truth(record, "recorded"),
            losses=counts("losses"),
            gains=counts("gains"),
        )


@dataclass(frozen=True, slots=True)
class LadderRow:
    """One individual as counted; ``views``: its labelled exposures (0 when people joined others)."""

    id: str
    low: int
    high: int
    views: int
    number_status: NumberStatus
    named: bool = False
    matched: bool = False
    confirmed: bool = False
    informed: bool = False


@dataclass(frozen=True, slots=True)
class Holdings:
    """What the ladder is counted from.

    ``files``: every file met, members of containers too, kept or refused. ``refused``: files not kept, by
    code. ``links``: those that are kept by their line alone. ``exhibits``: distinct bytes kept.
    ``not_photographs``: exhibits that are no readable photograph, by class or refusal code (``not-examined``
    while pending). ``ungrouped``: readable photographs that no grouping has seen yet. ``exposures``: all;
    ``unlabelled``: those that show no labelled individual, by class. ``unplaced``: labelled exposures that
    belong to no individual, by reason; ``may_be_another``: those of them that may show somebody who is not
    counted. ``unrecorded``: rungs of individuals that no act records yet.
    """

    files: int
    exhibits: int
    exposures: int
    links: int = 0
    refused: Mapping[str, int] = field(default_factory=dict)
    not_photographs: Mapping[str, int] = field(default_factory=dict)
    ungrouped: int = 0
    unlabelled: Mapping[str, int] = field(default_factory=dict)
    unplaced: Mapping[str, int] = field(default_factory=dict)
    may_be_another: tuple[str, ...] = ()
    individuals: tuple[LadderRow, ...] = ()
    unrecorded: frozenset[str] = frozenset()


def build_ladder(holdings: Holdings) -> tuple[Rung, ...]:
    """Return the rungs in order (DESIGN §7).

    Counts that do not fit together are our own mistake: an assertion, not a refusal.
    """
    rungs = (*_pictures(holdings), *_people(holdings))
    for rung, following in pairwise(rungs):
        assert rung.next_value == following.value, f"{rung.name} does not lead to {following.name}"
    return rungs


def _rung(name: str, value: int, losses: Mapping[str, int], gains: Mapping[str, int]) -> Rung:
    rule = RUNGS[name]
    return Rung(name, value, value, value, rule.unit, rule.en_rule, _counts(losses), _counts(gains))


def _counts(counts: Mapping[str, int]) -> Counts:
    assert all(count >= 0 for count in counts.values()), f"a loss is below zero: {dict(counts)}"
    return tuple(sorted((code, count) for code, count in counts.items() if count))


def _pictures(holdings: Holdings) -> tuple[Rung, ...]:
    """The rungs that count files, pictures and exposures: exact, so low = value = high."""
    kept = holdings.files - sum(holdings.refused.values())
    photographs = holdings.exhibits - sum(holdings.not_photographs.values())
    labelled = holdings.exposures - sum(holdings.unlabelled.values())
    rows = holdings.individuals
    placed = labelled - sum(holdings.unplaced.values())
    further = sum(max(0, row.views - 1) for row in rows)
    views = {
        "several-in-one-frame": sum(row.views for row in rows) - placed,
        "joined-without-label": sum(row.views == 0 for row in rows),
    }
    duplicates = {"link": holdings.links, "duplicate": kept - holdings.links - holdings.exhibits}
    grouped = photographs - holdings.ungrouped
    copies = {"not-grouped": holdings.ungrouped, "copy": grouped - holdings.exposures}
    return (
        _rung("files", holdings.files, {**holdings.refused, **duplicates}, {}),
        _rung("distinct-exhibits", holdings.exhibits, holdings.not_photographs, {}),
        _rung("readable-photographs", photographs, copies, {}),
        _rung("exposures", holdings.exposures, holdings.unlabelled, {}),
        _rung("labelled-exposures", labelled, {**holdings.unplaced, "further-view": further}, views),
    )


_STEPS: Final[tuple[tuple[str, Callable[[LadderRow], bool], str], ...]] = (
    ("individuals", lambda _: True, ""),
    ("with-settled-number", lambda row: row.number_status is NumberStatus.SETTLED, "number-not-settled"),
    ("with-name", lambda row: row.named, "without-name"),
    ("matched", lambda row: row.matched, "not-matched"),
    ("confirmed-by-authority", lambda row: row.confirmed, "not-confirmed"),
    ("family-informed", lambda row: row.informed, "family-not-informed"),
)
"""Rungs of individuals: which rows stand on them, and the code of not standing there."""
OF_PEOPLE: Final = tuple(name for name, _, _ in _STEPS)
NOT_RECORDED: Final = "not-recorded"
"""The code of not standing on a rung that no act records."""


def _people(holdings: Holdings) -> Iterator[Rung]:
    """The rungs that count individuals, each as low–high over its rows."""
    for name in OF_PEOPLE:
        rule, counted = RUNGS[name], Sum.of(standings_of_people(name, holdings))
        span = (counted.value, counted.low, counted.high)
        recorded = name not in holdings.unrecorded
        yield Rung(name, *span, rule.unit, rule.en_rule, counted.losses, counted.gains, recorded)


def standings_of_people(name: str, holdings: Holdings) -> Iterator[Standing]:
    """The rows of a rung that counts individuals: who stands on it, and what is lost or gained after it."""
    place = OF_PEOPLE.index(name)
    _, stands, missing = _STEPS[place]
    following = _STEPS[place + 1] if place + 1 < len(_STEPS) else None
    for row in holdings.individuals:
        goes_on = following is None or following[1](row)
        if stands(row):
            lost = "" if goes_on or not following else _why(row, following[0], following[2], holdings)
            yield Standing(row.id, 1, row.low, row.high, lost=lost)
        elif following and goes_on:
            yield Standing.beside(row.id, gained=_why(row, name, missing, holdings))
    if name == OF_PEOPLE[0]:
        yield from (Standing.beside(exposure, high=1) for exposure in holdings.may_be_another)


def _why(row: LadderRow, rung: str, missing: str, holdings: Holdings) -> str:
    """The code of not standing on ``rung``."""
    if rung in holdings.unrecorded:
        return NOT_RECORDED
    return f"number-{row.number_status.value}" if missing == "number-not-settled" else missing
