"""A picture's claims are kept as they were written; two readers are compared, and hostile bytes refused."""

import io
import os
import random
import struct
import time
from contextlib import suppress

import numpy as np
import pytest
from PIL import Image

from dalil.core.canonical import encode
from dalil.core.digest import Digest
from dalil.core.errors import Refusal
from dalil.intake import exiftool, metadata
from dalil.intake.claims import Claim, Claims, claim, differences
from dalil.intake.exiftool import SecondReader, SecondReaderFailed
from dalil.intake.metadata import MetadataUnreadable
from dalil.intake.signatures import UNKNOWN
from dalil.intake.xmp import read_packet


def photograph(exif=None, form="JPEG", **options):
    if form == "TIFF":
        return exif.tobytes().removeprefix(b"Exif\0\0")  # Pillow's own TIFF writer leaves the details out
    pixels = np.full((24, 32, 3), 90, np.uint8)
    out = io.BytesIO()
    if exif is not None:
        options["exif"] = exif
    Image.fromarray(pixels).save(out, form, **options)
    return out.getvalue()


def full_exif():
    exif = Image.Exif()
    exif[0x010F], exif[0x0110], exif[0x0131] = "Canon", "PowerShot A495", "Adobe Photoshop"
    exif[0x0112], exif[0x0132] = 6, "2019:01:02 03:04:05"
    exif[0x013B] = "قسم الأدلة".encode()
    details = exif.get_ifd(0x8769)
    details[0x9003], details[0x9004] = "2018:03:15 10:22:31", "2018:03:15 10:22:31"
    details[0x9291], details[0x9011] = "07", "+03:00"
    details[0xA002], details[0xA003] = 4000, 3000
    details[0xA431] = "0036590"
    place = exif.get_ifd(0x8825)
    place[1], place[2] = "N", (33.0, 30.0, 47.5)
    place[3], place[4] = "E", (36.0, 17.0, 31.25)
    place[29], place[7] = "2018:03:15", (7.0, 22.0, 31.0)
    return exif


def read(content):
    return metadata.read(content, UNKNOWN)


@pytest.mark.parametrize("form", ["JPEG", "PNG", "TIFF", "WEBP"])
def test_claims_are_read_with_their_tags_from_every_usual_format(form):
    claims = read(photograph(full_exif(), form))
    captured = claims.fields["captured_at"]
    assert (captured.raw, captured.tag) == ("2018:03:15 10:22:31", "EXIF DateTimeOriginal")
    assert (captured.subseconds, captured.offset, captured.notes) == ("07", "+03:00", ())
    assert claims.fields["make"].raw == "Canon"
    assert claims.fields["serial"].raw == "0036590"
    assert claims.fields["artist"].raw == "قسم الأدلة"
    assert claims.fields["orientation"].raw == "6"
    assert claims.fields["width"].raw == "4000"
    assert claims.fields["gps_latitude"].micro == 33_513_194
    assert claims.fields["gps_longitude"].micro == 36_292_014
    assert claims.fields["gps_at"].raw.startswith("2018:03:15")
    assert claims.tags_count > 10
    encode(claims.to_record())


def test_south_and_west_are_negative():
    exif = full_exif()
    exif.get_ifd(0x8825)[1], exif.get_ifd(0x8825)[3] = "S", "W"
    claims = read(photograph(exif))
    assert claims.fields["gps_latitude"].micro == -33_513_194
    assert claims.fields["gps_longitude"].micro == -36_292_014


@pytest.mark.parametrize(
    "text", ["0000:00:00 00:00:00", "2018:13:45 99:00:00", "    :  :     :  :  ", "yesterday"]
)
def test_an_impossible_time_is_kept_and_named(text):
    exif = Image.Exif()
    exif.get_ifd(0x8769)[0x9003] = text
    captured = read(photograph(exif)).fields["captured_at"]
    assert captured.raw.strip() == text.strip()
    assert captured.notes == ("impossible",)


def test_a_picture_that_claims_nothing_has_no_claims():
    claims = read(photograph())
    assert (claims.fields, claims.tags_count, claims.thumbnail) == ({}, 0, None)
    assert read(b"no picture at all").fields == {}


def with_thumbnail(small):
    """A JPEG whose second IFD points to ``small``."""
    first = struct.pack("<HHHIII", 1, 0x0112, 3, 1, 1, 26)
    second = struct.pack("<HHHIIHHIII", 2, 0x0201, 4, 1, 56, 0x0202, 4, 1, len(small), 0)
    tiff = b"II*\0\x08\0\0\0" + first + second + small
    body = b"Exif\0\0" + tiff
    return b"\xff\xd8\xff\xe1" + struct.pack(">H", len(body) + 2) + body + photograph()[2:]


def test_a_thumbnail_is_found_with_its_place_and_digest():
    small = photograph()
    content = with_thumbnail(small)
    thumbnail = read(content).thumbnail
    assert thumbnail is not None
    assert thumbnail.digest == Digest.of(small)
    assert thumbnail.offset is not None
    assert content[thumbnail.offset : thumbnail.offset + thumbnail.size_bytes] == small


def test_xmp_speaks_where_exif_is_silent():
    packet = (
        b"<x:xmpmeta><rdf:Description xmp:CreateDate=\"2018-03-15T10:22:31+03:00\" tiff:Model='A &amp; B'>"
        b"<exif:DateTimeOriginal>2017-01-01T00:00:00</exif:DateTimeOriginal></rdf:Description></x:xmpmeta>"
    )
    fields = read_packet(b"\xff\xd8" + packet)
    assert fields["captured_at"].raw == "2017-01-01T00:00:00"
    assert fields["digitized_at"].raw == "2018-03-15T10:22:31+03:00"
    assert fields["model"].raw == "A & B"
    both = read(photograph(full_exif(), xmp=packet))
    assert both.fields["captured_at"].raw == "2018:03:15 10:22:31"
    assert read(photograph(xmp=packet)).fields["captured_at"].tag == "XMP exif:DateTimeOriginal"


def test_bytes_that_are_no_text_are_said_to_be():
    assert claim(b"\xd3\xe6\xd1\xed\xc9", "Image Artist").notes == ("not-text",)
    assert claim("x" * 5000, "t").notes == ("shortened",)
    encode(claim("\ud800", "t").to_record())


@pytest.mark.parametrize("form", ["JPEG", "PNG", "TIFF", "WEBP"])
def test_harmed_pictures_end_in_claims_or_a_refusal(form):
    content = photograph(full_exif(), form)
    drawn, began = random.Random(form), time.monotonic()
    for _ in range(200):
        changed = bytearray(content if drawn.random() < 0.8 else content[: drawn.randrange(len(content))])
        for _ in range(drawn.choice((1, 3, 10, 40))):
            if changed:
                changed[drawn.randrange(min(len(changed), 700))] = drawn.choice(
                    (0, 1, 2, 4, 8, 0x7F, 0xFF, 0x80)
                )
        with suppress(MetadataUnreadable):
            encode(read(bytes(changed)).to_record())
    assert time.monotonic() - began < 60


def test_a_maker_note_that_breaks_the_reader_costs_only_itself(monkeypatch):
    process = metadata._process

    def breaking(content, *, details):
        if details:
            raise struct.error("unpack requires a buffer of 4 bytes")
        return process(content, details=details)

    monkeypatch.setattr(metadata, "_process", breaking)
    claims = read(photograph(full_exif()))
    assert claims.notes == ("maker-note-unreadable",)
    assert claims.fields["make"].raw == "Canon"


def test_readers_are_compared_field_by_field():
    first = Claims("a", {"make": Claim("Canon ", "t"), "width": Claim("0400", "t"), "model": Claim("A", "t")})
    second = Claims("b", {"make": Claim("Canon", "t"), "width": Claim("400", "t"), "serial": Claim("7", "t")})
    found = {(each.field, each.first, each.second) for each in differences(first, second)}
    assert found == {("model", "A", None), ("serial", None, "7")}
    near = Claims("c", {"gps_latitude": Claim("33.5", "t", micro=33_500_000)})
    far = Claims("d", {"gps_latitude": Claim("33.6", "t", micro=33_600_000)})
    assert differences(near, near) == ()
    assert [each.field for each in differences(near, far)] == ["gps_latitude"]


def test_exiftool_and_exifread_agree_on_an_honest_picture(tmp_path):
    path = tmp_path / "-صورة.jpg"
    path.write_bytes(photograph(full_exif()))
    second = exiftool.find()
    assert second is not None, "make test installs libimage-exiftool-perl"
    with second:
        claims = second.read(os.fsencode(path))
        again = second.read(os.fsencode(path))
    assert claims == again
    assert claims.fields["serial"].raw == "0036590"
    assert claims.fields["captured_at"].subseconds == "07"
    found = [each for each in differences(read(path.read_bytes()), claims) if each.field != "gps_at"]
    assert found == []


def test_exiftool_says_when_it_cannot(tmp_path):
    second = exiftool.find()
    assert second is not None
    with second:
        for name in (b"none.jpg", b"a\nb.jpg"):
            with pytest.raises(SecondReaderFailed):
                second.read(os.fsencode(tmp_path) + b"/" + name)
        path = tmp_path / "later.jpg"
        path.write_bytes(photograph(full_exif()))
        assert second.read(os.fsencode(path)).fields["make"].raw == "Canon"


def test_an_exiftool_that_hangs_is_left_and_started_again(tmp_path):
    program = tmp_path / "exiftool"
    program.write_text('#!/bin/sh\n[ "$3" = -ver ] && echo 1.0 && exit\nexec sleep 60\n')
    program.chmod(0o755)
    (tmp_path / "a.jpg").write_bytes(b"x")
    with SecondReader(str(program), seconds_max=1) as second:
        assert second.version == "exiftool 1.0"
        for _ in range(2):
            with pytest.raises(Refusal) as raised:
                second.read(os.fsencode(tmp_path / "a.jpg"))
            assert raised.value.code == "second-reader-failed"


def test_warming_up_loads_the_reader():
    metadata.warm_up()
