"""Commands of the label reader: tune it to what this vault's people have read, and choose which one reads."""

from collections.abc import Iterator
from typing import Annotated

import typer

from dalil.cli import options, show
from dalil.cli.options import ActorOption, JsonOption, ReasonOption, VaultOption, WorkersOption
from dalil.core.canonical import Record
from dalil.flows import label_reader, tune
from dalil.flows import vault as vaults
from dalil.flows.engines import choose as choose_engine
from dalil.flows.label_reader import SHIPPED, MalformedReader, TunedReader

reader = typer.Typer(no_args_is_help=True, help="The label reader: tune it to this archive, or go back.")
app = typer.Typer()
app.add_typer(reader, name="reader")


@reader.command("tune")
def tune_reader(
    vault: VaultOption,
    engine: Annotated[str, typer.Option(help="Where exhibits are looked into: local.")] = "local",
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
    show.say(f"Learned from {done.learned} lines; {done.before.of} others were kept back and read twice.")
    show.say(f"Read right before: {show.share(done.before)}")
    show.say(f"Read right now:    {show.share(done.after)}")
    show.say(f"Mended: {done.mended}. Spoiled: {done.spoiled}.")
    if done.left_out:
        show.table(("labels left out because", "count"), sorted(done.left_out.items()))
    if done.mended > done.spoiled:
        show.say(f"To let it read: dalil reader use {done.reader.short} --vault {vault} --reason WHY")
    else:
        show.say("It reads no better: leave it, and tune again when more labels are settled.")


@reader.command("use")
def use(
    name: Annotated[str, typer.Argument(metavar="READER", help="Digest as `list` shows it, or: shipped.")],
    vault: VaultOption,
    reason: ReasonOption = "",
    as_json: JsonOption = False,
    actor: ActorOption = "",
) -> None:
    """Choose which label reader reads from now on; `shipped` is the way back."""
    with vaults.writing(vault, options.world(actor)) as opened:
        chosen = label_reader.choose(opened, name, reason)
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


def _record(one: TunedReader | MalformedReader, chosen: str) -> Record:
    in_use = isinstance(one, TunedReader) and one.reader.hex == chosen
    return {**one.to_record(), "in_use": in_use}


def _rows(found: list[TunedReader], chosen: str) -> Iterator[tuple[object, ...]]:
    yield (SHIPPED, "yes" if chosen == SHIPPED else "", "", "", "", "", "")
    for one in found:
        reads = "yes" if one.reader.hex == chosen else ""
        counts = (show.share(one.before), show.share(one.after), one.mended, one.spoiled)
        yield (one.reader.short, reads, one.learned, *counts)
