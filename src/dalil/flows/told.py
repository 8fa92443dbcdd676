"""Told: up to which entry of the log somebody who reads labels is told how they, others and the machine read.

Counts that step after each answer tell a reader whether the last one agreed with another person, with the
machine or with a known text. Who knows that reads the next label otherwise than blind: more boldly, or as
the other would. So whoever reads is told these counts as they stood at the last of their finished twenties;
before the first of them, as they stood when this reader began. From who reads nothing, nothing is kept back.
"""

from typing import Final

from dalil.catalog.queries import reading as queries
from dalil.core.reading_queue import reader_key
from dalil.flows.person import is_person, person
from dalil.flows.vault import Vault

TOLD_EVERY: Final = 20
"""Readings of one person after which their counts step."""


def told_until(vault: Vault) -> int | None:
    """The last entry that counts are told of to who asks; None: all of them. Projects nothing."""
    if not is_person(vault):
        return None
    key = reader_key(person(vault))
    made = queries.made_by(key)
    if made == 0:
        return None
    finished = made // TOLD_EVERY * TOLD_EVERY
    return queries.entry_of(key, finished) if finished else queries.entry_of(key, 1) - 1


def untold(vault: Vault) -> int:
    """How many readings of who asks are not in these counts yet."""
    return queries.made_by(reader_key(person(vault))) % TOLD_EVERY if is_person(vault) else 0
