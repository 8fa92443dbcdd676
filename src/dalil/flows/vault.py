"""Vault: everything a flow needs of one vault, opened for reading or for writing."""

import contextlib
import os
import secrets
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import BinaryIO, Final, Self

from dalil import __version__
from dalil.core.canonical import Record
from dalil.core.custody.note import VerifierKey
from dalil.core.digest import Digest
from dalil.core.errors import Refusal
from dalil.core.event import Event
from dalil.store import claimed, keys, lock, unfinished
from dalil.store import config as configs
from dalil.store.claimed import Watch
from dalil.store.config import Config
from dalil.store.disk import Disk
from dalil.store.journal import Journal
from dalil.store.keys import Signer
from dalil.store.layout import Layout
from dalil.store.payloads import Payloads
from dalil.store.reader import Reader
from dalil.store.unfinished import VaultUnfinished
from dalil.store.writer import Writer

TOOL: Final = f"dalil/{__version__}"
"""Who acts where a machine acts, and which version."""


class VaultExists(Refusal):
    """There is something at {path} already."""

    code = "vault-exists"
    exit_status = 29
    remedy = "Give a folder that does not exist or is empty."


@dataclass(frozen=True, slots=True)
class World:
    """What the flows take from outside: the clock, chance, the disk, and who is acting."""

    now: Callable[[], float] = time.time
    random: Callable[[int], bytes] = secrets.token_bytes
    disk: Disk = field(default_factory=Disk)
    actor: str = TOOL
    passphrase: Callable[[], str | None] = lambda: os.environ.get("DALIL_PASSPHRASE")
    new_passphrase: Callable[[], str | None] = lambda: os.environ.get("DALIL_PASSPHRASE")

    def moment(self) -> str:
        """Now, as UTC text with milliseconds."""
        seconds = self.now()
        whole = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(seconds))
        return f"{whole}.{int(seconds % 1 * 1000):03d}Z"


@dataclass(frozen=True, slots=True)
class Vault:
    """One vault on a disk. ``signer`` and ``watch`` are there only while it is held for writing."""

    layout: Layout
    config: Config
    key: VerifierKey
    world: World
    signer: Signer | None = None
    watch: Watch | None = None

    @property
    def journal(self) -> Journal:
        """The log."""
        return Journal(self.layout, self.world.disk, self.key)

    @property
    def reader(self) -> Reader:
        """Exhibits and blobs by digest."""
        return Reader(self.layout)

    @property
    def payloads(self) -> Payloads:
        """Erasable personal fields."""
        return Payloads(self.layout, self.world.disk, self.watch)

    def scratch(self) -> BinaryIO:
        """A nameless file in the cache; what is written to it goes when it is closed. Raises: DiskFailed."""
        return self.world.disk.scratch(self.layout.cache)

    def writer(self) -> Writer:
        """Add exhibits; use as a context manager."""
        assert self.signer, "the vault is open for reading"
        return Writer(self.layout, self.world.disk)

    def keep_blob(self, content: bytes) -> Digest:
        """Keep a blob of ours (a manifest, facts, a frame) durably in the store and return its digest."""
        with self.writer() as writer:
            return writer.accept(writer.stage_whole(content))

    def event(
        self, kind: str, about: tuple[str, ...], body: Record, *, payloads: tuple[Digest, ...] = ()
    ) -> Event:
        """An event of now, by the actor of this world."""
        return Event(kind, self.world.moment(), self.world.actor, about, body, payloads)

    def with_key(self, signer: Signer, watch: Watch | None = None) -> Self:
        """The same vault, held for writing."""
        return replace(self, signer=signer, watch=watch)

    @classmethod
    def open(cls, path: str, world: World | None = None) -> Self:
        """Open for reading. Raises: NotAVault, VaultUnfinished, KeyMissing."""
        layout = Layout(os.path.abspath(path))
        if unfinished.unfinished(layout):
            raise VaultUnfinished(path=layout.root)
        config, _ = Config.read(layout.config)
        return cls(layout, config, keys.read_verifier(layout.public_key), world or World())


@contextlib.contextmanager
def writing(path: str, world: World | None = None) -> Iterator[Vault]:
    """Open for writing: lock held, key unlocked, payloads that no entry names removed.

    Raises: NotAVault, VaultBusy, KeyLocked, KeyMissing, DiskFull, DiskFailed.
    """
    seen = Vault.open(path, world)
    with lock.exclusive(seen.layout):
        signer = unlocked(seen)
        with claimed.watching(seen.layout, seen.world.disk, seen.journal) as watch:
            yield seen.with_key(signer, watch)


@contextlib.contextmanager
def holding(seen: Vault, signer: Signer) -> Iterator[Vault]:
    """Open for writing with a key that was unlocked before: opening a sealed one takes half a second.

    Raises: VaultBusy, DiskFull, DiskFailed.
    """
    with (
        lock.exclusive(seen.layout),
        claimed.watching(seen.layout, seen.world.disk, seen.journal) as watch,
    ):
        yield seen.with_key(signer, watch)


def unlocked(seen: Vault) -> Signer:
    """The log's private key. Raises: KeyLocked; KeyMissing, before anybody is asked for a passphrase."""
    sealed, clear = seen.layout.private_key_sealed, seen.layout.private_key_clear
    passphrase = None
    if keys.standing(clear, sealed) == sealed:
        keys.check_sealed(sealed, seen.key)
        passphrase = seen.world.passphrase()
    return keys.load(clear, sealed, seen.key, passphrase=passphrase)


def is_vault(path: str) -> bool:
    """Whether a vault stands at ``path``."""
    return os.path.exists(Layout(path).config)


def create(path: str, profile: str, profile_bytes: bytes, world: World | None = None) -> Vault:
    """Make an empty vault with its first entry. Raises: VaultExists, VaultBusy, DiskFull, DiskFailed.

    The configuration is written last: a folder without ``dalil.toml`` is not a vault, so a crash before that
    leaves nothing that could be taken for one. What such a crash left is made again from the start; a vault
    that lost its ``dalil.toml`` is not.
    """
    world = world or World()
    layout, disk = Layout(os.path.abspath(path)), world.disk
    if os.path.lexists(layout.root) and not unfinished.free(layout):
        raise VaultExists(path=layout.root)
    passphrase = world.new_passphrase()
    disk.make_directory(layout.root)
    with lock.making(layout):
        if not unfinished.free(layout):  # somebody else was quicker
            raise VaultExists(path=layout.root)
        return _created(layout, world, profile, profile_bytes, passphrase)


def _created(
    layout: Layout, world: World, profile: str, profile_bytes: bytes, passphrase: str | None
) -> Vault:
    disk = world.disk
    config = Config(id=world.random(16).hex(), profile=profile, created=world.moment())
    signer = keys.make(config.origin)
    for folder in (layout.store, layout.log, layout.payloads, layout.incoming):
        disk.make_directory(folder)
    disk.make_directory(layout.keys, mode=0o700)
    for old in (layout.private_key_clear, layout.private_key_sealed):
        disk.remove(old)
    keys.write(layout.private_key_clear, layout.private_key_sealed, signer, disk, passphrase=passphrase)
    disk.replace_file(layout.public_key, f"{signer.key}\n".encode())
    vault = Vault(layout, config, signer.key, world, signer)
    profile_digest = vault.keep_blob(profile_bytes)
    vault.journal.start(signer)
    body: Record = {
        "config": Digest.of(config.encode()).hex,
        "format": configs.FORMAT,
        "key": str(signer.key),
        "profile": profile_digest.hex,
    }
    vault.journal.append([vault.event("vault-created", (config.id,), body)], signer)
    disk.replace_file(layout.config, config.encode())
    return vault
