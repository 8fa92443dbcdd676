"""Release manifest: what a bundle holds, for whom, from which log position. Its digest is what is approved.

Canonical JSON (RFC 8785). It names every payload file of the bundle by path and SHA-256; a changed file, an
added one or one left out is another manifest, and no approval speaks for it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Self

from dalil.core import canonical
from dalil.core.canonical import Json, Record
from dalil.core.custody.checkpoint import Checkpoint
from dalil.core.digest import Digest
from dalil.core.errors import BodyRefusal, Refusal
from dalil.core.record import (
    as_record,
    take_integer,
    take_optional_integer,
    take_records,
    take_text,
    take_texts,
)

FORMAT: Final = "dalil/release-manifest/v1"


class BundlePathUnsafe(Refusal):
    """{path} cannot be the path of a file in a bundle: {detail}."""

    code = "bundle-path-unsafe"
    exit_status = 72
    remedy = "Give it a name of ordinary letters inside the bundle."


@dataclass(frozen=True, slots=True, order=True)
class ReleasedFile:
    """One payload file: where it stands under ``data/``, its digest, and what it is."""

    path: str
    digest: Digest
    size: int
    kind: str
    """``derivative``, ``table``, ``sheet``, ``plan`` or ``statement``."""
    source: str | None = None
    """Digest of the exhibit that a derivative was made from."""
    entry: int | None = None
    """Index of the log entry that received the exhibit."""

    def __post_init__(self) -> None:
        check_path(self.path)


@dataclass(frozen=True, slots=True)
class ReleaseManifest:
    """One release. ``proposed_by`` is an authority's id or a person's name; ``recipient`` is who gets it."""

    release: str
    tier: str
    recipient: str
    proposed_by: str
    purpose: str
    policy: Digest
    checkpoint: Checkpoint
    individuals: tuple[str, ...]
    files: tuple[ReleasedFile, ...]

    def __post_init__(self) -> None:
        paths = [file.path for file in self.files]
        if not paths or len({path.casefold() for path in paths}) != len(paths):
            raise BodyRefusal(detail="a release has no files, or two whose names differ in case alone")

    @property
    def digest(self) -> Digest:
        """What approvals sign: SHA-256 of :meth:`content`."""
        return Digest.of(self.content())

    def content(self) -> bytes:
        """The manifest's bytes; files in order of path, individuals in order of id."""
        files: list[Json] = [_file_record(file) for file in sorted(self.files)]
        individuals: list[Json] = [*sorted(set(self.individuals))]
        return canonical.encode(
            {
                "format": FORMAT,
                "release": self.release,
                "tier": self.tier,
                "recipient": self.recipient,
                "proposed_by": self.proposed_by,
                "purpose": self.purpose,
                "policy": self.policy.hex,
                "checkpoint": self.checkpoint.text,
                "individuals": individuals,
                "files": files,
            }
        )

    @classmethod
    def parse(cls, content: bytes) -> Self:
        """Read :meth:`content`. Raises: BodyRefusal, NoteMalformed, BundlePathUnsafe."""
        record = canonical.decode_record(content)
        if record.get("format") != FORMAT:
            raise BodyRefusal(detail=f"its form is not {FORMAT}")
        found = cls(
            release=take_text(record, "release"),
            tier=take_text(record, "tier"),
            recipient=take_text(record, "recipient"),
            proposed_by=take_text(record, "proposed_by"),
            purpose=take_text(record, "purpose"),
            policy=Digest(take_text(record, "policy")),
            checkpoint=Checkpoint.parse(take_text(record, "checkpoint")),
            individuals=take_texts(record, "individuals"),
            files=tuple(_file(each) for each in take_records(record, "files")),
        )
        if found.content() != content:
            raise BodyRefusal(detail="the manifest's lists are not in order, or it holds more than its form")
        return found


def check_path(path: str) -> None:
    """Refuse a payload path that could leave the bundle or be read differently elsewhere.

    Allowed are plain ASCII letters, digits, ``.``, ``_`` and ``-`` in parts joined by ``/``: no name in a
    bundle depends on a file system's letter folding, and BagIt needs no percent-encoding. What a file was
    called before stands in the table beside it. Raises: BundlePathUnsafe.
    """
    parts = path.split("/")
    if len(path) > 200 or not path.isascii():  # noqa: PLR2004 - short enough for any archive format
        raise BundlePathUnsafe(path=path[:80], detail="it is too long or not ASCII")
    for part in parts:
        plain = part.replace(".", "").replace("_", "").replace("-", "")
        if not plain.isalnum() or part.startswith((".", "-")) or part.endswith("."):
            raise BundlePathUnsafe(path=path, detail=f"{part!r} is no plain name")
        if part.split(".")[0].upper() in _DEVICES:
            raise BundlePathUnsafe(path=path, detail=f"{part!r} is a device on Windows")


_DEVICES: Final = frozenset(
    {"CON", "PRN", "AUX", "NUL", *(f"COM{at}" for at in range(1, 10)), *(f"LPT{at}" for at in range(1, 10))}
)


def total_size(files: Iterable[ReleasedFile]) -> int:
    """Return the bytes of all files together."""
    return sum(file.size for file in files)


def _file_record(file: ReleasedFile) -> Record:
    return {
        "path": file.path,
        "sha256": file.digest.hex,
        "bytes": file.size,
        "kind": file.kind,
        "source": file.source,
        "entry": file.entry,
    }


def _file(record: Record) -> ReleasedFile:
    record = as_record(record, "files")
    source = record.get("source")
    return ReleasedFile(
        path=take_text(record, "path"),
        digest=Digest(take_text(record, "sha256")),
        size=take_integer(record, "bytes"),
        kind=take_text(record, "kind"),
        source=None if source is None else take_text(record, "source"),
        entry=take_optional_integer(record, "entry"),
    )
