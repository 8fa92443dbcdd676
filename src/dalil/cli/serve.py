"""The command that opens the pages."""

import os
import sys
from typing import Annotated

import typer

from dalil.cli.options import VaultOption
from dalil.core import actor as actors
from dalil.core.errors import Refusal
from dalil.flows import vault as vaults
from dalil.web import serving

app = typer.Typer()


class ReaderSignsIn(Refusal):
    """People sign in to this vault's pages, so nobody is named where they are served."""

    code = "reader-signs-in"
    exit_status = 79
    remedy = "Leave out --as: who signs in is named in the log."


@app.command()
def serve(
    vault: VaultOption,
    host: Annotated[str, typer.Option(help="An address of this machine alone.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65_535, help="Port; 0 takes one that is free.")] = 8000,
    actor: Annotated[
        str,
        typer.Option("--as", help="Who reads labels on the pages; else they are to look at.", metavar="WHO"),
    ] = "",
    accounts: Annotated[
        bool,
        typer.Option(
            "--accounts", help="People sign in, each with a role; the first link makes an administrator."
        ),
    ] = False,
    public: Annotated[
        str,
        typer.Option(
            help="https://NAME by which others reach a team's pages, through a proxy on this machine.",
            metavar="URL",
        ),
    ] = "",
) -> None:
    """Show the vault in a browser on this machine: by a link that opens once, or to a team that signs in."""
    serving.check_host(host)
    vaults.Vault.open(vault)
    who = actors.written(actor)  # alone: who acts elsewhere, by DALIL_ACTOR, has not come to read
    team = accounts or serving.has_accounts(vault)
    if team and who:
        raise ReaderSignsIn
    public = serving.public_address(public, team=team)
    program, environment = serving.command(vault, host, port, actor=who, accounts=team, public=public)
    sys.stdout.flush()
    # This process becomes the server: Django has one settings module for life, and ours is the catalog's.
    os.execve(program[0], program, environment)  # noqa: S606 - our own interpreter and module
