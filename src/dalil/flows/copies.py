"""Copies: which pictures are one exposure, in a vault or in a folder without one."""

import os
from collections.abc import Iterable, Iterator
from typing import Any, Final

from dalil.core.canonical import Record
from dalil.core.errors import Refusal
from dalil.core.exposure import CopyPair
from dalil.engine.contract import Work
from dalil.engine.local import LocalEngine
from dalil.flows import alike, examination
from dalil.flows.read import files, request
from dalil.flows.vault import Vault
from dalil.flows.witnesses import Witness
from dalil.vision import copies as comparing
from dalil.vision.fingerprint import Fingerprint

FINGERPRINT: Final = Work(
    "dalil.flows.examination:fingerprint_only", examination.PRELOAD, "dalil.vision.decode:warm_up"
)


def pairs_of(vault: Vault, witnesses: Iterable[Witness]) -> list[CopyPair]:
    """Copies among examined exhibits: by fingerprint, then verified on pixels in the jail."""
    prints = {
        witness.digest: Fingerprint.from_record(witness.facts["fingerprint"])
        for witness in witnesses
        if witness.readable
    }
    found = comparing.find(prints)
    verified = alike.verified(found, alike.StoredPictures(vault), alike.Remembered.of(vault))
    return [CopyPair(pair.a, pair.b, pair.edit, pair.distance) for pair in verified]


def copies(folder: str, *, workers: int) -> Iterator[dict[str, Any]]:
    """Pairs of copies among the pictures of a folder: ``a``, ``b``, ``relation``, ``edit``, ``distance``."""
    paths = list(files([folder]))
    outcomes = LocalEngine(workers).map(FINGERPRINT, (request(path) for path in paths))
    prints: dict[str, Fingerprint] = {}
    for path, outcome in zip(paths, outcomes, strict=True):
        if not isinstance(outcome, Refusal) and isinstance(outcome[0], dict):
            facts: Record = outcome[0]
            if isinstance(facts["fingerprint"], dict):
                prints[os.path.relpath(path, folder)] = Fingerprint.from_record(facts["fingerprint"])
    found = comparing.find(prints)
    for pair in alike.verified(found, alike.FilePictures(folder), alike.Remembered()):
        yield {"a": pair.a, "b": pair.b, "relation": "copy", "edit": pair.edit, "distance": pair.distance}
