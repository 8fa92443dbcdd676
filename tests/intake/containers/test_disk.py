"""Disk images: every file of every file system that is read, with names, times and links as they are kept."""

import io
import lzma
import os
import shutil
import struct
import subprocess

import pytest

from container_taking import take
from dalil.intake.item import ItemKind

HERE = os.path.dirname(__file__)
LOCAL = 1_521_109_230 * 10**9  # 2018-03-15 10:20:30


def run(*command, **options):
    return subprocess.run(
        [shutil.which(command[0]) or f"/usr/sbin/{command[0]}", *command[1:]], check=True, **options
    )


def fat(folder, *, bits=12, size_mib=4):
    path = folder / f"fat{bits}.img"
    path.write_bytes(b"")
    os.truncate(path, size_mib * 2**20)
    run("mkfs.vfat", "-F", str(bits), "-n", "LABEL", path, capture_output=True)
    return path


def put(image, name, content, folder):
    source = folder / "source"
    source.write_bytes(content)
    os.utime(source, (1_521_109_230, 1_521_109_230))
    run("mcopy", "-m", "-i", image, source, f"::/{name}", env={**os.environ, "TZ": "UTC"})


def ext(folder, fill, *, kind="ext4", options=()):
    root = folder / "root"
    root.mkdir()
    fill(os.fsencode(root))
    path = folder / "ext.img"
    path.write_bytes(b"")
    os.truncate(path, 8 * 2**20)
    run("mke2fs", "-q", "-t", kind, "-I", "256", *options, "-d", root, path)
    return path


def write(path, content):
    with open(path, "wb") as out:
        out.write(content)


def files(taken):
    return {path: got for path, got in taken.by_path.items() if taken.item(path).kind is ItemKind.FILE}


@pytest.mark.parametrize(("bits", "size_mib"), [(12, 4), (16, 16), (32, 40)])
def test_fat_gives_names_contents_and_local_times(tmp_path, bits, size_mib):
    image = fat(tmp_path, bits=bits, size_mib=size_mib)
    run("mmd", "-i", image, "::/صور")
    big = os.urandom(1_500_000)
    for name, content in (("صور/الصورة الأولى.jpg", big), ("SHORT.TXT", b"short"), ("lower.txt", b"")):
        put(image, name, content, tmp_path)
    taken = take(image.read_bytes(), "filesystem")
    assert taken.stop is None
    assert files(taken) == {"صور/الصورة الأولى.jpg".encode(): big, b"SHORT.TXT": b"short", b"lower.txt": b""}
    item = taken.item(b"SHORT.TXT")
    assert (item.mtime_ns, item.times["modified-local"]) == (None, LOCAL)
    assert taken.item("صور".encode()).kind is ItemKind.DIRECTORY
    assert len(taken.items) == 4


def test_local_times_do_not_depend_on_the_machine(tmp_path, monkeypatch):
    import time

    image = fat(tmp_path)
    put(image, "A.TXT", b"a", tmp_path)
    monkeypatch.setenv("TZ", "Asia/Damascus")
    time.tzset()
    try:
        item = take(image.read_bytes(), "filesystem").item(b"A.TXT")
    finally:
        monkeypatch.undo()
        time.tzset()
    assert item.times["modified-local"] == LOCAL


def test_a_short_name_beyond_ascii_is_its_raw_bytes(tmp_path):
    image = fat(tmp_path)
    put(image, "SHORT.TXT", b"x", tmp_path)
    content = bytearray(image.read_bytes())
    place = content.index(b"SHORT   TXT")
    content[place : place + 2] = b"\xc7\xca"
    assert take(bytes(content), "filesystem").paths == [b"\xc7\xcaORT.TXT"]


def test_deleted_files_are_not_looked_for(tmp_path):
    image = fat(tmp_path)
    put(image, "GONE.TXT", b"x", tmp_path)
    run("mdel", "-i", image, "::/GONE.TXT")
    assert take(image.read_bytes(), "filesystem").items == []


@pytest.mark.parametrize("kind", ["ext2", "ext3", "ext4"])
def test_ext_gives_raw_names_links_and_contents(tmp_path, kind):
    big = os.urandom(2_500_000)

    def fill(root):
        os.mkdir(root + "/صور".encode())
        write(root + "/صور".encode() + b"/\xd5\xe6\xd1\xc9", big)
        write(root + b"/new\nline", b"")
        os.symlink(b"../\xff/x", root + b"/short")
        os.symlink(b"d" * 300, root + b"/long")
        os.mkfifo(root + b"/fifo")
        with open(root + b"/sparse", "wb") as out:
            out.truncate(400_000)
            out.seek(300_000)
            out.write(b"behind a hole")

    taken = take(ext(tmp_path, fill, kind=kind).read_bytes(), "filesystem")
    assert taken.stop is None
    sparse = bytes(300_000) + b"behind a hole" + bytes(100_000 - 13)
    assert files(taken) == {"صور/".encode() + b"\xd5\xe6\xd1\xc9": big, b"new\nline": b"", b"sparse": sparse}
    assert taken.item(b"short").target == b"../\xff/x"
    assert taken.item(b"long").target == b"d" * 300
    assert taken.codes == {b"fifo": "member-special"}
    assert b"lost+found" in taken.paths


def test_ext_times_are_exact_before_1970_and_after_2106(tmp_path):
    image = ext(tmp_path, lambda root: [write(root + name, b"x") for name in (b"/early", b"/late")])
    late = 5_000_000_000  # 2128: the second epoch bit, and a low word that reads as negative
    fields = {
        "early": {"mtime": -2_000_000_000 & 0xFFFFFFFF, "mtime_extra": 500_000_000 << 2},
        "late": {"mtime": late & 0xFFFFFFFF, "mtime_extra": (123_456_789 << 2) | (late + 2**31) >> 32},
    }
    for name, values in fields.items():
        for key, value in values.items():
            run("debugfs", "-w", "-R", f"set_inode_field {name} {key} {value:#x}", image, capture_output=True)
    taken = take(image.read_bytes(), "filesystem")
    assert taken.item(b"early").mtime_ns == -2_000_000_000 * 10**9 + 500_000_000
    assert taken.item(b"late").mtime_ns == late * 10**9 + 123_456_789
    assert {"accessed", "changed", "created"} <= set(taken.item(b"late").times)


def test_content_inside_an_inode_is_refused_not_misread(tmp_path):
    image = ext(tmp_path, lambda root: write(root + b"/tiny", b"inside"), options=("-O", "inline_data"))
    taken = take(image.read_bytes(), "filesystem")
    assert taken.codes[b"tiny"] == "member-unsupported"


@pytest.fixture(scope="module")
def ntfs():
    with open(os.path.join(HERE, "material", "ntfs.img.xz"), "rb") as packed:
        return take(lzma.decompress(packed.read()), "filesystem")


def test_ntfs_gives_names_streams_and_contents(ntfs):
    assert ntfs.stop is None
    first = "صور/الأولى.jpg".encode()
    assert ntfs.by_path[first] == b"photograph one"
    assert ntfs.by_path[first + b":Zone.Identifier"] == b"[ZoneTransfer]\r\nZoneId=3\r\n"
    assert ntfs.by_path["صور:onfolder".encode()] == b"a stream on a folder"
    assert "named-stream" in ntfs.item(first + b":Zone.Identifier").notes
    assert ntfs.by_path[b"a"] == ntfs.by_path[b"b"] == b"linked"
    assert ntfs.by_path[b"sparse"] == bytes(200_000) + b"behind a hole" + bytes(100_000 - 13)
    assert not any(path.startswith(b"$") or b"deleted" in path for path in ntfs.paths)


def test_ntfs_names_are_exact_even_where_they_are_no_unicode(ntfs):
    for name in (b"lone\xed\xa0\x80half", b"caret^name", b"e\xcc\x81", b"\xc3\xa9"):
        assert ntfs.by_path[name] == name
        assert "name-inexact" not in ntfs.item(name).notes


def test_ntfs_times_are_exact_whatever_the_year(ntfs):
    assert ntfs.item(b"early").mtime_ns == -5_000_000_000 * 10**9 + 700
    assert ntfs.item(b"late").mtime_ns == 5_000_000_000 * 10**9 + 123_456_700
    assert {"created", "accessed", "changed"} <= set(ntfs.item(b"late").times)


def test_ntfs_reparse_points_are_links_or_refused(ntfs):
    assert (ntfs.item(b"symlink").kind, ntfs.item(b"symlink").target) == (ItemKind.LINK, "..\\صور".encode())
    assert (ntfs.item(b"junction").kind, ntfs.item(b"junction").target) == (ItemKind.LINK, b"\\??\\C:\\x")
    assert ntfs.codes == {b"packed": "member-unsupported"}


def partitioned(*volumes):
    """A disk with an MBR whose partitions hold ``volumes``."""
    start, table, body = 2048, b"", b""
    for kind, volume in volumes:
        sectors = -(-len(volume) // 512)
        table += bytes([0, 0, 0, 0, kind, 0, 0, 0]) + struct.pack("<II", start, sectors)
        body += volume.ljust(sectors * 512, b"\0")
        start += sectors
    return (bytes(446) + table.ljust(64, b"\0") + b"\x55\xaa").ljust(2048 * 512, b"\0") + body


def test_partitions_are_folders_and_an_unread_one_is_refused(tmp_path):
    image = fat(tmp_path)
    put(image, "A.TXT", b"a", tmp_path)
    linux = ext(tmp_path, lambda root: write(root + b"/b", b"b"))
    made = partitioned((0x0C, image.read_bytes()), (0x82, os.urandom(100_000)), (0x83, linux.read_bytes()))
    taken = take(made, "disk")
    assert taken.stop is None
    assert files(taken) == {b"p1/A.TXT": b"a", b"p3/b": b"b"}
    assert taken.codes == {b"p2": "member-unsupported"}
    assert [path for path in taken.paths if b"/" not in path] == [b"p1", b"p2", b"p3"]


def test_a_cut_image_keeps_what_it_holds_and_refuses_the_rest(tmp_path):
    image = fat(tmp_path)
    for name in ("A.BIN", "B.BIN", "C.BIN"):
        put(image, name, os.urandom(600_000), tmp_path)
    taken = take(image.read_bytes()[:1_000_000], "filesystem")
    assert taken.paths == [b"A.BIN", b"B.BIN", b"C.BIN"]
    assert taken.codes.get(b"C.BIN") == "member-damaged"
    assert isinstance(taken.by_path[b"A.BIN"], bytes)


@pytest.mark.parametrize("form", ["disk", "filesystem"])
def test_what_is_no_disk_stops_with_a_code(form):
    taken = take(io.BytesIO(os.urandom(100_000)), form)
    assert (taken.items, taken.stop.code) == ([], "container-damaged")
