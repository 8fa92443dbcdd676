"""Commands for a first hour: run, demo, doctor."""

import os
from typing import Annotated, Any, Final

import typer

from dalil.cli import examine as examine_commands
from dalil.cli import ladder as ladders
from dalil.cli import options, show
from dalil.cli import vault as vault_commands
from dalil.cli.options import ActorOption, EngineOption, JsonOption, WorkersOption
from dalil.flows import acquire as acquiring
from dalil.flows import doctor as doctors
from dalil.flows import engines
from dalil.flows import examine as examinations
from dalil.flows import group as grouping
from dalil.flows import ladder as laddering
from dalil.flows import vault as vaults
from dalil.flows.prove import FolderTaken

app = typer.Typer()


@app.command()
def run(
    source: Annotated[str, typer.Argument(help="Folder, archive, disk image or file.")],
    vault: Annotated[
        str, typer.Option("--vault", help="The vault's folder; made if needed.")
    ] = "dalil-vault",
    profile: Annotated[str, typer.Option(help="Profile of a vault made by this command.")] = "generic",
    engine: EngineOption = engines.LOCAL,
    workers: WorkersOption = 2,
    actor: ActorOption = "",
) -> None:
    """Take a source from the disk to the ladder: acquire, examine, group, print."""
    walk(source, vault, profile=profile, engine=engine, workers=workers, actor=actor)
    offer(vault)


def walk(source: str, vault: str, *, profile: str, engine: str, workers: int, actor: str) -> laddering.Ladder:
    """The whole way, each step telling its balance; used by ``run`` and ``demo``."""
    chosen = engines.choose(engine, workers)
    acquiring.check_source(os.fsencode(source), vault)
    if not vaults.is_vault(vault):
        vault_commands.ensure(vault, profile, actor)
    with vaults.writing(vault, options.world(actor)) as opened:
        with show.meter("Acquiring") as meter:
            done = acquiring.acquire(opened, os.fsencode(source), progress=meter)
        vault_commands.tell_acquired(done)
        with show.meter("Examining") as meter:
            recorded = engines.recorded(engine, workers)
            examined = examinations.examine(opened, chosen, recorded, progress=meter.at)
            grouped = grouping.group(opened, chosen, progress=meter.at)
        examine_commands.tell_examined(examined)
        examine_commands.tell_ended(grouped)
    shown = laddering.ladder(vault)
    ladders.tell_ladder(shown)
    return shown


def offer(vault: str) -> None:
    """Say what to do next; ask nothing."""
    show.note(f"Look at it: dalil serve --vault {vault}    Check it: dalil verify {vault}")


@app.command()
def demo(
    folder: Annotated[str, typer.Argument(help="Folder to make.", metavar="DIR")] = "demo",
    photographs: Annotated[int, typer.Option(min=20, max=100_000, help="How many to draw.")] = 300,
    seed: Annotated[int, typer.Option(help="Another seed draws another archive.")] = 2014,
    workers: WorkersOption = 2,
) -> int:
    """Draw an archive, write it as a disk image, walk it to the ladder, and compare that with the truth."""
    from dalil.testing.archive import ArchiveBuilder, write_iso

    drawn, image = os.path.join(folder, "drawn"), os.path.join(folder, "disk.iso")
    if os.path.lexists(folder):
        raise FolderTaken(path=folder)
    show.say(f"Drawing {photographs} photographs (no body, no face: covered shapes under cloth) …")
    truth = ArchiveBuilder(seed=seed, photographs=photographs).draw(drawn)
    written = write_iso(os.path.join(drawn, "disk"), image)
    show.say(f"Writing them as a disk image: {image}")
    if written.left_out:
        show.note(
            f"{len(written.left_out)} files stay out: a disk image of this kind cannot bear their names."
        )
    vault = os.path.join(folder, "vault")
    ladder = walk(image, vault, profile="syria", engine=engines.LOCAL, workers=workers, actor="")
    same = tell_truth(ladder, truth.without(written.left_out).totals())
    offer(vault)
    return 0 if same else 1


def tell_truth(ladder: laddering.Ladder, truth: dict[str, Any]) -> bool:
    """Print drawn and counted side by side; return whether every file-level rung is equal.

    The disk image is itself a file and an exhibit: one more of each than was drawn.
    """
    files, exhibits = ladder.rung("files"), ladder.rung("distinct-exhibits")
    drawn = {"files": truth["files"] + 1, "distinct exhibits": truth["distinct_exhibits"] + 1}
    counted = {"files": files.value, "distinct exhibits": exhibits.value}
    drawn["readable photographs"] = truth["readable_photographs"]
    counted["readable photographs"] = ladder.rung("readable-photographs").value
    for reason, codes in REASONS.items():
        drawn[f"refused: {reason}"] = truth["refused_exhibits"].get(reason, 0)
        counted[f"refused: {reason}"] = sum(count for code, count in exhibits.losses if code in codes)
    rows: list[tuple[str, object, object, str]] = [
        (name, drawn[name], counted[name], "=" if drawn[name] == counted[name] else "≠") for name in drawn
    ]
    for name, known in (("exposures", "exposures"), ("individuals", "individuals_labelled")):
        rung = ladder.rung(name)
        within = rung.low <= truth[known] <= rung.high
        counted_as = f"{rung.value} ({rung.low}–{rung.high})"
        rows.append((name, truth[known], counted_as, "within" if within else "≠"))
    show.say("Drawn and counted:")
    show.table(("", "drawn", "counted", ""), rows)
    return drawn == counted


REASONS: Final = {
    "truncated": ("picture-truncated",),
    "empty": ("exhibit-empty",),
    "not-a-picture": ("not-a-picture", "paper"),
}
"""Why a drawn file is no readable photograph, and the codes that the ladder has for it."""


@app.command()
def doctor(as_json: JsonOption = False) -> None:
    """Say what this machine offers and lacks."""
    seen = list(doctors.examine_machine())
    if as_json:
        show.json_lines([{each.subject: {"state": each.state, "detail": each.detail} for each in seen}])
    else:
        show.table(("what", "state", "detail"), ((each.subject, each.state, each.detail) for each in seen))
