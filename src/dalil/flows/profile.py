"""Profile: which archive a vault holds; chosen once, kept in its store, read from there ever after."""

import os

from dalil import profiles
from dalil.core.digest import Digest
from dalil.core.profile import Profile
from dalil.flows.vault import Vault


def choose(name: str) -> tuple[str, bytes]:
    """Name and text of a shipped profile, or of the file at ``name``, checked.

    Raises: ProfileUnknown, ProfileMalformed.
    """
    if os.path.isfile(name):
        with open(name, encoding="utf-8") as file:
            text = file.read()
        name = os.path.basename(name)
    else:
        text = profiles.text_of(name)
    profiles.parse(text)
    return name, text.encode()


def named(name: str) -> Profile:
    """A shipped profile, or the one in a file. Raises: ProfileUnknown, ProfileMalformed."""
    _, text = choose(name)
    return profiles.parse(text.decode())


def of(vault: Vault) -> Profile:
    """The profile that the vault was made with. Raises: ExhibitMissing, ExhibitChanged."""
    _, created = next(vault.journal.events(0, 1))
    return profiles.parse(vault.reader.read(Digest(str(created.body["profile"]))).decode())
