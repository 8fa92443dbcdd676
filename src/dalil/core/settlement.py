"""Settlement: what people's readings of one label, or of several that bear one number, amount to.

Serves docs/methods/labels.md. ``core.reading`` settles readings of one thing; here they are kept by label,
for people read one label at a time, and an adjudicator decides about one alone.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from dalil.core import actor
from dalil.core.label_field import Field, LabelFields
from dalil.core.reading import (
    PEOPLE_ONLY,
    PPM,
    Dispute,
    Legibility,
    Outcome,
    ReaderKind,
    Reading,
    SettlingRule,
    settle,
)

BY_PEOPLE: Final = "read-by-people"
"""The rule under which a number that people settled stands in a label."""


def agreed(readings: Sequence[Reading]) -> Reading | None:
    """Return what people settled of one label: a value, or that there is none; None while it is open.

    An adjudicator settles it, or two different people who say the same and nobody who says otherwise. The
    order of readings does not matter.
    """
    judged = [reading for reading in readings if reading.kind is ReaderKind.ADJUDICATOR]
    people = [reading for reading in readings if reading.kind is ReaderKind.PERSON]
    said = {(reading.legibility, reading.value) for reading in judged or people}
    readers = {actor.key(reading.reader) for reading in judged or people}
    enough = len(readers) >= (1 if judged else PEOPLE_ONLY.people_required)
    return min(judged or people) if len(said) == 1 and enough else None


def corrected(label: LabelFields, settled: Reading, lines: Sequence[str]) -> LabelFields | None:
    """Return the machine's ``label`` with the number that people settled for it; None where it is no label.

    Where people settled that no number can be read there, the machine's is kept unplaced.
    """
    if settled.legibility is Legibility.NO_LABEL:
        return None
    machine = label.detainee_number
    if settled.value:
        field = Field(settled.value, "\n".join(lines), PPM, (), BY_PEOPLE)
        return replace(label, detainee_number=field)
    kept = (replace(machine, rule=BY_PEOPLE),) if machine else ()
    return replace(label, detainee_number=None, unplaced=(*label.unplaced, *kept))


def settle_labels(
    labels: Sequence[Sequence[Reading]], beside: Sequence[Reading], rule: SettlingRule = PEOPLE_ONLY
) -> Outcome:
    """Return what the readings of several labels that bear one number amount to.

    An adjudicator decides about one label: what people hold of another one still stands against the decision,
    and that one label cannot be read takes nothing from another.

    Args:
        labels: for each label, what people read on it.
        beside: what machines and paths say of the number.
        rule: as for :func:`dalil.core.reading.settle`.

    """
    decided: set[str] = set()
    others: set[str] = set()
    counted: list[Reading] = []
    for readings in labels:
        judged = [reading for reading in readings if reading.kind is ReaderKind.ADJUDICATOR]
        counted += judged or readings
        values = decided if judged else others
        values.update(_read(judged or readings))
    if decided and others - decided:
        return Dispute(tuple(sorted(decided | others)))
    if any(one.legibility is not Legibility.READ for readings in labels for one in readings):
        rule = replace(rule, accept_ppm=None)  # somebody looked and read no whole number
    machines = [reading for reading in beside if reading.kind is ReaderKind.MACHINE]
    if others or _read(machines):
        counted = [one for one in counted if one.kind is ReaderKind.PERSON or _read([one])]
    return settle([*counted, *beside], rule)


def _read(readings: Sequence[Reading]) -> set[str]:
    """Values that were read whole."""
    return {reading.value for reading in readings if reading.legibility is Legibility.READ}
