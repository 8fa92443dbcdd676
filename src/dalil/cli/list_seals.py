"""Commands by which two institutions compare lists that may not meet; ``dalil lists`` holds them."""

from typing import Annotated

import typer

from dalil.cli import show
from dalil.cli.options import ColumnOption, JsonOption, SheetOption
from dalil.flows import intersection
from dalil.flows import lists as listing

app = typer.Typer()
SecretOption = Annotated[
    str, typer.Option("--secret", help="File with the secret that both institutions hold.", metavar="FILE")
]
ByOption = Annotated[
    str, typer.Option("--by", help="Fields that must be the same; name, mother and birth year otherwise.")
]


@app.command("seal")
def seal(
    path: Annotated[str, typer.Argument(metavar="FILE", help="A CSV file or an Excel workbook (XLSX).")],
    secret: SecretOption,
    by: ByOption = "",
    column: ColumnOption = None,
    sheet: SheetOption = None,
) -> None:
    """Print one keyed hash for each row, for another institution's `lists meet`; no names leave."""
    columns = listing.parse_columns(column or [])
    found = intersection.seal(path, secret, intersection.fields_of(by), columns, sheet)
    for line in found.lines():
        show.say(line)
    _note_unsealed(found)


@app.command("meet")
def meet(
    path: Annotated[str, typer.Argument(metavar="FILE", help="Our list: CSV or XLSX.")],
    theirs: Annotated[str, typer.Argument(metavar="SEALS", help="What `lists seal` printed of their list.")],
    secret: SecretOption,
    by: ByOption = "",
    column: ColumnOption = None,
    sheet: SheetOption = None,
    as_json: JsonOption = False,
) -> None:
    """Say which of our rows another institution's list states, too; neither sees the other's list."""
    columns = listing.parse_columns(column or [])
    ours = intersection.seal(path, secret, intersection.fields_of(by), columns, sheet)
    found = intersection.met_in(ours, theirs)
    _note_unsealed(ours)
    if as_json:
        show.json_lines([found])
        return
    among = (
        f"{len(found['rows'])} of our {found['sealed']} sealed rows are among their {found['theirs']} seals"
    )
    show.say(f"{among}.")
    show.table(("row",), ((str(row),) for row in found["rows"]))


def _note_unsealed(found: intersection.SealedList) -> None:
    """Say how many rows are sealed, why others are not, and what to do."""
    show.note(f"{len(found.seals)} of {found.met} rows are sealed.")
    if found.why:
        show.note(f"Not sealed, and so not compared: {found.why}.")
    if found.unknown:
        unknown = ", ".join(found.unknown)
        show.note(
            f"Nothing is sealed of these columns; --column HEADER=FIELD says what they hold: {unknown}."
        )
