"""A cluster of dask on this machine: a scheduler and workers as processes of their own, ended in any case."""

import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field

from faults.process import left_behind, running

HERE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
PATIENCE_SECONDS = 60
LOCAL = ("--host", "127.0.0.1", "--dashboard-address", "127.0.0.1:0", "--no-dashboard")


@dataclass
class Program:
    """A scheduler or a worker; its process begins a session, to which all of its jails belong."""

    popen: subprocess.Popen

    def send(self, number):
        self.popen.send_signal(number)

    def kill(self):
        self.send(signal.SIGKILL)
        self.popen.wait()

    @property
    def jailed(self):
        """Processes that it started and that are there."""
        return running(self.popen.pid)

    def jailed_after_a_while(self):
        """Those that do not end by themselves."""
        deadline = time.monotonic() + 15
        while self.jailed and time.monotonic() < deadline:
            time.sleep(0.05)
        return self.jailed


@dataclass
class DaskCluster:
    """Use as a context manager: ``cluster.address`` after ``with``; workers come and go."""

    folder: str
    env: dict = field(default_factory=dict)
    """Settings of dask for all programs, by the names that dask gives them in an environment."""
    scheduler_path: str = ""
    """A folder that goes before all others where the scheduler looks for modules."""
    programs: list = field(default_factory=list)
    address: str = ""

    def __enter__(self):
        os.makedirs(self.folder)
        self.scheduler = self.start_scheduler()
        return self

    def __exit__(self, *_):
        for program in self.programs:
            program.send(signal.SIGCONT)
            program.kill()
        assert [program.popen.pid for program in self.programs if left_behind(program.popen.pid)] == []

    @property
    def engine(self):
        """The cluster's name on the command line."""
        return self.address.replace("tcp://", "dask://").replace("tls://", "dask+tls://")

    def start_scheduler(self):
        file = os.path.join(self.folder, "scheduler.json")
        options = ("--port", "0", "--scheduler-file", file, *(["--protocol", "tls"] if self.env else []))
        program = self._start("scheduler", *options, path=self.scheduler_path)
        self._await(lambda: os.path.exists(file) and os.path.getsize(file))
        with open(file, "rb") as stream:
            self.address = json.load(stream)["address"]
        return program

    def start_worker(self, *, threads=1, path=""):
        """Start a worker; ``path`` goes before all others where it looks for modules."""
        place = os.path.join(self.folder, f"worker-{len(self.programs)}")
        options = (
            "--no-nanny",
            "--nthreads",
            str(threads),
            "--memory-limit",
            "0",
            "--local-directory",
            place,
        )
        return self._start("worker", self.address, *options, path=path)

    def await_workers(self, count):
        """Wait until the scheduler knows so many."""
        from distributed import Client, Security

        files = {name.partition("TLS__")[2].lower(): path for name, path in self.env.items()}
        own = {f"tls_{name.replace('__', '_')}": path for name, path in files.items()}
        with Client(self.address, set_as_default=False, security=Security(**own)) as client:
            self._await(lambda: len(client.nthreads()) == count)

    def _start(self, kind, *options, path=""):
        kept = {key: value for key, value in os.environ.items() if not key.startswith(("DALIL_", "DASK_"))}
        paths = os.pathsep.join([*([path] if path else []), HERE])
        log = open(os.path.join(self.folder, f"{kind}-{len(self.programs)}.log"), "wb")  # noqa: SIM115
        popen = subprocess.Popen(
            [sys.executable, "-m", f"distributed.cli.dask_{kind}", *options, *LOCAL],
            env={**kept, "PYTHONPATH": paths, **self.env},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
        log.close()
        self.programs.append(Program(popen))
        return self.programs[-1]

    def _await(self, happened):
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not happened():
            assert time.monotonic() < deadline, "a cluster on this machine starts within a minute"
            time.sleep(0.05)
