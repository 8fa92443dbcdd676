"""Sightings by hand, and what a grouping says of them."""

from dalil.core.moment import PartialDate
from dalil.core.photograph import PhotographClass
from dalil.core.reading import Proposed, Unread
from dalil.core.sighting import Sighting, Station

DAY = PartialDate(2018, 3, 15)


def sighting(name, number=None, at=None, **more):
    """One sighting: ``number`` as text is proposed surely; ``at`` is its second in folder F."""
    outcome = Proposed(number, 990_000) if isinstance(number, str) else number
    folder = more.pop("folder", "F")
    return Sighting(
        exposure=name,
        exhibits=more.pop("exhibits", (name,)),
        photograph_class=more.pop("photograph_class", PhotographClass.LABELLED_INDIVIDUAL),
        number=outcome or Unread("illegible"),
        date=more.pop("date", DAY),
        date_source=more.pop("date_source", "folder"),
        stations=(Station(folder, None, at),),
        **more,
    )


def members(grouping):
    return [[member.sighting for member in one.members] for one in grouping.individuals]


def counts(grouping):
    return grouping.low, len(grouping.individuals), grouping.high
