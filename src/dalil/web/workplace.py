"""The workplace: what all pages of this process share. One process shows one vault."""

import contextlib
import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from django.conf import settings

from dalil.core.profile import Profile
from dalil.core.right import Right
from dalil.flows import profile as profiles
from dalil.flows.vault import TOOL, Vault
from dalil.flows.view import Viewer
from dalil.web.checking import Checking
from dalil.web.desk import Desk, world_of_pages
from dalil.web.who import who


@dataclass(frozen=True, slots=True)
class Workplace:
    """The vault, open for reading, and its profile; who makes crops and previews; the check that may run.

    ``desk``: what holds the key for who writes.
    """

    vault: Vault
    desk: Desk
    viewer: Viewer
    checking: Checking
    profile: Profile

    @property
    def key_in_clear(self) -> bool:
        """Whether the log's private key stands in the clear, which every page says."""
        return os.path.exists(self.vault.layout.private_key_clear)

    @contextlib.contextmanager
    def writing(self) -> Iterator[Vault]:
        """The vault, held for writing by who is asking. Raises: VaultBusy, KeyLocked, KeyMissing."""
        with self.desk.writing(self.vault) as opened:
            yield opened

    @property
    def reader(self) -> str:
        """Who reads labels on these pages, to whom they are blind; empty where nobody is named who may."""
        named = "" if self.vault.world.actor == TOOL else self.vault.world.actor
        return named if who().may(Right.READ) else ""


def workplace() -> Workplace:
    """The workplace as who is asking finds it: what is done there is done by them.

    Raises: NotAVault, KeyMissing.
    """
    place = _opened()
    actor = who().actor or TOOL
    world = replace(place.vault.world, actor=actor)
    return replace(place, vault=replace(place.vault, world=world))


@cache
def _opened() -> Workplace:
    vault = Vault.open(settings.VAULT, world_of_pages())
    return Workplace(vault, Desk(vault), Viewer(vault), Checking(vault.layout.root), profiles.of(vault))
