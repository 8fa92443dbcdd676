"""What is withheld from one reader: exposures and individuals with a label that this reader may still read.

Lists narrow themselves by it: who may not see a value may not search by it either. ``reader`` is a key
(:func:`dalil.core.reading_queue.reader_key`); from an empty one nothing is withheld.
"""

from django.db.models import QuerySet

from dalil.catalog.models import ExposureMember, Member
from dalil.catalog.queries import reading


def individuals(reader: str) -> "QuerySet[Member, str]":
    """The ids of individuals with such a label on a photograph of theirs, as a part of another question."""
    rows = Member.objects.filter(digest__in=reading.exhibits_still_read(reader))
    return (rows if reader else rows.none()).values_list("individual", flat=True)


def exposures(reader: str) -> "QuerySet[ExposureMember, str]":
    """The ids of exposures with such a label on a copy, as a part of another question."""
    rows = ExposureMember.objects.filter(digest__in=reading.exhibits_still_read(reader))
    return (rows if reader else rows.none()).values_list("exposure", flat=True)
