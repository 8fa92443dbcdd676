"""Commands that print the rows of imported lists; ``dalil lists`` holds them."""

from typing import Annotated, Any, Final

import typer

from dalil.cli import show
from dalil.cli.options import JsonlOption, JsonOption, VaultOption
from dalil.flows import list_comparison as comparing
from dalil.flows import list_rows as listed
from dalil.flows import vault as vaults

app = typer.Typer()
WORDS: Final = {
    "same": "the same in both",
    "person": "the same name, and mother or birth as far as both state them; other fields differ",
    "other-fields": "the same reference and whom it states; other fields differ",
    "changed": "the same reference; whom it states was changed",
    "only-left": "only in {left}",
    "only-right": "only in {right}",
}


@app.command("show")
def show_rows(
    list_id: Annotated[str, typer.Argument(metavar="LIST", help="List, such as L0001.")],
    vault: VaultOption,
    row: Annotated[
        int | None, typer.Argument(help="Row, counted from 1 under the header; all without it.")
    ] = None,
    as_jsonl: JsonlOption = False,
) -> None:
    """Print the rows of a list as they were written; of a row that was withdrawn nothing but that."""
    found = listed.listed(vaults.Vault.open(vault), list_id, row)
    if as_jsonl:
        show.json_lines(each.to_record() for each in found.rows)
        return
    at = found.reference_column
    rows = ((each.id, *_with_reference_first(each, at, len(found.header))) for each in found.rows)
    titles = [name for column, name in enumerate(found.header) if column != at]
    show.table(("row", "reference", *titles), rows)


def _with_reference_first(row: listed.ListedRow, at: int | None, width: int) -> list[str]:
    if row.cells is None:
        return ["(withdrawn)", *[""] * (width - (at is not None))]
    return [row.reference, *(cell for column, cell in enumerate(row.cells) if column != at)]


@app.command("compare")
def compare(
    left: Annotated[str, typer.Argument(metavar="LIST", help="List, such as L0001.")],
    right: Annotated[str, typer.Argument(metavar="LIST", help="Another list, or a later version of it.")],
    vault: VaultOption,
    as_json: JsonOption = False,
    as_jsonl: JsonlOption = False,
) -> None:
    """Compare two imported lists row by row: what both state, what was changed, what only one has."""
    found = comparing.compare(vaults.Vault.open(vault), left, right)
    if as_jsonl:
        show.json_lines(found.records())
        return
    if as_json:
        show.json_lines([{"left": left, "right": right, **found.counts}])
        return
    counted = found.counts.items()
    show.table(
        ("relation", "rows", "count"),
        ((how, WORDS[how].format(left=left, right=right), count) for how, count in counted),
    )
    differing = [each for each in found.records() if _differs(each)]
    if differing:
        show.say("Rows that are not the same altogether:")
        show.table((left, right, "relation", "what differs"), map(_row, differing))


def _differs(record: dict[str, Any]) -> bool:
    return record["relation"] != "same" or bool(record["fields"] or record["respelled"])


def _row(record: dict[str, Any]) -> tuple[str, str, str, str]:
    """One line: both rows, and by field what differs between them."""
    what = [*record["fields"], *(f"{field} (spelling)" for field in record["respelled"])]
    return record["left"] or "", record["right"] or "", record["relation"], ", ".join(what)
