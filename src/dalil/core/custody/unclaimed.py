"""Unclaimed: which payloads no entry names, so that they may go, and when the log may be believed in this.

An interrupted command leaves payloads behind before any entry names them, or after one says that they are
erased. They hold what living people's rows say, and no withdrawal finds them. Decides on texts and hashes
alone; what an entry holds in any place counts as named, and a log that is not whole, or shorter than it is
known to have been, frees nothing.
"""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Self

from dalil.core import canonical
from dalil.core.custody import merkle
from dalil.core.custody.checkpoint import Checkpoint
from dalil.core.errors import BodyRefusal

_NAMED: Final = re.compile(rb"[0-9a-f]{64}")
_ERASED: Final = b"payload-erased"
_STANDS: Final = re.compile(r"([0-9a-f]{2})/(\1[0-9a-f]{62})(?:\.new)?")
"""A payload in its place, or one that was being written."""


@dataclass(frozen=True, slots=True)
class Known:
    """What an earlier command left word of: a log that was whole, and that its payloads were all named.

    ``folders`` is the mark of the payload folders at that time; empty while payloads are being written.
    """

    size: int
    root: str
    folders: str

    def __bytes__(self) -> bytes:
        return canonical.encode({"folders": self.folders, "root": self.root, "size": self.size}) + b"\n"

    @classmethod
    def parse(cls, content: bytes) -> Self | None:
        """Read it back; None where it is no such word: then nothing is known."""
        try:
            found = canonical.decode_record(content.removesuffix(b"\n"))
        except BodyRefusal:
            return None
        size, root, folders = found.get("size"), found.get("root"), found.get("folders")
        if isinstance(size, int) and size >= 0 and isinstance(root, str) and isinstance(folders, str):
            return cls(size, root, folders)
        return None


def named_in(entry: bytes) -> set[str]:
    """Every digest that stands anywhere in an entry."""
    return {found.decode() for found in _NAMED.findall(entry)}


def erased_in(entry: bytes) -> str | None:
    """The payload that an entry says is erased; None where it says something else."""
    if _ERASED not in entry:
        return None
    found = canonical.decode_record(entry)
    body = found.get("body")
    payload = body.get("payload") if isinstance(body, dict) else None
    if found.get("type") != "payload-erased" or not isinstance(payload, str):
        return None
    return payload if _NAMED.fullmatch(payload.encode()) else None


def believable(
    head: Checkpoint, leaves: Sequence[bytes], known: Known | None, attached: Iterable[int]
) -> bool:
    """Whether these leaves are the signed log, and no less than it was.

    ``attached``: sizes of heads that time-stamps and partners hold.
    """
    if merkle.root(leaves) != head.root or any(size > head.size for size in attached):
        return False
    return known is None or (
        known.size <= head.size and merkle.root(leaves[: known.size]).hex() == known.root
    )


def unclaimed(standing: Iterable[str], named: Collection[str]) -> list[str]:
    """Of the paths below the payload folder, those that were made for a payload that nothing names.

    A name of another form, or in another folder, was not left by us, and stays.
    """
    found = ((path, _STANDS.fullmatch(path)) for path in standing)
    return sorted(path for path, form in found if form and form[2] not in named)
