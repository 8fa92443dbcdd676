"""Identify: what bytes are, by their content alone. The name is only compared afterwards, never believed.

What no rule fits is ``unknown``; nothing is guessed. Reads the first and last bytes, decodes nothing.
"""

import re
from typing import Final

from dalil.core import limits
from dalil.intake import signatures as known
from dalil.intake.prefixed import ends_in_zip
from dalil.intake.signatures import Family, Kind
from dalil.intake.volumes import volume_kind

HEAD_BYTES: Final = 64 * limits.KIB
"""Leading bytes that :func:`identify` wants: ISO 9660 begins at 32 KiB (ECMA-119 §6.2.1)."""
TAIL_BYTES: Final = 64 * limits.KIB
"""Trailing bytes that it wants: the end of a ZIP's directory tells papers from archives."""

_CONTROLS: Final = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_TIFF_HEADS: Final = (b"II*\x00", b"MM\x00*", b"II+\x00", b"MM\x00+")
_RAW_MAKERS: Final = (b"NIKON", b"SONY", b"PENTAX", b"RICOH", b"SAMSUNG", b"KODAK", b"Phase One", b"Leaf")
_DNG_VERSION: Final = (b"\x12\xc6\x01\x00\x04\x00\x00\x00", b"\xc6\x12\x00\x01\x00\x00\x00\x04")
_SUB_IFDS: Final = (b"\x4a\x01\x04\x00", b"\x01\x4a\x00\x04")
_BZIP2: Final = re.compile(rb"BZh[1-9](1AY&SY|\x17rE8P\x90)")
_MARKUP: Final = re.compile(rb"\s*<(!doctype\s+html|html|head|body)", re.IGNORECASE)
_OOXML_PARTS: Final = (b"word/", b"xl/", b"ppt/", b"visio/")


def identify(head: bytes, tail: bytes = b"", *, size_bytes: int) -> Kind:
    """Say what a file is whose first bytes are ``head`` and last bytes ``tail``.

    ``head`` should hold :data:`HEAD_BYTES` and ``tail`` :data:`TAIL_BYTES` where the file has them; with
    less, an ISO image is ``unknown`` and a paper may look like a plain ZIP.
    """
    if size_bytes == 0:
        return known.EMPTY
    kind = _by_content(head, tail, size_bytes=size_bytes)
    if kind.format in _BEFORE_A_ZIP and ends_in_zip(tail, size_bytes=size_bytes):
        return _program_kind(_zip_names(b"", tail)) or known.ZIP
    return kind


def _by_content(head: bytes, tail: bytes, *, size_bytes: int) -> Kind:
    for rule in (_by_zip_names, _by_media_box, _by_tiff, _by_small_marks, _by_signature):
        if kind := rule(head, tail):
            return kind
    return (
        volume_kind(head, size_bytes=size_bytes)
        or _by_text(head, complete=len(head) >= size_bytes)
        or known.UNKNOWN
    )


_BEFORE_A_ZIP: Final = frozenset({"exe", "elf", "unknown"})
"""What may stand before a ZIP that unpacks itself: programs, and what no rule fits (a script is among it)."""


def _by_media_box(head: bytes, _tail: bytes) -> Kind | None:
    """ISO base media (a first box ``ftyp``), old QuickTime without one, and RIFF."""
    if head[4:8] == b"ftyp":
        return known.FTYP.get(head[8:12], known.MP4)
    if head[4:8] in (b"moov", b"mdat", b"wide") and head[0:2] == b"\0\0":
        return known.FTYP[b"qt  "]
    return known.RIFF.get(head[8:12]) if head.startswith(b"RIFF") else None


def _by_small_marks(head: bytes, _tail: bytes) -> Kind | None:
    """Formats whose magic is too short to be believed without a second look."""
    if head.startswith(b"BM") and head[6:10] == b"\0\0\0\0" and head[14:18] in _BMP_HEADERS:
        return Kind("bmp", "image/bmp", Family.PHOTOGRAPH)
    if _BZIP2.match(head):
        return Kind("bzip2", "application/x-bzip2", Family.CONTAINER)
    if head.startswith(b"MZ") and len(head) > _DOS_HEADER_BYTES and not head[2:64].isascii():
        return Kind("exe", "application/vnd.microsoft.portable-executable", Family.OTHER)
    return known.TAR if is_tar_header(head[:512]) else None


_BMP_HEADERS: Final = tuple(size.to_bytes(4, "little") for size in (12, 40, 52, 56, 64, 108, 124))
_DOS_HEADER_BYTES: Final = 64


def _by_signature(head: bytes, _tail: bytes) -> Kind | None:
    for signature in known.SIGNATURES:
        if head.startswith(signature.magic, signature.offset):
            return signature.kind
    return None


def is_tar_header(block: bytes) -> bool:
    """True when 512 bytes carry a tar header's checksum (POSIX.1-2017, pax, "ustar Interchange Format")."""
    if len(block) != 512 or block[0] == 0:  # noqa: PLR2004 - the format's block
        return False
    digits = block[148:156].strip(b" \0")
    if not digits or not all(digit in b"01234567" for digit in digits):
        return False
    return int(digits, 8) == sum(block) - sum(block[148:156]) + 8 * 32


def _by_zip_names(head: bytes, tail: bytes) -> Kind | None:
    """Tell papers and programs, which are ZIP files too, from archives (OPC, ODF 1.2 part 3, OCF)."""
    if not head.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08PK", b"PK00PK")):
        return None
    if head[30:38] == b"mimetype":
        media = head[38:138]
        if media.startswith(b"application/vnd.oasis.opendocument"):
            return known.ODF
        if media.startswith(b"application/epub+zip"):
            return known.EPUB
    names = _zip_names(head, tail)
    if b"[Content_Types].xml" in names and any(name.startswith(_OOXML_PARTS) for name in names):
        return known.OOXML
    return _program_kind(names) or known.ZIP


def _program_kind(names: set[bytes]) -> Kind | None:
    if b"AndroidManifest.xml" in names and b"classes.dex" in names:
        return known.APK
    if b"META-INF/MANIFEST.MF" in names and any(name.endswith(b".class") for name in names):
        return known.JAR
    return None


_ZIP_NAME: Final = re.compile(rb"PK\x03\x04.{22}(..)(..)|PK\x01\x02.{24}(..)(..).{14}", re.DOTALL)


def _zip_names(head: bytes, tail: bytes) -> set[bytes]:
    names = set()
    for part in (head, tail):
        for match in _ZIP_NAME.finditer(part):
            length = int.from_bytes(match[1] or match[3], "little")
            names.add(part[match.end() : match.end() + length])
    return names


def _by_tiff(head: bytes, _tail: bytes) -> Kind | None:
    """TIFF 6.0, BigTIFF, and the raw formats of cameras that are built like them."""
    if not head.startswith(_TIFF_HEADS):
        return None
    if head[8:10] == b"CR" and head.startswith(b"II*\0"):
        return Kind("cr2", "image/x-canon-cr2", Family.PHOTOGRAPH)
    if any(entry in head for entry in _DNG_VERSION):
        return known.DNG
    if any(entry in head for entry in _SUB_IFDS) and any(maker in head for maker in _RAW_MAKERS):
        return known.RAW
    return known.TIFF


def _by_text(head: bytes, *, complete: bool) -> Kind | None:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return known.TEXT if _decodes(head, "utf-16", complete=complete) else None
    if _CONTROLS.search(head):
        return None
    if not _decodes(head, "utf-8", complete=complete):
        return known.TEXT_8BIT
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if _MARKUP.match(start):
        return known.MARKUP
    if start.startswith((b"<?xml", b"<svg")):
        return known.SVG if b"<svg" in start[:4096] else known.XML
    return known.TEXT


def _decodes(head: bytes, encoding: str, *, complete: bool) -> bool:
    """True when ``head`` is text; its last character may be cut in two where the file goes on."""
    try:
        head.decode(encoding)
    except UnicodeDecodeError as wrong:
        return not complete and wrong.start >= len(head) - 4 and wrong.start > 0
    return True


_SUFFIXES: Final = {
    "jpeg": "jpg jpeg jpe jfif thm",
    "png": "png",
    "gif": "gif",
    "tiff": "tif tiff nef arw pef srw dcr kdc iiq mos 3fr erf nrw sr2",
    "dng": "dng",
    "raw": "nef arw pef srw dcr kdc iiq mos nrw sr2 tif tiff",
    "bmp": "bmp dib",
    "webp": "webp",
    "heic": "heic heif hif",
    "heif": "heic heif hif",
    "avif": "avif",
    "psd": "psd",
    "pdf": "pdf ai",
    "rtf": "rtf doc",
    "ole2": "doc xls ppt msg db dot xlt pps vsd pub mdb",
    "ooxml": "docx xlsx pptx docm xlsm pptm dotx xltx potx ppsx vsdx",
    "odf": "odt ods odp odg odf ott ots",
    "zip": "zip cbz kmz",
    "tar": "tar",
    "gzip": "gz tgz",
    "bzip2": "bz2 tbz tbz2",
    "xz": "xz txz",
    "zstd": "zst tzst",
    "7z": "7z",
    "rar": "rar",
    "iso9660": "iso img",
    "disk": "img dd raw bin vhd 001 iso",
    "filesystem": "img dd raw bin vhd 001",
    "mp4": "mp4 m4v mov 3gp",
    "mov": "mov qt",
    "avi": "avi",
    "sqlite": "sqlite sqlite3 db db3",
}


def agrees_with_name(kind: Kind, path: bytes) -> bool | None:
    """True when the last component's suffix is usual for ``kind``, False when it is another's.

    None when that says nothing: no suffix, or a kind or suffix that we do not know.
    """
    name = path.rsplit(b"/", 1)[-1]
    stem, dot, raw_suffix = name.rpartition(b".")
    suffix = raw_suffix.lower().decode("ascii", errors="replace")
    if not dot or not stem or suffix not in _KNOWN_SUFFIXES:
        return None
    if kind.format in _SUFFIXES:
        return suffix in _SUFFIXES[kind.format].split()
    return False if kind.family in (Family.EMPTY, Family.TEXT) or kind == known.UNKNOWN else None


_KNOWN_SUFFIXES: Final = frozenset(word for words in _SUFFIXES.values() for word in words.split())
