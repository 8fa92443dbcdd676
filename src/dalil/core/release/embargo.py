"""Embargo: nothing about an individual leaves before its family was told, where the tier demands it."""

from collections.abc import Iterable

from dalil.core.errors import Refusal
from dalil.core.release.policy import TierRule


class UnderEmbargo(Refusal):
    """Individuals under embargo for tier {tier}: {individuals}."""

    code = "release-under-embargo"
    exit_status = 72
    remedy = "Log the family's notification first (`dalil enquiry notified`), or leave these individuals out."


def embargoed(individuals: Iterable[str], notified: Iterable[str], rule: TierRule) -> tuple[str, ...]:
    """Return the individuals that ``rule`` holds back, sorted."""
    return tuple(sorted(set(individuals) - set(notified))) if rule.until_notified else ()


def check(individuals: Iterable[str], notified: Iterable[str], rule: TierRule) -> None:
    """Refuse a release that holds anyone under embargo. Raises: UnderEmbargo."""
    held = embargoed(individuals, notified, rule)
    if held:
        raise UnderEmbargo(tier=rule.tier.value, individuals=", ".join(held))
