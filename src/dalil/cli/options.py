"""Options that many commands share, and how the person at the keyboard is known."""

import getpass
import os
import sys
from typing import Annotated, Final

import typer

from dalil.core import actor as actors
from dalil.core.errors import UsageRefusal
from dalil.flows.vault import TOOL, World

VaultOption = Annotated[str, typer.Option("--vault", help="The vault's folder.", metavar="V")]
JsonOption = Annotated[bool, typer.Option("--json", help="JSON on stdout.")]
JsonlOption = Annotated[bool, typer.Option("--jsonl", help="One JSON object a line on stdout.")]
ActorOption = Annotated[
    str, typer.Option("--as", help="Who acts: a name or pseudonym; DALIL_ACTOR otherwise.", metavar="WHO")
]
WorkersOption = Annotated[int, typer.Option(min=1, help="Processes of this machine that look into exhibits.")]
CopiesOption = Annotated[
    int, typer.Option("--workers", min=1, help="Processes of this machine that compare names.")
]
EngineOption = Annotated[
    str,
    typer.Option(
        "--engine", help="Where exhibits are looked into: local, or a cluster, dask://HOST:8786.", metavar="E"
    ),
]
LinkageOption = Annotated[
    str,
    typer.Option(
        "--engine",
        help="How pairs are found: exhaustive, duckdb, spark://local, spark://HOST:7077; by size otherwise.",
        metavar="E",
    ),
]
ReasonOption = Annotated[str, typer.Option("--reason", help="Why, in a sentence.")]

MACHINE: Final = TOOL
_TYPED: Final[list[str]] = []
"""The passphrase of the log's key, once somebody has typed it."""


def world(actor: str = "") -> World:
    """The world of a command: real clock, real disk, and the actor named by option or environment."""
    named = actors.written(actor or os.environ.get("DALIL_ACTOR", ""))
    return World(actor=named or MACHINE, passphrase=log_passphrase, new_passphrase=new_log_passphrase)


def log_passphrase() -> str | None:
    """The passphrase that opens the log's key; a command asks for it once."""
    if not _TYPED:
        found = passphrase("the log's key")
        if found is None:
            return None
        _TYPED.append(found)
    return _TYPED[0]


def new_log_passphrase() -> str | None:
    """The passphrase that a new log's key gets. Raises: UsageRefusal."""
    found = new_passphrase("the log's key")
    _TYPED[:] = [found] if found is not None else []
    return found


def passphrase(of: str) -> str | None:
    """DALIL_PASSPHRASE, or a question to the person where there is one to ask."""
    given = os.environ.get("DALIL_PASSPHRASE")
    if given is not None or not sys.stdin.isatty():
        return given
    return getpass.getpass(f"Passphrase of {of}: ") or None


def new_passphrase(of: str) -> str | None:
    """The same for a key that is being made: typed twice, for nobody can open it after a slip.

    Raises: UsageRefusal where the two differ.
    """
    given = os.environ.get("DALIL_PASSPHRASE")
    if given is not None or not sys.stdin.isatty():
        return given
    typed = getpass.getpass(f"New passphrase of {of} (empty: keep the key in the clear): ")
    if typed and getpass.getpass("The same again: ") != typed:
        raise UsageRefusal(detail="the two passphrases differ; nothing was made")
    return typed or None


ColumnOption = Annotated[
    list[str] | None, typer.Option("--column", help="What a column holds: HEADER=FIELD; may be repeated.")
]
SheetOption = Annotated[
    str | None, typer.Option(help="Of a workbook: the sheet, where several hold anything.", metavar="NAME")
]
