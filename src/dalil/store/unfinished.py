"""Unfinished: a folder in which the making of a vault was interrupted, by a full disk or a kill.

``dalil.toml`` is written last. Where it is missing, either the vault was never finished, and nothing was
received into it, or it was lost; then what stands in the log says so, and nobody makes a vault over it.
"""

import os
from typing import Final

from dalil.core.custody import note
from dalil.core.custody.checkpoint import Checkpoint
from dalil.core.custody.note import NoteMalformed
from dalil.store import plain
from dalil.store.audit.standing import names_in, standing
from dalil.store.config import NotAVault
from dalil.store.disk import UNFINISHED
from dalil.store.journal import tile_paths
from dalil.store.layout import Layout


class VaultUnfinished(NotAVault):
    """The making of a vault at {path} was interrupted; nothing was received into it."""

    code = "vault-unfinished"
    exit_status = 26
    remedy = "Make room where the disk was full, and run the command that makes the vault again: it goes on."


OURS: Final = frozenset({"store", "log", "payloads", "keys", "cache", "dalil.toml" + UNFINISHED})
"""What stands in a folder before ``dalil.toml`` does."""


def unfinished(layout: Layout) -> bool:
    """Whether remains of an interrupted making stand here, and nothing else."""
    return bool(names_in(layout.root)) and free(layout)


def free(layout: Layout) -> bool:
    """Whether a vault may be made here: the folder is empty, or holds such remains alone."""
    if not os.path.isdir(layout.root) or os.path.lexists(layout.config):
        return False
    if not set(names_in(layout.root)) <= OURS:
        return False
    log = {os.path.relpath(path, layout.root).removesuffix(UNFINISHED) for path, _ in standing(layout.log)}
    kept = [path for path, _ in standing(layout.store)]
    few = len(kept) <= 1 and not any(standing(layout.payloads))  # the profile, and nobody's data
    return few and log <= {"log/checkpoint", *tile_paths(layout, 1)} and _signed_size(layout) <= 1


def _signed_size(layout: Layout) -> int:
    """Entries that the checkpoint is over; none where there is no checkpoint yet, or half of one."""
    try:
        return Checkpoint.parse(note.parse(plain.content_of(layout.checkpoint)).text).size
    except (OSError, NoteMalformed):
        return 0
