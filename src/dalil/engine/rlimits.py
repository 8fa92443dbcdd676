"""Resource limits (getrlimit(2)): nothing new opened or written, memory and processor time bounded.

Serves docs/spec/jail.md §3. A limit is never raised above what it was.
"""

import resource


def of_spawner() -> None:
    """For a spawner that has loaded everything, and for its workers: no new descriptor, no file, no core."""
    _lower(resource.RLIMIT_FSIZE, 0, 0)
    _lower(resource.RLIMIT_CORE, 0, 0)
    _lower(resource.RLIMIT_MEMLOCK, 0, 0)
    # Nought means that no new descriptor can be opened; those that are open stay usable.
    _lower(resource.RLIMIT_NOFILE, 0, 0)


def of_worker(*, memory_bytes: int, cpu_seconds: int) -> None:
    """For one worker, a fresh process whose processor time starts at nought.

    ``memory_bytes`` is address space; Python answers with MemoryError at its edge. After ``cpu_seconds`` the
    kernel sends SIGXCPU, and one second later SIGKILL to a process that ignores it.
    """
    _lower(resource.RLIMIT_AS, memory_bytes, memory_bytes)
    _lower(resource.RLIMIT_CPU, cpu_seconds, cpu_seconds + 1)
    _lower(resource.RLIMIT_NPROC, 0, 0)


def _lower(kind: int, soft: int, hard: int) -> None:
    _, ceiling = resource.getrlimit(kind)
    if ceiling != resource.RLIM_INFINITY:
        soft, hard = min(soft, ceiling), min(hard, ceiling)
    resource.setrlimit(kind, (soft, hard))
