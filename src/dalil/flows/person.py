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
    name = actor.written(vault.world.actor)
    if not name or actor.key(name) == actor.key(TOOL):
        raise ActorUnnamed
    return name
