"""Checking: one verification at a time, in a thread of its own; pages look at how far it is.

It reads files and changes nothing. What it found is kept in memory until the next one.
"""

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from dalil.core.errors import Refusal
from dalil.core.finding import Finding, sound
from dalil.flows.verify import verify

Verify = Callable[[str, Callable[[str, int, int], None]], Sequence[Finding]]


@dataclass(frozen=True, slots=True)
class Check:
    """One verification: under way, finished with findings, or refused."""

    started: float
    step: str = ""
    done: int = 0
    of: int = 0
    finished: float | None = None
    findings: tuple[Finding, ...] = field(default=())
    refusal: Refusal | None = None

    @property
    def running(self) -> bool:
        """Whether it is still under way."""
        return self.finished is None

    @property
    def sound(self) -> bool:
        """Whether it finished and found nothing unsound."""
        return self.finished is not None and self.refusal is None and sound(self.findings)

    @property
    def seconds(self) -> int:
        """How long it took, or has taken, in whole seconds."""
        return int((self.finished or time.time()) - self.started)


class Checking:
    """Starts verifications of the vault at ``path`` and remembers the newest."""

    def __init__(self, path: str, run: Verify | None = None) -> None:
        self._path = path
        self._run = run or _verify
        self._lock = threading.Lock()
        self._newest: Check | None = None

    @property
    def newest(self) -> Check | None:
        """The check under way, or the last one; None before the first."""
        return self._newest

    def start(self) -> None:
        """Begin a verification; where one is under way, that one is the answer."""
        with self._lock:
            if self._newest is not None and self._newest.running:
                return
            self._newest = Check(started=time.time())
        threading.Thread(target=self._work, args=(self._newest,), name="dalil-verify", daemon=True).start()

    def _work(self, check: Check) -> None:
        try:
            found = tuple(self._run(self._path, self._progress))
        except Refusal as refused:
            self._newest = replace(check, finished=time.time(), refusal=refused)
        else:
            self._newest = replace(check, finished=time.time(), findings=found)

    def _progress(self, step: str, done: int, of: int) -> None:
        newest = self._newest
        assert newest is not None, "a check under way is the newest"
        self._newest = replace(newest, step=step, done=done, of=of)


def _verify(path: str, progress: Callable[[str, int, int], None]) -> Sequence[Finding]:
    return verify(path, progress=progress)
