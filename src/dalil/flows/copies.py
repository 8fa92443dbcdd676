"""Copies: which pictures are one exposure, in a vault or in a folder without one."""

import os
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from tempfile import gettempdir
from typing import Any, BinaryIO

from dalil.core.errors import Refusal
from dalil.core.exposure import CopyPair
from dalil.engine.contract import Engine, Outcome, Work
from dalil.flows import alike, examination, reference
from dalil.flows.acquire import SourceMissing
from dalil.flows.file_list import files
from dalil.flows.read import request
from dalil.flows.vault import Vault
from dalil.store.disk import Disk
from dalil.vision import copies as comparing
from dalil.vision.album import Album
from dalil.vision.fingerprint import Fingerprint


def work() -> Work:
    """What is done with every picture of a folder: its fingerprint alone."""
    return Work(
        "dalil.flows.examination:fingerprint_only",
        examination.PRELOAD,
        "dalil.vision.fingerprint:warm_up",
        libraries=examination.LIBRARIES,
        reference=reference.one(),
    )


def pairs_of(vault: Vault, prints: Mapping[str, Fingerprint], engine: Engine) -> list[CopyPair]:
    """Copies among the examined exhibits of a vault."""
    remembered = alike.Remembered.of(vault)
    return pairs_among(prints, alike.StoredPictures(vault), remembered, engine, vault.scratch)


def pairs_among(
    prints: Mapping[str, Fingerprint],
    pictures: alike.Pictures,
    remembered: alike.Remembered,
    engine: Engine,
    scratch: Callable[[], BinaryIO],
) -> list[CopyPair]:
    """Copies among exhibits: by fingerprint, then verified on pixels in the jail."""
    found = comparing.find(prints, scratch)
    looked = alike.verified(found, pictures, remembered, engine)
    verified = comparing.parted(looked, prints)
    return [CopyPair(pair.a, pair.b, pair.edit, pair.distance) for pair in verified]


def copies(folder: str, *, engine: Engine, left_out: Counter[str]) -> Iterator[dict[str, Any]]:
    """Pairs of copies among the pictures of a folder: ``a``, ``b``, ``relation``, ``edit``, ``distance``.

    ``left_out`` counts, by code, what could not be compared. Raises: SourceMissing where nothing is there.
    """
    listed = list(files([folder]))
    if missing := next((one.refusal for one in listed if isinstance(one.refusal, SourceMissing)), None):
        raise missing
    left_out.update(one.refusal.code for one in listed if one.refusal)
    paths = [one.path for one in listed if not one.refusal]
    outcomes = engine.map(work(), (request(path) for path in paths))
    scratch = partial(Disk().scratch, gettempdir())
    with scratch() as file:
        prints = Album(file)
        for path, outcome in zip(paths, outcomes, strict=True):
            print_or_code = _print_of(outcome)
            if isinstance(print_or_code, Fingerprint):
                prints.add(os.path.relpath(path, folder), print_or_code)
            else:
                left_out[print_or_code] += 1
        found = comparing.find(prints, scratch)
        looked = alike.verified(found, alike.FilePictures(folder), alike.Remembered(), engine)
        verified = comparing.parted(looked, prints)
    for pair in verified:
        yield {"a": pair.a, "b": pair.b, "relation": "copy", "edit": pair.edit, "distance": pair.distance}


def _print_of(outcome: Outcome) -> Fingerprint | str:
    """A picture's fingerprint, or the code that says why there is none."""
    if isinstance(outcome, Refusal):
        return outcome.code
    facts: Any = outcome[0]
    if facts["fingerprint"]:
        return Fingerprint.from_record(facts["fingerprint"])
    return str(facts["refusal"]["code"]) if facts["refusal"] else "not-a-picture"
