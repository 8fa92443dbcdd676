"""What bytes are is said from their content; what is not known is called unknown."""

import bz2
import gzip
import io
import lzma
import sqlite3
import tarfile
import zipfile
import zlib

import numpy as np
import pytest
from PIL import Image

from dalil.intake.identify import HEAD_BYTES, TAIL_BYTES, agrees_with_name, identify
from dalil.intake.signatures import Family


def kind_of(content):
    return identify(content[:HEAD_BYTES], content[-TAIL_BYTES:], size_bytes=len(content))


def picture(form, **options):
    pixels = np.arange(48 * 64 * 3, dtype=np.uint8).reshape(48, 64, 3)
    out = io.BytesIO()
    Image.fromarray(pixels).save(out, form, **options)
    return out.getvalue()


def zipped(names, mimetype=None):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        if mimetype:
            archive.writestr("mimetype", mimetype)
        for name in names:
            archive.writestr(name, b"x" * 2000)
    return out.getvalue()


def tarred(form=tarfile.USTAR_FORMAT):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=form) as archive:
        archive.addfile(tarfile.TarInfo("a"), io.BytesIO())
    return out.getvalue()


def old_tar():
    block = bytearray(tarred()[:512])
    block[257:265] = bytes(8)
    block[148:156] = b" " * 8
    block[148:156] = b"%06o\0 " % sum(block)
    return bytes(block) + bytes(1024)


def partitioned(size_bytes):
    entry = (
        bytes([0x80, 1, 1, 0, 0x0C, 254, 255, 255]) + (63).to_bytes(4, "little") + (100).to_bytes(4, "little")
    )
    return (bytes(446) + entry + bytes(48) + b"\x55\xaa").ljust(size_bytes, b"\0")


def gpt():
    header = bytearray(b"EFI PART\0\0\1\0\x5c\0\0\0".ljust(92, b"\0"))
    header[16:20] = zlib.crc32(header).to_bytes(4, "little")
    return bytes(512) + bytes(header).ljust(4096, b"\0")


def sqlite():
    with sqlite3.connect(":memory:") as base:
        base.execute("create table t (a)")
        content = base.serialize()
    base.close()
    return content


CASES = {
    "jpeg": lambda: picture("JPEG"),
    "png": lambda: picture("PNG"),
    "gif": lambda: picture("GIF"),
    "tiff": lambda: picture("TIFF"),
    "bmp": lambda: picture("BMP"),
    "webp": lambda: picture("WEBP"),
    "pdf": lambda: picture("PDF"),
    "heic": lambda: b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(99),
    "avif": lambda: b"\0\0\0\x18ftypavif\0\0\0\0mif1avif" + bytes(99),
    "mp4": lambda: b"\0\0\0\x18ftypisom\0\0\0\0mp41" + bytes(99),
    "mov": lambda: b"\0\0\0\x14ftypqt  \0\0\0\0qt  " + bytes(99),
    "avi": lambda: b"RIFF\0\1\0\0AVI LIST" + bytes(99),
    "psd": lambda: b"8BPS\0\1" + bytes(99),
    "cr2": lambda: b"II*\0\x10\0\0\0CR\2\0" + bytes(99),
    "dng": lambda: b"II*\0\x08\0\0\0\1\0\x12\xc6\x01\x00\x04\x00\x00\x00\1\4\0\0" + bytes(99),
    "raw": lambda: b"II*\0\x08\0\0\0\2\0\x0f\x01\2\0\6\0\0\0\x4a\x01\x04\x00\2\0\0\0NIKON\0" + bytes(99),
    "zip": lambda: zipped(["a.jpg", "b.jpg"]),
    "ooxml": lambda: zipped(["[Content_Types].xml", "_rels/.rels", "word/document.xml"]),
    "odf": lambda: zipped(["content.xml"], mimetype="application/vnd.oasis.opendocument.text"),
    "epub": lambda: zipped(["META-INF/container.xml"], mimetype="application/epub+zip"),
    "jar": lambda: zipped(["META-INF/MANIFEST.MF", "a/B.class"]),
    "apk": lambda: zipped(["AndroidManifest.xml", "classes.dex"]),
    "tar": tarred,
    "gzip": lambda: gzip.compress(b"x"),
    "bzip2": lambda: bz2.compress(b"x"),
    "xz": lambda: lzma.compress(b"x"),
    "zstd": lambda: b"\x28\xb5\x2f\xfd" + bytes(20),
    "7z": lambda: b"7z\xbc\xaf\x27\x1c\0\4" + bytes(99),
    "rar": lambda: b"Rar!\x1a\x07\x01\0" + bytes(99),
    "ole2": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
    "sqlite": sqlite,
    "iso9660": lambda: bytes(32768) + b"\1CD001\1\0" + bytes(2040),
    "disk": lambda: partitioned(1_000_000),
    "text": lambda: "2018-03-15 عسكرية\n".encode() * 9000,
    "text-8bit": lambda: "عسكرية".encode("windows-1256"),
    "markup": lambda: b"\n<!DOCTYPE html><html></html>",
    "xml": lambda: b"\xef\xbb\xbf<?xml version='1.0'?><a/>",
    "svg": lambda: b"<svg xmlns='http://www.w3.org/2000/svg'/>",
    "empty": lambda: b"",
    "unknown": lambda: b"\x07\x01\x02nothing known" + bytes(99),
    "exe": lambda: b"MZ\x90\0\3" + bytes(range(100, 200)),
}


@pytest.mark.parametrize("name", CASES)
def test_a_format_is_known_by_its_content(name):
    assert kind_of(CASES[name]()).format == name


def test_other_shapes_of_one_format_are_known_too():
    assert kind_of(old_tar()).format == "tar"
    assert kind_of(tarred(tarfile.PAX_FORMAT)).format == "tar"
    assert kind_of(tarred(tarfile.GNU_FORMAT)).format == "tar"
    assert kind_of(gpt()).format == "disk"
    assert kind_of("نص".encode("utf-16")).format == "text"
    assert kind_of(zipped([])).format == "zip"


def test_a_long_paper_is_known_from_its_last_bytes():
    names = [f"word/media/image{n}.jpeg" for n in range(40)]
    content = zipped([*names, "[Content_Types].xml"])
    assert len(content) > HEAD_BYTES
    assert kind_of(content).format == "ooxml"


def test_photographs_beside_a_loose_content_types_file_stay_an_archive():
    assert kind_of(zipped(["[Content_Types].xml", "DCIM/1.jpg"])).format == "zip"


def test_text_whose_last_letter_is_cut_at_the_head_is_text():
    content = b"a" + "ع".encode() * HEAD_BYTES
    assert content[HEAD_BYTES - 1 : HEAD_BYTES] == "ع".encode()[:1]
    assert kind_of(content).format == "text"
    assert kind_of(content[:HEAD_BYTES]).format == "text-8bit"


@pytest.mark.parametrize("name", ["jpeg", "png", "tiff", "zip", "tar", "sqlite", "pdf"])
def test_damaged_or_cut_bytes_never_raise(name):
    content = CASES[name]()
    drawn = np.random.default_rng(5)
    for _ in range(60):
        changed = bytearray(content[: int(drawn.integers(0, len(content)))])
        for _ in range(3):
            if changed:
                changed[int(drawn.integers(0, len(changed)))] ^= 1 << int(drawn.integers(0, 8))
        assert kind_of(bytes(changed)).family in Family


@pytest.mark.parametrize(
    ("name", "path", "verdict"),
    [
        ("jpeg", b"DCIM/0417.JPG", True),
        ("jpeg", b"a.png", False),
        ("png", b"a.jpg", False),
        ("jpeg", b"a", None),
        ("jpeg", b".jpg", None),
        ("jpeg", b"a.zzz", None),
        ("empty", b"a.jpg", False),
        ("unknown", b"a.jpg", False),
        ("text", b"a.jpg", False),
        ("pdf", "شهادة.pdf".encode(), True),
        ("zip", b"a.\xff", None),
    ],
)
def test_a_name_agrees_contradicts_or_says_nothing(name, path, verdict):
    assert agrees_with_name(kind_of(CASES[name]()), path) is verdict


PROGRAM = b"MZ\x90\0\3" + bytes(range(100, 200)) * 30


@pytest.mark.parametrize(
    "prefix", [PROGRAM, b"\x7fELF" + bytes(500), b"#!/bin/sh\nunzip $0\nexit\n", bytes(9)]
)
@pytest.mark.parametrize("names", [["a"], [f"a folder/{number:04}.jpg" for number in range(1200)]])
def test_a_zip_behind_a_program_is_a_zip(prefix, names):
    assert kind_of(prefix + zipped(names)).format == "zip"


def test_a_program_of_java_behind_a_prefix_is_a_program():
    assert kind_of(PROGRAM + zipped(["META-INF/MANIFEST.MF", "a.class"])).format == "jar"


@pytest.mark.parametrize("name", ["jpeg", "png", "pdf", "ole2", "sqlite", "mp4", "gzip"])
def test_what_its_first_bytes_tell_stays_that_with_a_zip_behind_it(name):
    content = CASES[name]() if name in CASES else None
    assert content, name
    assert kind_of(content + zipped(["a"])).format == name


@pytest.mark.parametrize(
    "end",
    [
        zipped([]),
        b"PK\5\6",
        b"PK\5\6" + bytes(18),
        zipped(["a"])[:-22].replace(b"PK\1\2", b"PK\1\3") + zipped(["a"])[-22:],
        zipped(["a"])[:-4],
        zipped(["a"])[-22:],
    ],
)
def test_a_program_that_only_seems_to_end_in_a_zip_is_a_program(end):
    assert kind_of(PROGRAM + end).format == "exe"


def test_bytes_behind_a_short_directory_do_not_hide_it():
    """A program's signature may follow."""
    assert kind_of(PROGRAM + zipped(["a"]) + bytes(8)).format == "zip"
