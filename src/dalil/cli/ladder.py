"""Commands that print what came out: the ladder, figures, photographs, individuals."""

import shlex

import typer

from dalil.cli import show
from dalil.cli.options import JsonlOption, JsonOption, VaultOption
from dalil.core.ladder import Rung
from dalil.flows import ladder as laddering
from dalil.flows import listing

app = typer.Typer()


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
        titles = ("id", "agency", "number", "number status", "settled by", "period", "photographs")
        show.table(
            titles,
            (
                (
                    each.id,
                    each.agency or "",
                    each.number or "",
                    each.number_status,
                    each.number_settled_by,
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
        changes = [f"−{count} {code}" for code, count in rung.losses]
        changes += [f"+{count} {code}" for code, count in rung.gains]
        rows.append((rung.name, _span(rung), rung.unit, ", ".join(changes)))
    show.table(("rung", "value", "unit", "lost or gained before the next"), rows)
    checked = shown.machine.all
    if checked.of:
        show.say(f"Wrong of the machine's numbers that people checked: {show.share(checked.missed)}.")
    if shown.machine.accepted or not shown.machine.stands:
        show.say(show.acceptance(shown.machine))
    if shown.ungrouped:
        show.say(f"Settled by people since, and in no rung before `dalil examine`: {shown.ungrouped} labels.")


@app.command()
def figures(vault: VaultOption, as_jsonl: JsonlOption = False) -> None:
    """Print every figure with unit, rule, log position, and the command that counts it again."""
    shown = laddering.ladder(vault)
    command = f"dalil ladder --vault {shlex.quote(vault)} --json"
    if as_jsonl:
        show.json_lines(
            {**rung.to_record(), "vault": shown.vault, "position": shown.position, "command": command}
            for rung in shown.rungs
        )
        return
    for rung in shown.rungs:
        between = " " if rung.recorded else ": "
        show.say(f"{_span(rung)}{between}{rung.name} (unit: {rung.unit}; log position {shown.position})")
        show.say(f"    {rung.rule}")
    show.say(f"Each is counted again by: {command}")


def _span(rung: Rung) -> str:
    if not rung.recorded:
        return "not recorded yet"
    return str(rung.value) if rung.low == rung.high else f"{rung.value} ({rung.low}–{rung.high})"
