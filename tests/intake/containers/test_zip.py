"""ZIP: raw names, every time, links as links, damage named member by member."""

import io
import os
import struct
import warnings
import zipfile
import zlib

import inflate64
import pytest
from backports import zstd

from container_taking import take
from dalil.intake.containers.readers import members
from dalil.intake.item import ItemKind


def zipped(entries, **options):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", **options) as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the standard library warns of duplicate names
        for name, content in entries:
            archive.writestr(name, content)
    return out.getvalue()


def info(name, mode=0, host=3, extra=b""):
    entry = zipfile.ZipInfo(name, (2018, 3, 15, 10, 20, 30))
    entry.create_system, entry.external_attr, entry.extra = host, mode << 16, extra
    return entry


def by_hand(name, packed, *, method=0, size=None, crc=None, flags=0, central_name=None, extra=b""):
    """An archive of one member, every byte of it ours."""
    size = len(packed) if size is None else size
    crc = zlib.crc32(packed) if crc is None else crc
    fields = (flags, method, 0x5000, 0x4C6F, crc, len(packed), size)
    local = struct.pack("<4sHHHHHIIIHH", b"PK\3\4", 20, *fields, len(name), 0) + name + packed
    named = name if central_name is None else central_name
    record = struct.pack(
        "<4sBBHHHHHIIIHHHHHII", b"PK\1\2", 20, 3, 20, *fields, len(named), len(extra), 0, 0, 0, 0, 0
    )
    record += named + extra
    return local + record + struct.pack("<4sHHHHIIH", b"PK\5\6", 0, 0, 1, 1, len(record), len(local), 0)


NAMES = [
    b"\xd5\xe6\xd1\xc9/1.jpg",
    "صورة.jpg".encode(),
    "e\u0301".encode(),
    "é".encode(),
    b"cut\0here.jpg",
    b"../../etc/passwd",
    b"/etc/passwd",
    b"C:\\windows\\x",
    b"a" * 255,
    b"",
    b"\xff\xfe",
]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("flags", [0, 0x800])
def test_a_name_is_kept_byte_for_byte_whatever_its_flag_says(name, flags):
    taken = take(by_hand(name, b"x", flags=flags), "zip")
    assert taken.by_path == {name: b"x"}
    assert taken.stop is None


def test_names_that_lead_out_are_noted_and_lead_nowhere(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in (b"../out", b"/tmp/out", b"C:\\out", b"a\\b"):
        (item,) = take(by_hand(name, b"x"), "zip").items
        assert {"unsafe-name", "backslash-name"} & set(item.notes)
    assert os.listdir(tmp_path) == []


@pytest.mark.parametrize(
    "method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA]
)
def test_each_usual_method_is_read(method):
    contents = {b"empty": b"", b"big": os.urandom(1000) * 3000, b"folder/": b""}
    taken = take(
        zipped([(name.decode(), content) for name, content in contents.items()], compression=method), "zip"
    )
    assert taken.by_path == contents
    assert taken.item(b"folder/").kind is ItemKind.DIRECTORY


def test_deflate64_and_zstandard_are_read():
    plain = b"photograph " * 100_000
    deflater = inflate64.Deflater()
    packed = deflater.deflate(plain) + deflater.flush()
    for method, content in ((9, packed), (93, zstd.compress(plain))):
        made = by_hand(b"a", content, method=method, size=len(plain), crc=zlib.crc32(plain))
        assert take(made, "zip").by_path == {b"a": plain}


def test_an_unknown_method_refuses_its_member_only():
    taken = take(by_hand(b"a", b"xyz", method=7), "zip")
    assert taken.codes == {b"a": "member-unsupported"}
    assert taken.stop is None


def test_an_encrypted_member_is_refused():
    assert take(by_hand(b"a", b"x" * 12, flags=1), "zip").codes == {b"a": "member-encrypted"}
    assert take(by_hand(b"a", b"x" * 12, method=99), "zip").codes == {b"a": "member-encrypted"}


def test_links_are_links_and_devices_are_refused():
    made = zipped(
        [
            (info("link", 0o120777), b"../\xff"),
            (info("pipe", 0o010644), b""),
            (info("dev", 0o020644), b""),
            ("x", b"1"),
        ]
    )
    taken = take(made, "zip")
    assert (taken.item(b"link").kind, taken.item(b"link").target) == (ItemKind.LINK, b"../\xff")
    assert taken.codes == {b"pipe": "member-special", b"dev": "member-special"}
    assert taken.by_path[b"x"] == b"1"


def test_unix_and_ntfs_times_are_exact_and_dos_times_stay_local():
    unix = struct.pack("<HHBii", 0x5455, 9, 3, -5, 7)
    ntfs = struct.pack("<HHIHHQQQ", 10, 32, 0, 1, 24, 131_655_000_001_234_567, 0, 116_444_736_000_000_010)
    (item,) = take(zipped([(info("a", extra=unix), b"")]), "zip").items
    assert (item.mtime_ns, item.times["accessed"]) == (-5 * 10**9, 7 * 10**9)
    assert item.times["modified-local"] == 1_521_109_230 * 10**9
    (item,) = take(zipped([(info("a", extra=unix + ntfs), b"")]), "zip").items
    assert item.mtime_ns == (131_655_000_001_234_567 - 116_444_736_000_000_000) * 100
    assert item.times["created"] == 1000
    assert item.times["modified-unix"] == -5 * 10**9
    (item,) = take(zipped([(info("a"), b"")]), "zip").items
    assert item.mtime_ns is None


def test_a_unicode_name_beside_the_raw_one_is_kept():
    raw = b"\xab\xab.jpg"
    content = b"\1" + zlib.crc32(raw).to_bytes(4, "little") + "صورة.jpg".encode()
    (item,) = take(by_hand(raw, b"x", extra=struct.pack("<HH", 0x7075, len(content)) + content), "zip").items
    assert (item.path, item.names["unicode"]) == (raw, "صورة.jpg".encode())


def test_two_names_of_one_member_are_both_kept():
    (item,) = take(by_hand(b"seen.jpg", b"x", central_name=b"listed.jpg"), "zip").items
    assert (item.path, item.names["local"]) == (b"listed.jpg", b"seen.jpg")
    assert "two-names" in item.notes


def test_duplicate_names_are_all_kept():
    taken = take(zipped([("a", b"1"), ("a", b"2")]), "zip")
    assert list(zip(taken.paths, taken.contents, strict=True)) == [(b"a", b"1"), (b"a", b"2")]


def test_a_wrong_checksum_or_size_refuses_the_member_and_the_rest_goes_on():
    made = bytearray(zipped([("a", b"content one"), ("b", b"content two")]))
    made[made.index(b"content one")] ^= 1
    taken = take(bytes(made), "zip")
    assert taken.codes == {b"a": "member-damaged"}
    assert taken.by_path[b"b"] == b"content two"
    for size in (1, 5):
        assert take(by_hand(b"a", b"xyz", size=size), "zip").codes == {b"a": "member-damaged"}


def test_zip64_and_a_prefix_are_read():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        with archive.open("big", "w", force_zip64=True) as member:
            member.write(b"x" * 10)
        archive.writestr("b", b"2")
    for made in (out.getvalue(), b"prefix" * 9 + out.getvalue()):
        assert take(made, "zip").by_path == {b"big": b"x" * 10, b"b": b"2"}


@pytest.mark.slow
def test_many_members_need_zip64_and_are_all_met():
    made = io.BytesIO(zipped([(f"{n:05}", b"") for n in range(66_000)]))
    assert len({member.item.path for member in members(made, "zip")}) == 66_000


def test_an_empty_archive_has_no_members():
    taken = take(zipped([]), "zip")
    assert (taken.items, taken.stop) == ([], None)


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_without_its_directory_members_come_from_the_front(method):
    contents = {f"{n}.jpg": os.urandom(400) for n in range(5)}
    made = zipped(contents.items(), compression=method)
    cut = made[: made.index(b"PK\1\2")]
    taken = take(cut, "zip")
    assert taken.by_path == {name.encode(): content for name, content in contents.items()}
    assert taken.stop.code == "container-damaged"
    taken = take(cut[:-100], "zip")
    assert taken.codes == {b"4.jpg": "member-damaged"}
    assert len(taken.items) == 5


def test_streamed_members_come_from_the_front_too():
    class Pipe(io.RawIOBase):
        def __init__(self):
            self.content = bytearray()

        def writable(self):
            return True

        def write(self, piece):
            self.content += piece
            return len(piece)

    pipe = Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in ("a", "b"):
            archive.writestr(name, name * 5000)
    made = bytes(pipe.content)
    assert take(made, "zip").by_path == {b"a": b"a" * 5000, b"b": b"b" * 5000}
    taken = take(made[: made.index(b"PK\1\2")], "zip")
    assert taken.by_path == {b"a": b"a" * 5000, b"b": b"b" * 5000}
    assert taken.stop.code == "container-damaged"


def test_one_volume_of_several_is_refused_as_a_whole():
    made = bytearray(zipped([("a", b"1")]))
    made[made.index(b"PK\5\6") + 4] = 3
    taken = take(bytes(made), "zip")
    assert (taken.items, taken.stop.code) == ([], "container-unsupported")


def test_what_the_standard_library_packs_is_read_alike():
    contents = {f"d{n % 7}/صورة {n}.jpg": os.urandom(n * 37) + b"x" * n * 99 for n in range(60)}
    made = zipped(contents.items(), compression=zipfile.ZIP_DEFLATED)
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        oracle = {entry.filename.encode(): archive.read(entry) for entry in archive.infolist()}
    assert take(made, "zip").by_path == oracle
