"""Stream: the bytes of one file on their way, with what is allowed of them and what is remembered of them."""

from collections.abc import Iterator

from dalil.core.limits import CONTAINER_RATIO_FREE_BYTES, CONTAINER_RATIO_MAX
from dalil.intake import identify
from dalil.intake.containers.member import ContainerBomb


class Budget:
    """What everything inside one file of the source may unpack to, containers in containers included."""

    def __init__(self, packed_bytes: int) -> None:
        self._max = max(CONTAINER_RATIO_FREE_BYTES, packed_bytes * CONTAINER_RATIO_MAX)
        self._left = self._max

    def spend(self, chunks: Iterator[bytes]) -> Iterator[bytes]:
        """Pass ``chunks`` on until the bound. Raises: ContainerBomb."""
        for chunk in chunks:
            self._left -= len(chunk)
            self.check()
            yield chunk

    def check(self) -> None:
        """Raises: ContainerBomb when more was unpacked than may be."""
        if self._left < 0:
            raise ContainerBomb(limit=f"{self._max} bytes")


class Ends:
    """The first and last bytes of a stream, as identifying wants them."""

    def __init__(self) -> None:
        self.head = self.tail = b""

    def take(self, chunk: bytes) -> None:
        """Remember what of ``chunk`` belongs to either end."""
        if len(self.head) < identify.HEAD_BYTES:
            self.head += chunk[: identify.HEAD_BYTES - len(self.head)]
        if len(chunk) < identify.TAIL_BYTES:
            chunk = self.tail + chunk
        self.tail = chunk[-identify.TAIL_BYTES :]

    def watch(self, first: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
        """``first``, then ``rest``, taken while they pass."""
        self.take(first)
        yield first
        for chunk in rest:
            self.take(chunk)
            yield chunk


def gather(chunks: Iterator[bytes], enough: int) -> bytes:
    """Chunks until there are ``enough`` bytes or no more."""
    parts, size = [], 0
    for chunk in chunks:
        parts.append(chunk)
        size += len(chunk)
        if size >= enough:
            break
    return parts[0] if len(parts) == 1 else b"".join(parts)
