"""Missing: a list of missing persons that fits a drawn archive: the named, their kin, and the absent."""

import csv
import io
import random
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

from dalil.testing.drawing import places
from dalil.testing.drawing.chance import weighted
from dalil.testing.drawing.happening import DrawnIndividual
from dalil.testing.drawing.names import PLACES, PersonName, respelled
from dalil.testing.drawing.truth import ListEntry

COLUMNS: Final = (
    "id",
    "name",
    "father",
    "grandfather",
    "family",
    "mother",
    "birth_year",
    "birth_place",
    "arrest_date",
    "agency",
    "number_if_known",
)
SEARCHED: Final = 0.8
"""Of individuals whose name is known to the truth, those whom someone looks for."""
DECOYS: Final = (("brother", 30), ("cousin", 30), ("homonym", 15), ("swapped", 10))


def missing_list(individuals: Sequence[DrawnIndividual], chance: random.Random) -> tuple[ListEntry, ...]:
    """Make up the list: about two thirds of it cannot be found in the archive."""
    wanted: list[tuple[PersonName, str, DrawnIndividual | None]] = []
    for person in individuals:
        if person.name is None:
            continue
        if chance.random() < SEARCHED:
            wanted.append((person.name, "match", person))
        if chance.random() < 0.6:
            kind = weighted(chance, DECOYS)
            wanted.append((_decoy(person.name, kind, chance), kind, person))
    wanted += [(PersonName.of(chance), "absent", None) for _ in range(max(10, len(wanted)))]
    chance.shuffle(wanted)
    return tuple(
        _entry(f"m{at + 1:05d}", name, kind, person, chance) for at, (name, kind, person) in enumerate(wanted)
    )


def as_csv(entries: Sequence[ListEntry]) -> str:
    """Write the list as families' organisations hand it over: UTF-8, commas, one heading line."""
    sheet = io.StringIO()
    writer = csv.DictWriter(sheet, COLUMNS, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(dict(entry.fields) for entry in entries)
    return sheet.getvalue()


def _decoy(name: PersonName, kind: str, chance: random.Random) -> PersonName:
    if kind == "brother":
        return name.brother(chance)
    if kind == "cousin":
        return name.cousin(chance)
    return name.swapped() if kind == "swapped" else name.homonym(chance)


def _entry(
    entry: str, name: PersonName, kind: str, person: DrawnIndividual | None, chance: random.Random
) -> ListEntry:
    """Fill one row. A true entry agrees with the archive in what it says; respelling and gaps are common."""
    true = kind == "match" and person is not None
    day = person.day if person is not None else date(2015, 1, 1) + timedelta(days=chance.randrange(3_400))
    arrested = day - timedelta(days=chance.randint(10, 900))
    agency = person.agency if true and person is not None else weighted(chance, places.AGENCIES)
    number = person.number if true and person is not None and chance.random() < 0.1 else ""
    return ListEntry(
        fields={
            "id": entry,
            "name": respelled(name.given, chance),
            "father": respelled(name.father, chance),
            "grandfather": respelled(name.grandfather, chance) if chance.random() < 0.7 else "",
            "family": respelled(name.family, chance),
            "mother": respelled(name.mother, chance) if chance.random() < 0.8 else "",
            "birth_year": str(day.year - chance.randint(18, 60)) if chance.random() < 0.85 else "",
            "birth_place": chance.choice(PLACES) if chance.random() < 0.8 else "",
            "arrest_date": arrested.isoformat() if chance.random() < 0.75 else "",
            "agency": agency if agency and chance.random() < 0.5 else "",
            "number_if_known": number,
        },
        kind=kind,
        individual=person.id if person is not None else "",
    )
