"""Commands for missing-person lists."""

import sys
from collections.abc import Mapping, Sequence
from typing import Annotated

import typer

from dalil.cli import list_rows, list_seals, options, show
from dalil.cli.options import ActorOption, ColumnOption, JsonOption, ReasonOption, SheetOption, VaultOption
from dalil.flows import list_comparison as comparing
from dalil.flows import lists as listing
from dalil.flows import names, withdrawal
from dalil.flows import profile as profiles
from dalil.flows import vault as vaults
from dalil.flows.claim import uncompared_cells
from dalil.intake.list_columns import Field, is_bare_number
from dalil.intake.lists import XLSX, ListReading

lists = typer.Typer(no_args_is_help=True, help="Missing-person lists: look, import, show, withdraw a row.")
app = typer.Typer()
app.add_typer(lists, name="lists")


@lists.command("look")
def look(
    path: Annotated[str, typer.Argument(metavar="FILE", help="A CSV file or an Excel workbook (XLSX).")],
    column: ColumnOption = None,
    sheet: SheetOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show what was guessed of a list, and its first ten rows; change nothing."""
    seen = listing.preview(path, listing.parse_columns(column or []), sheet)
    meaning = [field.value if field else None for field in seen.columns]
    _note_references(dict(zip(seen.header, meaning, strict=True)))
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
                    "uncompared": uncompared_cells(seen, profiles.named(names.PROFILE)),
                }
            ]
        )
        return
    parted = "sheet" if seen.encoding == XLSX else "parted by"
    kept = f"{len(seen.rows)} of {seen.met} rows can be kept."
    show.say(f"{seen.encoding}, {parted} {seen.delimiter!r}; {kept}")
    show.table(("column", "holds"), zip(seen.header, (each or "?" for each in meaning), strict=True))
    _say_doubled(seen.columns, seen.header)
    _say_uncompared(uncompared_cells(seen, profiles.named(names.PROFILE)))
    if None in meaning:
        show.say(f"What a ? column holds is said with --column HEADER=FIELD; fields: {', '.join(Field)}.")
    show.table(seen.header, (row.cells for row in seen.rows[: listing.PREVIEW_ROWS]))
    for each in seen.refused[: listing.PREVIEW_ROWS]:
        show.say(f"row {each.number} refused ({each.code}): {each.detail}")


@lists.command("import")
def import_list(
    path: Annotated[str, typer.Argument(metavar="FILE", help="A CSV file or an Excel workbook (XLSX).")],
    vault: VaultOption,
    source: Annotated[
        str, typer.Option(help="Whose list it is; it stays in the log for good, so name no person.")
    ] = "",
    column: ColumnOption = None,
    sheet: SheetOption = None,
    yes: Annotated[
        bool, typer.Option("--yes", help="Ask nobody whether the columns are understood; no script is asked.")
    ] = False,
    as_json: JsonOption = False,
    actor: ActorOption = "",
) -> None:
    """Import a list: every row is kept as written in an erasable payload, or refused with a code."""
    columns = listing.parse_columns(column or [])
    confirm = listing.unasked if yes or not sys.stdin.isatty() else _confirmed
    with vaults.writing(vault, options.world(actor)) as opened:
        done = listing.import_list(opened, path, source=source, columns=columns, sheet=sheet, confirm=confirm)
        alike = comparing.alike(opened, done.list)
        withdrawn = {} if done.already else comparing.withdrawn(alike)
    _note_references(dict(done.columns))
    if as_json:
        show.json_lines([{**done.to_record(), "alike": alike, "withdrawn": withdrawn}])
        return
    again = " (imported before; nothing was added)" if done.already else ""
    met = done.rows + sum(done.refused.values())
    show.say(f"List {done.list}{again}: kept {done.rows} + refused {met - done.rows} = {met} rows.")
    show.table(("column", "holds"), ((name, field or "?") for name, field in done.columns))
    if done.refused:
        show.table(("refused because", "count"), sorted(done.refused.items()))
    _say_doubled(
        [Field(field) if field else None for _, field in done.columns], [name for name, _ in done.columns]
    )
    _say_uncompared(done.uncompared)
    if done.remembered:
        show.say(f"Columns as in {done.remembered}, whose header is the same; --column says otherwise.")
    for other, rows in alike.items():
        show.say(f"{rows} of its rows stand in {other}, too: a copy of it, perhaps, or a later version.")
    for other, gone in withdrawn.items():
        numbers = ", ".join(map(str, gone))
        show.say(f"{other} has withdrawn rows: {numbers}. See whether they are here again.")


def _say_uncompared(cells: Mapping[str, int]) -> None:
    """What rows say and nothing is compared with: a person can mend the file, or knows what is missing."""
    for field, count in cells.items():
        show.say(f"{field}: cells without one clear value, kept and not compared: {count}.")


def _note_references(columns: Mapping[str, str | None]) -> None:
    """Which columns called *number* are not compared: the number on a card would be the surest evidence."""
    for name, field in columns.items():
        if field == Field.REFERENCE and is_bare_number(name):
            show.note(
                f"{name}: held to be the list's own reference, so it is not compared. If it is the number on "
                f'a card, say so when the list is imported: --column "{name}={Field.NUMBER}".'
            )


def _say_doubled(columns: Sequence[Field | None], header: Sequence[str]) -> None:
    """Which columns hold one thing: all but the first are looked at only where that is empty."""
    for field in dict.fromkeys(each for each in columns if each):
        same = [name for name, each in zip(header, columns, strict=True) if each is field]
        if len(same) > 1:
            show.say(f"{field}: of {', '.join(same)} the first that says anything counts in each row.")


def _confirmed(seen: ListReading) -> bool:
    """Whether the person at the terminal holds that the columns of a list are understood."""
    meaning = [field.value if field else "?" for field in seen.columns]
    show.noted_table(("column", "holds"), zip(seen.header, meaning, strict=True))
    _note_references(dict(zip(seen.header, meaning, strict=True)))
    show.noted_table(seen.header, (row.cells for row in seen.rows[: listing.PREVIEW_ROWS]))
    show.note(f"{len(seen.rows)} of {seen.met} rows can be kept; above are the first of them.")
    return show.asked("Do the columns hold this?")


@lists.command("withdraw")
def withdraw(
    list_id: Annotated[str, typer.Argument(metavar="LIST", help="List, such as L0001.")],
    row: Annotated[int, typer.Argument(help="Row, counted from 1 under the header.")],
    vault: VaultOption,
    reason: ReasonOption = "",
    only_this: Annotated[
        bool, typer.Option("--only-this", help="Leave its copies, too, and name them.")
    ] = False,
    as_json: JsonOption = False,
    actor: ActorOption = "",
) -> None:
    """Withdraw one row and its copies: their words are erased, their matches too; the log says so.

    A copy states the same name, mother and year of birth. Who is perhaps the same person is named, and stays.
    """
    with vaults.writing(vault, options.world(actor)) as opened:
        found = withdrawal.withdraw(opened, list_id, row, reason, copies=not only_this)
    if as_json:
        show.json_lines([found.to_record()])
        return
    show.say(f"Row {row} of {list_id} is withdrawn and erased.")
    if len(found.rows) > 1:
        show.say(
            f"With it {', '.join(found.rows[:-1])}, which stated the same name, mother and year of birth."
        )
    if found.perhaps:
        show.say(f"Perhaps the same person, and still there: {', '.join(found.perhaps)}.")
        show.say(
            "`dalil lists show` prints them; what is the same person's goes by `dalil lists withdraw`, too."
        )
    if found.to_tell:
        show.say(f"Still to be told: {found.to_tell}; `dalil matches --untold` names them.")


lists.registered_commands += [*list_rows.app.registered_commands, *list_seals.app.registered_commands]
