"""Step 1: which vault this claims to be."""

import os
import stat
from collections.abc import Generator
from dataclasses import dataclass

from dalil.core.custody.note import Algorithm, NoteMalformed, VerifierKey
from dalil.core.digest import Digest
from dalil.core.finding import Finding, Severity
from dalil.store import keys, plain
from dalil.store.config import Config, NotAVault, VaultNewer
from dalil.store.keys import KeyMissing
from dalil.store.layout import Layout
from dalil.store.openssh import NotSealedError


@dataclass(frozen=True, slots=True)
class Identity:
    """Configuration, its file's digest, and the log's public key, as found; None where one is no good."""

    config: Config | None
    config_digest: Digest | None
    key: VerifierKey | None


def check(layout: Layout, in_hand: VerifierKey | None) -> Generator[Finding, None, Identity]:
    """Findings about ``dalil.toml`` and the keys, and what of them there is to go on with.

    The key in hand, where there is one, is gone by instead of the vault's own.
    """
    config, digest, own, key = None, None, None, in_hand
    try:
        config, content = Config.read(layout.config)
        digest = Digest.of(content)
    except VaultNewer as refusal:
        yield Finding("vault-newer", "dalil.toml", Severity.UNSOUND, refusal.sentence)
    except NotAVault as refusal:
        yield Finding(refusal.code, "dalil.toml", Severity.UNSOUND, refusal.sentence)
    try:
        own, as_written = read_key(layout.public_key)
    except KeyMissing as refusal:
        yield Finding(refusal.code, "keys/log.vkey", Severity.UNSOUND, refusal.sentence)
    else:
        if not as_written:
            said = "the key in it is well, the file is not as it was written"
            yield Finding("key-changed", "keys/log.vkey", Severity.UNSOUND, said)
        key = key or own
        if key != own:
            yield Finding("key-changed", "keys/log.vkey", Severity.UNSOUND, "it is not the key in hand")
        if config is not None and (key.name, key.algorithm) != (config.origin, Algorithm.ED25519):
            said = "it is the key of something else than this vault's log"
            yield Finding("key-changed", "keys/log.vkey", Severity.UNSOUND, said)
            key = None
    if own is not None and own == key:
        yield from _private_key(layout, own)
    return Identity(config, digest, key)


def read_key(path: str) -> tuple[VerifierKey, bool]:
    """The verifier key in a plain file, and whether the file is as it was written, byte for byte.

    Raises: KeyMissing.
    """
    try:
        content = plain.content_of(path)
        key = VerifierKey.parse(content.decode("utf-8"))
    except (OSError, ValueError, NoteMalformed) as wrong:
        raise KeyMissing(path=path) from wrong
    return key, content == f"{key}\n".encode()


def _private_key(layout: Layout, key: VerifierKey) -> Generator[Finding, None, None]:
    """Findings about the private key, whatever stands under its two names; no passphrase is asked for."""
    clear, sealed = layout.private_key_clear, layout.private_key_sealed
    if not os.path.lexists(clear) and not os.path.lexists(sealed):
        said = "the log's private key is not here: this copy can be read and verified, not written to"
        yield Finding("key-absent", "keys", Severity.NOTE, said)
    if os.path.lexists(clear):
        said = "the log's private key stands in the clear: whoever copies this folder can write to the log"
        yield Finding("key-in-clear", "keys/log.key", Severity.WARNING, said)
        if os.path.exists(clear) and stat.S_IMODE(os.stat(clear).st_mode) & 0o077:
            said = "other users of this machine can read the log's private key"
            yield Finding("key-readable", "keys/log.key", Severity.WARNING, said)
    for path, check_key in ((clear, keys.check_clear), (sealed, keys.check_sealed)):
        if os.path.lexists(path):
            try:
                check_key(path, key)
            except KeyMissing as refusal:
                said = f"it is not the log's private key, as it was written ({_why(refusal)})"
                yield Finding(refusal.code, os.path.relpath(path, layout.root), Severity.UNSOUND, said)


def _why(refusal: KeyMissing) -> str:
    """What stood behind a refusal of a key: how a file cannot be read, or how a sealed key is out of form."""
    if isinstance(refusal.__cause__, OSError):
        return f"it cannot be read: {refusal.__cause__.strerror}"
    if isinstance(refusal.__cause__, NotSealedError):
        return str(refusal.__cause__)
    return "it is another key, or not in its form"
