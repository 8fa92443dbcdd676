"""Commands that print what came out: the ladder, its rows, figures, photographs, individuals."""

import shlex
from collections import Counter
from typing import Annotated

import typer

from dalil.cli import show
from dalil.cli.options import JsonlOption, JsonOption, VaultOption
from dalil.core.ladder import Rung
from dalil.core.standing import Standing
from dalil.flows import ladder as laddering
from dalil.flows import listing, standings

app = typer.Typer()


_POSITION = "Log position: how many entries count, or a day (UTC): those made until its end."
AtOption = Annotated[str | None, typer.Option("--at", help=f"{_POSITION} All, if not given.", metavar="N")]


@app.command()
def photographs(vault: VaultOption, at: AtOption = None, as_jsonl: JsonlOption = False) -> None:
    """List every photograph with its class, fields, exposure and individuals."""
    rows = listing.photographs(vault, at=at)
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
def individuals(vault: VaultOption, at: AtOption = None, as_jsonl: JsonlOption = False) -> None:
    """List every individual with its members."""
    rows = listing.individuals(vault, at=at)
    if as_jsonl:
        show.json_lines(each.to_record() for each in rows)
    else:
        titles = (
            "id",
            "agency",
            "number",
            "number status",
            "settled by",
            "period",
            "low–high",
            "photographs",
        )
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
                    f"{each.low}–{each.high}",
                    len(each.members),
                )
                for each in rows
            ),
        )


@app.command()
def contradictions(vault: VaultOption, at: AtOption = None, as_jsonl: JsonlOption = False) -> None:
    """List every contradiction between witnesses: labels, folders, cameras, numbers, decisions."""
    rows = listing.contradictions(vault, at=at)
    if as_jsonl:
        show.json_lines(each.to_record() for each in rows)
    else:
        show.table(
            ("about", "contradiction", "path"),
            ((each.seen.subject[:12], each.words.en, (*each.paths, "")[0]) for each in rows),
        )


@app.command()
def ladder(vault: VaultOption, at: AtOption = None, as_json: JsonOption = False) -> None:
    """Print the ladder: every rung with its range, its rule and its losses."""
    shown = laddering.ladder(vault, at=at)
    if as_json:
        show.json_lines([shown.to_record()])
    else:
        tell_ladder(shown)


def tell_ladder(shown: laddering.Ladder) -> None:
    """The ladder, for people."""
    show.say(f"As of {shown.position} entries of the log.")
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
def rung(
    name: Annotated[str, typer.Argument(help="A rung, such as individuals.", metavar="RUNG")],
    vault: VaultOption,
    at: AtOption = None,
    as_jsonl: JsonlOption = False,
) -> None:
    """List the rows that a rung of the ladder counts, and those lost or gained before the next one."""
    rows = standings.rows(vault, name, at=at)
    if as_jsonl:
        show.json_lines({"rung": name, **each.to_record()} for each in rows)
        return
    show.table(
        ("row", "counts", "lost or gained", "path"),
        ((each.subject, _counted(each), _why(each), each.shown) for each in rows),
    )


def _counted(row: Standing) -> str:
    return str(row.value) if row.low == row.value == row.high else f"{row.value} ({row.low}–{row.high})"


def _why(row: Standing | None) -> str:
    if row is None:
        return ""
    return f"−{row.lost}" if row.lost else f"+{row.gained}" if row.gained else ""


@app.command()
def difference(
    first: Annotated[str, typer.Argument(help=_POSITION, metavar="FROM")],
    vault: VaultOption,
    second: Annotated[
        str | None, typer.Argument(help="Log position; the newest, if not given.", metavar="[TO]")
    ] = None,
    as_json: JsonOption = False,
    as_jsonl: JsonlOption = False,
) -> None:
    """Say what changed on the ladder between two log positions; with --jsonl, every row that changed."""
    found = standings.difference(vault, first, second)
    if as_jsonl:
        show.json_lines(
            {"rung": each.after.name, **row.to_record()} for each in found.rungs for row in each.changes
        )
    elif as_json:
        show.json_lines([found.to_record()])
    else:
        titles = ("rung", f"at {found.first}", f"at {found.second}", "rows that changed")
        show.table(
            titles,
            ((one.after.name, _span(one.before), _span(one.after), _changed(one)) for one in found.rungs),
        )
        for one in found.decisions:
            made, counts = one.decision, "" if one.counts else " (undone since)"
            show.say(f"Entry {made.position}: {made.kind.value} by {one.actor}{counts}. {one.reason}")


def _changed(rung: standings.RungChange) -> str:
    """How many rows became what, for people."""
    kinds = Counter(
        f"{each.kind} {' → '.join((_why(each.before) or 'counted', _why(each.after) or 'counted'))}"
        if each.before and each.after
        else f"{each.kind} {_why(each.before or each.after)}".rstrip()
        for each in rung.changes
    )
    return ", ".join(f"{count} {kind}" for kind, count in sorted(kinds.items()))


@app.command()
def figures(vault: VaultOption, at: AtOption = None, as_jsonl: JsonlOption = False) -> None:
    """Print every figure with unit, rule, log position, and the command that counts it again."""
    shown = laddering.ladder(vault, at=at)
    command = f"dalil ladder --vault {shlex.quote(vault)} --at {shown.position} --json"
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
