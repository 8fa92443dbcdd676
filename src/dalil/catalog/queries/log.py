"""The log as the catalog mirrors it."""

from dalil.catalog.models import Entry


def count(kind: str) -> int:
    """How many entries of one type there are."""
    return Entry.objects.filter(type=kind).count()
