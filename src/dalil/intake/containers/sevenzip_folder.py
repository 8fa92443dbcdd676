"""One packed stream of a 7z archive, unpacked through its chain of coders."""

import lzma
from collections.abc import Callable, Iterator
from typing import BinaryIO, Final, Protocol

import bcj

from dalil.core import limits
from dalil.intake.containers import unpack
from dalil.intake.containers.sevenzip_header import Folder
from dalil.intake.containers.zip_content import packed

_AES: Final = b"\x06\xf1\x07\x01"
_COPY: Final = (b"\x00", b"")
_LZMA1: Final = b"\x03\x01\x01"
_LZMA2: Final = b"\x21"
_DECODERS: Final[dict[bytes, Callable[[], unpack.Decoder]]] = {
    b"\x04\x01\x08": unpack.Inflate,
    b"\x04\x01\x09": unpack.Inflate64,
    b"\x04\x02\x02": unpack.bzip2,
    b"\x04\xf7\x11\x01": unpack.zstandard,
}
_FILTERS: Final = {
    b"\x03\x03\x01\x03": "BCJDecoder",
    b"\x04": "BCJDecoder",
    b"\x03\x03\x02\x05": "PPCDecoder",
    b"\x03\x03\x05\x01": "ARMDecoder",
    b"\x03\x03\x07\x01": "ARMTDecoder",
    b"\x03\x03\x08\x05": "SparcDecoder",
}
"""Filters that make programs pack better, by their names in :mod:`bcj`; photographs never have one."""


class _Filter(Protocol):
    def decode(self, data: bytes) -> bytes:
        """Take ``data`` in and give what can be given."""


class Unreadable(ValueError):  # noqa: N818 - says what the folder is
    """A coder that is not read."""


def is_encrypted(folder: Folder) -> bool:
    """True when a password is needed."""
    return any(method == _AES for method, _ in folder.coders)


def plain(file: BinaryIO, folder: Folder, *, base: int) -> Iterator[bytes]:
    """Yield what ``folder`` unpacks to; ``base`` is where packed streams begin in ``file``.

    Raises: Unreadable for a coder that is not read; one of the decoders' errors.
    """
    if not folder.order:
        raise Unreadable("a branched chain of coders (BCJ2)")
    chunks = packed(file, base + folder.start, folder.packed_bytes)
    for place in folder.order:
        method, properties = folder.coders[place]
        chunks = _stage(method, properties, chunks, size_bytes=folder.unpack_sizes[place])
    return chunks


def _stage(method: bytes, properties: bytes, chunks: Iterator[bytes], *, size_bytes: int) -> Iterator[bytes]:
    if method in _COPY:
        return chunks
    if method in _FILTERS:
        # The library's names are not exported in a way that type checkers see.
        decoder: _Filter = getattr(bcj, _FILTERS[method])(size_bytes)
        return _filtered(decoder, chunks)
    if method == _LZMA1:
        return unpack.unpacked_bytes(unpack.lzma1(properties), chunks, size_bytes=size_bytes)
    if method == _LZMA2:
        return unpack.unpacked_bytes(_lzma2(properties), chunks, size_bytes=size_bytes)
    if method in _DECODERS:
        return unpack.unpacked_bytes(_DECODERS[method](), chunks, size_bytes=size_bytes)
    raise Unreadable(f"7z method {method.hex()}")


def _filtered(decoder: _Filter, chunks: Iterator[bytes]) -> Iterator[bytes]:
    for chunk in chunks:
        if plain_bytes := decoder.decode(chunk):
            yield plain_bytes
    if rest := decoder.decode(b""):
        yield rest


def _lzma2(properties: bytes) -> unpack.Decoder:
    """One byte states the dictionary (LZMA SDK, Lzma2Dec). Raises: ValueError."""
    if len(properties) != 1 or properties[0] > 40:  # noqa: PLR2004 - as the format counts
        raise ValueError("malformed LZMA2 properties")
    dictionary_bytes = (2 | properties[0] & 1) << (properties[0] // 2 + 11)
    if dictionary_bytes > limits.CONTAINER_WINDOW_BYTES_MAX:
        raise Unreadable("an LZMA2 dictionary that is too large")
    chain = {"id": lzma.FILTER_LZMA2, "dict_size": dictionary_bytes}
    return lzma.LZMADecompressor(format=lzma.FORMAT_RAW, filters=[chain])
