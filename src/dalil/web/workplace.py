"""The workplace: what all pages of this process share. One process shows one vault."""

import os
from dataclasses import dataclass
from functools import cache

from django.conf import settings

from dalil.flows.vault import Vault
from dalil.flows.view import Viewer
from dalil.web.checking import Checking


@dataclass(frozen=True, slots=True)
class Workplace:
    """The vault, open for reading; who makes its crops and previews; and the check that may be running."""

    vault: Vault
    viewer: Viewer
    checking: Checking

    @property
    def key_in_clear(self) -> bool:
        """Whether the log's private key stands in the clear, which every page says."""
        return os.path.exists(self.vault.layout.private_key_clear)


@cache
def workplace() -> Workplace:
    """The workplace of this process. Raises: NotAVault, KeyMissing."""
    vault = Vault.open(settings.VAULT)
    return Workplace(vault, Viewer(vault), Checking(vault.layout.root))
