"""Policy: set the rules by which anything may leave. The newest one counts; every one stays in the log."""

import tomllib

from dalil.catalog.queries import release
from dalil.core.canonical import Record
from dalil.core.digest import Digest
from dalil.core.errors import Refusal
from dalil.core.limits import GIVEN_FILE_BYTES_MAX
from dalil.core.release.policy import Policy, PolicyMalformed
from dalil.flows.person import person
from dalil.flows.record import bring_up, record
from dalil.flows.vault import Vault
from dalil.store import plain


class PolicyMissing(Refusal):
    """No policy was set, so nothing may leave."""

    code = "policy-missing"
    exit_status = 72
    remedy = "Agree on a policy and set it with `dalil release policy FILE`."


def set_policy(vault: Vault, path: str) -> Digest:
    """Set the policy of the file at ``path`` and return its digest. Raises: ActorUnnamed, PolicyMalformed."""
    person(vault)
    bring_up(vault)
    try:
        content = plain.content_given(path, GIVEN_FILE_BYTES_MAX)
    except OSError as wrong:
        raise PolicyMalformed(detail=f"{path}: {wrong.strerror}") from wrong
    policy = parse(content)
    digest = vault.keep_blob(content)
    body: Record = {"policy": digest.hex, "tiers": policy.tiers(), "name": policy.name}
    record(vault, [vault.event("policy-set", (digest.hex,), body)])
    return digest


def policy_of(vault: Vault) -> tuple[bytes, Policy]:
    """Return the policy in force, as bytes and as read. Raises: PolicyMissing."""
    digest = release.policy()
    if digest is None:
        raise PolicyMissing
    content = vault.reader.read(Digest(digest))
    return content, parse(content)


def parse(content: bytes) -> Policy:
    """Read the bytes of a policy. Raises: PolicyMalformed."""
    try:
        return Policy.from_table(tomllib.loads(content.decode("utf-8")))
    except ValueError as wrong:
        raise PolicyMalformed(detail=f"it is not TOML in UTF-8 ({wrong})") from wrong
