"""Commands that need no vault: labels of images, and copies among them."""

import contextlib
import json
from collections import Counter
from typing import Annotated, Any

import typer

from dalil.cli import show
from dalil.cli.options import EngineOption, JsonlOption, WorkersOption
from dalil.core.errors import Refusal, UsageRefusal
from dalil.flows import copies as copying
from dalil.flows import engines
from dalil.flows import profile as profiles
from dalil.flows import read as reading
from dalil.flows.acquire import SourceMissing
from dalil.flows.contact_sheet import Sheet
from dalil.flows.file_list import Listed, files
from dalil.flows.sheet_place import SheetPlace
from dalil.store.disk import Disk
from dalil.vision.region import Surface

app = typer.Typer()


@app.command()
def read(
    images: Annotated[list[str], typer.Argument(help="Image files, or folders of them.")],
    crop: Annotated[bool, typer.Option("--crop", help="Each image is one label and nothing else.")] = False,
    surface: Annotated[
        Surface | None,
        typer.Option(help="With --crop: what carries the labels. Cards, where it is not said."),
    ] = None,
    as_jsonl: JsonlOption = False,
    profile: Annotated[str, typer.Option(help="Profile whose patterns place the fields.")] = "generic",
    sheet: Annotated[
        str, typer.Option("--sheet", help="Write an HTML page of the label crops, to judge an archive by.")
    ] = "",
    show_skin: Annotated[
        bool, typer.Option("--show-skin", help="On the sheet also what may be skin: it may show bodies.")
    ] = False,
    workers: WorkersOption = 2,
) -> None:
    """Read the labels of images, without a vault.

    Where every file is refused, the exit status is that of the first refusal.
    """
    if surface and not crop:
        raise UsageRefusal(detail="--surface is said with --crop")
    if show_skin and not sheet:
        raise UsageRefusal(detail="--show-skin is said with --sheet")
    listed = _listed(images)
    left_out: Counter[str] = Counter()
    refusals: list[Refusal] = []
    with contextlib.ExitStack() as around:
        meter = around.enter_context(show.meter("Reading"))
        own = profiles.named(profile)
        if crop:
            results = reading.read_crops(listed, own, workers=workers, surface=surface or Surface.CARD)
        else:
            results = reading.read(listed, own, workers=workers)
        place = around.enter_context(SheetPlace(sheet, images, Disk())) if sheet else None
        page = around.enter_context(Sheet({Surface.SKIN} if show_skin else ())) if sheet else None
        for count, result in enumerate(page.collect(results) if page else results, start=1):
            tell(result, as_jsonl=as_jsonl)
            if result.error:
                left_out[result.error] += 1
            if result.refusal:
                refusals.append(result.refusal)
            meter.at("files", count, len(listed))
        if page and place:
            shown = page.write(place)
            show.note(f"{shown} crops on {sheet}.")
    _note("Not read", left_out)
    if refusals and len(refusals) == len(listed):
        raise typer.Exit(refusals[0].exit_status)


def _listed(images: list[str]) -> list[Listed]:
    """What was named. Raises: SourceMissing where nothing of it is there."""
    listed = list(files(images))
    missing = [one.refusal for one in listed if isinstance(one.refusal, SourceMissing)]
    if missing and len(missing) == len(listed):
        raise missing[0]
    if not listed:
        show.note("There is no file in what was named: nothing was read.")
    return listed


def tell(result: reading.Read, *, as_jsonl: bool) -> None:
    """One file's labels on stdout, at once: a folder takes its time."""
    if as_jsonl:
        show.json_line(result.to_record())
        return
    texts = [(each, " · ".join(filter(None, each["text"].split("\n")))) for each in result.labels]
    said = [
        f"{each['surface']} {json.dumps(text, ensure_ascii=False)} ({_sure(each)})"
        for each, text in texts
        if text
    ]
    said += [f"{each['surface']} without text" for each, text in texts if not text]
    if result.frames != 1:
        count = f"the first of {result.frames}" if result.frames else "one of an unknown number of"
        said.append(f"{count} pictures in this file was read, and nothing is accepted")
    show.say(f"{result.path}: {result.error or '; '.join(said) or 'no label found'}")


def _sure(label: dict[str, Any]) -> str:
    """How sure a label's reading is, rounded down: what is not certain never looks so."""
    tenths = round(label["confidence"] * reading.PPM) // 1000
    return f"{tenths // 10}.{tenths % 10}% sure{', accepted' if label['accepted'] else ''}"


@app.command()
def copies(
    folder: Annotated[str, typer.Argument(help="Folder of images.")],
    as_jsonl: JsonlOption = False,
    engine: EngineOption = engines.LOCAL,
    workers: WorkersOption = 2,
) -> None:
    """Find copies of one exposure among the images of a folder, without a vault."""
    left_out: Counter[str] = Counter()
    chosen = engines.choose(engine, workers)
    found = 0
    for found, pair in enumerate(copying.copies(folder, engine=chosen, left_out=left_out), start=1):  # noqa: B007 - counted
        if as_jsonl:
            show.json_line(pair)
        else:
            show.say(f"{pair['a']} = {pair['b']} ({pair['edit']}, distance {pair['distance']})")
    if not found:
        show.note("No copies were found.")
    _note("Not compared, for it could not be read", left_out)


def _note(what: str, counted: Counter[str]) -> None:
    """What was left out, by code, if anything was."""
    if counted:
        told = ", ".join(f"{count} {code}" for code, count in sorted(counted.items()))
        show.note(f"{what}: {told}.")
