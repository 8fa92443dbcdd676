"""Ahead: what is left to do where nothing waits for the person who reads: for whom labels wait, and how many.

Load: what waits. Decide: what may be told to somebody who goes on reading. Record: nothing.
"""

from dataclasses import dataclass

from dalil.catalog.queries import reading as queries
from dalil.core.reading_queue import Stage, reader_key
from dalil.flows.person import person
from dalil.flows.record import bring_up
from dalil.flows.told import told_until, untold
from dalil.flows.vault import Vault


@dataclass(frozen=True, slots=True)
class Ahead:
    """Labels that wait for others than who asks, by what they wait for.

    ``untold``: readings of who asks, the newest, whose disputes are not among ``adjudication``; 0 where
    all are.
    """

    first: int
    second: int
    adjudication: int
    untold: int


def ahead(vault: Vault) -> Ahead:
    """Count what waits, where nothing waits for the person who acts.

    A dispute more after an answer would tell that it differed: while labels still wait to be read blind,
    disputes are counted as far as this reader's counts are told. Raises: ActorUnnamed.
    """
    key = reader_key(person(vault))
    bring_up(vault)
    counts = queries.counts()
    first, second = counts[Stage.FIRST], counts[Stage.SECOND]
    until = told_until(vault) if first or second else None
    disputes = queries.disputes(key, until)
    return Ahead(first, second, disputes, untold(vault) if until is not None else 0)
