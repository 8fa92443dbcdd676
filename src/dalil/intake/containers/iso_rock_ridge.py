"""Rock Ridge: POSIX names, modes, times and links in ISO 9660's system use fields (SUSP 1.12, RRIP 1.12)."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO, Final

from dalil.core import limits
from dalil.intake.containers.iso_record import Volume, long_moment, short_moment

_CONTINUATIONS_MAX: Final = 64
_TIMES: Final = ("created", "modified", "accessed", "changed", "backup", "expires", "effective")
_CONTINUES, _CURRENT, _PARENT, _ROOT = 1, 2, 4, 8


@dataclass(slots=True)
class RockRidge:
    """What the system use fields of one record say; each part may be missing."""

    name: bytes | None = None
    mode: int | None = None
    target: bytes | None = None
    times: dict[str, int] = field(default_factory=dict)
    child: int | None = None
    """Block of a folder that was moved elsewhere because it lay too deep."""
    relocated: bool = False
    """True for a moved folder at the place where it does not belong."""
    packed: bool = False
    """True for content compressed by zisofs."""


def skipped_bytes(system_use: bytes) -> int | None:
    """How many bytes stand before each system use field, by the root's SP field; None without Rock Ridge."""
    if system_use[:2] == b"SP" and system_use[4:6] == b"\xbe\xef":
        return system_use[6]
    return None


def parse(file: BinaryIO, system_use: bytes, volume: Volume, *, skip: int) -> RockRidge:
    """Read the fields of one record, also where they continue elsewhere.

    Raises: ValueError when they are malformed.
    """
    facts, target = RockRidge(), _Target()
    name, named = b"", False
    for signature, content in _fields(file, system_use[skip:], volume):
        if signature == b"NM" and content and not content[0] & (_CURRENT | _PARENT):
            name, named = name + content[1:], True
        elif signature == b"SL" and content:
            target.add(content)
        elif signature == b"PX" and len(content) >= 4:  # noqa: PLR2004 - the mode's length
            facts.mode = int.from_bytes(content[:4], "little")
        elif signature == b"TF" and content:
            facts.times |= _times(content)
        elif signature == b"CL" and len(content) >= 4:  # noqa: PLR2004 - a block's number
            facts.child = int.from_bytes(content[:4], "little")
        elif signature == b"RE":
            facts.relocated = True
        elif signature == b"ZF":
            facts.packed = True
        if len(name) > limits.PATH_BYTES_MAX or len(target.path) > limits.PATH_BYTES_MAX:
            raise ValueError("a name is longer than any path")
    facts.name = name if named else None
    facts.target = target.path if target.stated else None
    return facts


def _fields(file: BinaryIO, area: bytes, volume: Volume) -> Iterator[tuple[bytes, bytes]]:
    """Yield (signature, content) of each field, following continuation areas. Raises: ValueError."""
    for _ in range(_CONTINUATIONS_MAX):
        place, onward = 0, None
        while place + 4 <= len(area) and area[place]:
            length = area[place + 2]
            if length < 4 or place + length > len(area):  # noqa: PLR2004 - a field's own head
                raise ValueError("a system use field is malformed")
            signature, content = area[place : place + 2], area[place + 4 : place + length]
            if signature == b"ST":
                return
            if signature == b"CE" and len(content) >= 20:  # noqa: PLR2004 - three numbers
                onward = (*struct.unpack_from("<I", content), *struct.unpack_from("<I", content, 8))
                size = int.from_bytes(content[16:20], "little")
            yield signature, content
            place += length
        if onward is None:
            return
        file.seek(onward[0] * volume.block_bytes + onward[1])
        area = file.read(min(size, limits.PATH_BYTES_MAX))
    raise ValueError("system use fields continue without end")


def _times(content: bytes) -> dict[str, int]:
    """TF: a byte of flags, then seven or seventeen bytes for each time that is stated."""
    width, parse_moment = (17, long_moment) if content[0] & 0x80 else (7, short_moment)
    times, place = {}, 1
    for bit, name in enumerate(_TIMES):
        if content[0] & (1 << bit):
            moment = parse_moment(content[place : place + width])
            place += width
            if moment is not None:
                times[name] = moment
    return times


class _Target:
    """A link's target, put together from the components of SL fields (RRIP §4.1.3)."""

    def __init__(self) -> None:
        self.path, self.stated = b"", False
        self._open = True

    def add(self, content: bytes) -> None:
        """Take one SL field's components in."""
        self.stated = True
        place = 1
        while place + 2 <= len(content):
            flags, length = content[place], content[place + 1]
            self._component(flags, content[place + 2 : place + 2 + length])
            place += 2 + length

    def _component(self, flags: int, text: bytes) -> None:
        if not self._open:
            self.path += b"/"
        if flags & _ROOT:
            self.path, self._open = b"/", True
            return
        self.path += b"." if flags & _CURRENT else b".." if flags & _PARENT else text
        self._open = bool(flags & _CONTINUES)
