"""Finished facts: those of a batch on its way, in a list under ``cache/`` that may be lost without harm.

What stands there will be signed. So every line carries a digest under a secret of the log's key, and counts
only for what facts depend on: a line that somebody edited, or that another version of Dalil, of its
libraries, of the reader or of the profile left, is no line, and its exhibit is examined again.
"""

import hashlib
import hmac
import os
from collections.abc import Iterable, Sequence
from typing import Final

from dalil.core import canonical
from dalil.core.errors import BodyRefusal
from dalil.flows.vault import Vault

_PART: Final = "examine-"
"""Begins the name of a list."""
_NAME_DIGITS: Final = 24
_PURPOSE: Final = b"finished facts\0"


class FinishedFacts:
    """The list of one batch. A line: digest in hex, a blank, the canonical facts about one exhibit."""

    def __init__(self, vault: Vault, depends: bytes) -> None:
        """``depends``: everything that the facts depend on, the exhibits in their order included."""
        assert vault.signer, "the vault is held for writing"
        scope = hashlib.sha256(depends)
        self.name = f"{_PART}{scope.hexdigest()[:_NAME_DIGITS]}.jsonl"
        self._secret = vault.signer.derived(_PURPOSE + scope.digest())
        self._path = os.path.join(vault.layout.cache, self.name)
        self._disk = vault.world.disk
        self._descriptor = -1

    def finished(self, batch: Sequence[str]) -> list[bytes]:
        """Facts that an earlier run finished: whole, from the front, about the right exhibits."""
        found: list[bytes] = []
        if not os.path.exists(self._path):
            return found
        size = 0
        with open(self._path, "rb") as file:
            for digest, raw in zip(batch, file, strict=False):
                facts = self._facts(raw)
                if facts is None or not _is_about(digest, facts):
                    break
                found.append(facts)
                size += len(raw)
        self._disk.truncate(self._path, size)
        return found

    def __enter__(self) -> None:
        self._descriptor = self._disk.open_append(self._path)

    def __exit__(self, *_: object) -> None:
        self._disk.close(self._descriptor, self._path)

    def add(self, facts: bytes) -> None:
        """Remember the facts about one more exhibit."""
        self._disk.write(self._descriptor, self._keyed(facts) + b" " + facts + b"\n", self._path)

    def forget(self) -> None:
        """The batch is recorded."""
        self._disk.remove(self._path)

    def _facts(self, raw: bytes) -> bytes | None:
        """The facts of a line; None where the line is torn, edited or not of this list."""
        keyed, _, facts = raw.removesuffix(b"\n").partition(b" ")
        whole = raw.endswith(b"\n") and hmac.compare_digest(keyed, self._keyed(facts))
        return facts if whole else None

    def _keyed(self, facts: bytes) -> bytes:
        """HMAC-SHA-256 (RFC 2104) in hex."""
        return hmac.digest(self._secret, facts, "sha256").hex().encode()


def forget_others(vault: Vault, wanted: Iterable[FinishedFacts]) -> None:
    """Remove the lists of no batch that is pending: of a run killed after it recorded, or of other facts."""
    names = {each.name for each in wanted}
    cache = vault.layout.cache
    for name in os.listdir(cache) if os.path.isdir(cache) else ():
        if name.startswith(_PART) and name not in names:
            vault.world.disk.remove(os.path.join(cache, name))


def _is_about(digest: str, facts: bytes) -> bool:
    try:
        return canonical.decode_record(facts).get("digest") == digest
    except BodyRefusal:
        return False
