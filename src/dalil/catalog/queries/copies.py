"""Copies of one exposure, with the paths that they lay under."""

from dataclasses import dataclass

from dalil.catalog.queries import acquisition, exposure

_FIRST = "representative"


@dataclass(frozen=True, slots=True)
class CopySeen:
    """One exhibit of an exposure: how it was edited, and how far it lies from the one it is nearest to."""

    digest: str
    edit: str
    distance: int
    paths: tuple[str, ...]


def of(digest: str) -> list[CopySeen]:
    """Every exhibit of an exhibit's exposure, itself included, the representative first."""
    members = sorted(exposure.copies(digest), key=lambda each: each[1] != _FIRST)
    paths = acquisition.paths([each for each, _, _ in members])
    return [CopySeen(each, edit, distance, tuple(paths[each])) for each, edit, distance in members]
