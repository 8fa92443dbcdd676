"""Frame: what is sampled from. The individuals of one log position, sorted, each once."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from dalil.core import canonical
from dalil.core.digest import Digest
from dalil.core.errors import Refusal
from dalil.core.record import take_text


class FrameEmpty(Refusal):
    """There is no individual to draw from at log position {position}."""

    code = "study-frame-empty"
    exit_status = 71
    remedy = "Run `dalil examine` first; a study samples individuals."


@dataclass(frozen=True, slots=True)
class Frame:
    """Ids of individuals in order of their text, and the log position (number of entries) they are of."""

    position: int
    ids: tuple[str, ...]

    @classmethod
    def freeze(cls, ids: Iterable[str], *, position: int) -> Self:
        """Freeze ``ids`` as they are at ``position``; their order does not matter. Raises: FrameEmpty."""
        frozen = tuple(sorted(set(ids)))
        if not frozen:
            raise FrameEmpty(position=position)
        return cls(position, frozen)

    @property
    def size(self) -> int:
        """How many individuals there are to draw from."""
        return len(self.ids)

    @property
    def digest(self) -> Digest:
        """Digest of :meth:`content`."""
        return Digest.of(self.content())

    def content(self) -> bytes:
        """The frame as a blob: one canonical JSON line ``{"individual": …}`` for each id."""
        return lines_of(self.ids)

    @classmethod
    def parse(cls, content: bytes, *, position: int) -> Self:
        """Read :meth:`content`. Raises: BodyRefusal."""
        return cls(position, ids_of(content))


def lines_of(ids: Iterable[str]) -> bytes:
    """Return ids as canonical JSON lines, as frames and samples are kept."""
    return b"".join(canonical.encode({"individual": each}) + b"\n" for each in ids)


def ids_of(content: bytes) -> tuple[str, ...]:
    """Return the ids of canonical JSON lines. Raises: BodyRefusal."""
    return tuple(take_text(canonical.decode_record(line), "individual") for line in content.splitlines())
