"""Commands of gold and of reading back: what is known of a label, and all that people read of it."""

from typing import Annotated, Final

import typer

from dalil.cli import options, show
from dalil.cli.options import ActorOption, JsonOption, ReasonOption, VaultOption
from dalil.core.reading import Legibility
from dalil.core.transcription import Transcription
from dalil.flows import gold as golden
from dalil.flows import read_back
from dalil.flows import vault as vaults
from dalil.flows.gold import Gold
from dalil.flows.read_back import ReadBack, Standing
from dalil.flows.transcribe import Recorded

app = typer.Typer()

ItemArgument = Annotated[
    str, typer.Argument(metavar="ITEM", help="Label, as `dalil reading next` prints it: DIGEST:REGION.")
]
TEXT_HELP: Final = "A line as it stands there, ? for a digit that cannot be read; again for every line."
_STANDING: Final = {
    Standing.OPEN: "It waits for another reading.",
    Standing.ADJUDICATION: "Two people differ; a third decides.",
    Standing.OBJECTED: "Somebody objects to what was settled; another person decides, too.",
    Standing.SETTLED: "Settled",
}


@app.command("show")
def show_label(
    item: ItemArgument, vault: VaultOption, as_json: JsonOption = False, actor: ActorOption = ""
) -> None:
    """Show what people read of one label, in order, and how it stands; not to who may still read it."""
    found = read_back.read_back(vaults.Vault.open(vault, options.world(actor)), item)
    if as_json:
        show.json_lines([found.to_record()])
        return
    show.say(found.place.item)
    show.say(_stands(found))
    if found.gold:
        text = " / ".join(found.gold.lines)
        show.say(f"Gold: {text}. Set by {found.gold.text.reader}, {found.gold.at}: {found.gold.reason}")
    titles = ("entry", "when", "reader", "task", "number", "as typed")
    show.table(
        titles,
        (
            (
                seen.entry,
                at,
                seen.reading.reader,
                seen.task.value,
                seen.reading.value,
                " / ".join(seen.lines) or seen.reading.legibility.value,
            )
            for seen, at in found.readings
        ),
    )


@app.command("gold")
def gold(
    item: ItemArgument,
    vault: VaultOption,
    text: Annotated[list[str], typer.Option(help=TEXT_HELP, metavar="LINE")],
    reason: ReasonOption = "",
    as_json: JsonOption = False,
    actor: ActorOption = "",
) -> None:
    """State what a label says that is known for certain: it tests readers from now on."""
    with vaults.writing(vault, options.world(actor)) as opened:
        done = golden.set_gold(opened, item, Transcription.typed(lines_of(text)), reason)
    if as_json:
        show.json_lines([done.to_record()])
    else:
        show.say(f"Recorded as gold. {number_of(done)}")


@app.command("gold-list")
def gold_list(vault: VaultOption, as_json: JsonOption = False, actor: ActorOption = "") -> None:
    """List gold with who set it, why, and how others read it; what may still test you is withheld."""
    found, withheld = golden.listed(vaults.Vault.open(vault, options.world(actor)))
    if as_json:
        show.json_lines([{"gold": [each.to_record() for each in found], "withheld": withheld}])
        return
    titles = ("label", "standing", "text", "set by", "when", "reason", "others read it so")
    show.table(titles, (_gold_row(each) for each in found))
    if withheld:
        show.say(f"Withheld, for they may still be given to you: {withheld}")


@app.command("gold-withdraw")
def gold_withdraw(
    item: ItemArgument,
    vault: VaultOption,
    reason: ReasonOption = "",
    as_json: JsonOption = False,
    actor: ActorOption = "",
) -> None:
    """Let a label whose gold you set test nobody any more, and count for nobody."""
    with vaults.writing(vault, options.world(actor)) as opened:
        done = golden.withdraw(opened, item, reason)
    if as_json:
        show.json_lines([{"item": done}])
    else:
        show.say("Recorded. It tests nobody any more; you are still never given it.")


def lines_of(text: list[str]) -> list[str]:
    """The lines of what was typed, however it was parted into options."""
    return [line for each in text for line in each.split("\n")]


def number_of(done: Recorded) -> str:
    """The number that was read out of what was recorded, in a sentence."""
    if done.reading.by_place:
        return (
            f"The number in it: {done.reading.value}? Its place alone says so, which settles nothing. "
            "A number's digits are typed without blanks."
        )
    if done.reading.value:
        return f"The number in it: {done.reading.value}."
    return f"No number in it ({done.reading.legibility})."


def _stands(found: ReadBack) -> str:
    said = _STANDING[found.standing]
    if found.settled is None:
        return said
    return f"{said}: {found.settled.value or found.settled.legibility.value}."


def _gold_row(one: Gold) -> tuple[object, ...]:
    seen = one.seen
    ended = f" ({seen.withdrawn[1]}, {seen.withdrawn[0]}: {seen.withdrawn[2]})" if seen.withdrawn else ""
    text = " / ".join(seen.lines) or Legibility.NO_NUMBER.value
    standing = f"{one.standing.value}{ended}"
    return seen.item, standing, text, seen.text.reader, seen.at, seen.reason, show.share(one.read_so)
