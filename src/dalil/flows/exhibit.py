"""Exhibit: the one that a person names by the beginning of its digest."""

import re
from typing import Final

from dalil.catalog.queries import place
from dalil.core.errors import Refusal
from dalil.flows.record import bring_up
from dalil.flows.vault import Vault

_BEGINNING: Final = re.compile(r"[0-9a-f]{4,64}\Z")
DIGITS: Final = 64


class DigestAmbiguous(Refusal):
    """Several exhibits have a digest that begins with {digest}."""

    code = "digest-ambiguous"
    exit_status = 43
    remedy = "Give more digits of the digest."


def whole_digest(vault: Vault, named: str) -> str:
    """Return the digest of the exhibit that ``named`` names: whole, or its first digits, four at least.

    What names no exhibit comes back as it is: whoever asks says what is missing. Raises: DigestAmbiguous.
    """
    if len(named) == DIGITS or not _BEGINNING.match(named):
        return named
    bring_up(vault)
    found = place.beginning_with(named)
    if len(found) > 1:
        raise DigestAmbiguous(digest=named)
    return found[0] if found else named
