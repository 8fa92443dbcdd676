"""Options that many commands share, and how the person at the keyboard is known."""

import getpass
import os
import sys
from typing import Annotated, Final

import typer

from dalil.flows.vault import TOOL, World

VaultOption = Annotated[str, typer.Option("--vault", help="The vault's folder.", metavar="V")]
JsonOption = Annotated[bool, typer.Option("--json", help="JSON on stdout.")]
JsonlOption = Annotated[bool, typer.Option("--jsonl", help="One JSON object a line on stdout.")]
ActorOption = Annotated[
    str, typer.Option("--as", help="Who acts: a name or pseudonym; DALIL_ACTOR otherwise.", metavar="WHO")
]
WorkersOption = Annotated[int, typer.Option(min=1, help="Processes that look into exhibits.")]
ReasonOption = Annotated[str, typer.Option("--reason", help="Why, in a sentence.")]

MACHINE: Final = TOOL


def world(actor: str = "") -> World:
    """The world of a command: real clock, real disk, and the actor named by option or environment."""
    named = actor or os.environ.get("DALIL_ACTOR", "")
    return World(actor=named or MACHINE, passphrase=passphrase)


def passphrase() -> str | None:
    """DALIL_PASSPHRASE, or a question to the person where there is one to ask."""
    given = os.environ.get("DALIL_PASSPHRASE")
    if given is not None or not sys.stdin.isatty():
        return given
    return getpass.getpass("Passphrase of the log's key (empty: keep the key in the clear): ") or None
