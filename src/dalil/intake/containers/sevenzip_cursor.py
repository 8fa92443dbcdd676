"""Cursor: a place in the header of a 7z archive, and the shapes of number that stand there."""


class Cursor:
    """A place in header bytes. Every read raises ValueError beyond their end."""

    def __init__(self, content: bytes) -> None:
        self._content, self._place = content, 0

    @property
    def left(self) -> int:
        """Bytes still to come."""
        return len(self._content) - self._place

    def take(self, size: int) -> bytes:
        """The next ``size`` bytes."""
        if size > self.left:
            raise ValueError("its header ends early")
        self._place += size
        return self._content[self._place - size : self._place]

    def byte(self) -> int:
        """The next byte."""
        return self.take(1)[0]

    def number(self) -> int:
        """7z's number: the first byte's leading ones say how many bytes follow."""
        first = self.byte()
        extra = 8 - (first ^ 0xFF).bit_length()
        low = int.from_bytes(self.take(extra), "little")
        return low + ((first & (0x7F >> extra)) << (8 * extra)) if extra < 8 else low  # noqa: PLR2004 - bits

    def count(self, *, each_bytes: int = 1) -> int:
        """A number of things that take at least ``each_bytes`` here."""
        value = self.number()
        if value * each_bytes > self.left:
            raise ValueError("its header counts more than it holds")
        return value

    def bits(self, count: int) -> list[bool]:
        """``count`` bits, most significant first."""
        packed = self.take(-(-count // 8))
        return [bool(packed[place // 8] & (0x80 >> place % 8)) for place in range(count)]

    def defined(self, count: int) -> list[bool]:
        """Which of ``count`` things are defined: a byte for "all", else bits."""
        return [True] * count if self.byte() else self.bits(count)

    def digests(self, count: int) -> list[int | None]:
        """CRC-32 of each thing, where it is defined."""
        return [int.from_bytes(self.take(4), "little") if here else None for here in self.defined(count)]

    def expect(self, wanted: int) -> None:
        """Insist on a property's identifier."""
        if self.byte() != wanted:
            raise ValueError("its header is out of order")
