"""The policy in force, proposed releases, their approvals."""

import json
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from dalil.catalog.models import Approval, Entry, Exposure, ExposureMember, Member, Policy, Release


@dataclass(frozen=True, slots=True)
class ReleaseSeen:
    """One release; ``manifest`` names a blob, ``bundle`` is None before it was sealed."""

    id: str
    entry: int
    tier: str
    manifest: str
    state: str
    bundle: str | None


@dataclass(frozen=True, slots=True)
class ExposureSeen:
    """The exposure of an exhibit and the exhibit that stands for it."""

    id: str
    representative: str


def policy() -> str | None:
    """Digest of the policy that was set last, None before there is one."""
    return Policy.objects.order_by("-entry").values_list("digest", flat=True).first()


def every() -> list[ReleaseSeen]:
    """All releases in the order of the log."""
    return [_seen(row) for row in Release.objects.order_by("entry")]


def by_id(identity: str) -> ReleaseSeen | None:
    """One release, None when there is none."""
    row = Release.objects.filter(id=identity).first()
    return _seen(row) if row else None


def next_id() -> str:
    """The id of the release to come: ``R0001``, then ``R0002``."""
    return f"R{Release.objects.count() + 1:04d}"


def notes(release: str) -> list[str]:
    """Digests of the approval notes of a release, in the order of the log."""
    rows = Approval.objects.filter(release=release).order_by("entry")
    return list(rows.values_list("note", flat=True))


def exposures_of(digests: Iterable[str]) -> dict[str, ExposureSeen]:
    """The exposure of each exhibit that is in one."""
    wanted = list(digests)
    rows = ExposureMember.objects.filter(digest__in=wanted).values_list("digest", "exposure")
    of = dict(rows)
    found = Exposure.objects.filter(id__in=set(of.values())).values_list("id", "representative")
    representatives = dict(found)
    return {digest: ExposureSeen(each, representatives[each]) for digest, each in sorted(of.items())}


def shown_in(digests: Iterable[str]) -> set[str]:
    """The individuals that stand in these exhibits or in any copy of them, whatever their role there."""
    wanted = set(digests)
    exposures = {each.id for each in exposures_of(wanted).values()}
    copies = ExposureMember.objects.filter(exposure__in=exposures).values_list("digest", flat=True)
    return set(Member.objects.filter(digest__in=wanted.union(copies)).values_list("individual", flat=True))


def sealed_with(individuals: Collection[str]) -> list[str]:
    """Releases that left and hold one of these individuals, in order of id."""
    return sorted(body["release"] for about, body in _sealed() if not set(individuals).isdisjoint(about[1:]))


def recipients() -> dict[str, str]:
    """Who got each release that left; a release whose entry does not say is left out."""
    return {body["release"]: body["recipient"] for _, body in _sealed() if "recipient" in body}


def _sealed() -> Iterator[tuple[list[str], dict[str, Any]]]:
    """What each entry of a sealed bundle is about (the release, then its individuals), and its body."""
    rows = Entry.objects.filter(type="bundle-sealed").order_by("index").values_list("about", "body")
    yield from ((json.loads(about), json.loads(body)) for about, body in rows.iterator())


def _seen(row: Release) -> ReleaseSeen:
    return ReleaseSeen(row.id, row.entry, row.tier, row.manifest, row.state, row.bundle)
