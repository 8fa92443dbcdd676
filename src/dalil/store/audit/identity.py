"""Step 1: which vault this claims to be."""

import os
import stat
from collections.abc import Generator
from dataclasses import dataclass

from dalil.core.custody.note import VerifierKey
from dalil.core.digest import Digest
from dalil.core.finding import Finding, Severity
from dalil.store import keys
from dalil.store.config import Config, NotAVault
from dalil.store.keys import KeyLocked, KeyMissing
from dalil.store.layout import Layout


@dataclass(frozen=True, slots=True)
class Identity:
    """Configuration, its file's digest, and the log's public key, as found."""

    config: Config
    config_digest: Digest
    key: VerifierKey


def check(layout: Layout) -> Generator[Finding, None, Identity | None]:
    """Findings about ``dalil.toml`` and the keys; the identity, or None when there is none to go on with."""
    try:
        config, content = Config.read(layout.config)
        key = keys.read_verifier(layout.public_key)
    except (NotAVault, KeyMissing) as refusal:
        yield Finding(refusal.code, layout.root, Severity.UNSOUND, refusal.sentence)
        return None
    yield from _private_key(layout, key)
    return Identity(config, Digest.of(content), key)


def _private_key(layout: Layout, key: VerifierKey) -> Generator[Finding, None, None]:
    clear, sealed = layout.private_key_clear, layout.private_key_sealed
    if os.path.exists(clear):
        said = "the log's private key stands in the clear: whoever copies this folder can write to the log"
        yield Finding("key-in-clear", "keys/log.key", Severity.WARNING, said)
        if stat.S_IMODE(os.stat(clear).st_mode) & 0o077:
            said = "other users of this machine can read the log's private key"
            yield Finding("key-readable", "keys/log.key", Severity.WARNING, said)
        if not os.path.exists(sealed):
            try:
                keys.load(clear, sealed, key, passphrase=None)
            except (KeyMissing, KeyLocked) as refusal:
                yield Finding(refusal.code, "keys/log.key", Severity.UNSOUND, refusal.sentence)
    elif not os.path.exists(sealed):
        said = "the log's private key is not here: this copy can be read and verified, not written to"
        yield Finding("key-absent", "keys", Severity.NOTE, said)
