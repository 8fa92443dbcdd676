"""Commands that compare names, without a vault, and find them in a vault."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Any

import typer

from dalil.cli import show
from dalil.cli.options import (
    CopiesOption,
    JsonlOption,
    JsonOption,
    LinkageOption,
    VaultOption,
    WorkersOption,
)
from dalil.core.canonical import Json, Record
from dalil.flows import find_names as finding
from dalil.flows import mentions as mentioning
from dalil.flows import names as naming
from dalil.flows import vault as vaults
from dalil.flows.linkage import Linkage
from dalil.intake.lists import RowRefusal

names = typer.Typer(no_args_is_help=True, help="Compare names, without a vault.")
app = typer.Typer()
app.add_typer(names, name="names")


@names.command("compare")
def compare(
    left: Annotated[str, typer.Argument(help="A name as written, in Arabic or Latin letters.")],
    right: Annotated[str, typer.Argument(help="Another one.")],
    as_json: JsonOption = False,
) -> None:
    """Compare two names part by part, with the reason for each."""
    found = naming.compared(left, right)
    if as_json:
        show.json_lines([found])
        return
    show.say(f"{found['verdict']}, score {found['score']:.2f}")
    rows = [
        (each["part"], each["left"] or "", each["right"] or "", f"{each['weight']:+.1f}", each["reason_en"])
        for each in found["parts"]
    ]
    show.table(("part", "left", "right", "weight", "why"), rows)


@names.command("match")
def match(
    left: Annotated[
        str,
        typer.Argument(
            help="CSV or XLSX with id,name[,father,grandfather,family,mother,birth_year,birth_place]."
        ),
    ],
    right: Annotated[str, typer.Argument(help="A file of the same form: where candidates are looked for.")],
    top: Annotated[int, typer.Option(min=1, help="Candidates for each name.")] = 10,
    profile: Annotated[
        str, typer.Option(help="Whose places and dates: a shipped profile or a profile file.")
    ] = naming.PROFILE,
    sheet: Annotated[
        list[str] | None,
        typer.Option(
            help="Of a workbook: the sheet, where several hold anything; twice for two workbooks.",
            metavar="NAME",
        ),
    ] = None,
    engine: LinkageOption = "",
    workers: CopiesOption = 2,
    as_jsonl: JsonlOption = False,
) -> None:
    """For each name of one file, find candidates in another."""
    with show.meter("Matching", still=True) as meter:
        search = Linkage(engine, workers, meter.at)
        for found in naming.matched(
            left,
            right,
            top=top,
            profile=profile,
            search=search,
            workers=workers,
            progress=meter.at,
            balance=_balance(as_json=as_jsonl),
            sheets=sheet or (),
        ):
            if as_jsonl:
                show.json_line(found)
            else:
                shown = ", ".join(f"{each['right']} ({each['score']:.2f})" for each in found["candidates"])
                show.say(f"{found['left']}: {shown or 'no candidate'}")
    show.linkage(search.report, as_json=as_jsonl)


def _balance(*, as_json: bool) -> naming.Balance:
    """Says on stderr which rows, columns and cells are left out: what a file has is read or refused."""

    def told(
        path: str,
        met: int,
        refused: Sequence[RowRefusal],
        unknown: Sequence[str],
        unclear: Mapping[str, int],
    ) -> None:
        if as_json:
            rows = [{"row": each.number, "code": each.code} for each in refused]
            left_out = {"path": path, "rows": met, "refused": rows, "columns": [*unknown]}
            show.told({"left_out": {**left_out, "uncompared": dict(unclear)}})
            return
        if unknown:
            show.note(f"{path}: nobody knows what these columns hold: {', '.join(unknown)}")
        show.note(f"{path}: {met} rows = {met - len(refused)} read + {len(refused)} refused")
        for each in refused:
            show.note(f"    row {each.number} ({each.code}): {each.detail}")
        for field, count in unclear.items():
            show.note(f"    {field}: cells without one clear value, not compared: {count}")

    return told


@names.command("find")
def find(
    paths: Annotated[list[str], typer.Argument(metavar="TEXT", help="Texts of papers, UTF-8.")],
    as_jsonl: JsonlOption = False,
) -> None:
    """Find the people that texts name by the formulas of papers, each with its place; people check."""
    for found in finding.found_in(paths):
        if as_jsonl:
            show.json_line(found)
        else:
            beside = "; ".join(f"{kind}: {span['text']}" for kind, span in found["said"].items())
            show.say(f"{found['path']}:{found['start']}: {found['name']}{f' ({beside})' if beside else ''}")


@app.command("mentions")
def mentions(
    vault: VaultOption,
    workers: WorkersOption = 2,
    as_json: JsonOption = False,
    as_jsonl: JsonlOption = False,
) -> None:
    """List the people that labels, paths and texts of papers name, each with its place; people check.

    With --json the balance alone: what was read, and what was not, by reason.
    """
    balance = mentioning.Balance()
    for found in mentioning.found(vaults.Vault.open(vault), balance, workers=workers):
        if as_jsonl:
            show.json_line(found)
        elif not as_json:
            show.say(f"{_where(found)}: {found['name']} ({_why(found)})")
    told = balance.to_record()
    if as_json:
        show.json_lines([told])
    else:
        _tell_balance(told)


def _where(found: dict[str, Any]) -> str:
    if found["source"] == mentioning.Source.PATH:
        return f"path {found['path']} [{found['start']}–{found['end']}]"
    if found["source"] == mentioning.Source.LABEL:
        return f"label {found['digest'][:12]} {found['field']}"
    return f"paper {found['digest'][:12]} {found['paths'][0]} [{found['start']}–{found['end']}]"


def _why(found: dict[str, Any]) -> str:
    """The rule, or who says so; what stands beside the name; whom the photographs are held to show."""
    why = [found["by"]] if "by" in found else []
    why += [found["rule"]] if "rule" in found else []
    why += [f"{kind}: {span['text']}" for kind, span in found.get("said", {}).items()]
    why += [f"{kind} {number}" for kind, number in found.get("numbers", {}).items()]
    why += [f"{len(found['exhibits'])} exhibits"] if "exhibits" in found else []
    return "; ".join([*why, *found.get("individuals", ())]) or "read"


def _tell_balance(told: Record) -> None:
    """On stderr, so that stdout holds mentions alone."""
    read, unread = _summed(told["read"]), _summed(told["unread"])
    show.note(f"Texts: {told['exhibits']} exhibits = {read} read + {unread} not read.")
    for reason, count in _counts(told["unread"]):
        show.note(f"    not read: {count} {reason}")
    show.note(f"Names of folders and files: {told['path_parts']}, not read {told['path_parts_unread']}.")
    found = ", ".join(f"{count} by {source}s" for source, count in _counts(told["mentions"]))
    show.note(f"Mentions: {found}. They are proposals: whom they mean, people say.")


def _counts(told: Json) -> list[tuple[str, int]]:
    assert isinstance(told, dict), "we made it"
    return [(key, int(str(count))) for key, count in told.items()]


def _summed(told: Json) -> int:
    return sum(count for _, count in _counts(told))
