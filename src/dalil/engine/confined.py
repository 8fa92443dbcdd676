"""Confined: a program of others that reads foreign bytes, started with nothing but the right to read.

Serves docs/spec/jail.md §9. For programs that cannot be put into a jail because they open files by name, such
as exiftool. It may read the system's folders, its own and one more; it writes no file, reaches no network,
gains no rights, and ends with its parent. Its memory is bounded. Run as ``python -m dalil.engine.confined``.
"""

import os
import resource
import sys
from typing import Final

from dalil.core.limits import EXAMINE_MEMORY_BYTES_MAX
from dalil.engine import landlock, privileges, seccomp
from dalil.engine.process import environment

_SYSTEM: Final = ("/usr", "/etc", "/lib", "/lib64", "/bin", "/opt", "/nix/store", "/dev/null", "/dev/urandom")
"""Where programs, their libraries and their settings are."""


def command(program: str, readable: str) -> list[str]:
    """The beginning of a command line that runs ``program`` confined, with ``readable`` open to its eyes.

    The program's own arguments follow. Run it with :func:`environment` and from this very process.
    """
    return [
        sys.executable, "-P", "-s", "-m", "dalil.engine.confined", str(os.getpid()), readable, program,
    ]  # fmt: skip


def main(arguments: list[str]) -> None:
    """Close the doors, then become the program: parent, readable folder, program, its arguments."""
    parent, readable, program, *_ = arguments
    privileges.die_with_parent()
    if os.getppid() != int(parent):  # it ended before we were tied to it
        sys.exit(1)
    privileges.no_new_privileges()
    privileges.drop_capabilities()
    landlock.restrict((*_SYSTEM, os.path.dirname(os.path.realpath(program)), readable))
    for kind, bound in _BOUNDS:
        resource.setrlimit(kind, (bound, bound))
    machine = seccomp.machine_here()
    if machine is not None:
        seccomp.Filter(seccomp.program_filter(machine)).install()
    os.execve(program, arguments[2:], {**os.environ})  # noqa: S606 - what the caller named


_BOUNDS: Final = (
    (resource.RLIMIT_FSIZE, 0),
    (resource.RLIMIT_CORE, 0),
    (resource.RLIMIT_AS, EXAMINE_MEMORY_BYTES_MAX),
)

__all__ = ["command", "environment", "main"]

if __name__ == "__main__":
    main(sys.argv[1:])
