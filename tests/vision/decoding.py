"""An entry for jails that decodes."""

from collections.abc import Iterator
from typing import BinaryIO

from dalil.core.canonical import Record
from dalil.vision.decode import decode


def sizes(header: Record, payload: bytes, file: BinaryIO | None) -> Iterator[Record]:
    picture = decode(payload)
    yield {"width": picture.width, "height": picture.height}
