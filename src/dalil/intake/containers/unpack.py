"""Unpack: compressed bytes in, plain bytes out, never more than 1 MiB at once whatever the input claims."""

import bz2
import lzma
import zlib
from collections.abc import Callable, Iterator
from typing import Final, Protocol

import inflate64
from backports import zstd

from dalil.core import limits
from dalil.intake.containers.member import cut


class Decoder(Protocol):
    """The shape that :mod:`bz2`, :mod:`lzma` and zstd decoders share."""

    @property
    def eof(self) -> bool:
        """True when the compressed stream has ended."""

    @property
    def needs_input(self) -> bool:
        """True when nothing more comes out without more going in."""

    @property
    def unused_data(self) -> bytes:
        """What was given beyond the stream's end."""

    def decompress(self, data: bytes, max_length: int = -1) -> bytes:
        """Take ``data`` in and give at most ``max_length`` bytes."""


DECODER_ERRORS: Final = (zlib.error, lzma.LZMAError, zstd.ZstdError, OSError, EOFError, ValueError)
"""What decoders raise on bytes that are not theirs. bz2 raises OSError and ValueError."""


class EndsEarly(ValueError):  # noqa: N818 - says what happened to the bytes
    """The packed bytes end before their stream does."""


def unpacked(decoder: Decoder, packed: Iterator[bytes]) -> Iterator[bytes]:
    """Yield what ``packed`` unpacks to, until the stream's own end.

    Raises: one of :data:`DECODER_ERRORS`.
    """
    for piece in packed:
        given = piece
        while True:
            plain = decoder.decompress(given, limits.CHUNK_BYTES_MAX)
            yield from cut(plain)
            if decoder.eof:
                return
            if decoder.needs_input:
                break
            given = b""
    raise EndsEarly("it ends early")


def unpacked_bytes(decoder: Decoder, packed: Iterator[bytes], *, size_bytes: int) -> Iterator[bytes]:
    """Yield what ``packed`` unpacks to, until ``size_bytes`` have come: for streams with no end of their own.

    Raises: one of :data:`DECODER_ERRORS`.
    """
    if size_bytes == 0:
        return
    for chunk in unpacked(decoder, packed):
        yield chunk[:size_bytes]
        size_bytes -= len(chunk)
        if size_bytes <= 0:
            return


class Inflate:
    """Deflate (RFC 1951), without a header unless ``window_bits`` asks for one, in the common shape."""

    def __init__(self, window_bits: int = -zlib.MAX_WBITS) -> None:
        self._state = zlib.decompressobj(window_bits)
        self._full = False

    @property
    def eof(self) -> bool:
        """True when the stream has ended."""
        return self._state.eof

    @property
    def unused_data(self) -> bytes:
        """What was given beyond the end."""
        return self._state.unused_data

    @property
    def needs_input(self) -> bool:
        """False while zlib may hold back output: input is left, or the last answer was a full one."""
        return not self._full and not self._state.unconsumed_tail

    def decompress(self, data: bytes, max_length: int = -1) -> bytes:
        """Take ``data`` in and give at most ``max_length`` bytes."""
        plain = self._state.decompress(self._state.unconsumed_tail + data, max_length)
        self._full = len(plain) == max_length
        return plain


class Inflate64:
    """Deflate64, which Windows writes for members over 2 GiB. Fed in drops, since it has no output bound."""

    _DROP_BYTES: Final = 256

    def __init__(self) -> None:
        self._state = inflate64.Inflater()
        self._waiting = b""
        self.unused_data = b""

    @property
    def eof(self) -> bool:
        """True when the stream has ended."""
        return bool(self._state.eof)

    @property
    def needs_input(self) -> bool:
        """True when nothing waits inside."""
        return not self._waiting

    def decompress(self, data: bytes, max_length: int = -1) -> bytes:
        """Take ``data`` in and give about ``max_length`` bytes: one drop may unpack to more."""
        waiting, plain, start = self._waiting + data, bytearray(), 0
        while start < len(waiting) and not self._state.eof and (max_length < 0 or len(plain) < max_length):
            plain += self._state.inflate(waiting[start : start + self._DROP_BYTES])
            start += self._DROP_BYTES
        self._waiting = waiting[start:]
        return bytes(plain)


def lzma1(properties: bytes) -> Decoder:
    """Decoder for a raw LZMA stream with its five property bytes (LZMA specification, 'Properties').

    Raises: ValueError when they are malformed or ask for too large a dictionary.
    """
    if len(properties) < 5 or properties[0] >= 9 * 5 * 5:  # noqa: PLR2004 - as the specification counts
        raise ValueError("malformed LZMA properties")
    rest, literal_context = divmod(properties[0], 9)
    position, literal_position = divmod(rest, 5)
    dictionary_bytes = int.from_bytes(properties[1:5], "little")
    if dictionary_bytes > limits.CONTAINER_WINDOW_BYTES_MAX:
        raise ValueError("the dictionary is too large")
    chain = {
        "id": lzma.FILTER_LZMA1,
        "lc": literal_context,
        "lp": literal_position,
        "pb": position,
        "dict_size": max(dictionary_bytes, 4096),
    }
    return lzma.LZMADecompressor(format=lzma.FORMAT_RAW, filters=[chain])


def xz() -> Decoder:
    """Decoder for one .xz stream, with a bound on its memory."""
    return lzma.LZMADecompressor(format=lzma.FORMAT_XZ, memlimit=limits.CONTAINER_WINDOW_BYTES_MAX)


def zstandard() -> Decoder:
    """Decoder for one Zstandard frame (RFC 8878), with a bound on its window."""
    window = limits.CONTAINER_WINDOW_BYTES_MAX.bit_length() - 1
    return zstd.ZstdDecompressor(options={zstd.DecompressionParameter.window_log_max: window})


def bzip2() -> Decoder:
    """Decoder for one bzip2 stream."""
    return bz2.BZ2Decompressor()


def gunzip() -> Decoder:
    """Decoder for one gzip member (RFC 1952), header and checksum included."""
    return Inflate(window_bits=16 + zlib.MAX_WBITS)


STREAMS: Final[dict[str, Callable[[], Decoder]]] = {
    "gzip": gunzip,
    "xz": xz,
    "bzip2": bzip2,
    "zstd": zstandard,
}
"""Decoders of whole compressed files, by :func:`dalil.intake.identify.identify`'s format."""
