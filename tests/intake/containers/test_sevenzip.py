"""7z: streamed out of its folders; names, times and links exact; each folder damaged for itself."""

import io
import os
import subprocess

import py7zr
import pytest

from container_taking import take
from dalil.intake.item import ItemKind

CONTENTS = {
    "a.jpg": os.urandom(300_000),
    "صورة/1.jpg": b"photograph " * 90_000,
    "back\\slash": b"x",
    "empty": b"",
    "z.exe": bytes(range(256)) * 900,
}


def archived(contents, **options):
    out = io.BytesIO()
    with py7zr.SevenZipFile(out, "w", **options) as archive:
        for name, content in contents.items():
            archive.writestr(content, name)
    return out.getvalue()


def by_7z(folder, *options):
    """What the reference program packs."""
    target = os.path.join(os.path.dirname(folder), "made.7z")
    command = ["7z", "a", "-bso0", "-bsp0", *options, target, "."]
    subprocess.run(command, check=True, cwd=folder)
    with open(target, "rb") as made:
        return made.read()


@pytest.fixture
def folder(tmp_path):
    root = tmp_path / "root"
    for name, content in CONTENTS.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        os.utime(path, ns=(0, 1_521_109_230_123_456_700))
    return root


@pytest.mark.parametrize(
    "chain",
    [
        [{"id": py7zr.FILTER_LZMA2, "preset": 1}],
        [{"id": py7zr.FILTER_LZMA}],
        [{"id": py7zr.FILTER_X86}, {"id": py7zr.FILTER_LZMA2, "preset": 1}],
        [{"id": py7zr.FILTER_X86}, {"id": py7zr.FILTER_LZMA}],
        [{"id": py7zr.FILTER_BZIP2}],
        [{"id": py7zr.FILTER_DEFLATE}],
        [{"id": py7zr.FILTER_ZSTD, "level": 3}],
        [{"id": py7zr.FILTER_COPY}],
    ],
)
def test_each_usual_chain_is_read(chain):
    contents = {name: content for name, content in CONTENTS.items() if "\\" not in name}
    taken = take(archived(contents, filters=chain), "7z")
    assert taken.by_path == {name.encode(): content for name, content in contents.items()}
    assert taken.stop is None


@pytest.mark.parametrize(
    "options",
    [(), ("-ms=off",), ("-mhc=off",), ("-m0=lzma",), ("-mx=0",), ("-m0=bzip2",), ("-m0=deflate64",)],
)
def test_what_the_reference_program_packs_is_read(folder, options):
    taken = take(by_7z(folder, *options), "7z")
    assert taken.stop is None
    files = {
        path: content for path, content in taken.by_path.items() if taken.item(path).kind is ItemKind.FILE
    }
    assert files == {name.encode(): content for name, content in CONTENTS.items()}
    assert taken.item("صورة".encode()).kind is ItemKind.DIRECTORY
    assert taken.item(b"a.jpg").mtime_ns == 1_521_109_230_123_456_700
    assert taken.item(b"a.jpg").mode == 0o644
    assert "backslash-name" in taken.item(b"back\\slash").notes


def test_links_are_kept_as_links(folder):
    os.symlink("../صورة", folder / "link")
    item = take(by_7z(folder, "-snl"), "7z").item(b"link")
    assert (item.kind, item.target) == (ItemKind.LINK, "../صورة".encode())


def test_names_that_are_no_unicode_are_kept():
    from dalil.intake.containers.sevenzip_cursor import Cursor
    from dalil.intake.containers.sevenzip_header import Entry, _read_names

    entries = [Entry()]
    _read_names(Cursor(b"\0" + b"\x00\xd8a\0\0\0"), entries)
    assert entries[0].name == "\ud800a"


def test_encrypted_members_and_headers_are_refused(folder):
    taken = take(by_7z(folder, "-psecret"), "7z")
    assert set(taken.codes.values()) == {"member-encrypted"}
    assert b"empty" not in taken.codes
    os.unlink(os.path.join(os.path.dirname(folder), "made.7z"))
    taken = take(by_7z(folder, "-psecret", "-mhe=on"), "7z")
    assert (taken.items, taken.stop.code) == ([], "container-encrypted")


def test_an_unread_method_refuses_its_members(folder):
    taken = take(by_7z(folder, "-m0=ppmd"), "7z")
    assert set(taken.codes.values()) == {"member-unsupported"}
    assert taken.stop is None


def test_a_damaged_folder_costs_only_its_own_members(folder):
    made = bytearray(by_7z(folder, "-ms=off"))
    made[100] ^= 1
    taken = take(bytes(made), "7z")
    assert set(taken.codes.values()) == {"member-damaged"}
    assert len(taken.codes) == 1


def test_members_left_unread_are_passed_over(folder):
    from dalil.intake.containers.readers import members

    made = by_7z(folder)
    contents = {}
    for number, member in enumerate(members(io.BytesIO(made), "7z")):
        contents[member.item.path] = b"".join(member.chunks) if number % 2 else next(member.chunks, None)
    assert contents["صورة/1.jpg".encode()] in (CONTENTS["صورة/1.jpg"], CONTENTS["صورة/1.jpg"][: 2**20])
    assert len(contents) == 6


def test_truncation_and_flips_are_told(folder):
    made = by_7z(folder)
    for length in (0, 5, 31, 40, len(made) // 2, len(made) - 1):
        assert take(made[:length], "7z").stop.code == "container-damaged"
    for place in range(8, 32):
        changed = bytearray(made)
        changed[place] ^= 1
        assert take(bytes(changed), "7z").stop is not None


def test_an_empty_archive_has_no_members():
    assert take(archived({}), "7z").items == []
