"""Landlock: a process loses every right to files, network and other processes that the kernel can take.

Serves docs/spec/jail.md §5. A worker gets no rule, so nothing beneath any folder stays reachable; what is
already open stays open. A confined program may read and run what lies beneath named folders.
Source: Linux ``Documentation/userspace-api/landlock.rst``.
"""

import ctypes
import os
import struct
from collections.abc import Sequence
from typing import Final

from dalil.engine.kernel import system_call

_CREATE_RULESET_VERSION: Final = 1

# How many of the low bits of handled_access_fs an ABI knows; a later ABI than the last keeps the last.
_FILE_RIGHTS: Final = ((1, 13), (2, 14), (3, 15), (5, 16))
_NETWORK_FROM_ABI: Final = 4  # bind and connect over TCP
_SCOPES_FROM_ABI: Final = 6  # abstract Unix sockets, signals
_TWO_BITS: Final = 3
_PATH_BENEATH: Final = 1
_EXECUTE, _READ_FILE, _READ_DIR = 1 << 0, 1 << 2, 1 << 3


def abi() -> int:
    """The Landlock version of this kernel; 0 where it has none or it is switched off."""
    return max(0, system_call("landlock_create_ruleset", 0, 0, _CREATE_RULESET_VERSION))


def ruleset(version: int) -> bytes:
    """The ruleset that handles, and therefore denies, every right that ABI ``version`` knows."""
    bits = max(count for since, count in _FILE_RIGHTS if since <= version)
    fields = [(1 << bits) - 1]
    if version >= _NETWORK_FROM_ABI:
        fields.append(_TWO_BITS)
    if version >= _SCOPES_FROM_ABI:
        fields.append(_TWO_BITS)
    return struct.pack(f"={len(fields)}Q", *fields)


def restrict(readable: Sequence[str] = ()) -> int:
    """Take every right from this thread for ever; the ABI in force, 0 where there is none.

    What lies beneath ``readable``, folders or files, may still be read and run.

    The process must have given up gaining privileges before (PR_SET_NO_NEW_PRIVS), and have one thread.
    """
    version = abi()
    if version == 0:
        return 0
    content = ruleset(version)
    attributes = ctypes.create_string_buffer(content, len(content))
    descriptor = system_call("landlock_create_ruleset", ctypes.addressof(attributes), len(content), 0)
    if descriptor < 0:
        return 0
    for path in readable:
        _permit(descriptor, path)
    done = system_call("landlock_restrict_self", descriptor, 0)
    os.close(descriptor)
    return version if done == 0 else 0


def _permit(ruleset_descriptor: int, path: str) -> None:
    """Add the rule that what lies beneath ``path`` may be read and run; nothing where there is nothing."""
    try:
        descriptor = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except FileNotFoundError:
        return
    rights = _EXECUTE | _READ_FILE | (_READ_DIR if os.path.isdir(path) else 0)
    rule = struct.pack("=Qi", rights, descriptor)
    attributes = ctypes.create_string_buffer(rule, len(rule))
    system_call("landlock_add_rule", ruleset_descriptor, _PATH_BENEATH, ctypes.addressof(attributes), 0)
    os.close(descriptor)
