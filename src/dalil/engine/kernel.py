"""Calls into the kernel that Python's library does not offer: prctl, Landlock, capset.

Each returns what the kernel returns, and a negative error number instead of raising, because a kernel that
lacks a call is an ordinary answer here.
"""

import ctypes
import os
from collections.abc import Mapping
from typing import Final

_NUMBERS: Final[Mapping[str, Mapping[str, int]]] = {
    "x86_64": {"capset": 126},
    "aarch64": {"capset": 91},
}
_SAME_EVERYWHERE: Final[Mapping[str, int]] = {
    "landlock_create_ruleset": 444,
    "landlock_add_rule": 445,
    "landlock_restrict_self": 446,
}
_LIBC: Final = ctypes.CDLL(None, use_errno=True)
_LIBC.syscall.restype = ctypes.c_long
_LIBC.prctl.restype = ctypes.c_int


def system_call(name: str, *arguments: int) -> int:
    """Make one system call by name; a negative error number where it fails or this machine is not known."""
    number = _SAME_EVERYWHERE.get(name) or _NUMBERS.get(os.uname().machine, {}).get(name)
    if number is None:
        return -38  # ENOSYS: as a kernel without the call would answer
    result = int(_LIBC.syscall(ctypes.c_long(number), *map(ctypes.c_long, arguments)))
    return result if result >= 0 else -ctypes.get_errno()


def prctl(option: int, *arguments: int) -> int:
    """Change something about this process (prctl(2)); a negative error number where it fails."""
    padded = [*arguments, 0, 0, 0, 0][:4]
    result = int(_LIBC.prctl(ctypes.c_int(option), *map(ctypes.c_ulong, padded)))
    return result if result >= 0 else -ctypes.get_errno()
