"""A person at a keyboard: runs the real command line in a process of its own, and reads what it prints."""

import json
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from dalil.testing.commands import Commands, Ran
from shape import tree

REFUSED = re.compile(r"^Refused \(([a-z0-9-]+)\): .+\nWhat to do: .+$", re.MULTILINE)
STATUS = {row[0].strip("`"): int(row[1]) for row in tree.table("docs/spec/codes.md", "code")}
"""Exit status of every refusal, as the manual has it."""


class Person:
    """Somebody who acts under a name, in a folder of their own."""

    def __init__(self, name: str, folder: Path, commands: Commands, surroundings: Mapping[str, str]) -> None:
        self.name, self.folder, self._commands = name, folder, commands
        folder.mkdir(parents=True, exist_ok=True)
        self._surroundings = {**surroundings, "DALIL_ACTOR": name}

    def runs(self, *arguments: object, expecting: int = 0) -> str:
        """Run ``dalil`` with ``arguments``; the exit status must be the one that is expected."""
        ran = self._run(arguments)
        said = ran.out.decode() + ran.err.decode()
        assert ran.status == expecting, f"dalil {_typed(arguments)}: {ran.status}\n{said}"
        return ran.out.decode()

    def is_refused(self, code: str, *arguments: object) -> str:
        """Run a command that must be refused with ``code``, and change nothing of what is asked for."""
        ran = self._run(arguments)
        said = ran.err.decode()
        found = REFUSED.search(said)
        assert found, f"dalil {_typed(arguments)} is not refused: {ran.status}\n{ran.out.decode()}{said}"
        assert found.group(1) == code, said
        assert ran.status == STATUS[code], said
        return said

    def asks(self, *arguments: object) -> Any:
        """Run a command that answers with one JSON object."""
        return json.loads(self.runs(*arguments, "--json"))

    def lists(self, *arguments: object) -> list[Any]:
        """Run a command that answers with one JSON object a line."""
        return [json.loads(line) for line in self.runs(*arguments, "--jsonl").splitlines()]

    def finds(self, *arguments: object) -> list[str]:
        """Codes that ``dalil verify`` reports, with the exit status that belongs to them."""
        ran = self._run(("verify", *arguments, "--json"))
        unsound = any(each["severity"] == "unsound" for each in ran.jsonl)
        assert ran.status == int(unsound), ran
        return [each["code"] for each in ran.jsonl]

    def writes(self, name: str, text: str | bytes) -> Path:
        """Write a file of one's own."""
        path = self.folder / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    def _run(self, arguments: tuple[object, ...]) -> Ran:
        typed = [str(each) for each in arguments]
        ran = self._commands.run(*typed, cwd=str(self.folder), env=self._surroundings)
        assert b"Traceback" not in ran.err, ran.err.decode()
        return ran


def checks_alone(folder: Path, *options: object, checker: Path | None = None) -> int:
    """Exit status of the stand-alone checker: the one that lies in the folder itself, or another copy."""
    program = checker or folder / "dalil_check.py"
    command = [sys.executable, "-I", str(program), str(folder), *map(str, options)]
    ran = subprocess.run(command, capture_output=True, check=False, cwd=folder)
    assert b"Traceback" not in ran.stderr, ran.stderr.decode()
    return ran.returncode


def _typed(arguments: tuple[object, ...]) -> str:
    return " ".join(map(str, arguments))
