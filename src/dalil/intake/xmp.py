"""XMP, as far as it is needed: a few properties found in the packet's text (ISO 16684-1).

The packet is not parsed as XML: a property that stands there as an attribute or a simple element is found,
and what a hostile packet builds of entities and nesting is never built up.
"""

import html
import re
from collections.abc import Iterator
from typing import Final

from dalil.core import limits
from dalil.intake.claims import TIME_FIELDS, Claim, claim

_PACKET_BYTES_MAX: Final = limits.MIB
_PROPERTIES: Final = {
    "captured_at": ("exif:DateTimeOriginal", "photoshop:DateCreated"),
    "digitized_at": ("exif:DateTimeDigitized", "xmp:CreateDate"),
    "modified_at": ("xmp:ModifyDate",),
    "make": ("tiff:Make",),
    "model": ("tiff:Model",),
    "serial": ("aux:SerialNumber", "exifEX:BodySerialNumber"),
    "software": ("xmp:CreatorTool",),
    "orientation": ("tiff:Orientation",),
}


def read_packet(content: bytes) -> dict[str, Claim]:
    """Return the claims of the first XMP packet in ``content``; none when there is none."""
    start = content.find(b"<x:xmpmeta")
    end = content.find(b"</x:xmpmeta>", start) if start >= 0 else -1
    if end < 0 or end - start > _PACKET_BYTES_MAX:
        return {}
    packet = content[start:end]
    found = {}
    for name, properties in _PROPERTIES.items():
        first = next(_values(packet, properties), None)
        if first is not None:
            tag, raw = first
            found[name] = claim(raw, f"XMP {tag}", is_time=name in TIME_FIELDS)
    return found


def _values(packet: bytes, properties: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    for name in properties:
        tag = re.escape(name.encode())
        pattern = rb"[\s<]" + tag + rb"""(?:\s*=\s*(?:"([^"<]*)"|'([^'<]*)')|>([^<]*)</)"""
        match = re.search(pattern, packet)
        if match is not None:
            raw = next(group for group in match.groups() if group is not None)
            yield name, html.unescape(raw.decode("utf-8", errors="replace").strip())
