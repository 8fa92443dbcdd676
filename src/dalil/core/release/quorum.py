"""Quorum: do these approvals suffice for this manifest? A numbered argument; the verifier never raises.

An approval that does not count is a finding and nothing worse: adding any note never takes approval away.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from dalil.core.custody.note import Verify
from dalil.core.digest import Digest
from dalil.core.errors import Refusal
from dalil.core.finding import Finding, Severity
from dalil.core.release.approval import Word, parse_note
from dalil.core.release.policy import Authority, Policy


class ApprovalsMissing(Refusal):
    """Release {release} has {counted} of {needed} approvals for tier {tier}; missing: {missing}."""

    code = "approvals-missing"
    exit_status = 72
    remedy = "Have the missing authorities sign the approval text, then record it with `dalil approve`."


@dataclass(frozen=True, slots=True)
class Release:
    """A manifest's digest, its tier, and who proposed it (an authority's id, or a name)."""

    manifest: Digest
    tier: str
    proposed_by: str


@dataclass(frozen=True, slots=True)
class Quorum:
    """What the approvals amount to."""

    sufficient: bool
    counted: tuple[str, ...]
    """Ids of the authorities whose approval counts, sorted."""
    needed: int
    missing: tuple[str, ...]
    """Ids of authorities that could still approve, sorted."""
    findings: tuple[Finding, ...]


def quorum(release: Release, policy: Policy, notes: Iterable[bytes], *, verify: Verify) -> Quorum:
    """Tell whether ``notes`` satisfy ``policy`` for ``release``.

    Raises: TierUnknown; nothing else, whatever the notes hold.
    """
    rule = policy.rule(release.tier)
    named = [authority for authority in policy.authorities if authority.id in rule.of]
    approved: set[str] = set()
    findings: list[Finding] = []
    for at, content in enumerate(notes):
        subject = f"approval {at + 1}"
        said = _said(content, release, named, verify)
        if isinstance(said, Finding):
            findings.append(Finding(said.code, subject, said.severity, said.detail))
            continue
        repeated = sorted(said & approved)
        if repeated:
            findings.append(_note(subject, "approval-repeated", f"{', '.join(repeated)} approved already"))
        approved |= said
    # (5) The proposer alone never suffices: another authority must be among those who approve.
    others = approved - {release.proposed_by}
    sufficient = len(approved) >= rule.approvals and bool(others)
    if approved and not others:
        findings.append(_note("quorum", "approval-by-proposer-alone", "only the proposer has approved"))
    counted = tuple(sorted(approved))
    return Quorum(
        sufficient, counted, rule.approvals, tuple(sorted(set(rule.of) - approved)), tuple(findings)
    )


def _said(
    content: bytes, release: Release, named: list[Authority], verify: Verify
) -> frozenset[str] | Finding:
    """Return the ids of authorities that approve by this note, or why it does not count."""
    # (1) It must be an approval at all.
    try:
        approval, signed = parse_note(content)
    except Refusal as wrong:
        return _note("", wrong.code, wrong.sentence)
    # (2) It must speak of this manifest and this tier. Anything else is for another release.
    if approval.manifest != release.manifest or approval.tier != release.tier:
        return _note("", "approval-elsewhere", "it approves another manifest or another tier")
    # (3) Known keys only, each signature good; an unknown key's signature says nothing to us.
    given = {authority.id: signed.signed_by(authority.key, verify) for authority in named}
    bad = sorted(identity for identity, good in given.items() if good is False)
    good = frozenset(identity for identity, good in given.items() if good)
    if not good:
        return _note("", "approval-unsigned", f"no authority of the tier signed it well (badly: {bad})")
    # (4) It must approve.
    if approval.word is not Word.APPROVED:
        return _note("", "approval-refused", f"{', '.join(sorted(good))} refuses this release")
    return good


def _note(subject: str, code: str, detail: str) -> Finding:
    return Finding(code, subject, Severity.NOTE, detail)
