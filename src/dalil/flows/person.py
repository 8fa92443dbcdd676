"""Person: who acts, where a machine may not. Machines propose; people decide, and are named in the log."""

from dalil.core import actor
from dalil.core.errors import Refusal
from dalil.flows.vault import TOOL, Vault


class ActorUnnamed(Refusal):
    """A person must act here, and nobody is named."""

    code = "actor-unnamed"
    exit_status = 76
    remedy = "Say who acts: --as NAME, or DALIL_ACTOR in the environment; a pseudonym will do."


def person(vault: Vault) -> str:
    """Return the name of who acts. Raises: ActorUnnamed when it is this program."""
    if not is_person(vault):
        raise ActorUnnamed
    return actor.written(vault.world.actor)


def is_person(vault: Vault) -> bool:
    """Whether a person is named who acts; from nobody nothing is withheld."""
    name = actor.written(vault.world.actor)
    return bool(name) and actor.key(name) != actor.key(TOOL)
