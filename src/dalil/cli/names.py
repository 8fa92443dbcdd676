"""Commands that compare names, without a vault."""

from typing import Annotated

import typer

from dalil.cli import show
from dalil.cli.options import CopiesOption, JsonlOption, JsonOption, LinkageOption
from dalil.flows import find_names as finding
from dalil.flows import names as naming
from dalil.flows.linkage import Linkage

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
        typer.Argument(help="CSV with id,name[,father,grandfather,family,mother,birth_year,birth_place]."),
    ],
    right: Annotated[str, typer.Argument(help="CSV of the same form: where candidates are looked for.")],
    top: Annotated[int, typer.Option(min=1, help="Candidates for each name.")] = 10,
    profile: Annotated[
        str, typer.Option(help="Whose places and dates: a shipped profile or a profile file.")
    ] = naming.PROFILE,
    engine: LinkageOption = "",
    workers: CopiesOption = 2,
    as_jsonl: JsonlOption = False,
) -> None:
    """For each name of one file, find candidates in another."""
    with show.meter("Matching", still=True) as meter:
        search = Linkage(engine, workers, meter.at)
        for found in naming.matched(
            left, right, top=top, profile=profile, search=search, workers=workers, progress=meter.at
        ):
            if as_jsonl:
                show.json_line(found)
            else:
                shown = ", ".join(f"{each['right']} ({each['score']:.2f})" for each in found["candidates"])
                show.say(f"{found['left']}: {shown or 'no candidate'}")
    show.linkage(search.report, as_json=as_jsonl)


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
