"""A file is opened only while it is the one that was listed, and read without a trace."""

import os
import tempfile

import pytest

from dalil.intake.opener import read_chunks
from dalil.intake.reading import SourceChanged, SourceFile, SourceForbidden, SourceUnreadable, SourceVanished
from source_making import as_nobody, met, open_file, put


@pytest.fixture
def root(tmp_path):
    return os.fsencode(tmp_path)


def test_a_forbidden_file_is_refused_when_opened():
    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o755)
        root = os.fsencode(folder)
        os.chmod(put(root + b"/secret"), 0)
        with as_nobody():
            items = met(root)
            with pytest.raises(SourceForbidden):
                open_file(root, items[b"secret"])


def test_a_file_is_opened_only_while_it_is_the_same(root):
    put(root + b"/d/file", b"before")
    item = met(root)[b"d/file"]
    with open_file(root, item) as opened:
        assert b"".join(read_chunks(opened, item)) == b"before"
    put(root + b"/d/new", b"before")
    os.rename(root + b"/d/new", root + b"/d/file")
    with pytest.raises(SourceChanged):
        open_file(root, item)
    os.unlink(root + b"/d/file")
    with pytest.raises(SourceVanished):
        open_file(root, item)


@pytest.mark.parametrize("make", [os.mkdir, os.mkfifo, lambda path: os.symlink(b"/etc/passwd", path)])
def test_a_file_that_became_something_else_is_refused_without_waiting(root, make):
    put(root + b"/file")
    item = met(root)[b"file"]
    os.unlink(root + b"/file")
    make(root + b"/file")
    with pytest.raises(SourceChanged):
        open_file(root, item)


def test_a_folder_that_became_a_link_leads_nowhere(root, tmp_path_factory):
    put(root + b"/d/file")
    item = met(root)[b"d/file"]
    elsewhere = os.fsencode(tmp_path_factory.mktemp("elsewhere"))
    os.rename(root + b"/d", elsewhere + b"/d")
    os.symlink(elsewhere + b"/d", root + b"/d")
    with pytest.raises((SourceChanged, SourceVanished)):
        open_file(root, item)


def test_a_file_that_grows_or_shrinks_while_read_is_refused(root):
    path = put(root + b"/file", b"12345")
    item = met(root)[b"file"]
    for size in (2, 9):
        opened = open_file(root, item)
        os.truncate(path, size)
        with opened, pytest.raises(SourceChanged):
            list(read_chunks(opened, item))
        put(path, b"12345")
        item = met(root)[b"file"]


def test_a_read_error_is_a_refusal_with_its_reason():
    descriptor = os.open("/proc/self/mem", os.O_RDONLY)  # the kernel answers EIO at address 0
    with SourceFile(descriptor, path=b"bad") as opened:
        for read in (lambda: opened.read(10), opened.readall, lambda: opened.readinto(bytearray(9))):
            with pytest.raises(SourceUnreadable) as raised:
                read()
            assert "Input/output error" in raised.value.sentence


def test_access_times_stay(root):
    path = put(root + b"/d/file", b"12345")
    os.utime(path, ns=(1_000_000_000, 2_000_000_000))
    os.utime(root + b"/d", ns=(1_000_000_000, 2_000_000_000))
    item = met(root)[b"d/file"]
    with open_file(root, item) as opened:
        list(read_chunks(opened, item))
    assert os.stat(path).st_atime_ns == 1_000_000_000
    assert os.stat(root + b"/d").st_atime_ns == 1_000_000_000
