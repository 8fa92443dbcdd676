"""Watching how much memory a command and its workers take at most, in the kernel's own count."""

import os
import threading


class MemoryWatch:
    """Samples VmHWM (proc_pid_status(5)) of every process of a command's session until it ends."""

    def __init__(self, running, every_seconds=0.02):
        self._session, self._running, self._every_seconds = running.pid, running, every_seconds
        self.peaks, self._over = {}, threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()

    def result(self):
        """How the command ended; then ``own_mib`` and ``workers_mib`` stand."""
        ran = self._running.wait()
        self._over.set()
        self._thread.join()
        return ran

    @property
    def own_mib(self):
        return self.peaks[self._session] / 1024

    @property
    def workers_mib(self):
        workers = [peak for process, peak in self.peaks.items() if process != self._session]
        return max(workers, default=0) / 1024

    def _watch(self):
        # Until its end is told: in its first moments the command has no session of its own yet.
        while not self._over.wait(self._every_seconds):
            self._sample()

    def _sample(self):
        """Take one sample of all."""
        for process in filter(str.isdigit, os.listdir("/proc")):
            peak = peak_kib(process, self._session)
            if peak:
                self.peaks[int(process)] = max(peak, self.peaks.get(int(process), 0))


def peak_kib(process, session):
    """The peak of one process, if it is of that session and still there; 0 otherwise."""
    try:
        with open(f"/proc/{process}/stat") as file:
            if int(file.read().rpartition(")")[2].split()[3]) != session:
                return 0
        with open(f"/proc/{process}/status") as file:
            return next((int(line.split()[1]) for line in file if line.startswith("VmHWM")), 0)
    except (FileNotFoundError, ProcessLookupError):
        return 0
