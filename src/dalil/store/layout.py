"""Where things stand in a vault: the only file that knows directory names (docs/spec/vault.md)."""

import os
from dataclasses import dataclass

from dalil.core.digest import Digest


@dataclass(frozen=True, slots=True)
class Layout:
    """Paths below one vault's root. Opens nothing."""

    root: str

    @property
    def config(self) -> str:
        """``dalil.toml``: id, format version, profile, created."""
        return os.path.join(self.root, "dalil.toml")

    @property
    def store(self) -> str:
        """Whole files named by SHA-256."""
        return os.path.join(self.root, "store")

    @property
    def log(self) -> str:
        """The tiled log."""
        return os.path.join(self.root, "log")

    @property
    def checkpoint(self) -> str:
        """The newest signed checkpoint."""
        return os.path.join(self.log, "checkpoint")

    @property
    def cosigned(self) -> str:
        """Checkpoints with partners' cosignatures, by size."""
        return os.path.join(self.log, "cosigned")

    @property
    def timestamps(self) -> str:
        """RFC 3161 requests and tokens with the checkpoint they are about, by size."""
        return os.path.join(self.log, "timestamps")

    @property
    def payloads(self) -> str:
        """Erasable personal fields."""
        return os.path.join(self.root, "payloads")

    @property
    def keys(self) -> str:
        """Public keys, and the log's private key."""
        return os.path.join(self.root, "keys")

    @property
    def public_key(self) -> str:
        """The log's verifier key, as text."""
        return os.path.join(self.keys, "log.vkey")

    @property
    def private_key_sealed(self) -> str:
        """The log's private key under a passphrase (OpenSSH)."""
        return os.path.join(self.keys, "log.key.openssh")

    @property
    def private_key_clear(self) -> str:
        """The log's private key in the clear, mode 0600; only where a vault was made so."""
        return os.path.join(self.keys, "log.key")

    @property
    def partner_keys(self) -> str:
        """Partners' verifier keys and time-stamping authorities' certificates."""
        return os.path.join(self.keys, "partners")

    @property
    def catalog(self) -> str:
        """The shadow, where it is SQLite."""
        return os.path.join(self.root, "catalog.sqlite3")

    @property
    def accounts(self) -> str:
        """Who signs in to the pages, where a team works on the vault; nothing of it is in the log."""
        return os.path.join(self.root, "accounts")

    @property
    def cache(self) -> str:
        """Crops, previews, unfinished work; may be deleted at any time."""
        return os.path.join(self.root, "cache")

    @property
    def incoming(self) -> str:
        """Files being copied. Below the vault, so that they can be linked into the store."""
        return os.path.join(self.cache, "incoming")

    @property
    def payloads_claimed(self) -> str:
        """Word that all payloads are named by entries; without it the whole log is read once."""
        return os.path.join(self.cache, "payloads-claimed")

    def exhibit(self, digest: Digest) -> str:
        """``store/ab/abcd…``."""
        return os.path.join(self.store, digest.hex[:2], digest.hex)

    def payload(self, digest: Digest) -> str:
        """``payloads/ab/abcd…``."""
        return os.path.join(self.payloads, digest.hex[:2], digest.hex)

    def tile(self, level: int | None, index: int, width: int = 256) -> str:
        """A hash tile, or with ``level`` None an entry bundle (C2SP tlog-tiles)."""
        return os.path.join(self.log, *tile_parts(level, index, width))


def tile_parts(level: int | None, index: int, width: int = 256) -> list[str]:
    """Path elements of a tile: ``tile/<L>/<N>[.p/<W>]``, N in groups of three digits."""
    digits = f"{index:0{-(-len(str(index)) // 3) * 3}d}"
    groups = [digits[at : at + 3] for at in range(0, len(digits), 3)]
    parts = ["tile", "entries" if level is None else str(level)]
    parts += [f"x{group}" for group in groups[:-1]]
    if width == 256:  # noqa: PLR2004 - a full tile (C2SP tlog-tiles)
        return [*parts, groups[-1]]
    return [*parts, f"{groups[-1]}.p", str(width)]
