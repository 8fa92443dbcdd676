"""Policy: which authorities must agree before anything leaves, tier by tier. Serves docs/spec/bundle.md.

A policy is a TOML file that people read and sign off; its digest is that of its bytes. Whether the approvals
of a release satisfy it can be checked by anyone who holds the file, without us.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Self

from dalil.core.canonical import Json, Record
from dalil.core.custody.note import NoteMalformed, VerifierKey
from dalil.core.errors import BodyRefusal, Refusal
from dalil.core.record import as_record, take_integer, take_records, take_text, take_texts

FORMAT: Final = "dalil/policy/v1"


class PolicyMalformed(Refusal):
    """The policy cannot be used: {detail}."""

    code = "policy-malformed"
    exit_status = 72
    remedy = "See docs/spec/bundle.md for the form of policy.toml."


class TierUnknown(Refusal):
    """The policy has no tier {tier}."""

    code = "policy-tier-unknown"
    exit_status = 72
    remedy = "Take one of the tiers that the policy states."


class Tier(StrEnum):
    """For whom a release is."""

    FAMILY = "family"
    COURT = "court"
    PRESS = "press"
    RESEARCH = "research"
    PARTNER = "partner"


@dataclass(frozen=True, slots=True)
class Authority:
    """An institution whose approval counts, known by one public key."""

    id: str
    name_en: str
    name_ar: str
    key: VerifierKey


@dataclass(frozen=True, slots=True)
class TierRule:
    """What a tier demands: ``approvals`` of the authorities named in ``of``; and the embargo."""

    tier: Tier
    approvals: int
    of: tuple[str, ...]
    until_notified: bool
    """True: nothing about an individual leaves before its family's notification is logged."""


@dataclass(frozen=True, slots=True)
class Policy:
    """Authorities and tier rules."""

    name: str
    authorities: tuple[Authority, ...]
    rules: tuple[TierRule, ...]

    def rule(self, tier: str) -> TierRule:
        """Return the rule of ``tier``. Raises: TierUnknown."""
        for rule in self.rules:
            if rule.tier == tier:
                return rule
        raise TierUnknown(tier=tier)

    def authority(self, identity: str) -> Authority | None:
        """Return the authority called ``identity``, if there is one."""
        return next((each for each in self.authorities if each.id == identity), None)

    @classmethod
    def from_table(cls, table: Mapping[str, Json]) -> Self:
        """Read a parsed TOML table. Raises: PolicyMalformed, with the first thing that is wrong."""
        record: Record = dict(table)
        try:
            if take_text(record, "policy") != FORMAT:
                raise PolicyMalformed(detail=f"its form is not {FORMAT}")
            authorities = tuple(_authority(each) for each in take_records(record, "authority"))
            tiers = as_record(record.get("tier"), "tier")
            rules = tuple(_rule(name, as_record(each, name)) for name, each in sorted(tiers.items()))
            policy = cls(take_text(record, "name"), authorities, rules)
        except (BodyRefusal, NoteMalformed) as wrong:
            raise PolicyMalformed(detail=wrong.sentence) from wrong
        _check(policy)
        return policy

    def tiers(self) -> Record:
        """Return each tier's demand, for the event that sets the policy."""
        return {
            rule.tier.value: {
                "approvals": rule.approvals,
                "of": list(rule.of),
                "until_notified": rule.until_notified,
            }
            for rule in self.rules
        }


def _authority(record: Record) -> Authority:
    return Authority(
        id=take_text(record, "id"),
        name_en=take_text(record, "name_en"),
        name_ar=take_text(record, "name_ar"),
        key=VerifierKey.parse(take_text(record, "key")),
    )


def _rule(name: str, record: Record) -> TierRule:
    if name not in set(Tier):
        raise PolicyMalformed(detail=f"{name!r} is no tier; tiers are {', '.join(Tier)}")
    embargo = take_text(record, "embargo")
    if embargo not in ("until-notified", "none"):
        raise PolicyMalformed(detail=f'the embargo of {name} is neither "until-notified" nor "none"')
    return TierRule(
        tier=Tier(name),
        approvals=take_integer(record, "approvals"),
        of=take_texts(record, "of"),
        until_notified=embargo == "until-notified",
    )


def _check(policy: Policy) -> None:
    """Refuse what could never be satisfied, or would let one key count twice."""
    ids = [authority.id for authority in policy.authorities]
    keys = [authority.key.public for authority in policy.authorities]
    names = [authority.key.name for authority in policy.authorities]
    if not ids or any(len(set(each)) != len(each) for each in (ids, keys, names)):
        raise PolicyMalformed(detail="it has no authorities, or two share an id, a key or a key's name")
    if not policy.rules:
        raise PolicyMalformed(detail="it has no tiers")
    for rule in policy.rules:
        unknown = [each for each in rule.of if each not in ids]
        if unknown or len(set(rule.of)) != len(rule.of):
            raise PolicyMalformed(
                detail=f"tier {rule.tier} names an unknown authority, or one twice: {unknown}"
            )
        if not 1 <= rule.approvals <= len(rule.of):
            raise PolicyMalformed(
                detail=f"tier {rule.tier} demands {rule.approvals} of {len(rule.of)} approvals"
            )
