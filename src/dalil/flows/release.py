"""Release: propose what is to leave, in its final bytes, and seal it once the policy's authorities agreed.

Propose: derivatives are made, every file of the bundle to be is kept in the store, and the manifest over them
is logged: that digest is what authorities sign. Seal: quorum and embargo are checked, the bundle is written
under another name, the event is recorded, and only then does the bundle get its name.
"""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from dalil.catalog.queries import individual, release
from dalil.catalog.queries.individual import IndividualSeen
from dalil.catalog.queries.release import ReleaseSeen
from dalil.core.canonical import Json, Record
from dalil.core.digest import Digest
from dalil.core.errors import Refusal
from dalil.core.release import embargo
from dalil.core.release.approval import Approval, Word
from dalil.core.release.manifest import ReleaseManifest
from dalil.core.release.quorum import ApprovalsMissing, Quorum, Release, quorum
from dalil.core.release.redaction import RedactionPlan
from dalil.flows import enquiry
from dalil.flows.approve import ReleaseUnknown, refused_by
from dalil.flows.contents import Wanted, contents
from dalil.flows.enquiry import IndividualUnknown
from dalil.flows.person import person
from dalil.flows.policy import parse, policy_of
from dalil.flows.record import bring_up, record
from dalil.flows.vault import TOOL, Vault
from dalil.publish.bag import BundleExists
from dalil.publish.bundle import BundleParts, write_bundle
from dalil.store import keys

UNSEALED: Final = ".unsealed"
"""What a bundle's folder is called until the log says that it leaves."""
FILES_MAX: Final = 800
"""Files of one release: an entry names each by its digest."""


class ReleaseTooLarge(Refusal):
    """The release would hold {files} files; {limit} fit."""

    code = "release-too-large"
    exit_status = 72
    remedy = "Propose it in several releases."


class PolicyReplaced(Refusal):
    """Release {release} was proposed under another policy than the one in force now."""

    code = "policy-replaced"
    exit_status = 72
    remedy = (
        "Propose it again with `dalil release propose`: what was approved, was approved under that policy."
    )


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody proposes to release."""

    tier: str
    recipient: str
    purpose: str
    individuals: tuple[str, ...]
    plan: RedactionPlan


@dataclass(frozen=True, slots=True)
class Proposed:
    """A proposed release and the text that authorities sign."""

    release: str
    manifest: Digest
    text: str
    files: int

    def to_record(self) -> Record:
        """The object that ``dalil release propose --json`` prints."""
        return {
            "release": self.release,
            "manifest": self.manifest.hex,
            "files": self.files,
            "approval_text": self.text,
        }


@dataclass(frozen=True, slots=True)
class Status:
    """Where a release stands. ``replaced``: it was proposed under another policy, and can never be sealed."""

    release: ReleaseSeen
    quorum: Quorum
    refused_by: tuple[str, ...]
    replaced: bool

    def to_record(self) -> Record:
        """The object that ``dalil release status --json`` prints."""
        findings: list[Json] = [
            {"subject": each.subject, "code": each.code, "detail": each.detail}
            for each in self.quorum.findings
        ]
        return {
            "release": self.release.id,
            "tier": self.release.tier,
            "state": self.release.state,
            "manifest": self.release.manifest,
            "sufficient": self.quorum.sufficient and not self.replaced,
            "policy_replaced": self.replaced,
            "approved_by": [*self.quorum.counted],
            "refused_by": [*self.refused_by],
            "needed": self.quorum.needed,
            "missing": [*self.quorum.missing],
            "findings": findings,
        }


def propose(vault: Vault, asked: Asked) -> Proposed:
    """Make everything that would leave, keep it, and log its manifest.

    Raises: ActorUnnamed, PolicyMissing, TierUnknown, IndividualUnknown, UnderEmbargo, OthersUnderEmbargo,
    ReleaseTooLarge, and what :func:`dalil.flows.contents.contents` raises.
    """
    proposer = person(vault)
    bring_up(vault)
    content, policy = policy_of(vault)
    rule = policy.rule(asked.tier)
    individuals = [_individual(each) for each in sorted(set(asked.individuals))]
    shown = release.shown_in(member.digest for each in individuals for member in each.members)
    embargo.check(asked.individuals, shown, enquiry.notified(), rule)
    head = vault.journal.head()
    identity = release.next_id()
    wanted = Wanted(identity, asked.tier, asked.recipient, asked.purpose, head, tuple(individuals))
    files = contents(vault, wanted, asked.plan)
    if len(files) > FILES_MAX:
        raise ReleaseTooLarge(files=len(files), limit=FILES_MAX)
    manifest = ReleaseManifest(
        release=identity,
        tier=asked.tier,
        recipient=asked.recipient,
        proposed_by=proposer,
        purpose=asked.purpose,
        policy=Digest.of(content),
        checkpoint=head,
        individuals=tuple(each.id for each in individuals),
        files=tuple(files),
    )
    output: list[Json] = [digest for digest in sorted({file.digest.hex for file in files})]  # noqa: C416 - Json
    body: Record = {
        "release": identity,
        "tier": asked.tier,
        "manifest": vault.keep_blob(manifest.content()).hex,
        "output": output,
    }
    record(vault, [vault.event("release-proposed", (identity, *manifest.individuals), body)])
    return Proposed(identity, manifest.digest, _text(manifest), len(files))


def releases(vault: Vault) -> list[tuple[ReleaseSeen, tuple[str, ...]]]:
    """Return all releases in the order of the log, each with the authorities that refuse it."""
    bring_up(vault)
    refused = refused_by()
    return [(each, refused.get(each.id, ())) for each in release.every()]


def approval_text(vault: Vault, release_id: str) -> str:
    """Return the text that authorities sign for a release. Raises: ReleaseUnknown."""
    bring_up(vault)
    return _text(_manifest(vault, _release(release_id)))


def status(vault: Vault, release_id: str) -> Status:
    """Return how far the approvals of a release are, by the policy that it was proposed under.

    Raises: ReleaseUnknown.
    """
    bring_up(vault)
    seen = _release(release_id)
    manifest = _manifest(vault, seen)
    replaced = seen.bundle is None and manifest.policy.hex != release.policy()
    quorum = _quorum(vault, manifest, _notes(vault, seen))
    return Status(seen, quorum, refused_by().get(release_id, ()), replaced)


def seal(vault: Vault, release_id: str, folder: str) -> Digest:
    """Write the bundle of an approved release to ``folder`` and return the digest that names it.

    Raises: ActorUnnamed, ReleaseUnknown, PolicyReplaced, ApprovalsMissing, UnderEmbargo, OthersUnderEmbargo,
    PolicyMissing, BundleExists, BundleUnwritable, BundleFileOther.
    """
    person(vault)
    bring_up(vault)
    seen = _release(release_id)
    manifest, notes = _manifest(vault, seen), _notes(vault, seen)
    _check(vault, seen, manifest, notes)
    if os.path.lexists(folder):
        raise BundleExists(path=folder)
    parts = BundleParts(manifest, vault.reader.read(manifest.policy), notes, _proofs(vault, seen))
    payload = ((file.path, vault.reader.read(file.digest)) for file in sorted(manifest.files))
    staged = folder.rstrip("/") + UNSEALED
    digest = write_bundle(staged, parts, payload, made_on=vault.world.moment()[:10], agent=TOOL)
    body: Record = {
        "release": release_id,
        "bundle": digest.hex,
        "position": vault.journal.head().size,
        "recipient": manifest.recipient,
    }
    record(vault, [vault.event("bundle-sealed", (release_id, *manifest.individuals), body)])
    vault.world.disk.rename(staged, folder)
    return digest


def _check(vault: Vault, seen: ReleaseSeen, manifest: ReleaseManifest, notes: Sequence[bytes]) -> None:
    """Refuse what the policy does not let go."""
    _, policy = policy_of(vault)
    if manifest.policy.hex != release.policy():
        raise PolicyReplaced(release=seen.id)
    found = _quorum(vault, manifest, notes)
    if not found.sufficient:
        raise ApprovalsMissing(
            release=seen.id,
            counted=len(found.counted),
            needed=found.needed,
            tier=seen.tier,
            missing=", ".join(found.missing) or "an authority other than the proposer",
        )
    shown = release.shown_in(file.source for file in manifest.files if file.source)
    embargo.check(manifest.individuals, shown, enquiry.notified(), policy.rule(seen.tier))


def _proofs(vault: Vault, seen: ReleaseSeen) -> dict[str, bytes]:
    return {
        "checkpoint": bytes(vault.journal.checkpoint_note()),
        "log.vkey": f"{vault.key}\n".encode(),
        "release-proposed.json": vault.journal.entry(seen.entry),
        "release-proposed.tlog-proof": bytes(vault.journal.prove(seen.entry)),
    }


def _quorum(vault: Vault, manifest: ReleaseManifest, notes: Sequence[bytes]) -> Quorum:
    policy = parse(vault.reader.read(manifest.policy))
    asked = Release(manifest.digest, manifest.tier, manifest.proposed_by)
    return quorum(asked, policy, notes, verify=keys.verify)


def _release(release_id: str) -> ReleaseSeen:
    seen = release.by_id(release_id)
    if seen is None:
        raise ReleaseUnknown(release=release_id)
    return seen


def _individual(identity: str) -> IndividualSeen:
    seen = individual.by_id(identity)
    if seen is None:
        raise IndividualUnknown(individual=identity)
    return seen


def _manifest(vault: Vault, seen: ReleaseSeen) -> ReleaseManifest:
    return ReleaseManifest.parse(vault.reader.read(Digest(seen.manifest)))


def _notes(vault: Vault, seen: ReleaseSeen) -> list[bytes]:
    return [vault.reader.read(Digest(each)) for each in release.notes(seen.id)]


def _text(manifest: ReleaseManifest) -> str:
    return Approval(manifest.digest, manifest.tier, Word.APPROVED).text
