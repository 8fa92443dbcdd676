"""Blind: what is withheld from somebody who reads labels, so that no reading leads another.

Load: the labels of some exhibits that people still read. Decide: nothing; what waits is in the queue. Record:
nothing. Who reads nothing here is withheld nothing.
"""

from collections.abc import Collection

from dalil.catalog.queries import reading
from dalil.core.reading_queue import reader_key
from dalil.flows.person import person
from dalil.flows.vault import Vault


def still_read(vault: Vault, digests: Collection[str]) -> frozenset[str]:
    """Labels on these exhibits that the person who acts may still be asked to read.

    Those that people are asked for and that are not settled, whoever read them; and those whose text is
    known, but not to this person: nothing tells the one from the other. Raises: ActorUnnamed.
    """
    return reading.still_read(reader_key(person(vault)), digests)
