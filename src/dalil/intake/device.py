"""Device: what the operating system says of the medium that a source lies on. Claims, not proofs."""

import os

from dalil.core.canonical import Record


def facts(source: bytes) -> Record:
    """File system type, whether it is mounted read-only, its size and its fill, as far as they can be had."""
    try:
        status = os.statvfs(source)
    except OSError:
        return {}
    return {
        "filesystem": _type_of(source),
        "read_only": bool(status.f_flag & os.ST_RDONLY),
        "size_bytes": status.f_blocks * status.f_frsize,
        "used_bytes": (status.f_blocks - status.f_bfree) * status.f_frsize,
    }


def _type_of(source: bytes) -> str:
    """The type of the mount that holds ``source``; empty where the system does not tell (proc(5))."""
    device = os.stat(source).st_dev
    wanted = b"%d:%d" % (os.major(device), os.minor(device))
    try:
        with open("/proc/self/mountinfo", "rb") as file:
            for line in file:
                fields, _, rest = line.partition(b" - ")
                if fields.split()[2] == wanted:
                    return rest.split()[0].decode("ascii", "replace")
    except OSError:
        return ""
    return ""
