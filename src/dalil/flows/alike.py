"""Alike: pairs that fingerprints propose are looked at, pixel block by pixel block, in the jail.

A fingerprint cannot tell a copy from a second press of the shutter a moment later; pixels can. What was
looked at is remembered under ``cache/``, which may be deleted: then it is looked at again, same answer.
"""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final, Protocol, Self

from dalil.core import canonical
from dalil.core.canonical import Record
from dalil.core.digest import Digest
from dalil.core.errors import BodyRefusal, Refusal
from dalil.core.record import take_integer, take_optional_integer, take_text
from dalil.core.union import Union
from dalil.engine.contract import Engine, Request, Work
from dalil.flows import reference
from dalil.flows.vault import Vault
from dalil.store.disk import Disk
from dalil.vision import verify
from dalil.vision.copies import CANDIDATE, IDENTICAL, RESAVED, Copies, Pair
from dalil.vision.fingerprint import VERSION
from dalil.vision.orientation import Orientation

OVERLAID: Final = "overlaid"


Known = tuple[str, int | None] | None
"""No copy; or its edit and, where it was cut or given a border, how far apart the two are."""


class Pictures(Protocol):
    """Where the bytes of a picture come from."""

    def content(self, name: str) -> bytes:
        """All bytes of the picture. Raises: Refusal."""


@dataclass(frozen=True, slots=True)
class StoredPictures:
    """Pictures of a vault, by digest."""

    vault: Vault

    def content(self, name: str) -> bytes:
        """Raises: ExhibitMissing, ExhibitChanged."""
        return self.vault.reader.read(Digest(name))


@dataclass(frozen=True, slots=True)
class FilePictures:
    """Pictures of a folder, by relative path."""

    folder: str

    def content(self, name: str) -> bytes:
        """Raises: OSError, when the folder changes under us."""
        with open(os.path.join(self.folder, name), "rb") as file:
            return file.read()


@dataclass(slots=True)
class Remembered:
    """Verdicts by pair."""

    path: str = ""
    disk: Disk = field(default_factory=Disk)
    known: dict[tuple[str, str], Known] = field(default_factory=dict)

    @classmethod
    def of(cls, vault: Vault) -> Self:
        """What was looked at in this vault before, with this version of fingerprints."""
        path = os.path.join(vault.layout.cache, f"alike-{VERSION.replace('/', '-')}.jsonl")
        remembered = cls(path, vault.world.disk)
        if os.path.exists(path):
            with open(path, "rb") as file:
                remembered.known = dict(_parsed(file.read().split(b"\n")[:-1]))
        return remembered

    def keep(self) -> None:
        """Write everything known, whole."""
        if self.path:
            lines = [
                canonical.encode(
                    {"a": a, "b": b, "edit": one[0] if one else "", "apart": one[1] if one else None}
                )
                for (a, b), one in sorted(self.known.items())
            ]
            self.disk.replace_file(self.path, b"".join(line + b"\n" for line in lines))


def work() -> Work:
    """What is done with every pair."""
    return Work(
        "dalil.vision.verify:entry",
        verify.PRELOAD,
        "dalil.vision.verify:warm_up",
        libraries=verify.LIBRARIES,
        reference=reference.pair(),
    )


def verified(found: Copies, pictures: Pictures, remembered: Remembered, engine: Engine) -> list[Pair]:
    """The pairs that are copies, each with its edit, in order.

    Raises: what ends a run of the ``engine``; then what this call looked at is looked at again.
    """
    sure = [pair for pair in found.pairs if pair.edit == IDENTICAL]
    doubtful = [pair for pair in (*found.pairs, *found.candidates) if pair.edit != IDENTICAL]
    looks = _looks(doubtful, sure)
    wanted = {(look.a, look.b): look for look, _ in reversed(looks)}
    unseen = [look for key, look in sorted(wanted.items()) if key not in remembered.known]
    outcomes = engine.map(work(), (_request(pair, pictures) for pair in unseen)) if unseen else ()
    for pair, outcome in zip(unseen, outcomes, strict=True):
        verdict = None if isinstance(outcome, Refusal) else outcome[0]
        remembered.known[pair.a, pair.b] = _judged(pair, verdict) if isinstance(verdict, dict) else None
    if unseen:
        remembered.keep()
    told = []
    for pair, (look, turned_round) in zip(doubtful, looks, strict=True):
        if one := remembered.known[look.a, look.b]:
            edit = _back(one[0]) if turned_round else one[0]
            told.append(replace(pair, edit=edit, distance=pair.distance if one[1] is None else one[1]))
    return sorted([*sure, *told])


def _looks(doubtful: Sequence[Pair], same: Sequence[Pair]) -> list[tuple[Pair, bool]]:
    """For each pair the one that is looked at for it, and whether that one is the other way round.

    Of pictures with the same pixels the first stands for all: twelve copies of one file and twelve of
    another are looked at once, and not 144 times.
    """
    union = Union({name for pair in (*doubtful, *same) for name in (pair.a, pair.b)})
    for pair in same:
        union.join(pair.a, pair.b)
    looks = []
    for pair in doubtful:
        a, b = union.root(pair.a), union.root(pair.b)
        if a < b:
            looks.append((replace(pair, a=a, b=b), False))
        else:
            turned = replace(pair, a=b, b=a, edit=_back(pair.edit), orientation=pair.orientation.back)
            looks.append((turned, True))
    return looks


def _back(edit: str) -> str:
    """The edit seen from the other picture: a quarter turn goes the other way."""
    for one in (Orientation.ROTATED_90, Orientation.ROTATED_270):
        if edit == one.word or edit.startswith(f"{one.word}-"):
            return one.back.word + edit.removeprefix(one.word)
    return edit


def _request(pair: Pair, pictures: Pictures) -> Request:
    first = pictures.content(pair.a)
    header: Record = {"first_bytes": len(first), "orientation": int(pair.orientation)}
    return header, lambda: first + pictures.content(pair.b)


def _judged(pair: Pair, verdict: Record) -> Known:
    """The edit in one word: what was covered or cut says more than how the picture was turned or saved."""
    if verdict["copy"] is not True:
        return None
    turned = Orientation(take_integer(verdict, "orientation"))
    if framing := take_text(verdict, "framing"):
        edit = framing if turned is Orientation.SAME else f"{turned.word}-{framing}"
        return edit, take_integer(verdict, "apart")
    if verdict["overlay"]:
        return OVERLAID, None
    if pair.edit == CANDIDATE:
        return RESAVED if turned is Orientation.SAME else turned.word, None
    return pair.edit, None


def _parsed(lines: list[bytes]) -> Iterator[tuple[tuple[str, str], Known]]:
    for line in lines:
        try:
            record = canonical.decode_record(line)
            key = take_text(record, "a"), take_text(record, "b")
            known = (take_text(record, "edit"), take_optional_integer(record, "apart"))
        except BodyRefusal:
            return  # a cache: what cannot be read is looked at again
        yield key, known if known[0] else None
