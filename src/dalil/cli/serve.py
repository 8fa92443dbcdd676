"""The command that opens the pages."""

import os
import sys
from typing import Annotated

import typer

from dalil.cli.options import VaultOption
from dalil.core import actor as actors
from dalil.flows import vault as vaults
from dalil.web import serving

app = typer.Typer()


@app.command()
def serve(
    vault: VaultOption,
    host: Annotated[str, typer.Option(help="An address of this machine alone.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65_535, help="Port; 0 takes one that is free.")] = 8000,
    actor: Annotated[
        str,
        typer.Option("--as", help="Who reads labels on the pages; else they are to look at.", metavar="WHO"),
    ] = "",
) -> None:
    """Show the vault in a browser on this machine, with a link that opens once."""
    serving.check_host(host)
    vaults.Vault.open(vault)
    who = actors.written(actor)  # alone: who acts elsewhere, by DALIL_ACTOR, has not come to read
    program, environment = serving.command(vault, host, port, actor=who)
    sys.stdout.flush()
    # This process becomes the server: Django has one settings module for life, and ours is the catalog's.
    os.execve(program[0], program, environment)  # noqa: S606 - our own interpreter and module
