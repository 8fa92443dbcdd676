"""A person at a keyboard: runs the real program in a process of its own, and reads what it prints."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any


class Person:
    """Somebody who acts under a name, in a folder of their own."""

    def __init__(self, name: str, folder: Path, vault: Path, database: str | None = None) -> None:
        self.name, self.folder, self.vault = name, folder, str(vault)
        folder.mkdir(parents=True, exist_ok=True)
        self._surroundings = {
            **{key: value for key, value in os.environ.items() if not key.startswith("DALIL_")},
            "DALIL_ACTOR": name,
            "DALIL_PASSPHRASE": "a passphrase for a test",
        }
        if database:
            self._surroundings["DALIL_DATABASE_URL"] = database

    def runs(self, *arguments: object, expecting: int = 0) -> str:
        """Run ``dalil`` with ``arguments``; the exit status must be the one that is expected."""
        command = [sys.executable, "-m", "dalil", *map(str, arguments)]
        done = subprocess.run(
            command, capture_output=True, cwd=self.folder, env=self._surroundings, check=False
        )
        said = done.stdout.decode() + done.stderr.decode()
        assert done.returncode == expecting, (
            f"dalil {' '.join(map(str, arguments))}: {done.returncode}\n{said}"
        )
        assert "Traceback" not in said
        return done.stdout.decode()

    def asks(self, *arguments: object) -> Any:
        """Run a command that answers with one JSON object."""
        return json.loads(self.runs(*arguments, "--json"))

    def lists(self, *arguments: object) -> list[Any]:
        """Run a command that answers with one JSON object a line."""
        return [json.loads(line) for line in self.runs(*arguments, "--jsonl").splitlines()]

    def writes(self, name: str, text: str) -> Path:
        """Write a file of one's own."""
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        return path


def checks_alone(folder: Path) -> int:
    """Exit status of the stand-alone checker that lies in the bundle itself."""
    checker = [sys.executable, "-I", str(folder / "dalil_check.py"), str(folder)]
    return subprocess.run(checker, capture_output=True, check=False).returncode
