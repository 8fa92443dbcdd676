"""Read back: what people read of one label, by whom and when, in order, and how it stands.

Load: the label, its readings, what was set of it as gold. Decide: whether the person who asks may see it: to
who may still read it nothing is told. Record: nothing.
"""

from dataclasses import dataclass
from enum import StrEnum

from dalil.catalog import queries
from dalil.catalog.queries.gold import GoldSeen
from dalil.catalog.queries.reading import LabelPlace, ReadingSeen
from dalil.core.canonical import Json, Record
from dalil.core.errors import Refusal
from dalil.core.reading import ReaderKind, Reading
from dalil.core.reading_queue import Stage
from dalil.core.settlement import agreed
from dalil.flows.blind import still_read
from dalil.flows.person import is_person
from dalil.flows.record import bring_up
from dalil.flows.transcribe import find, said
from dalil.flows.vault import Vault


class LabelWithheld(Refusal):
    """The label {item}, or another one of the same exposure, may still be given to you: it is withheld."""

    code = "label-withheld"
    exit_status = 79
    remedy = "Ask again when it is settled. Somebody who reads no labels of this vault asks without a name."


class Standing(StrEnum):
    """What a label waits for, as people call it."""

    OPEN = "open"
    """It lacks a first or a second reading."""
    ADJUDICATION = "adjudication"
    OBJECTED = "objected"
    """Somebody decided, and somebody else holds that it is wrong."""
    SETTLED = "settled"


@dataclass(frozen=True, slots=True)
class ReadBack:
    """One label: how it stands, what people settled, its gold, and every reading with its moment (UTC)."""

    place: LabelPlace
    standing: Standing
    settled: Reading | None
    gold: GoldSeen | None
    readings: tuple[tuple[ReadingSeen, str], ...]

    def to_record(self) -> Record:
        """The object that ``dalil reading show --json`` prints."""
        made: list[Json] = [
            {
                "entry": seen.entry,
                "at": at,
                "reader": seen.reading.reader,
                "kind": seen.reading.kind.value,
                "task": seen.task.value,
                **said(seen),
            }
            for seen, at in self.readings
        ]
        settled: Record | None = None
        if self.settled:
            settled = {"legibility": self.settled.legibility.value, "number": self.settled.value or None}
        return {
            "item": self.place.item,
            "surface": self.place.surface,
            "standing": self.standing.value,
            "settled": settled,
            "gold": _gold_record(self.gold) if self.gold else None,
            "readings": made,
        }


def read_back(vault: Vault, item: str) -> ReadBack:
    """Return all that people read of one label. Where nobody is named, nothing is withheld.

    Raises: LabelUnknown, LabelAmbiguous, LabelWithheld.
    """
    bring_up(vault)
    place = find(item)
    copies = {place.exhibit, *(digest for digest, _, _ in queries.exposure.copies(place.exhibit))}
    if is_person(vault) and still_read(vault, copies):
        raise LabelWithheld(item=place.item)
    made = queries.reading.readings(place.item)
    told = queries.log.told([each.entry for each in made])
    counted = [each.reading for each in queries.reading.counted(place.item)]
    used = [one for one in queries.gold.every() if one.item == place.item and one.there and not one.withdrawn]
    return ReadBack(
        place=place,
        standing=_standing(queries.reading.stage(place.item), counted),
        settled=agreed(counted),
        gold=used[-1] if used else None,
        readings=tuple((each, told[each.entry][0]) for each in made),
    )


def _standing(stage: Stage, counted: list[Reading]) -> Standing:
    if stage is Stage.SETTLED:
        return Standing.SETTLED
    if stage is not Stage.ADJUDICATION:
        return Standing.OPEN
    settled_once = any(agreed(counted[:until]) for until in range(1, len(counted)))
    return Standing.OBJECTED if settled_once and _decided(counted[-1]) else Standing.ADJUDICATION


def _decided(reading: Reading) -> bool:
    return reading.kind is ReaderKind.ADJUDICATOR


def _gold_record(one: GoldSeen) -> Record:
    return {
        "number": one.text.value or None,
        "lines": [*one.lines],
        "set_by": one.text.reader,
        "set_at": one.at,
        "reason": one.reason,
    }
