"""The walk meets every entry once, as bytes, in one order, and follows nothing."""

import os
import socket
import tempfile
import tracemalloc

import pytest

from dalil.core.errors import Refusal
from dalil.intake.item import ItemKind
from dalil.intake.walk import walk
from source_making import as_nobody, met, open_file, put


@pytest.fixture
def root(tmp_path):
    return os.fsencode(tmp_path)


def test_parents_come_first_and_names_are_sorted_as_bytes(root):
    for name in (b"b/2", b"b/1", b"a-b/x", b"a/x", b"B", b"\xff", b"a b"):
        put(root + b"/" + name)
    order = [b"B", b"a", b"a/x", b"a b", b"a-b", b"a-b/x", b"b", b"b/1", b"b/2", b"\xff"]
    assert [item.path for item in walk(root)] == order


def test_names_are_kept_byte_for_byte(root):
    names = [
        b"\xd5\xe6\xd1\xc9.jpg",  # Windows-1256
        "é".encode(),
        "e\u0301".encode(),  # the NFD twin
        "\u202egpj.exe".encode(),  # a bidi control
        b"new\nline",
        b"\x01\x7f",
        b"a" * 255,
        b" ",
        b"-rf",
        b"back\\slash",
        b"con",
    ]
    for name in names:
        put(root + b"/" + name)
    assert [item.path for item in walk(root)] == sorted(names)


def test_links_are_kept_and_never_followed(root):
    put(root + b"/d/file")
    os.symlink(b"..", root + b"/d/up")
    os.symlink(b"/etc/\xff\x80", root + b"/broken")
    os.symlink(b"self", root + b"/self")
    items = met(root)
    assert set(items) == {b"d", b"d/file", b"d/up", b"broken", b"self"}
    assert items[b"broken"].target == b"/etc/\xff\x80"
    assert items[b"d/up"].kind is ItemKind.LINK
    assert items[b"d/up"].target == b".."
    assert items[b"self"].target == b"self"


def test_special_files_are_refused_and_the_walk_goes_on(root):
    os.mkfifo(root + b"/fifo")
    bound = socket.socket(socket.AF_UNIX)
    bound.bind(root + b"/socket")
    put(root + b"/zzz")
    items = met(root)
    bound.close()
    assert items[b"fifo"].refusal.code == "source-special"
    assert items[b"socket"].refusal.code == "source-special"
    assert items[b"zzz"].kind is ItemKind.FILE


def test_a_device_is_refused():
    null = next(item for item in walk(b"/dev") if item.path == b"null")
    assert null.refusal.code == "source-special"


def test_times_outside_1970_to_2038_are_exact(root):
    wanted = {b"old": -2_000_000_000_123_456_789, b"late": 4_102_444_800_123_456_789, b"now": 1}
    for name, moment in wanted.items():
        os.utime(put(root + b"/" + name), ns=(0, moment))
    assert {item.path: item.mtime_ns for item in walk(root)} == wanted


def test_an_unreadable_folder_costs_one_refusal():
    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o755)
        root = os.fsencode(folder)
        put(root + b"/closed/hidden")
        put(root + b"/open/seen")
        os.chmod(root + b"/closed", 0)
        with as_nobody():
            items = met(root)
        os.chmod(root + b"/closed", 0o755)
    assert items[b"closed"].refusal.code == "source-forbidden"
    assert set(items) == {b"closed", b"open", b"open/seen"}


def test_a_folder_that_lists_but_cannot_be_entered_refuses_each_name():
    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o755)
        root = os.fsencode(folder)
        put(root + b"/listed/a")
        put(root + b"/listed/b")
        os.chmod(root + b"/listed", 0o444)
        with as_nobody():
            items = met(root)
        os.chmod(root + b"/listed", 0o755)
    assert items[b"listed/a"].refusal.code == "source-forbidden"
    assert items[b"listed/b"].refusal.code == "source-forbidden"


def test_paths_longer_than_the_kernel_takes_are_walked_and_read(root):
    part, depth = b"n" * 200, 40
    descriptor = os.open(root, os.O_RDONLY)
    for _ in range(depth):
        os.mkdir(part, dir_fd=descriptor)
        deeper = os.open(part, os.O_RDONLY, dir_fd=descriptor)
        os.close(descriptor)
        descriptor = deeper
    last = os.open(b"deep", os.O_CREAT | os.O_WRONLY, dir_fd=descriptor)
    os.write(last, b"found")
    os.close(last)
    os.close(descriptor)
    items = met(root)
    wanted = b"/".join([part] * depth + [b"deep"])
    assert len(wanted) > 4096
    with open_file(root, items[wanted]) as opened:
        assert opened.read() == b"found"


def test_a_tree_deeper_than_the_descriptors_is_walked_both_ways(root):
    descriptor = os.open(root, os.O_RDONLY)
    for _ in range(300):
        os.close(os.open(b"a", os.O_CREAT | os.O_WRONLY, dir_fd=descriptor))
        os.close(os.open(b"z", os.O_CREAT | os.O_WRONLY, dir_fd=descriptor))
        os.mkdir(b"m", dir_fd=descriptor)
        deeper = os.open(b"m", os.O_RDONLY, dir_fd=descriptor)
        os.close(descriptor)
        descriptor = deeper
    os.close(descriptor)
    before = len(os.listdir("/proc/self/fd"))
    paths, most = [], 0
    for item in walk(root):
        assert item.refusal is None
        paths.append(item.path)
        most = max(most, len(os.listdir("/proc/self/fd")) - before)
    assert len(paths) == len(set(paths)) == 900
    assert most <= 70
    assert len(os.listdir("/proc/self/fd")) == before


def test_a_path_beyond_the_limit_is_refused(root):
    part = b"n" * 250
    descriptor = os.open(root, os.O_RDONLY)
    for _ in range(70):
        os.mkdir(part, dir_fd=descriptor)
        deeper = os.open(part, os.O_RDONLY, dir_fd=descriptor)
        os.close(descriptor)
        descriptor = deeper
    os.close(descriptor)
    items = list(walk(root))
    assert items[-1].refusal.code == "path-too-long"
    assert len(items) == 66


def test_a_folder_replaced_during_the_walk_refuses_what_was_listed(root):
    for level in range(80):
        put(root + b"/" + b"d/" * level + b"z")
    walking = walk(root)
    seen = []
    for item in walking:
        seen.append(item)
        if item.path == b"d/" * 79 + b"z":
            os.rename(root + b"/d/d/d", root + b"/d/d/away")
            os.mkdir(root + b"/d/d/d")
    refused = [item.refusal.code for item in seen if item.refusal]
    assert set(refused) <= {"source-changed", "source-vanished"}
    assert refused
    assert len({item.path for item in seen}) == len(seen) == 80 + 79


def test_an_entry_that_vanishes_is_refused(root):
    put(root + b"/a")
    put(root + b"/b")
    walking = walk(root)
    next(walking)
    os.unlink(root + b"/b")
    (last,) = walking
    assert (last.path, last.refusal.code) == (b"b", "source-vanished")


def test_a_source_that_is_one_file_is_one_item(root):
    path = put(root + b"/disk.iso", b"123")
    (item,) = walk(path)
    assert item.path == b"disk.iso"
    with open_file(path, item) as opened:
        assert opened.read() == b"123"


def test_a_source_that_is_a_link_is_followed_once(root):
    put(root + b"/real/a")
    os.symlink(b"real", root + b"/medium")
    (item,) = walk(root + b"/medium")
    with open_file(root + b"/medium", item) as opened:
        assert opened.read() == b"x"


def test_a_source_that_is_nothing_or_special_is_refused(root):
    os.mkfifo(root + b"/fifo")
    for name, code in ((b"/none", "source-vanished"), (b"/fifo", "source-special")):
        with pytest.raises(Refusal) as raised:
            list(walk(root + name))
        assert raised.value.code == code


@pytest.mark.parametrize("count", [20_000, pytest.param(100_000, marks=pytest.mark.slow)])
def test_a_folder_of_many_empty_files_needs_little_memory(root, count):
    descriptor = os.open(root, os.O_RDONLY)
    for number in range(count):
        os.close(os.open(b"%06d" % number, os.O_CREAT | os.O_WRONLY, dir_fd=descriptor))
    os.close(descriptor)
    tracemalloc.start()
    assert sum(1 for _ in walk(root)) == count
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 300 * count
