"""Keys: the log's private key under a passphrase, and Ed25519 (RFC 8032) by the `cryptography` library.

A private key stands sealed in the OpenSSH format under a passphrase (ADR 0009; `ssh-keygen -y` opens it) or,
only where a vault was made so, in the clear with mode 0600; then every verify says it.
"""

import os
from dataclasses import dataclass
from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from dalil.core.custody.note import Algorithm, NoteMalformed, VerifierKey
from dalil.core.digest import Digest
from dalil.core.errors import Refusal
from dalil.store.disk import Disk
from dalil.store.layout import Layout


class KeyLocked(Refusal):
    """The key {path} is under a passphrase: {detail}."""

    code = "key-locked"
    exit_status = 27
    remedy = "Set DALIL_PASSPHRASE to the passphrase, or run the command in a terminal to be asked."


class KeyMissing(Refusal):
    """The key {path} is missing or is not a key."""

    code = "key-missing"
    exit_status = 28
    remedy = (
        "Restore the keys folder from a copy. Without the private key a vault can be read and verified only."
    )


KDF_ROUNDS: Final = 64
"""Rounds of bcrypt-pbkdf: four times what ssh-keygen does, about half a second. The same on every machine:
a cost that is measured when the key is made can be too high for the machine that must open it."""


def verify(public: bytes, message: bytes, signature: bytes) -> bool:
    """Whether ``signature`` over ``message`` was made with the key whose public half is ``public``."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


@dataclass(frozen=True, slots=True)
class Signer:
    """A private key and its name. The key itself is not shown."""

    key: VerifierKey
    _private: Ed25519PrivateKey

    def __call__(self, message: bytes) -> bytes:
        """Sign ``message``: 64 bytes."""
        return self._private.sign(message)


def make(name: str, algorithm: Algorithm = Algorithm.ED25519) -> Signer:
    """Make a new key from the operating system's randomness."""
    return _signer(name, algorithm, Ed25519PrivateKey.generate())


def write(path_clear: str, path_sealed: str, signer: Signer, disk: Disk, *, passphrase: str | None) -> None:
    """Write a private key: sealed where a passphrase is given, in the clear (0600) where not."""
    private = signer._private  # noqa: SLF001 - this file alone handles private keys
    encoding = serialization.Encoding.PEM
    if passphrase:
        form = serialization.PrivateFormat.OpenSSH
        lock = form.encryption_builder().kdf_rounds(KDF_ROUNDS).build(passphrase.encode())
        disk.replace_file(path_sealed, private.private_bytes(encoding, form, lock), mode=0o600)
    else:
        clear = serialization.NoEncryption()
        content = private.private_bytes(encoding, serialization.PrivateFormat.PKCS8, clear)
        disk.replace_file(path_clear, content, mode=0o600)


def load(path_clear: str, path_sealed: str, key: VerifierKey, *, passphrase: str | None) -> Signer:
    """Open a private key and check that it is the one that ``key`` names. Raises: KeyLocked, KeyMissing."""
    sealed = os.path.exists(path_sealed)
    path = path_sealed if sealed else path_clear
    try:
        with open(path, "rb") as file:
            content = file.read()
    except OSError as wrong:
        raise KeyMissing(path=path) from wrong
    private: object
    try:
        if sealed:
            private = serialization.load_ssh_private_key(content, (passphrase or "").encode())
        else:
            private = serialization.load_pem_private_key(content, None)
    except (ValueError, TypeError) as wrong:
        if sealed:
            given = "the one given does not open it" if passphrase else "none was given"
            raise KeyLocked(path=path, detail=given) from wrong
        raise KeyMissing(path=path) from wrong
    if not isinstance(private, Ed25519PrivateKey):
        raise KeyMissing(path=path)
    signer = _signer(key.name, key.algorithm, private)
    if signer.key != key:
        raise KeyMissing(path=path)
    return signer


def read_verifier(path: str) -> VerifierKey:
    """Read a verifier key from a text file. Raises: KeyMissing."""
    try:
        with open(path, encoding="utf-8") as file:
            return VerifierKey.parse(file.read())
    except (OSError, ValueError, NoteMalformed) as wrong:
        raise KeyMissing(path=path) from wrong


def partner_path(layout: Layout, cosigner: str) -> str:
    """Where the verifier key ``cosigner`` (text) of a partner stands in a vault."""
    return os.path.join(layout.partner_keys, f"{Digest.of(cosigner.encode()).hex[:16]}.vkey")


def _signer(name: str, algorithm: Algorithm, private: Ed25519PrivateKey) -> Signer:
    public = private.public_key().public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)
    return Signer(VerifierKey(name, algorithm, public), private)
