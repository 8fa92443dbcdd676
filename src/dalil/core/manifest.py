"""Manifest: the lines of one acquisition, one for every thing met, in the order of the walk.

JSON Lines in canonical form (RFC 8785), each line ended by a newline. The log entry of the acquisition names
the manifest by SHA-256 *and* by a Merkle root (RFC 6962) whose leaves are the lines without their newline, so
that one line can be shown without the others. A line is a function of the source alone: a second run over an
unchanged source writes the same bytes. Specified in docs/spec/vault.md.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final, Self

from dalil.core import canonical, pathname
from dalil.core.canonical import Json, Record
from dalil.core.custody import merkle
from dalil.core.digest import Digest
from dalil.core.errors import BodyRefusal

MEMBER_MARK: Final = b"!/"
"""Stands between a container's path and its member's where both are shown as one path."""


class Outcome(StrEnum):
    """What became of one thing met."""

    KEPT = "kept"
    """A file whose bytes are in the store under ``digest``, or a directory or link kept by its line."""
    REFUSED = "refused"
    """Not kept; ``refusal`` says why."""


@dataclass(frozen=True, slots=True)
class Line:
    """One thing met: its exact name, what it is, its times, and what became of it.

    ``holder`` is the number of the line of the container it was found in, None for the source itself.
    ``facts`` are further canonical fields as intake recorded them (times, mode, names in other trees, …).
    """

    path: bytes
    kind: str
    outcome: Outcome
    size_bytes: int | None = None
    digest: Digest | None = None
    holder: int | None = None
    refusal: str | None = None
    facts: Record = field(default_factory=dict)

    def __post_init__(self) -> None:
        refused = self.outcome is Outcome.REFUSED
        if refused != (self.refusal is not None):
            raise BodyRefusal(detail="a refused line, and no other, names a refusal")
        if (self.kind == "file" and not refused) != (self.digest is not None):
            raise BodyRefusal(detail="a kept file, and no other, has a digest")

    def to_record(self) -> Record:
        """The line's fields; absent ones are left out."""
        record: Record = {**self.facts, **pathname.to_fields("path", self.path)}
        record |= {"kind": self.kind, "outcome": self.outcome.value}
        optional: dict[str, Json] = {
            "size": self.size_bytes,
            "digest": self.digest.hex if self.digest else None,
            "holder": self.holder,
            "refusal": self.refusal,
        }
        return record | {key: value for key, value in optional.items() if value is not None}

    def encode(self) -> bytes:
        """Canonical bytes without the newline: the Merkle leaf's content."""
        return canonical.encode(self.to_record())

    @classmethod
    def parse(cls, content: bytes) -> Self:
        """Read one line, without its newline. Raises: BodyRefusal."""
        record = canonical.decode_record(content)
        path = pathname.from_fields("path", record)
        own = {"path", "path_b64", "kind", "outcome", "size", "digest", "holder", "refusal"}
        try:
            return cls(
                path=path,
                kind=str(record["kind"]),
                outcome=Outcome(str(record["outcome"])),
                size_bytes=_integer(record, "size"),
                digest=Digest(str(record["digest"])) if "digest" in record else None,
                holder=_integer(record, "holder"),
                refusal=str(record["refusal"]) if "refusal" in record else None,
                facts={key: value for key, value in record.items() if key not in own},
            )
        except (KeyError, ValueError) as wrong:
            raise BodyRefusal(detail=f"manifest line: {wrong}") from wrong


@dataclass(frozen=True, slots=True)
class Balance:
    """in = kept + refused. ``files`` counts everything that is not a directory."""

    files: int
    directories: int
    bytes: int
    kept: int
    refused: Mapping[str, int]

    def to_record(self) -> Record:
        """As the log keeps it."""
        refused: dict[str, Json] = dict(sorted(self.refused.items()))
        return {
            "files": self.files,
            "directories": self.directories,
            "bytes": self.bytes,
            "kept": self.kept,
            "refused": refused,
        }


class Tally:
    """Adds up a manifest line by line: the balance and the Merkle root. Nothing else is held."""

    def __init__(self) -> None:
        self.tree = merkle.Frontier()
        self._directories = self._files = self._bytes = self._kept = 0
        self._refused: Counter[str] = Counter()

    def add(self, line: Line, encoded: bytes) -> None:
        """Count one line, given also as its bytes so that they are made once."""
        self.tree.append(merkle.leaf_hash(encoded))
        if line.kind == "directory" and line.outcome is Outcome.KEPT:
            self._directories += 1
            return
        self._files += 1
        if line.outcome is Outcome.REFUSED:
            self._refused[str(line.refusal)] += 1
            return
        self._kept += 1
        self._bytes += line.size_bytes or 0

    def balance(self) -> Balance:
        """The balance so far. It balances by construction, and the assertion says so."""
        total = Balance(self._files, self._directories, self._bytes, self._kept, dict(self._refused))
        assert total.files == total.kept + sum(total.refused.values()), "in = kept + refused"
        return total


def parse_lines(content: Iterable[bytes]) -> Iterator[Line]:
    """Read a manifest given as lines that end in a newline. Raises: BodyRefusal."""
    for number, raw in enumerate(content):
        if not raw.endswith(b"\n"):
            raise BodyRefusal(detail=f"manifest line {number} has no end")
        yield Line.parse(raw[:-1])


def shown_path(line: Line, holders: Mapping[int, bytes]) -> bytes:
    """The path from the source's root, through containers: ``disk.iso!/2019/DSC_1.JPG``.

    ``holders`` gives the shown path of each container line met before, by line number.
    """
    if line.holder is None:
        return line.path
    return holders[line.holder] + MEMBER_MARK + line.path


def _integer(record: Record, key: str) -> int | None:
    value = record.get(key)
    if value is not None and (isinstance(value, bool) or not isinstance(value, int)):
        raise BodyRefusal(detail=f"{key} is not an integer")
    return value
