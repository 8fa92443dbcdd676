"""Policies, proposed releases, approvals, sealed bundles."""

from typing import Any

from dalil.catalog.models import Approval, Policy, Release
from dalil.catalog.project.source import Source
from dalil.core import canonical
from dalil.core.event import Event


def policy_set(index: int, event: Event, _source: Source) -> None:
    """Project one ``policy-set`` event."""
    body: dict[str, Any] = event.body
    tiers = canonical.encode(body["tiers"]).decode()
    Policy.objects.create(entry=index, digest=body["policy"], tiers=tiers)


def proposed(index: int, event: Event, _source: Source) -> None:
    """Project one ``release-proposed`` event."""
    body: dict[str, Any] = event.body
    Release.objects.create(
        id=body["release"], entry=index, tier=body["tier"], manifest=body["manifest"], state="proposed"
    )


def approved(index: int, event: Event, _source: Source) -> None:
    """Project one ``approval-recorded`` event."""
    body: dict[str, Any] = event.body
    Approval.objects.create(
        entry=index, release=body["release"], authority=body["authority"], note=body["note"]
    )


def sealed(_index: int, event: Event, _source: Source) -> None:
    """Project one ``bundle-sealed`` event."""
    body: dict[str, Any] = event.body
    Release.objects.filter(id=body["release"]).update(state="sealed", bundle=body["bundle"])
