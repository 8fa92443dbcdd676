"""NTFS: times and names as the file records hold them, and what its reparse points stand for.

MS-FSCC §2.1.2 (reparse points), §2.6 (attributes); the layout of file records after the Linux NTFS project.
"""

import struct
from typing import Final

from dalil.core import limits
from dalil.core.errors import Refusal
from dalil.intake.containers.disk_dialect import Dialect
from dalil.intake.containers.disk_image import TSK_ERRORS, Entry
from dalil.intake.containers.member import MemberEncrypted, MemberUnsupported

_STANDARD, _FILE_NAME, _REPARSE = 16, 48, 192
_SYMLINK, _JUNCTION = 0xA000000C, 0xA0000003
_DOS_NAMESPACE: Final = 2
_FIRST_USER_ADDRESS: Final = 16
_ROOT_ADDRESS: Final = 5
_ENCRYPTED: Final = 0x4000
_EPOCH_100NS: Final = 116_444_736_000_000_000
_ATTRIBUTE_BYTES_MAX: Final = 16 * limits.KIB
"""A reparse point has at most 16 KiB (MS-FSCC §2.1.2)."""


class NtfsDialect(Dialect):
    """An NTFS volume."""

    def is_internal(self, entry: Entry) -> bool:
        """The volume's own files ($MFT and its kin) have the first numbers."""
        address = int(entry.info.name.meta_addr)
        return (address < _FIRST_USER_ADDRESS and address != _ROOT_ADDRESS) or super().is_internal(entry)

    def name(self, entry: Entry, parent: int) -> tuple[bytes, bool]:
        """A name that is no Unicode is found again among the file's names in this folder."""
        name, exact = super().name(entry, parent)
        if exact:
            return name, True
        written = [raw for above, raw in self._names(entry) if above == parent]
        strange = [
            raw for raw in written if b"\xed" in raw and raw.decode("utf-8", "replace").encode() != raw
        ]
        if name in written:
            return name, True
        return (strange[0], True) if len(strange) == 1 else (name, False)

    def times(self, entry: Entry) -> dict[str, int]:
        """Units of 100 ns since 1601, whatever the year."""
        record = self._attribute(entry, _STANDARD)
        if len(record) < 32:  # noqa: PLR2004 - four times
            return super().times(entry)
        moments = struct.unpack_from("<4Q", record)
        words = ("created", "modified", "changed", "accessed")
        return {
            word: (moment - _EPOCH_100NS) * 100 for word, moment in zip(words, moments, strict=True) if moment
        }

    def is_link(self, entry: Entry) -> bool:
        """Symbolic links and junctions are reparse points."""
        return self._reparse(entry)[0] in (_SYMLINK, _JUNCTION)

    def target(self, entry: Entry) -> bytes | None:
        """The name that the reparse point puts in its own place (MS-FSCC §2.1.2.4, §2.1.2.5)."""
        tag, body = self._reparse(entry)
        names = 20 if tag == _SYMLINK else 16
        if len(body) < names - 8:
            return None
        offset, length = struct.unpack_from("<HH", body)
        raw = body[names - 8 + offset : names - 8 + offset + length]
        return raw.decode("utf-16-le", errors="replace" if len(raw) % 2 else "surrogatepass").encode(
            "utf-8", errors="surrogatepass"
        )

    def trouble(self, entry: Entry, path: str) -> Refusal | None:
        """Content under another reparse point, or encrypted, is not the file's own."""
        tag, _ = self._reparse(entry)
        if tag and tag not in (_SYMLINK, _JUNCTION):
            return MemberUnsupported(path=path, detail=f"reparse point {tag:#010x}")
        standard = self._attribute(entry, _STANDARD)
        if int.from_bytes(standard[32:36], "little") & _ENCRYPTED:
            return MemberEncrypted(path=path)
        return None

    def _reparse(self, entry: Entry) -> tuple[int, bytes]:
        """The tag and the body of a reparse point; zero without one."""
        record = self._attribute(entry, _REPARSE)
        return (int.from_bytes(record[:4], "little"), record[8:]) if len(record) > 8 else (0, b"")  # noqa: PLR2004 - its head

    def _attribute(self, entry: Entry, wanted: int) -> bytes:
        """The first attribute of a type, as far as it is sane to read."""
        for attribute in entry:
            if int(attribute.info.type) == wanted:
                return self._read(entry, attribute)
        return b""

    def _names(self, entry: Entry) -> list[tuple[int, bytes]]:
        """(folder's number, name) of each name of the file, DOS aliases left out."""
        names = []
        for attribute in entry:
            record = self._read(entry, attribute) if int(attribute.info.type) == _FILE_NAME else b""
            if len(record) > 66 and record[65] != _DOS_NAMESPACE:  # noqa: PLR2004 - what precedes the name
                raw = record[66 : 66 + 2 * record[64]]
                name = raw.decode("utf-16-le", errors="surrogatepass").encode("utf-8", errors="surrogatepass")
                names.append((int.from_bytes(record[:6], "little"), name))
        return names

    @staticmethod
    def _read(entry: Entry, attribute: Entry) -> bytes:
        size_bytes = int(attribute.info.size)
        if not 0 < size_bytes <= _ATTRIBUTE_BYTES_MAX:
            return b""
        try:
            return bytes(entry.read_random(0, size_bytes, int(attribute.info.type), int(attribute.info.id)))
        except TSK_ERRORS:
            return b""  # the caller takes what the library says instead
