"""A story: one vault, its database, the people who work on it, and at the end the proof of the shadow.

Whatever a story does, afterwards every vault that it made is rebuilt: the tables that the commands left, the
tables made again from the log alone, and those of another kind of database must have the same digests.
"""

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from dalil.testing.commands import Commands
from stories.person import Person


class Story:
    """Where a story takes place. ``database`` is the vault's PostgreSQL; None for SQLite inside it."""

    def __init__(self, folder: Path, commands: Commands, database: str | None) -> None:
        self.folder, self.vault, self.database = folder, folder / "vault", database
        self._commands = commands

    @property
    def here(self) -> tuple[str, Path]:
        """The option that names the vault."""
        return "--vault", self.vault

    def person(self, name: str, *, passphrase: str | None = None) -> Person:
        """Somebody who works on this vault, in a folder of their own."""
        return Person(name, self.folder / name, self._commands, self._surroundings(passphrase, self.database))

    def stranger(self, name: str, *, passphrase: str | None = None) -> Person:
        """Somebody far from this vault's database: a partner, an authority, or who holds another vault."""
        return Person(name, self.folder / name, self._commands, self._surroundings(passphrase, None))

    def rebuild_everything(self) -> int:
        """Rebuild every vault of the story and compare; return how many there were."""
        found = list(vaults_below(self.folder))
        for vault in found:
            ours = vault == self.vault
            left = self._rebuilt(vault, self.database if ours else None)
            assert left["same"], f"{vault}: the commands left other rows: {differing(left)}"
            if ours and self.database:
                again = self._rebuilt(vault, None)
                assert again["after"] == left["after"], "SQLite and PostgreSQL differ"
        return len(found)

    def _rebuilt(self, vault: Path, database: str | None) -> Any:
        ran = self._commands.run(
            "rebuild", "--vault", str(vault), "--json", env=self._surroundings(None, database)
        )
        rebuilt = json.loads(ran.out)
        assert ran.status == (0 if rebuilt["same"] else 1), ran
        return rebuilt

    def _surroundings(self, passphrase: str | None, database: str | None) -> dict[str, str]:
        given = {"DALIL_PASSPHRASE": passphrase, "DALIL_DATABASE_URL": database}
        return {key: value for key, value in given.items() if value is not None}


def vaults_below(folder: Path) -> Iterator[Path]:
    """Every vault under ``folder``; none is looked for inside another."""
    for place, folders, names in os.walk(folder):
        if "dalil.toml" in names:
            folders.clear()
            yield Path(place)


def differing(rebuilt: dict[str, Any]) -> list[str]:
    """Tables that the log does not make."""
    return [table for table, digest in rebuilt["after"].items() if rebuilt["before"].get(table) != digest]
