"""What a process of ours gives up: gaining privileges, capabilities, being traced, outliving its parent.

Serves docs/spec/jail.md §3. Source: prctl(2), capabilities(7).
"""

import ctypes
import signal
import struct
from typing import Final

from dalil.engine.kernel import prctl, system_call

_PR_SET_PDEATHSIG: Final = 1
_PR_SET_DUMPABLE: Final = 4
_PR_SET_NO_NEW_PRIVS: Final = 38
_CAPABILITY_VERSION_3: Final = 0x2008_0522


def no_new_privileges() -> bool:
    """No program started from here gains rights; seccomp and Landlock ask for this."""
    return prctl(_PR_SET_NO_NEW_PRIVS, 1) == 0


def die_with_parent() -> bool:
    """SIGKILL when the parent ends, so that no worker outlives its run."""
    return prctl(_PR_SET_PDEATHSIG, signal.SIGKILL) == 0


def not_traceable() -> bool:
    """No core file, no debugger, and ``/proc/self`` belongs to root."""
    return prctl(_PR_SET_DUMPABLE, 0) == 0


def drop_capabilities() -> bool:
    """Empty the effective, permitted and inheritable sets: a worker of root is no longer root."""
    header = ctypes.create_string_buffer(struct.pack("=Ii", _CAPABILITY_VERSION_3, 0))
    sets = ctypes.create_string_buffer(bytes(24), 24)
    return system_call("capset", ctypes.addressof(header), ctypes.addressof(sets)) == 0
