"""Signatures: the first bytes by which formats are known, each with its media type and family.

Own table, from the formats' specifications. Order matters only where one signature begins another.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Family(StrEnum):
    """What is done with bytes of a format."""

    PHOTOGRAPH = "photograph"
    CONTAINER = "container"
    PAPER = "paper"
    VIDEO = "video"
    TEXT = "text"
    OTHER = "other"
    EMPTY = "empty"


@dataclass(frozen=True, slots=True)
class Kind:
    """What some bytes are. ``format`` is our word for it; ``unknown`` when no signature fits."""

    format: str
    media_type: str
    family: Family


@dataclass(frozen=True, slots=True)
class Signature:
    """``magic`` stands at ``offset`` in every file of ``kind``."""

    offset: int
    magic: bytes
    kind: Kind


def _kind(name: str, media_type: str, family: Family) -> Kind:
    return Kind(name, media_type, family)


EMPTY: Final = _kind("empty", "application/x-empty", Family.EMPTY)
UNKNOWN: Final = _kind("unknown", "application/octet-stream", Family.OTHER)
TEXT: Final = _kind("text", "text/plain", Family.TEXT)
TEXT_8BIT: Final = _kind("text-8bit", "text/plain", Family.TEXT)
"""Text in some one-byte encoding (Windows-1256, ISO 8859): which one is not known from the bytes."""
MARKUP: Final = _kind("markup", "text/html", Family.TEXT)
XML: Final = _kind("xml", "application/xml", Family.TEXT)
SVG: Final = _kind("svg", "image/svg+xml", Family.OTHER)
ZIP: Final = _kind("zip", "application/zip", Family.CONTAINER)
TAR: Final = _kind("tar", "application/x-tar", Family.CONTAINER)
ISO9660: Final = _kind("iso9660", "application/vnd.efi.iso", Family.CONTAINER)
UDF: Final = _kind("udf", "application/x-udf", Family.CONTAINER)
DISK: Final = _kind("disk", "application/vnd.efi.img", Family.CONTAINER)
"""A whole disk: a table of partitions (MBR or GPT)."""
FILESYSTEM: Final = _kind("filesystem", "application/vnd.efi.img", Family.CONTAINER)
"""A bare file system: FAT, exFAT, NTFS, ext2/3/4, HFS+."""
TIFF: Final = _kind("tiff", "image/tiff", Family.PHOTOGRAPH)
DNG: Final = _kind("dng", "image/x-adobe-dng", Family.PHOTOGRAPH)
RAW: Final = _kind("raw", "image/x-raw", Family.PHOTOGRAPH)
"""A camera maker's raw file that is built like TIFF (NEF, ARW, PEF, SRW and their kin)."""
OOXML: Final = _kind("ooxml", "application/vnd.openxmlformats-officedocument", Family.PAPER)
EPUB: Final = _kind("epub", "application/epub+zip", Family.PAPER)
ODF: Final = _kind("odf", "application/vnd.oasis.opendocument", Family.PAPER)
JAR: Final = _kind("jar", "application/java-archive", Family.OTHER)
APK: Final = _kind("apk", "application/vnd.android.package-archive", Family.OTHER)

FTYP: Final = {
    **dict.fromkeys((b"heic", b"heix", b"heim", b"heis"), _kind("heic", "image/heic", Family.PHOTOGRAPH)),
    **dict.fromkeys((b"mif1", b"msf1", b"hevc", b"hevx"), _kind("heif", "image/heif", Family.PHOTOGRAPH)),
    **dict.fromkeys((b"avif", b"avis"), _kind("avif", "image/avif", Family.PHOTOGRAPH)),
    b"crx ": _kind("cr3", "image/x-canon-cr3", Family.PHOTOGRAPH),
    b"qt  ": _kind("mov", "video/quicktime", Family.VIDEO),
    **dict.fromkeys((b"M4A ", b"M4B "), _kind("m4a", "audio/mp4", Family.OTHER)),
    **dict.fromkeys((b"3gp4", b"3gp5", b"3gp6", b"3g2a"), _kind("3gp", "video/3gpp", Family.VIDEO)),
}
"""Major brands of ISO base media files (ISO/IEC 14496-12 §4.3)."""
MP4: Final = _kind("mp4", "video/mp4", Family.VIDEO)
RIFF: Final = {
    b"WEBP": _kind("webp", "image/webp", Family.PHOTOGRAPH),
    b"AVI ": _kind("avi", "video/x-msvideo", Family.VIDEO),
    b"WAVE": _kind("wav", "audio/wav", Family.OTHER),
}

SIGNATURES: Final = tuple(
    Signature(offset, magic, _kind(name, media_type, family))
    for offset, magic, name, media_type, family in (
        (0, b"\xff\xd8\xff", "jpeg", "image/jpeg", Family.PHOTOGRAPH),
        (0, b"\x89PNG\r\n\x1a\n", "png", "image/png", Family.PHOTOGRAPH),
        (0, b"GIF87a", "gif", "image/gif", Family.PHOTOGRAPH),
        (0, b"GIF89a", "gif", "image/gif", Family.PHOTOGRAPH),
        (0, b"8BPS\x00\x01", "psd", "image/vnd.adobe.photoshop", Family.PHOTOGRAPH),
        (0, b"\x00\x00\x00\x0cJXL \r\n\x87\n", "jxl", "image/jxl", Family.PHOTOGRAPH),
        (0, b"\x00\x00\x00\x0cjP  \r\n\x87\n", "jp2", "image/jp2", Family.PHOTOGRAPH),
        (0, b"\xff\x4f\xff\x51\x00", "j2k", "image/jp2", Family.PHOTOGRAPH),
        (0, b"FUJIFILMCCD-RAW", "raf", "image/x-fuji-raf", Family.PHOTOGRAPH),
        (0, b"IIU\x00", "rw2", "image/x-panasonic-rw2", Family.PHOTOGRAPH),
        (0, b"IIRO", "orf", "image/x-olympus-orf", Family.PHOTOGRAPH),
        (0, b"IIRS", "orf", "image/x-olympus-orf", Family.PHOTOGRAPH),
        (0, b"MMOR", "orf", "image/x-olympus-orf", Family.PHOTOGRAPH),
        (0, b"%PDF-", "pdf", "application/pdf", Family.PAPER),
        (0, b"{\\rtf", "rtf", "application/rtf", Family.PAPER),
        (0, b"%!PS-Adobe", "postscript", "application/postscript", Family.PAPER),
        (0, b"AT&TFORM", "djvu", "image/vnd.djvu", Family.PAPER),
        (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole2", "application/x-ole-storage", Family.PAPER),
        (0, b"7z\xbc\xaf\x27\x1c", "7z", "application/x-7z-compressed", Family.CONTAINER),
        (0, b"Rar!\x1a\x07", "rar", "application/vnd.rar", Family.CONTAINER),
        (0, b"\x1f\x8b\x08", "gzip", "application/gzip", Family.CONTAINER),
        (0, b"\xfd7zXZ\x00", "xz", "application/x-xz", Family.CONTAINER),
        (0, b"\x28\xb5\x2f\xfd", "zstd", "application/zstd", Family.CONTAINER),
        (257, b"ustar", "tar", "application/x-tar", Family.CONTAINER),
        (0, b"MSCF\x00\x00\x00\x00", "cab", "application/vnd.ms-cab-compressed", Family.CONTAINER),
        (0, b"EVF\x09\x0d\x0a\xff\x00", "ewf", "application/x-ewf", Family.CONTAINER),
        (0, b"EVF2\x0d\x0a\x81\x00", "ewf", "application/x-ewf", Family.CONTAINER),
        (0, b"KDMV", "vmdk", "application/x-vmdk", Family.CONTAINER),
        (0, b"QFI\xfb", "qcow2", "application/x-qcow2", Family.CONTAINER),
        (0, b"vhdxfile", "vhdx", "application/x-vhdx", Family.CONTAINER),
        (0, b"conectix", "vhd", "application/x-vhd", Family.CONTAINER),
        (0, b"MSWIM\x00\x00\x00", "wim", "application/x-ms-wim", Family.CONTAINER),
        (0, b"\x1a\x45\xdf\xa3", "matroska", "video/x-matroska", Family.VIDEO),
        (0, b"\x30\x26\xb2\x75\x8e\x66\xcf\x11", "asf", "video/x-ms-asf", Family.VIDEO),
        (0, b"\x00\x00\x01\xba", "mpeg", "video/mpeg", Family.VIDEO),
        (0, b"\x00\x00\x01\xb3", "mpeg", "video/mpeg", Family.VIDEO),
        (0, b"FLV\x01", "flv", "video/x-flv", Family.VIDEO),
        (0, b"OggS\x00", "ogg", "application/ogg", Family.OTHER),
        (0, b"ID3", "mp3", "audio/mpeg", Family.OTHER),
        (0, b"fLaC", "flac", "audio/flac", Family.OTHER),
        (0, b"#!AMR", "amr", "audio/amr", Family.OTHER),
        (0, b"SQLite format 3\x00", "sqlite", "application/vnd.sqlite3", Family.OTHER),
        (0, b"\x7fELF", "elf", "application/x-elf", Family.OTHER),
        (0, b"!BDN", "pst", "application/vnd.ms-outlook-pst", Family.OTHER),
        (0, b"L\x00\x00\x00\x01\x14\x02\x00", "lnk", "application/x-ms-shortcut", Family.OTHER),
        (0, b"\x00\x00\x00\x01Bud1", "ds-store", "application/x-apple-ds-store", Family.OTHER),
        (0, b"\x00\x05\x16\x07\x00\x02\x00\x00", "appledouble", "multipart/appledouble", Family.OTHER),
        (0, b"\x00\x00\x01\x00", "ico", "image/vnd.microsoft.icon", Family.OTHER),
        (0, b"\xca\xfe\xba\xbe", "class", "application/java-vm", Family.OTHER),
    )
)
