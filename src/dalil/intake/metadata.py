"""Metadata: what a picture claims about itself in EXIF and XMP, read by exifread. Runs in the jail.

EXIF 2.32 (CIPA DC-008), TIFF 6.0. Every fact is a claim with its tag and raw text; see :mod:`claims`.
"""

import io
import logging
import struct
from fractions import Fraction
from typing import Any, Final

from dalil.core.digest import Digest
from dalil.core.errors import Refusal
from dalil.intake import xmp
from dalil.intake.claims import TIME_FIELDS, Claim, Claims, Thumbnail, claim
from dalil.intake.signatures import TEXT, Kind

_TAGS: Final = {
    "captured_at": ("EXIF DateTimeOriginal", "EXIF DateTimeDigitized"),
    "digitized_at": ("EXIF DateTimeDigitized",),
    "modified_at": ("Image DateTime",),
    "make": ("Image Make",),
    "model": ("Image Model",),
    "serial": (
        "EXIF BodySerialNumber",
        "Image CameraSerialNumber",
        "MakerNote SerialNumber",
        "MakerNote InternalSerialNumber",
    ),
    "lens_serial": ("EXIF LensSerialNumber",),
    "owner": ("EXIF CameraOwnerName", "MakerNote OwnerName"),
    "artist": ("Image Artist",),
    "copyright": ("Image Copyright",),
    "description": ("Image ImageDescription",),
    "software": ("Image Software",),
    "unique_id": ("EXIF ImageUniqueID",),
    "orientation": ("Image Orientation",),
    "width": ("EXIF ExifImageWidth", "Image ImageWidth"),
    "height": ("EXIF ExifImageLength", "Image ImageLength"),
    "gps_latitude": ("GPS GPSLatitude",),
    "gps_longitude": ("GPS GPSLongitude",),
    "gps_altitude": ("GPS GPSAltitude",),
}
"""Where each field is looked for, the first that is there wins."""
_BESIDE: Final = {
    "captured_at": ("EXIF SubSecTimeOriginal", "EXIF OffsetTimeOriginal"),
    "digitized_at": ("EXIF SubSecTimeDigitized", "EXIF OffsetTimeDigitized"),
    "modified_at": ("EXIF SubSecTime", "EXIF OffsetTime"),
}
_REFERENCES: Final = {
    "gps_latitude": ("GPS GPSLatitudeRef", "S"),
    "gps_longitude": ("GPS GPSLongitudeRef", "W"),
    "gps_altitude": ("GPS GPSAltitudeRef", "1"),
}

_READER_ERRORS: Final = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    MemoryError,
    RecursionError,
    TypeError,
    ValueError,
    struct.error,
)
"""What exifread raises on bytes built to mislead it, beside its own errors, which it keeps inside."""

_Tags = dict[str, Any]
"""exifread's answer: its own tag objects, and bytes for thumbnails."""


class MetadataUnreadable(Refusal):
    """What the file claims about itself cannot be read: {detail}."""

    code = "metadata-unreadable"
    exit_status = 57
    remedy = "The file is kept as it is. The second reader, exiftool, may read more of it."


def read(content: bytes, kind: Kind) -> Claims:
    """Return the claims of a picture; EXIF wins over XMP. A picture that claims nothing has none.

    ``kind`` is what the bytes are; it says nothing that the bytes do not.
    Raises: MetadataUnreadable.
    """
    del kind
    tags, notes = _read_tags(content)
    fields = xmp.read_packet(content)
    try:
        fields |= {name: found for name in _TAGS if (found := _field(tags, name)) is not None}
        moment = _gps_moment(tags)
        thumbnail = _thumbnail(tags, content)
    except _READER_ERRORS as wrong:
        raise MetadataUnreadable(detail=_said(wrong)) from wrong
    if moment is not None:
        fields["gps_at"] = moment
    return Claims(_version(), fields, tags_count=len(tags), thumbnail=thumbnail, notes=notes)


def warm_up() -> None:
    """Load the reader and let it read once, before a process is shut in."""
    tiff = b"II*\0\x08\0\0\0\1\0\x0f\1\2\0\3\0\0\0ab\0\0" + bytes(4)
    read(b"\xff\xd8\xff\xe1" + struct.pack(">H", len(tiff) + 8) + b"Exif\0\0" + tiff + b"\xff\xd9", TEXT)


def _read_tags(content: bytes) -> tuple[_Tags, tuple[str, ...]]:
    """Read with the makers' own notes; without them where they are what breaks the reader."""
    try:
        return _process(content, details=True), ()
    except _READER_ERRORS:
        try:
            return _process(content, details=False), ("maker-note-unreadable",)
        except _READER_ERRORS as wrong:
            raise MetadataUnreadable(detail=_said(wrong)) from wrong


def _process(content: bytes, *, details: bool) -> _Tags:
    import exifread

    # It warns about every odd byte; what matters of that is in the claims.
    logging.getLogger("exifread").setLevel(logging.CRITICAL + 1)
    stated = io.BytesIO(_webp_exif(content) or content)
    tags: _Tags = exifread.process_file(stated, details=details, truncate_tags=False)
    return tags


def _webp_exif(content: bytes) -> bytes:
    """The EXIF chunk of a WebP file (RFC 9649), which exifread finds only behind JPEG's mark."""
    place = 12
    while content[:4] == b"RIFF" and content[8:12] == b"WEBP" and place + 8 <= len(content):
        name, size = content[place : place + 4], int.from_bytes(content[place + 4 : place + 8], "little")
        if name == b"EXIF":
            return content[place + 8 : place + 8 + size].removeprefix(b"Exif\0\0")
        place += 8 + size + size % 2
    return b""


def _version() -> str:
    import exifread

    return f"exifread {exifread.__version__}"


def _said(wrong: BaseException) -> str:
    return f"{type(wrong).__name__}: {wrong}"[:200]


def _field(tags: _Tags, name: str) -> Claim | None:
    for tag in _TAGS[name]:
        if tag not in tags:
            continue
        found = claim(_raw(tags[tag]), tag, is_time=name in TIME_FIELDS)
        subseconds, offset = (_text(tags, beside) for beside in _BESIDE.get(name, ("", "")))
        micro = _micro(tags, name, tags[tag]) if name in _REFERENCES else None
        return Claim(found.raw, tag, subseconds, offset, micro, found.notes)
    return None


def _raw(tag: Any) -> str | bytes:  # noqa: ANN401 - exifread's own object
    """A tag's text as written, or its numbers joined by blanks."""
    values = tag.values
    if isinstance(values, str | bytes):
        return values
    return " ".join(str(value) for value in values)


def _text(tags: _Tags, name: str) -> str:
    return claim(_raw(tags[name]), name).raw.strip() if name in tags else ""


def _micro(tags: _Tags, name: str, tag: Any) -> int | None:  # noqa: ANN401 - exifread's own object
    """Degrees, minutes and seconds, or metres, in millionths; None where the numbers are no numbers."""
    parts = [Fraction(value.numerator, value.denominator) for value in tag.values if value.denominator]
    if len(parts) != len(tag.values) or not parts:
        return None
    total = sum((part / 60**place for place, part in enumerate(parts)), Fraction(0))
    reference, negative = _REFERENCES[name]
    sign = -1 if _text(tags, reference).upper() == negative else 1
    micro = round(total * 1_000_000) * sign
    return micro if abs(micro) < 2**53 else None


def _gps_moment(tags: _Tags) -> Claim | None:
    """The satellites' date and time, which no camera's clock distorts."""
    date = _text(tags, "GPS GPSDate") or _text(tags, "GPS GPSDateStamp")
    clock = tags.get("GPS GPSTimeStamp")
    if not date or clock is None:
        return None
    hours = " ".join(str(value) for value in clock.values)
    return claim(f"{date} {hours}", "GPS GPSDate, GPS GPSTimeStamp")


def _thumbnail(tags: _Tags, content: bytes) -> Thumbnail | None:
    small = tags.get("JPEGThumbnail") or tags.get("TIFFThumbnail")
    if not isinstance(small, bytes) or not small:
        return None
    place = content.find(small)
    return Thumbnail(place if place >= 0 else None, len(small), Digest.of(small))
