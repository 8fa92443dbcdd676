"""Commands that make, fill, check and rebuild a vault."""

import os
from typing import Annotated

import typer

from dalil.cli import options, show
from dalil.cli.options import (
    ActorOption,
    EngineOption,
    JsonlOption,
    JsonOption,
    VaultOption,
    WorkersOption,
)
from dalil.core.errors import UsageRefusal
from dalil.core.finding import Severity, sound
from dalil.flows import acquire as acquiring
from dalil.flows import compare as comparing
from dalil.flows import engines
from dalil.flows import profile as profiles
from dalil.flows import rebuild as rebuilding
from dalil.flows import vault as vaults
from dalil.flows import verify as verifying
from dalil.flows.acquire import Acquired, Provenance
from dalil.flows.vault import VaultExists

app = typer.Typer()


@app.command()
def init(
    vault: Annotated[str, typer.Argument(help="Folder to make.", metavar="V")],
    profile: Annotated[str, typer.Option(help="Which archive it is: generic, syria, or a file.")] = "generic",
    as_json: JsonOption = False,
    actor: ActorOption = "",
) -> None:
    """Make an empty vault."""
    made = ensure(vault, profile, actor, goes_on=False)
    if as_json:
        about = {"vault": made.config.id, "profile": made.config.profile, "key": str(made.key)}
        show.json_lines([about])
        return
    show.say(f"Vault {made.config.id} made at {made.layout.root}.")


def ensure(path: str, profile: str, actor: str, *, goes_on: bool = True) -> vaults.Vault:
    """Make a vault; where its key stays in the clear, say so.

    ``goes_on``: a vault that stands there by now will do.
    """
    name, text = profiles.choose(profile)
    try:
        made = vaults.create(path, name, text, options.world(actor))
    except VaultExists:
        if not goes_on or not vaults.is_vault(path):
            raise
        return vaults.Vault.open(path)  # made by another command in this very moment
    if os.path.exists(made.layout.private_key_clear):
        show.note("The log's key stands in the clear, for no passphrase was given (DALIL_PASSPHRASE).")
    return made


@app.command()
def acquire(
    source: Annotated[str, typer.Argument(help="Folder, archive, disk image or file to take in.")],
    vault: VaultOption,
    as_json: JsonOption = False,
    medium: Annotated[str, typer.Option(help="What the source came on: USB stick, CD, …")] = "",
    giver: Annotated[str, typer.Option(help="Pseudonym of who gave it.")] = "",
    received_by: Annotated[str, typer.Option(help="Who received it.")] = "",
    profile: Annotated[str, typer.Option(help="Profile of a vault made by this command.")] = "generic",
    actor: ActorOption = "",
) -> None:
    """Take in a source, whole; the same command resumes after an interruption."""
    acquiring.check_source(os.fsencode(source), vault)
    if not vaults.is_vault(vault):
        ensure(vault, profile, actor)
    provenance = Provenance(medium, giver, received_by)
    with vaults.writing(vault, options.world(actor)) as opened, show.meter("Acquiring") as meter:
        done = acquiring.acquire(opened, os.fsencode(source), provenance=provenance, progress=meter)
    if as_json:
        show.json_lines([done.to_record()])
    else:
        tell_acquired(done)


def tell_acquired(done: Acquired) -> None:
    """The balance of an acquisition, for people."""
    balance = done.balance
    again = " (sealed before; nothing was added)" if done.already else ""
    show.say(f"Acquisition {done.acquisition}{again}: {balance.files} files, {balance.bytes} bytes.")
    show.say(
        f"kept {balance.kept} (of these {done.duplicates} duplicates) + refused "
        f"{sum(balance.refused.values())} = {balance.files}"
    )
    if balance.refused:
        show.table(("refused because", "count"), sorted(balance.refused.items()))


@app.command()
def verify(
    path: Annotated[str, typer.Argument(help="Vault, bundle or receipt.")],
    as_json: JsonOption = False,
    checkpoint: Annotated[str, typer.Option(help="A checkpoint kept earlier: finds a rolled-back log.")] = "",
    key: Annotated[
        str | None, typer.Option(help="The log's key as its keeper gave it, or a file with it.")
    ] = None,
) -> int:
    """Check everything from files and a public key; exit 0 only when sound."""
    with show.meter("Verifying") as meter:
        findings = verifying.verify(path, checkpoint=checkpoint or None, key=key, progress=meter.at)
    if as_json:
        show.json_lines(
            {"code": each.code, "subject": each.subject, "severity": each.severity, "detail": each.detail}
            for each in findings
        )
    else:
        for each in findings:
            show.say(f"{each.severity}: {each.code}: {each.subject}: {each.detail}")
        worst = sum(each.severity is Severity.UNSOUND for each in findings)
        show.say("Sound." if sound(findings) else f"NOT SOUND: {worst} findings.")
    return 0 if sound(findings) else 1


@app.command()
def rebuild(vault: VaultOption, as_json: JsonOption = False) -> int:
    """Drop the catalog, replay the log, print every table's digest; exit 0 only when all are as before."""
    with show.meter("Rebuilding") as meter:
        rebuilt = rebuilding.rebuild(vault, progress=lambda done, of: meter.at("entries", done, of))
    if as_json:
        show.json_lines([{"same": rebuilt.same, "before": rebuilt.before, "after": rebuilt.after}])
        return 0 if rebuilt.same else 1
    rows = [
        (name, digest[:16], "same" if rebuilt.before.get(name) == digest else "CHANGED")
        for name, digest in rebuilt.after.items()
    ]
    show.table(("table", "digest", "as before"), rows)
    if not rebuilt.same:
        show.note("The catalog was not what the log makes of it. It is now; the log was not touched.")
    return 0 if rebuilt.same else 1


@app.command()
def compare(
    vault: VaultOption,
    first: Annotated[str, typer.Argument(help="Acquisition, such as A0001.")] = "",
    second: Annotated[str, typer.Argument(help="Acquisition, such as A0002.")] = "",
    other: Annotated[
        str, typer.Option("--with", help="Another vault, instead of two acquisitions.", metavar="W")
    ] = "",
    engine: EngineOption = engines.LOCAL,
    workers: WorkersOption = 2,
    as_json: JsonOption = False,
    as_jsonl: JsonlOption = False,
) -> None:
    """Compare two acquisitions or vaults: common, only in one, the same exposure under other bytes."""
    vaults.Vault.open(vault)
    if other and not first:
        compared = comparing.vaults(vault, other, engines.choose(engine, workers))
    elif first and second and not other:
        compared = comparing.acquisitions(vault, first, second)
    else:
        raise UsageRefusal(detail="name two acquisitions, or another vault after --with")
    if as_jsonl:
        show.json_lines({**row.to_record(), "paths": compared.paths[row.digest]} for row in compared.rows)
    elif as_json:
        show.json_lines([compared.to_record()])
    else:
        show.table(("", "exhibits"), compared.told())
