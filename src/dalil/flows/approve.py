"""Approve: an authority signs a release far from any vault; a vault records what was signed."""

from collections import defaultdict
from dataclasses import dataclass

from dalil.catalog.queries import log, release
from dalil.core.canonical import Record
from dalil.core.custody.note import Note
from dalil.core.custody.note import sign as sign_note
from dalil.core.digest import Digest
from dalil.core.errors import Refusal
from dalil.core.release.approval import Approval, ApprovalMalformed, Word, parse_note
from dalil.core.release.policy import Authority, Policy
from dalil.flows.policy import policy_of
from dalil.flows.record import bring_up, record
from dalil.flows.vault import Vault
from dalil.store import keys
from dalil.store.keys import Signer


class ReleaseUnknown(Refusal):
    """There is no release {release}."""

    code = "release-unknown"
    exit_status = 72
    remedy = "Take an id from `dalil release list`."


class ApprovalDoesNotCount(Refusal):
    """The note does not speak for release {release}: {detail}."""

    code = "approval-does-not-count"
    exit_status = 78
    remedy = "Have the text of `dalil release text` signed with a key that the policy names."


@dataclass(frozen=True, slots=True)
class Said:
    """What an authority, by its id, said of a release."""

    authority: str
    word: Word


def sign(signer: Signer, approval: Approval) -> bytes:
    """Return ``approval`` as a note signed with an authority's key."""
    return bytes(Note(approval.text, (sign_note(approval.text, signer.key, signer),)))


def record_approval(vault: Vault, release_id: str, content: bytes) -> Said:
    """Record a signed note for a release and return who signed it, and what it says.

    A refusal of an authority is recorded like an approval; it is no approval, but it was said.

    Raises: ReleaseUnknown, NoteMalformed, ApprovalMalformed, ApprovalDoesNotCount, PolicyMissing.

    """
    bring_up(vault)
    seen = release.by_id(release_id)
    if seen is None:
        raise ReleaseUnknown(release=release_id)
    approval, signed = parse_note(content)
    if approval.manifest != Digest(seen.manifest) or approval.tier != seen.tier:
        raise ApprovalDoesNotCount(release=release_id, detail="it names another manifest or tier")
    _, policy = policy_of(vault)
    authority = _signer(policy, seen.tier, signed)
    if authority is None:
        raise ApprovalDoesNotCount(release=release_id, detail="no authority of the tier signed it well")
    body: Record = {
        "release": release_id,
        "authority": str(authority.key),
        "authority_id": authority.id,
        "word": approval.word.value,
        "note": vault.keep_blob(content).hex,
    }
    record(vault, [vault.event("approval-recorded", (release_id, seen.manifest), body)])
    return Said(authority.id, approval.word)


def refused_by() -> dict[str, tuple[str, ...]]:
    """Return the authorities that refuse, by release; each once, sorted. A refusal stays said."""
    found: dict[str, set[str]] = defaultdict(set)
    for body in log.bodies("approval-recorded"):
        if body["word"] == Word.REFUSED:
            found[body["release"]].add(body["authority_id"])
    return {release_id: tuple(sorted(who)) for release_id, who in found.items()}


def approval_of_text(content: bytes, word: Word) -> Approval:
    """Read what `dalil release text` printed, and put ``word`` into it. Raises: ApprovalMalformed."""
    try:
        asked = Approval.parse(content.decode("ascii"))
    except UnicodeDecodeError as wrong:
        raise ApprovalMalformed(detail="it is not plain text") from wrong
    return Approval(asked.manifest, asked.tier, word)


def _signer(policy: Policy, tier: str, signed: Note) -> Authority | None:
    named = policy.rule(tier).of
    for authority in policy.authorities:
        if authority.id in named and signed.signed_by(authority.key, keys.verify):
            return authority
    return None
