"""Commands for missing-person lists."""

from typing import Annotated

import typer

from dalil.cli import options, show
from dalil.cli.options import ActorOption, JsonOption, ReasonOption, VaultOption
from dalil.flows import lists as listing
from dalil.flows import vault as vaults
from dalil.intake.list_columns import Field

lists = typer.Typer(no_args_is_help=True, help="Missing-person lists: look, import, withdraw a row.")
app = typer.Typer()
app.add_typer(lists, name="lists")

ColumnOption = Annotated[
    list[str] | None, typer.Option("--column", help="What a column holds: HEADER=FIELD; may be repeated.")
]


@lists.command("look")
def look(
    path: Annotated[str, typer.Argument(metavar="FILE", help="A CSV file.")],
    column: ColumnOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show what was guessed of a list, and its first ten rows; change nothing."""
    seen = listing.preview(path, listing.parse_columns(column or []))
    meaning = [field.value if field else None for field in seen.columns]
    if as_json:
        show.json_lines(
            [
                {
                    "encoding": seen.encoding,
                    "delimiter": seen.delimiter,
                    "columns": dict(zip(seen.header, meaning, strict=True)),
                    "met": seen.met,
                    "rows": len(seen.rows),
                    "refused": seen.refused_by_code,
                }
            ]
        )
        return
    show.say(
        f"{seen.encoding}, parted by {seen.delimiter!r}; {len(seen.rows)} of {seen.met} rows can be kept."
    )
    show.table(("column", "holds"), zip(seen.header, (each or "?" for each in meaning), strict=True))
    if None in meaning:
        show.say(f"What a ? column holds is said with --column HEADER=FIELD; fields: {', '.join(Field)}.")
    show.table(seen.header, (row.cells for row in seen.rows[: listing.PREVIEW_ROWS]))
    for each in seen.refused[: listing.PREVIEW_ROWS]:
        show.say(f"row {each.number} refused ({each.code}): {each.detail}")


@lists.command("import")
def import_list(
    path: Annotated[str, typer.Argument(metavar="FILE", help="A CSV file.")],
    vault: VaultOption,
    source: Annotated[str, typer.Option(help="Whose list it is.")] = "",
    column: ColumnOption = None,
    as_json: JsonOption = False,
    actor: ActorOption = "",
) -> None:
    """Import a list: every row is kept as written in an erasable payload, or refused with a code."""
    columns = listing.parse_columns(column or [])
    with vaults.writing(vault, options.world(actor)) as opened:
        done = listing.import_list(opened, path, source=source, columns=columns)
    if as_json:
        show.json_lines([done.to_record()])
        return
    again = " (imported before; nothing was added)" if done.already else ""
    met = done.rows + sum(done.refused.values())
    show.say(f"List {done.list}{again}: kept {done.rows} + refused {met - done.rows} = {met} rows.")
    show.table(("column", "holds"), ((name, field or "?") for name, field in done.columns))
    if done.refused:
        show.table(("refused because", "count"), sorted(done.refused.items()))


@lists.command("withdraw")
def withdraw(
    list_id: Annotated[str, typer.Argument(metavar="LIST", help="List, such as L0001.")],
    row: Annotated[int, typer.Argument(help="Row, counted from 1 under the header.")],
    vault: VaultOption,
    reason: ReasonOption = "",
    actor: ActorOption = "",
) -> None:
    """Withdraw one row: its words are erased, its matches too; the log stays sound and says so."""
    with vaults.writing(vault, options.world(actor)) as opened:
        listing.withdraw(opened, list_id, row, reason)
    show.say(f"Row {row} of {list_id} is withdrawn and erased.")
