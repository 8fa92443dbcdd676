"""Commands of an authority, and of the vault that records its word."""

from typing import Annotated

import typer

from dalil.cli import options, show
from dalil.cli.custody import content_of, signer
from dalil.cli.options import ActorOption, VaultOption
from dalil.core.release.approval import Word
from dalil.flows import approve as approving
from dalil.flows import vault as vaults
from dalil.store.disk import Disk

approve = typer.Typer(no_args_is_help=True, help="Approve a release; signing needs no vault.")
app = typer.Typer()
app.add_typer(approve, name="approve")


@approve.command("sign")
def sign(
    text: Annotated[str, typer.Argument(help="What `dalil release text` printed, as a file.")],
    key_file: Annotated[str, typer.Option("--key", help="The authority's key, from `dalil key make`.")],
    out: Annotated[str, typer.Option(help="File for the signed note.")],
    refuse: Annotated[bool, typer.Option("--refuse", help="Sign that the authority refuses.")] = False,
) -> None:
    """As an authority: sign a release with your own key. Needs no vault."""
    word = Word.REFUSED if refuse else Word.APPROVED
    approval = approving.approval_of_text(content_of(text), word)
    Disk().replace_file(out, approving.sign(signer(key_file), approval))
    show.say(f"{word.value.capitalize()}: {out} goes back to the vault's keeper.")


@approve.command("record")
def record(
    note: Annotated[str, typer.Argument(help="A signed note.")],
    release: Annotated[str, typer.Option(help="Release, such as R0001.")],
    vault: VaultOption,
    actor: ActorOption = "",
) -> None:
    """Record an authority's signed note in the vault."""
    content = content_of(note)
    with vaults.writing(vault, options.world(actor)) as opened:
        said = approving.record_approval(opened, release, content)
    verb = "approves" if said.word is Word.APPROVED else "refuses"
    show.say(f"Recorded: {said.authority} {verb} {release}.")
