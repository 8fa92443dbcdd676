"""A file system that knows no locks: no command writes, for two could at once."""

import errno
import fcntl
import os

import pytest

from dalil.store import lock
from dalil.store.layout import Layout


@pytest.mark.parametrize("number", [errno.ENOLCK, errno.EOPNOTSUPP, errno.ENOSYS])
def test_a_file_system_without_locks_is_refused(vault, monkeypatch, number):
    def without(_descriptor, _operation):
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(fcntl, "flock", without)
    for held in (lock.exclusive, lock.making):
        with pytest.raises(lock.LockUnknown), held(Layout(vault)):
            pass
