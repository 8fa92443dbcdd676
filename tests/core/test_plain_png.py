import struct
import zlib

import pytest

from dalil.core.plain_png import PictureNotPlain, check_plain_png

SIGNATURE = b"\x89PNG\r\n\x1a\n"
HEAD = struct.pack(">IIBBBBB", 4, 3, 8, 0, 0, 0, 0)
PIXELS = zlib.compress(bytes(15))


def chunk(kind, data=b""):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


PLAIN = SIGNATURE + chunk(b"IHDR", HEAD) + chunk(b"IDAT", PIXELS) + chunk(b"IEND")


def test_a_plain_picture_is_plain():
    check_plain_png(PLAIN, side_px_max=4)
    two = SIGNATURE + chunk(b"IHDR", HEAD) + chunk(b"IDAT", PIXELS[:5]) + chunk(b"IDAT", PIXELS[5:])
    check_plain_png(two + chunk(b"IEND"), side_px_max=4)


@pytest.mark.parametrize(
    "kind", [b"tEXt", b"iTXt", b"zTXt", b"eXIf", b"iCCP", b"tIME", b"pHYs", b"acTL", b"prIv"]
)
def test_nothing_stands_beside_the_pixels(kind):
    for before in (b"IDAT", b"IEND"):
        place = PLAIN.index(before) - 4
        with pytest.raises(PictureNotPlain):
            check_plain_png(PLAIN[:place] + chunk(kind, b"x") + PLAIN[place:], side_px_max=4)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"GIF89a",
        SIGNATURE,
        SIGNATURE + chunk(b"IEND"),
        SIGNATURE + chunk(b"IDAT", PIXELS) + chunk(b"IHDR", HEAD) + chunk(b"IEND"),
        SIGNATURE + chunk(b"IHDR", HEAD) * 2 + chunk(b"IDAT", PIXELS) + chunk(b"IEND"),
        SIGNATURE + chunk(b"IHDR", HEAD[:-1]) + chunk(b"IEND"),
        PLAIN + b"more",
        PLAIN + chunk(b"IEND"),
        PLAIN + PLAIN,
    ],
)
def test_what_is_out_of_order_is_refused(content):
    with pytest.raises(PictureNotPlain):
        check_plain_png(content, side_px_max=4)


def test_every_cut_and_every_turned_bit_is_refused():
    for end in range(len(PLAIN)):
        with pytest.raises(PictureNotPlain):
            check_plain_png(PLAIN[:end], side_px_max=4)
    for place in range(len(PLAIN)):
        turned = bytearray(PLAIN)
        turned[place] ^= 1
        with pytest.raises(PictureNotPlain):
            check_plain_png(bytes(turned), side_px_max=4)


def test_a_picture_larger_than_agreed_is_refused():
    with pytest.raises(PictureNotPlain):
        check_plain_png(PLAIN, side_px_max=3)
