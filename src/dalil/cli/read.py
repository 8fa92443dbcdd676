"""Commands that need no vault: labels of images, and copies among them."""

import json
from collections import Counter
from typing import Annotated

import typer

from dalil.cli import show
from dalil.cli.options import JsonlOption, WorkersOption
from dalil.flows import copies as copying
from dalil.flows import profile as profiles
from dalil.flows import read as reading

app = typer.Typer()


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
    left_out: Counter[str] = Counter()
    for pair in copying.copies(folder, workers=workers, left_out=left_out):
        if as_jsonl:
            show.json_line(pair)
        else:
            show.say(f"{pair['a']} = {pair['b']} ({pair['edit']}, distance {pair['distance']})")
    if left_out:
        told = ", ".join(f"{count} {code}" for code, count in sorted(left_out.items()))
        show.note(f"Not compared, for it could not be read: {told}.")
