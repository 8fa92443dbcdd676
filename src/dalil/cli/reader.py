"""Commands of the label reader: tune it to what this vault's people have read, and choose which one reads."""

import shlex
from collections.abc import Iterator
from typing import Annotated, Final

import typer

from dalil.cli import options, show
from dalil.cli.options import (
    ActorOption,
    EngineOption,
    JsonOption,
    ReasonOption,
    VaultOption,
    WorkersOption,
)
from dalil.core.canonical import Record
from dalil.core.lesson import LABELS_MAX
from dalil.flows import label_reader, tune
from dalil.flows import vault as vaults
from dalil.flows.engines import LOCAL
from dalil.flows.engines import choose as choose_engine
from dalil.flows.label_reader import LOSS_MAX_PPM, SHIPPED, MalformedReader, TunedReader

reader = typer.Typer(no_args_is_help=True, help="The label reader: tune it to this archive, or go back.")
app = typer.Typer()
app.add_typer(reader, name="reader")

_POINT_PPM: Final = 10_000
"""Millionths in one point, a hundredth of all lines."""
_WHY: Final = {
    "not-read-whole": "people settled no whole text of it",
    "typed-otherwise": "who agree on it typed other lines",
    "too-many": f"more than {LABELS_MAX:,} are settled",
    "not-found-again": "it is not found again where people read it",
    "lines-unlike": "no line that people typed is like one that is found there",
    "lines-too-long": "its lines have more characters than fit there",
    "read-in-part": "a digit of it could not be read",
}
"""Why a label is left out; any other reason is a refusal's code (docs/spec/codes.md)."""


@reader.command("tune")
def tune_reader(
    vault: VaultOption,
    engine: EngineOption = LOCAL,
    workers: WorkersOption = 2,
    as_json: JsonOption = False,
    actor: ActorOption = "",
) -> None:
    """Teach the label reader what people settled here; it reads nothing before you choose it."""
    chosen = choose_engine(engine, workers)
    with vaults.writing(vault, options.world(actor)) as opened, show.meter("Looking") as meter:
        done = tune.tune(opened, chosen, progress=meter.at)
    if as_json:
        show.json_lines([done.to_record()])
        return
    _tell(done, shlex.quote(vault))


@reader.command("use")
def use(
    name: Annotated[str, typer.Argument(metavar="READER", help="Digest as `list` shows it, or: shipped.")],
    vault: VaultOption,
    reason: ReasonOption = "",
    although_worse: Annotated[
        bool, typer.Option("--although-worse", help="Also one that spoils more lines than it mends.")
    ] = False,
    as_json: JsonOption = False,
    actor: ActorOption = "",
) -> None:
    """Choose which label reader reads from now on; `shipped` is the way back."""
    with vaults.writing(vault, options.world(actor)) as opened:
        chosen = label_reader.choose(opened, name, reason, although_worse=although_worse)
    if as_json:
        show.json_lines([{"reader": chosen}])
        return
    show.say(f"Recorded: {chosen} reads from now on.")
    show.say(f"What is read already stays as it is until: dalil examine --again --vault {vault}")


@reader.command("list")
def list_readers(vault: VaultOption, as_json: JsonOption = False) -> None:
    """List the tuned readers with what they changed, and say which one reads."""
    opened = vaults.Vault.open(vault)
    found, chosen = label_reader.tuned_readers(opened), label_reader.chosen(opened)
    if as_json:
        show.json_lines(_record(one, chosen) for one in found)
        return
    titles = ("reader", "reads", "lines learned", "right before", "right after", "mended", "spoiled")
    show.table(titles, _rows([one for one in found if isinstance(one, TunedReader)], chosen))
    for one in found:
        if isinstance(one, MalformedReader):
            show.say(f"Entry {one.entry} of the log names no reader that can be used. {one.why}")


def _tell(done: TunedReader, vault: str) -> None:
    """What was learned of which labels, what it changes, and what a person may do now."""
    if done.labels:
        rows = [
            (f"taught it ({done.learned} lines)", done.labels.taught),
            (f"kept back and read with both readers ({done.before.of} lines)", done.labels.kept),
            *((f"left out: {_WHY.get(why, why)}", count) for why, count in sorted(done.left_out.items())),
            ("all that people settled", done.labels.settled),
        ]
        show.table(("labels", "count"), rows)
    show.say(f"Of the lines kept back, read right before: {show.share(done.before)}")
    show.say(f"Of the lines kept back, read right now:    {show.share(done.after)}")
    show.say(f"Mended: {done.mended}. Spoiled: {done.spoiled}.")
    use = f"dalil reader use {done.reader.short} --vault {vault} --reason WHY"
    if done.reads_worse:
        lost, most = max(done.lost_ppm, 0) / _POINT_PPM, LOSS_MAX_PPM / _POINT_PPM
        show.say(
            f"It spoils more than it mends, and costs {lost:.1f} points of the lines kept back; "
            f"{most:.1f} are the most that tuning may cost anywhere. "
            "Leave it, and tune again when more labels are settled."
        )
        show.say(f"It is used only where you ask for it all the same: {use} --although-worse")
    elif done.mended == done.spoiled:
        show.say("It reads no better: leave it, and tune again when more labels are settled.")
    else:
        show.say(f"To let it read: {use}")
    show.say("Nothing reads with it until then. Lines unlike this archive's are not measured here.")
    show.say(f"The way back, at any time: dalil reader use shipped --vault {vault} --reason WHY")


def _record(one: TunedReader | MalformedReader, chosen: str) -> Record:
    in_use = isinstance(one, TunedReader) and one.reader.hex == chosen
    return {**one.to_record(), "in_use": in_use}


def _rows(found: list[TunedReader], chosen: str) -> Iterator[tuple[object, ...]]:
    yield (SHIPPED, "yes" if chosen == SHIPPED else "", "", "", "", "", "")
    for one in found:
        reads = "yes" if one.reader.hex == chosen else ""
        counts = (show.share(one.before), show.share(one.after), one.mended, one.spoiled)
        yield (one.reader.short, reads, one.learned, *counts)
