"""The command that looks into exhibits and groups them."""

from typing import Annotated

import typer

from dalil.cli import options, show
from dalil.cli.options import ActorOption, EngineOption, JsonOption, VaultOption, WorkersOption
from dalil.flows import engines
from dalil.flows import examine as examining
from dalil.flows import group as grouping
from dalil.flows import vault as vaults

app = typer.Typer()


@app.command()
def examine(
    vault: VaultOption,
    engine: EngineOption = engines.LOCAL,
    workers: WorkersOption = 2,
    again: Annotated[
        bool, typer.Option("--again", help="Also read photographs once more that another reader has read.")
    ] = False,
    as_json: JsonOption = False,
    actor: ActorOption = "",
) -> None:
    """Look into every exhibit that is pending, then group; again means nothing to do."""
    chosen = engines.choose(engine, workers)
    with vaults.writing(vault, options.world(actor)) as opened, show.meter("Examining") as meter:
        recorded = engines.recorded(engine, workers)
        done = examining.examine(opened, chosen, recorded, again=again, progress=meter.at)
        grouped = grouping.group(opened, chosen, progress=meter.at)
    if as_json:
        show.json_lines([{**done.to_record(), **grouped.to_record()}])
        return
    tell_examined(done)
    show.say(f"{grouped.exposures} exposures, {grouped.individuals} individuals.")
    tell_ended(grouped)


def tell_ended(grouped: grouping.Grouped) -> None:
    """That acceptance ended, and why, for people: it changes how many numbers count."""
    if grouped.ended:
        wrong = grouped.ended.missed
        show.say(
            f"NO NUMBER COUNTS WITHOUT A PERSON ANY MORE: {wrong.right} of {wrong.of} accepted readings that "
            "people checked were wrong. Numbers that the machine alone had settled are proposals again."
        )


def tell_examined(done: examining.Examined) -> None:
    """What was looked into, and why some of it gave no picture, for people."""
    refused = sum(done.refused.values())
    show.say(f"Examined {done.exhibits} exhibits, refused {refused}.")
    if done.refused:
        show.table(("refused because", "count"), sorted(done.refused.items()))
