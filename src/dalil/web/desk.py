"""The desk: where who is asking writes to the vault, its key unlocked once, for all of this process.

Who acts is named where the pages are served or has signed in, and is never told by a form. Requests of this
process wait for one another; another program that writes is not waited for, and the page says so.
"""

import contextlib
import getpass
import os
import sys
import threading
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from dalil.flows import vault as vaults
from dalil.flows.vault import Vault, World
from dalil.store.keys import Signer

_TYPED: Final[list[str]] = []
"""The passphrase of the log's key, where somebody has typed it at the terminal."""


class Desk:
    """Opens ``vault`` for writing, as often as a page wants."""

    def __init__(self, vault: Vault) -> None:
        self.vault = vault
        self._lock = threading.Lock()
        self._unlocked: tuple[tuple[int, ...], Signer] | None = None

    @contextlib.contextmanager
    def writing(self, vault: Vault) -> Iterator[Vault]:
        """The same vault in the hands of who acts, held for writing.

        Raises: VaultBusy, KeyLocked, KeyMissing.
        """
        with self._lock, vaults.holding(vault, self._signer()) as opened:
            yield opened

    def ask_at_the_terminal(self) -> None:
        """Ask for the passphrase of a sealed key once, where there is a person to ask. Raises: KeyLocked."""
        sealed = os.path.exists(self.vault.layout.private_key_sealed)
        if sealed and self.vault.world.passphrase() is None and sys.stdin.isatty():
            _TYPED[:] = [getpass.getpass("Passphrase of the log's key, for readings: ")]
            self._signer()

    def passphrase(self) -> str | None:
        """What opens the log's key, where somebody typed it or the environment holds it."""
        return _passphrase()

    def _signer(self) -> Signer:
        """The key, opened anew where its file is another one than it was."""
        layout = self.vault.layout
        found = [_state(path) for path in (layout.private_key_sealed, layout.private_key_clear)]
        state = tuple(part for each in found for part in each)
        if self._unlocked is None or self._unlocked[0] != state:
            self._unlocked = (state, vaults.unlocked(self.vault))
        return self._unlocked[1]


def world_of_pages() -> World:
    """The world of the pages, in which this program acts until somebody asks."""
    return replace(World(), passphrase=_passphrase)


def _passphrase() -> str | None:
    return _TYPED[0] if _TYPED else os.environ.get("DALIL_PASSPHRASE")


def _state(path: str) -> tuple[int, ...]:
    """What tells one file from another, as far as it is there."""
    if not os.path.lexists(path):
        return ()
    found = os.stat(path)
    return found.st_ino, found.st_size, found.st_mtime_ns
