"""Long work: what a page asks for and a worker does, for minutes or days, by the commands of a terminal.

Every such command resumes: stopped or killed, it is asked for again and goes on where it was.
"""

from enum import StrEnum
from typing import Final


class WorkKind(StrEnum):
    """What can be asked for."""

    EXAMINE = "examine"
    """Look into what is pending, and group: what people decided counts afterwards."""
    MATCH = "match"
    """Propose matches with every imported list."""


class WorkState(StrEnum):
    """How far a piece of work is."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    REFUSED = "refused"
    """The command refused, and said why."""
    STOPPED = "stopped"
    """Somebody stopped it; what it had finished stands."""


ENDED: Final = frozenset({WorkState.DONE, WorkState.REFUSED, WorkState.STOPPED})


def arguments(kind: WorkKind, *, vault: str, actor: str) -> list[str]:
    """What follows ``dalil`` on a command line."""
    return [kind.value, "--vault", vault, "--as", actor, "--json"]
