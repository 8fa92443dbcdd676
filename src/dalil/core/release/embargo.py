"""Embargo: nothing about an individual leaves before its family was told, where the tier demands it."""

from collections.abc import Iterable

from dalil.core.errors import Refusal
from dalil.core.release.policy import TierRule


class UnderEmbargo(Refusal):
    """Individuals under embargo for tier {tier}: {individuals}."""

    code = "release-under-embargo"
    exit_status = 72
    remedy = (
        "Log the notification of the family first (`dalil enquiry step ENQUIRY notified --individual ID`), "
        "or leave these individuals out."
    )


class OthersUnderEmbargo(Refusal):
    """The photographs also show individuals under embargo for tier {tier}: {individuals}."""

    code = "release-shows-others"
    exit_status = 72
    remedy = (
        "Log the notification of their families first "
        "(`dalil enquiry step ENQUIRY notified --individual ID`), "
        "or leave out whoever is in one photograph with them."
    )


def embargoed(individuals: Iterable[str], notified: Iterable[str], rule: TierRule) -> tuple[str, ...]:
    """Return the individuals that ``rule`` holds back, sorted."""
    return tuple(sorted(set(individuals) - set(notified))) if rule.until_notified else ()


def check(individuals: Iterable[str], shown: Iterable[str], notified: Iterable[str], rule: TierRule) -> None:
    """Refuse a release that holds anyone under embargo, or shows anyone: ``shown`` stand in its photographs.

    Raises: UnderEmbargo, OthersUnderEmbargo.
    """
    told, stated = set(notified), set(individuals)
    held = embargoed(stated, told, rule)
    if held:
        raise UnderEmbargo(tier=rule.tier.value, individuals=", ".join(held))
    others = embargoed(set(shown) - stated, told, rule)
    if others:
        raise OthersUnderEmbargo(tier=rule.tier.value, individuals=", ".join(others))
