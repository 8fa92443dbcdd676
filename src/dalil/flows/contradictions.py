"""Contradictions: what the witnesses of one archive disagree about. Listed, never resolved by a machine."""

from collections.abc import Mapping, Sequence

from dalil.core.contradiction import Contradiction, photograph_contradictions
from dalil.core.decision import SLOT, short
from dalil.core.individual import Grouping, Individual
from dalil.core.series import SeriesRow, series_contradictions
from dalil.core.sighting import Sighting
from dalil.flows.witnesses import Witness


def contradictions(
    known: Mapping[str, Witness], sightings: Mapping[str, Sighting], grouping: Grouping, ids: Sequence[str]
) -> list[Contradiction]:
    """Every contradiction, sorted. ``sightings`` by key."""
    found = [row for witness in known.values() for row in _within(witness)]
    numbered = zip(ids, grouping.individuals, strict=True)
    found += series_contradictions(_row(identity, one, sightings) for identity, one in numbered)
    for first, second in grouping.overruled:
        subject = first.partition("#")[0]
        detail = " | ".join(short(mark) for mark in (first, second))
        found.append(Contradiction("decisions-contradict", subject, detail))
    for position, mark in grouping.unclear:
        subject = mark.partition(SLOT)[0]
        found.append(Contradiction("decision-unclear", subject, f"{short(mark)} ({position})"))
    return sorted(set(found))


def _within(witness: Witness) -> Sequence[Contradiction]:
    label = witness.labels[0] if len(witness.labels) == 1 else None
    return photograph_contradictions(
        witness.digest, label=label, paths=witness.path_facts, claimed=witness.claimed
    )


def _row(identity: str, individual: Individual, sightings: Mapping[str, Sighting]) -> SeriesRow:
    dates = [one.date for member in individual.members if (one := sightings[member.sighting]).date]
    return SeriesRow(
        individual=identity,
        agency=individual.agency,
        letters=individual.series,
        number=individual.number.value,
        status=individual.number.status,
        date=max(dates, key=lambda date: (len(date.text), date.text), default=None),
        others=individual.number.others,
    )
