"""TAR: exact names and times of every dialect, links kept, sparse files whole, damage never silent."""

import io
import os
import subprocess
import tarfile

import pytest

from container_taking import take
from dalil.intake.item import ItemKind

FORMATS = {"ustar": tarfile.USTAR_FORMAT, "gnu": tarfile.GNU_FORMAT, "pax": tarfile.PAX_FORMAT}


def tarred(infos, form=tarfile.PAX_FORMAT, **options):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=form, errors="surrogateescape", **options) as archive:
        for info, content in infos:
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return out.getvalue()


def info(name, kind=tarfile.REGTYPE, target="", **facts):
    made = tarfile.TarInfo(os.fsdecode(name))
    made.type, made.linkname = kind, os.fsdecode(target)
    for key, value in facts.items():
        setattr(made, key, value)
    return made


NAMES = [
    b"\xd5\xe6\xd1\xc9/1.jpg",
    "صورة.jpg".encode(),
    "e\u0301".encode(),
    b"../../etc/passwd",
    b"/etc/passwd",
    b"new\nline",
    b"a" * 100,
    b"d" * 60 + b"/" + b"b" * 90,
]


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("name", NAMES)
def test_names_are_kept_byte_for_byte(form, name):
    taken = take(tarred([(info(name), b"x")], FORMATS[form]), "tar")
    assert taken.by_path == {name: b"x"}
    assert taken.stop is None


@pytest.mark.parametrize("form", ["gnu", "pax"])
@pytest.mark.parametrize("name", ["ط".encode() * 400, b"\xff\xfe" * 300, b"x/" * 500 + b"y"])
def test_long_names_and_targets_are_kept(form, name):
    taken = take(tarred([(info(name), b"x"), (info(b"l", tarfile.SYMTYPE, name), b"")], FORMATS[form]), "tar")
    assert taken.paths == [name, b"l"]
    assert taken.item(b"l").target == name


def test_kinds_are_told_apart():
    made = tarred(
        [
            (info(b"d", tarfile.DIRTYPE), b""),
            (info(b"d/a"), b"1"),
            (info(b"s", tarfile.SYMTYPE, b"/etc/\xff"), b""),
            (info(b"h", tarfile.LNKTYPE, b"d/a"), b""),
            (info(b"fifo", tarfile.FIFOTYPE), b""),
            (info(b"chr", tarfile.CHRTYPE), b""),
            (info(b"blk", tarfile.BLKTYPE), b""),
            (info(b"c", tarfile.CONTTYPE), b"2"),
        ]
    )
    taken = take(made, "tar")
    assert taken.item(b"d/").kind is ItemKind.DIRECTORY
    assert (taken.item(b"s").kind, taken.item(b"s").target) == (ItemKind.LINK, b"/etc/\xff")
    assert (taken.item(b"h").target, taken.item(b"h").notes) == (b"d/a", ("hard-link",))
    assert taken.codes == dict.fromkeys((b"fifo", b"chr", b"blk"), "member-special")
    assert taken.by_path[b"c"] == b"2"
    assert taken.stop is None


def test_times_before_1970_after_2038_and_between_seconds_are_exact():
    wanted = {
        "-5.123456789": -5_123_456_789,
        "4102444800.1": 4_102_444_800_100_000_000,
        "1.0000000019": 1_000_000_001,
    }
    for text, moment in wanted.items():
        made = tarred([(info(b"a", pax_headers={"mtime": text, "atime": text}), b"")])
        (item,) = take(made, "tar").items
        assert (item.mtime_ns, item.times["accessed"]) == (moment, moment)
    (item,) = take(tarred([(info(b"a", mtime=-7), b"")], tarfile.GNU_FORMAT), "tar").items
    assert item.mtime_ns == -7 * 10**9


def test_headers_without_a_magic_are_read():
    made = bytearray(tarred([(info(b"old"), b"1")], tarfile.USTAR_FORMAT))
    made[257:265] = bytes(8)
    made[148:156] = b" " * 8
    made[148:156] = b"%06o\0 " % sum(made[:512])
    assert take(bytes(made), "tar").by_path == {b"old": b"1"}


@pytest.mark.parametrize("form", ["gnu", "0.0", "0.1", "1.0"])
def test_sparse_files_come_whole(tmp_path, form):
    wanted = bytearray(3_000_000)
    wanted[100_000:100_010] = b"0123456789"
    wanted[2_500_000:2_600_000] = os.urandom(100_000)
    with open(tmp_path / "sparse", "wb") as out:
        out.truncate(len(wanted))
        for start, end in ((100_000, 100_010), (2_500_000, 2_600_000)):
            out.seek(start)
            out.write(wanted[start:end])
    options = ["--format=gnu"] if form == "gnu" else ["--format=pax", f"--sparse-version={form}"]
    command = ["tar", "-C", tmp_path, "-cf", "-", "--sparse", *options, "sparse"]
    made = subprocess.run(command, check=True, capture_output=True).stdout
    taken = take(made, "tar")
    assert taken.by_path == {b"sparse": bytes(wanted)}
    assert taken.items[0].notes == ("sparse",)
    assert len(made) < 300_000
    assert taken.stop is None


def test_many_holes_need_extension_blocks(tmp_path):
    with open(tmp_path / "s", "wb") as out:
        for n in range(60):
            out.seek(n * 65_536)
            out.write(b"x" * 4096)
    made = subprocess.run(
        ["tar", "-C", tmp_path, "-Scf", "-", "--format=gnu", "s"], check=True, capture_output=True
    )
    assert take(made.stdout, "tar").by_path == {b"s": (tmp_path / "s").read_bytes()}


def test_a_damaged_header_stops_with_a_code_and_keeps_what_came_before():
    made = bytearray(
        tarred([(info(b"a"), b"1"), (info(b"b"), b"2"), (info(b"c"), b"3")], tarfile.USTAR_FORMAT)
    )
    made[1024 + 10] ^= 1
    taken = take(bytes(made), "tar")
    assert taken.by_path == {b"a": b"1"}
    assert taken.stop.code == "container-damaged"


def test_every_truncation_is_told():
    made = tarred([(info(b"a"), b"1" * 700), (info(b"b"), b"2" * 700)], tarfile.USTAR_FORMAT)
    used = 2 * (512 + 1024)
    for length in range(1, used + 1, 37):
        taken = take(made[:length], "tar")
        assert taken.stop is not None, length
        assert taken.stop.code == "container-damaged"
    assert take(made[: used + 512], "tar").stop is None


def test_joined_archives_are_read_through():
    one, two = tarred([(info(b"a"), b"1")]), tarred([(info(b"b"), b"2")])
    taken = take(one + two, "tar")
    assert (taken.by_path, taken.stop) == ({b"a": b"1", b"b": b"2"}, None)
    assert take(one + b"rubbish".ljust(512), "tar").stop.code == "container-damaged"


def test_a_member_left_unread_is_passed_over():
    from dalil.intake.containers.readers import members

    made = tarred([(info(b"a"), b"1" * 3_000_000), (info(b"b"), b"2")])
    paths = []
    for member in members(io.BytesIO(made), "tar"):
        paths.append(member.item.path)
        next(member.chunks)
    assert paths == [b"a", b"b"]


def test_impossible_numbers_stop_with_a_code():
    for field, value in ((slice(124, 136), b"\x80" + b"\x7f" * 11), (slice(124, 136), b"\xff" * 12)):
        made = bytearray(tarred([(info(b"a"), b"")], tarfile.USTAR_FORMAT))
        made[field] = value
        made[148:156] = b" " * 8
        made[148:156] = b"%06o\0 " % sum(made[:512])
        assert take(bytes(made), "tar").stop.code == "container-damaged"


@pytest.mark.parametrize(
    "records", [b"9 x=\n", b"99 path=a\n", b"x", b"6 path", b"-5 a=b\n", b"8 size=x\n\n"]
)
def test_malformed_pax_records_stop_with_a_code(records):
    made = tarred([(info(b"pax", tarfile.XHDTYPE), records), (info(b"a"), b"1")], tarfile.USTAR_FORMAT)
    assert take(made, "tar").stop.code == "container-damaged"


def test_a_volume_label_is_no_file():
    taken = take(tarred([(info(b"label", b"V"), b""), (info(b"a"), b"1")], tarfile.GNU_FORMAT), "tar")
    assert taken.codes == {b"label": "member-special"}
    assert taken.by_path[b"a"] == b"1"


def test_what_the_standard_library_packs_is_read_alike():
    infos = [(info(f"d{n % 5}/صورة {n}".encode(), mtime=n), os.urandom(n * 91)) for n in range(40)]
    for form in FORMATS.values():
        made = tarred(infos, form)
        with tarfile.open(fileobj=io.BytesIO(made)) as archive:
            oracle = {os.fsencode(one.name): archive.extractfile(one).read() for one in archive}
        assert take(made, "tar").by_path == oracle
