"""Files without a name: what does not fit into memory goes there, and goes when it is closed."""

import os

import pytest

from dalil.core.errors import DiskFull
from dalil.store import disk as disks
from dalil.store.disk import Disk, DiskForbidden


def test_what_is_written_comes_back_and_leaves_nothing(tmp_path):
    folder = tmp_path / "cache"
    with Disk().scratch(str(folder)) as file:
        file.write(b"landmarks")
        assert os.listdir(folder) == []
        file.seek(4)
        assert file.read() == b"marks"


def test_a_full_disk_is_a_refusal_that_names_the_folder():
    full = disks._Nameless(os.open("/dev/full", os.O_RDWR), "/vault/cache")
    with full, pytest.raises(DiskFull) as refused:
        full.write(b"landmarks")
    assert refused.value.facts["path"] == "/vault/cache"


def test_a_folder_that_may_not_be_written_is_a_refusal(tmp_path, monkeypatch):
    def forbidden(**_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(disks.tempfile, "mkstemp", forbidden)
    with pytest.raises(DiskForbidden):
        Disk().scratch(str(tmp_path))
