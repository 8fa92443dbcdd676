"""The workplace: what all pages of this process share. One process shows one vault."""

import os
from dataclasses import dataclass
from functools import cache

from django.conf import settings

from dalil.core.profile import Profile
from dalil.flows import profile as profiles
from dalil.flows.vault import TOOL, Vault
from dalil.flows.view import Viewer
from dalil.web.checking import Checking
from dalil.web.desk import Desk, world_of


@dataclass(frozen=True, slots=True)
class Workplace:
    """The vault, open for reading, and its profile; who makes crops and previews; the check that may run.

    ``desk``: where who acts may write.
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

    @property
    def reader(self) -> str:
        """Who acts on these pages; empty where nobody was named."""
        return "" if self.vault.world.actor == TOOL else self.vault.world.actor


@cache
def workplace() -> Workplace:
    """The workplace of this process. Raises: NotAVault, KeyMissing."""
    vault = Vault.open(settings.VAULT, world_of(settings.ACTOR))
    return Workplace(vault, Desk(vault), Viewer(vault), Checking(vault.layout.root), profiles.of(vault))
