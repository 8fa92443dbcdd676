"""Compressed files: an archive or a single content inside, told apart by the unpacked bytes."""

import bz2
import gzip
import io
import lzma
import os
import struct
import tarfile

import pytest
from backports import zstd

from container_taking import take

CHECKED = {zstd.CompressionParameter.checksum_flag: 1}
PACK = {
    "gzip": gzip.compress,
    "bzip2": bz2.compress,
    "xz": lzma.compress,
    "zstd": lambda content: zstd.compress(content, options=CHECKED),
}


def tarred(contents):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name, content in contents.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return out.getvalue()


@pytest.mark.parametrize("form", PACK)
def test_an_archive_inside_gives_its_members(form):
    contents = {"a": os.urandom(3_000_000), "b/c": b"", "d": b"x" * 2_000_000}
    taken = take(PACK[form](tarred(contents)), form)
    assert taken.by_path == {name.encode(): content for name, content in contents.items()}
    assert taken.stop is None


@pytest.mark.parametrize("form", PACK)
@pytest.mark.parametrize("size_bytes", [0, 1, 511, 5_000_000])
def test_anything_else_is_one_content(form, size_bytes):
    content = os.urandom(size_bytes)
    taken = take(PACK[form](content), form)
    assert (taken.contents, taken.stop) == ([content], None)


@pytest.mark.parametrize("form", PACK)
def test_streams_that_follow_one_another_are_one_content(form):
    packed = PACK[form](b"one ") + PACK[form](b"two")
    assert take(packed, form).contents == [b"one two"]


def test_padding_and_skippable_frames_are_passed_over():
    assert take(lzma.compress(b"1") + bytes(8) + lzma.compress(b"2"), "xz").contents == [b"12"]
    assert take(gzip.compress(b"1") + bytes(512), "gzip").contents == [b"1"]
    frame = struct.pack("<II", 0x184D2A53, 5) + b"added"
    assert take(zstd.compress(b"1") + frame + zstd.compress(b"2"), "zstd").contents == [b"12"]


def test_a_gzip_header_gives_name_and_time():
    out = io.BytesIO()
    with gzip.GzipFile("photo.jpg", "wb", fileobj=out, mtime=5) as packed:
        packed.write(b"1")
    (item,) = take(out.getvalue(), "gzip").items
    assert (item.path, item.mtime_ns) == (b"photo.jpg", 5 * 10**9)
    (item,) = take(gzip.compress(b"1", mtime=0), "gzip").items
    assert (item.path, item.mtime_ns) == (b"unpacked", None)


@pytest.mark.parametrize("form", PACK)
def test_a_cut_single_content_is_refused(form):
    packed = PACK[form](os.urandom(2_000_000))
    for length in (8, 20, len(packed) // 2, len(packed) - 1):
        taken = take(packed[:length], form)
        assert list(taken.codes.values()) == ["member-damaged"], length


@pytest.mark.parametrize("form", PACK)
def test_a_cut_archive_keeps_what_came_before(form):
    contents = {f"{n}": os.urandom(500_000) for n in range(6)}
    packed = PACK[form](tarred(contents))
    taken = take(packed[: len(packed) // 2], form)
    assert taken.stop.code == "container-damaged"
    whole = {path.decode(): content for path, content in taken.by_path.items() if isinstance(content, bytes)}
    assert whole.items() <= contents.items()
    assert set(taken.codes.values()) <= {"member-damaged"}
    if form != "bzip2":  # its blocks are larger than these members
        assert whole


@pytest.mark.parametrize("form", PACK)
def test_bytes_behind_the_end_are_told(form):
    taken = take(PACK[form](b"content") + b"rubbish", form)
    assert list(taken.codes.values()) == ["member-damaged"]


@pytest.mark.parametrize("form", PACK)
def test_flipped_bits_never_pass_unseen(form):
    content = b"photograph " * 3000
    packed = PACK[form](content)
    for place in range(0, len(packed), max(1, len(packed) // 60)):
        changed = bytearray(packed)
        changed[place] ^= 4
        taken = take(bytes(changed), form)
        assert taken.contents == [content] or taken.codes or taken.stop
