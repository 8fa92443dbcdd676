"""Commands for enquiries of families: open, record a step, show, list."""

from typing import Annotated

import typer

from dalil.cli import options, show
from dalil.cli.options import ActorOption, JsonlOption, JsonOption, VaultOption
from dalil.core.canonical import Record
from dalil.flows import enquiry as enquiries
from dalil.flows import vault as vaults
from dalil.flows.enquiry import Step

enquiry = typer.Typer(no_args_is_help=True, help="Enquiries of families and the steps of an answer.")
app = typer.Typer()
app.add_typer(enquiry, name="enquiry")


@enquiry.command("open")
def open_enquiry(
    vault: VaultOption,
    asks: Annotated[str, typer.Option(help="Who asks.")],
    whom: Annotated[str, typer.Option("--for", help="For whom: the name as the family writes it.")],
    contact: Annotated[str, typer.Option(help="How to reach them.")] = "",
    wish: Annotated[str, typer.Option(help="What they want to see: nothing, covered, face only.")] = "",
    actor: ActorOption = "",
) -> None:
    """Open an enquiry; what is said of the family stands in an erasable payload."""
    words = {"asks": asks, "for": whom, "contact": contact, "wish": wish}
    with vaults.writing(vault, options.world(actor)) as opened:
        identity = enquiries.open_enquiry(opened, dict(words))
    show.say(identity)


@enquiry.command("step")
def step(
    enquiry_id: Annotated[str, typer.Argument(metavar="ENQUIRY", help="Enquiry, such as E0001.")],
    taken: Annotated[Step, typer.Argument(help="What was done.")],
    vault: VaultOption,
    individual: Annotated[str, typer.Option(help="About which individual.")] = "",
    note: Annotated[str, typer.Option(help="In words; kept in an erasable payload.")] = "",
    actor: ActorOption = "",
) -> None:
    """Record a step; ``notified`` lifts the embargo of one individual, ``mistaken`` takes that back."""
    with vaults.writing(vault, options.world(actor)) as opened:
        words: Record = {"note": note} if note else {}
        matched = enquiries.take_step(opened, enquiry_id, taken, words, individual or None)
    show.say(f"{enquiry_id}: {taken.value} recorded.")
    if taken is Step.NOTIFIED and not matched:
        show.note(
            f"No confirmed match ties {individual} to anybody, and its embargo is lifted. Look again; "
            f"`dalil enquiry step {enquiry_id} mistaken --individual {individual}` takes it back."
        )


@enquiry.command("show")
def show_enquiry(
    enquiry_id: Annotated[str, typer.Argument(metavar="ENQUIRY", help="Enquiry, such as E0001.")],
    vault: VaultOption,
    as_json: JsonOption = False,
) -> None:
    """Show what an enquiry took: who asks, for whom, contact, wish; and its steps with their notes."""
    told = enquiries.tell(vaults.Vault.open(vault), enquiry_id)
    if as_json:
        show.json_lines([told.to_record()])
        return
    for each in told.steps:
        about = f" · {each.individual}" if each.individual else ""
        show.say(f"{each.day} {each.step}{about}")
        for name, text in ({"erased": "yes"} if each.words is None else each.words).items():
            if text:
                show.say(f"    {name}: {text}")


@enquiry.command("list")
def list_enquiries(vault: VaultOption, as_jsonl: JsonlOption = False) -> None:
    """List enquiries and their steps, without personal words."""
    found = enquiries.enquiries(vaults.Vault.open(vault))
    if as_jsonl:
        show.json_lines(each.to_record() for each in found)
    else:
        show.table(
            ("enquiry", "steps"), ((each.id, ", ".join(step for step, _, _ in each.steps)) for each in found)
        )
