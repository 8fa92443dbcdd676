"""Commands of the reading queue: people read labels, one crop at a time, blind and twice."""

import os
import shlex
from typing import Annotated

import typer

from dalil.cli import gold, options, show
from dalil.cli.gold import TEXT_HELP, ItemArgument, lines_of, number_of
from dalil.cli.options import ActorOption, JsonOption, VaultOption
from dalil.core.errors import Refusal, UsageRefusal
from dalil.core.reader import Reader
from dalil.core.reading import Legibility, ReaderKind
from dalil.core.transcription import Transcription
from dalil.flows import transcribe
from dalil.flows import vault as vaults
from dalil.flows.accuracy import told_accuracy
from dalil.flows.ahead import Ahead, ahead
from dalil.flows.told import TOLD_EVERY, untold
from dalil.flows.transcribe import Asked

reading = typer.Typer(no_args_is_help=True, help="People read labels: one crop at a time, blind and twice.")
app = typer.Typer()
app.add_typer(reading, name="reading")
reading.registered_commands += gold.app.registered_commands


class CropUnwritable(Refusal):
    """The crop cannot be written to {path}: {detail}."""

    code = "crop-unwritable"
    exit_status = 79
    remedy = "Name a file in a folder that you may write to."


@reading.command("next")
def next_label(
    vault: VaultOption,
    crop: Annotated[str, typer.Option(help="File to write the crop to, as PNG.", metavar="FILE")] = "",
    passed: Annotated[
        list[str] | None,
        typer.Option("--pass", help="A label that is not read now; again for every one.", metavar="ITEM"),
    ] = None,
    as_json: JsonOption = False,
    actor: ActorOption = "",
) -> None:
    """Say which label you read next, and write its crop; records nothing."""
    opened = vaults.Vault.open(vault, options.world(actor))
    asked = transcribe.next_item(opened, passed or ())
    if asked and crop:
        _write(crop, transcribe.crop(opened, asked.place))
    if as_json:
        show.json_lines(
            [asked.to_record() if asked else {"item": None, "kind": None, "readings": [], "choices": []}]
        )
    elif asked:
        _tell(asked, vault, actor)
    else:
        _tell_what_is_left(ahead(opened), vault)


@reading.command("make")
def make(
    item: ItemArgument,
    vault: VaultOption,
    text: Annotated[list[str] | None, typer.Option(help=TEXT_HELP, metavar="LINE")] = None,
    illegible: Annotated[
        bool, typer.Option("--not-legible", help="There is writing; nobody can read it.")
    ] = False,
    no_label: Annotated[bool, typer.Option("--no-label", help="The crop shows no label.")] = False,
    several: Annotated[bool, typer.Option("--several", help="The crop shows more than one label.")] = False,
    adjudicate: Annotated[
        bool, typer.Option("--adjudicate", help="You have seen both readings that differ, and decide.")
    ] = False,
    objects: Annotated[
        bool,
        typer.Option("--object", help="What was settled is wrong: open it again, until another decides."),
    ] = False,
    number: Annotated[
        str, typer.Option(help="Which number is the person's, where nothing but their order tells.")
    ] = "",
    as_json: JsonOption = False,
    actor: ActorOption = "",
) -> None:
    """Record what you read on one label."""
    kind = ReaderKind.ADJUDICATOR if adjudicate or objects else ReaderKind.PERSON
    without = {
        Legibility.ILLEGIBLE: illegible,
        Legibility.NO_LABEL: no_label,
        Legibility.SEVERAL: several,
    }
    with vaults.writing(vault, options.world(actor)) as opened:
        transcription = _stated(text or [], [each for each, is_so in without.items() if is_so])
        done = transcribe.make(opened, item, transcription, kind=kind, objects=objects, number=number)
    if as_json:
        show.json_lines([done.to_record()])
    else:
        show.say(f"Recorded. {number_of(done)}")
        if done.alone:
            show.say("It settles nothing yet: another person must hold the same.")


@reading.command("queue")
def queue(vault: VaultOption, as_json: JsonOption = False) -> None:
    """Count the labels that wait for a first or second reading or for adjudication."""
    counts = transcribe.waiting(vaults.Vault.open(vault))
    if as_json:
        show.json_lines([counts])
    else:
        show.table(("labels", "count"), counts.items())


@reading.command("readers")
def readers(vault: VaultOption, as_json: JsonOption = False, actor: ActorOption = "") -> None:
    """Say how everybody reads: how much, how often another agrees, how gold was read.

    To somebody who reads, it is said as it stood at the last of their finished twenties.
    """
    opened = vaults.Vault.open(vault, options.world(actor))
    found, machine = transcribe.every_reader(opened), told_accuracy(opened)
    if as_json:
        show.json_lines([{"readers": [each.to_record() for each in found], "machine": machine.to_record()}])
        return
    titles = ("reader", "readings", "adjudications", "not legible", "another agrees", "gold right")
    show.table(titles, (_row(each) for each in found))
    show.say(f"Numbers of the machine that people read so, too: {show.share(machine.all)}")
    if machine.accepted or not machine.stands:
        show.say(show.acceptance(machine))
    if later := untold(opened):
        show.say(
            f"As it stood before your newest readings ({later}): it steps after every {TOLD_EVERY} of them."
        )


def _stated(text: list[str], without: list[Legibility]) -> Transcription:
    """What the options say, which must be one thing. Raises: UsageRefusal, and as :class:`Transcription`."""
    if len(without) + bool(text) != 1:
        raise UsageRefusal(detail="say one of --text, --not-legible, --no-label, --several")
    return Transcription.without_text(without[0]) if without else Transcription.typed(lines_of(text))


def _tell(asked: Asked, vault: str, actor: str) -> None:
    """The label, and the command that answers: it works as it stands, with what was read for the line."""
    item = asked.place.item
    reader = f" --as {shlex.quote(actor)}" if actor else ""
    command = f"dalil reading make {item} --vault {shlex.quote(vault)}{reader} --text LINE"
    show.say(item)
    if not asked.adjudicates:
        show.say(f"Read it: {command}")
        return
    said = "Two people differ."
    if asked.contested:
        said = "Somebody decided before, and one person is not enough."
    elif asked.agreed_text:
        said = "Two people typed the same; nothing but their order tells which number is the person's."
    show.say(f"{said} Decide: {command} --adjudicate")
    for choice in asked.choices:
        number = f"    --number {choice.number}" if choice.number else ""
        show.say(f"    {' / '.join(choice.lines) or choice.legibility}{number}")


def _tell_what_is_left(left: Ahead, vault: str) -> None:
    show.say("Nothing waits for you.")
    show.say(f"Labels that wait for a second reader, other than you: {left.second}")
    show.say(f"Labels on which two people differ, and that wait for a third who decides: {left.adjudication}")
    if left.untold:
        show.say(f"    (those that you read in your newest {left.untold} readings are not told yet)")
    show.say(f"What people settled reaches individuals with: dalil examine --vault {shlex.quote(vault)}")


def _row(reader: Reader) -> tuple[object, ...]:
    counts = (reader.name, reader.readings, reader.adjudications, reader.illegible)
    return (*counts, show.share(reader.agreement), show.share(reader.gold))


def _write(path: str, picture: bytes) -> None:
    """Write a crop where the person wants it: outside the vault. Raises: CropUnwritable."""
    try:
        with open(path, "wb") as file:
            file.write(picture)
    except OSError as wrong:
        raise CropUnwritable(path=path, detail=os.strerror(wrong.errno or 0)) from wrong
