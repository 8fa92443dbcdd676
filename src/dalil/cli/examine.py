"""Commands that look into exhibits, group them, and print what came out."""

import json
from typing import Annotated

import typer

from dalil.cli import options, show
from dalil.cli.options import ActorOption, JsonlOption, JsonOption, VaultOption
from dalil.flows import copies as copying
from dalil.flows import engines, listing
from dalil.flows import examine as examining
from dalil.flows import group as grouping
from dalil.flows import ladder as laddering
from dalil.flows import profile as profiles
from dalil.flows import read as reading
from dalil.flows import vault as vaults

app = typer.Typer()

WorkersOption = Annotated[int, typer.Option(min=1, help="Processes that look into exhibits.")]


@app.command()
def examine(
    vault: VaultOption,
    engine: Annotated[str, typer.Option(help="local, or dask://host:port.")] = "local",
    workers: WorkersOption = 2,
    as_json: JsonOption = False,
    actor: ActorOption = "",
) -> None:
    """Look into every exhibit that is pending, then group; again means nothing to do."""
    chosen = engines.choose(engine, workers)
    with vaults.writing(vault, options.world(actor)) as opened, show.meter("Examining") as meter:
        done = examining.examine(opened, chosen, f"{engine}:{workers}", progress=meter.at)
        grouped = grouping.group(opened, progress=meter.at)
    if as_json:
        show.json_lines([{**done.to_record(), **grouped.to_record()}])
        return
    show.say(
        f"Examined {done.exhibits} exhibits in {done.batches} batches; refused {sum(done.refused.values())}."
    )
    if done.refused:
        show.table(("refused because", "count"), sorted(done.refused.items()))
    show.say(f"{grouped.exposures} exposures, {grouped.individuals} individuals.")


@app.command()
def read(
    images: Annotated[list[str], typer.Argument(help="Image files, or folders of them.")],
    crop: Annotated[bool, typer.Option("--crop", help="Each image is one label and nothing else.")] = False,
    as_jsonl: JsonlOption = False,
    profile: Annotated[str, typer.Option(help="Profile whose patterns place the fields.")] = "generic",
    workers: WorkersOption = 2,
) -> None:
    """Read the labels of images, without a vault."""
    chosen = profiles.named(profile)
    for result in reading.read(reading.files(images), chosen, crop=crop, workers=workers):
        if as_jsonl:
            show.json_line(result.to_record())
            continue
        said = [f"{each['surface']} {json.dumps(each['text'], ensure_ascii=False)}" for each in result.labels]
        show.say(f"{result.path}: {result.error or '; '.join(said) or 'no label found'}")


@app.command()
def copies(
    folder: Annotated[str, typer.Argument(help="Folder of images.")],
    as_jsonl: JsonlOption = False,
    workers: WorkersOption = 2,
) -> None:
    """Find copies of one exposure among the images of a folder, without a vault."""
    for pair in copying.copies(folder, workers=workers):
        if as_jsonl:
            show.json_line(pair)
        else:
            show.say(f"{pair['a']} = {pair['b']} ({pair['edit']}, distance {pair['distance']})")


@app.command()
def photographs(vault: VaultOption, as_jsonl: JsonlOption = False) -> None:
    """List every photograph with its class, fields, exposure and individuals."""
    rows = listing.photographs(vault)
    if as_jsonl:
        show.json_lines(each.to_record() for each in rows)
    else:
        titles = ("digest", "class", "individuals", "path")
        show.table(
            titles,
            (
                (each.digest[:12], each.photograph_class, " ".join(each.individuals), each.paths[0])
                for each in rows
            ),
        )


@app.command()
def individuals(vault: VaultOption, as_jsonl: JsonlOption = False) -> None:
    """List every individual with its members."""
    rows = listing.individuals(vault)
    if as_jsonl:
        show.json_lines(each.to_record() for each in rows)
    else:
        titles = ("id", "agency", "number", "number status", "period", "photographs")
        show.table(
            titles,
            (
                (
                    each.id,
                    each.agency or "",
                    each.number or "",
                    each.number_status,
                    each.period or "",
                    len(each.members),
                )
                for each in rows
            ),
        )


@app.command()
def ladder(vault: VaultOption, as_json: JsonOption = False) -> None:
    """Print the ladder: every rung with its range, its rule and its losses."""
    shown = laddering.ladder(vault)
    if as_json:
        show.json_lines([shown.to_record()])
    else:
        tell_ladder(shown)


def tell_ladder(shown: laddering.Ladder) -> None:
    """The ladder, for people."""
    rows = []
    for rung in shown.rungs:
        span = str(rung.value) if rung.low == rung.high else f"{rung.value} ({rung.low}–{rung.high})"
        losses = ", ".join(f"{count} {code}" for code, count in rung.losses)
        rows.append((rung.name, span, rung.unit, losses))
    show.table(("rung", "value", "unit", "lost before the next"), rows)


@app.command()
def figures(vault: VaultOption, as_jsonl: JsonlOption = False) -> None:
    """Print every figure with unit, rule, log position, and the command that counts it again."""
    shown = laddering.ladder(vault)
    command = "dalil ladder --vault V --json"
    if as_jsonl:
        show.json_lines(
            {**rung.to_record(), "vault": shown.vault, "position": shown.position, "command": command}
            for rung in shown.rungs
        )
        return
    for rung in shown.rungs:
        span = f"{rung.value}" if rung.low == rung.high else f"{rung.value} ({rung.low}–{rung.high})"
        show.say(f"{span} {rung.name} (unit: {rung.unit}; log position {shown.position})")
        show.say(f"    {rung.rule}")
    show.say(f"Each is counted again by: {command}")
