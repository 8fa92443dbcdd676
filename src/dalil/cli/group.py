"""Commands by which people decide whom photographs show; every decision is logged, and can be undone."""

from typing import Annotated

import typer

from dalil.cli import options, show
from dalil.cli.options import ActorOption, JsonOption, ReasonOption, VaultOption
from dalil.core.decision import Decision, short
from dalil.core.photograph import PhotographClass
from dalil.flows import engines, ruling
from dalil.flows import group as grouping
from dalil.flows import vault as vaults
from dalil.flows.named import register
from dalil.flows.vault import Vault

group = typer.Typer(
    no_args_is_help=True, help="Decide whom photographs show: join, keep apart, split, set aside, class."
)
app = typer.Typer()
app.add_typer(group, name="group")

_NAMED = "An individual (I-…), or a photograph with all its copies; DIGEST#NUMBER: one of several in it."
_CLASSES = f"One of {', '.join(PhotographClass)}."
_ENTRY = "Entry, as `dalil group decisions` lists it."
OneArgument = Annotated[str, typer.Argument(metavar="ONE", help=_NAMED)]
OtherArgument = Annotated[str, typer.Argument(metavar="OTHER", help="Likewise.")]
PhotographsArgument = Annotated[
    list[str],
    typer.Argument(metavar="PHOTOGRAPH...", help="Eight digits of each digest at least; copies go along."),
]


@group.command("join")
def join(
    one: OneArgument,
    other: OtherArgument,
    vault: VaultOption,
    reason: ReasonOption = "",
    as_json: JsonOption = False,
    actor: ActorOption = "",
) -> None:
    """Decide that two individuals, or photographs, show one person; then group anew."""
    with vaults.writing(vault, options.world(actor)) as opened:
        _tell(opened, ruling.join(opened, one, other, reason), as_json=as_json)


@group.command("apart")
def apart(
    one: OneArgument,
    other: OtherArgument,
    vault: VaultOption,
    reason: ReasonOption = "",
    as_json: JsonOption = False,
    actor: ActorOption = "",
) -> None:
    """Decide that two individuals, or photographs, never show one person; then group anew."""
    with vaults.writing(vault, options.world(actor)) as opened:
        _tell(opened, ruling.keep_apart(opened, one, other, reason), as_json=as_json)


@group.command("split")
def split(
    individual: Annotated[str, typer.Argument(metavar="INDIVIDUAL", help="An individual (I-…).")],
    photographs: PhotographsArgument,
    vault: VaultOption,
    reason: ReasonOption = "",
    as_json: JsonOption = False,
    actor: ActorOption = "",
) -> None:
    """Decide that photographs of an individual show another person than its others; then group anew."""
    with vaults.writing(vault, options.world(actor)) as opened:
        _tell(opened, ruling.split(opened, individual, photographs, reason), as_json=as_json)


@group.command("aside")
def aside(
    photographs: PhotographsArgument,
    vault: VaultOption,
    reason: ReasonOption = "",
    as_json: JsonOption = False,
    actor: ActorOption = "",
) -> None:
    """Decide that photographs belong to no individual; then group anew."""
    with vaults.writing(vault, options.world(actor)) as opened:
        _tell(opened, ruling.set_aside(opened, photographs, reason), as_json=as_json)


@group.command("class")
def classify(
    said: Annotated[
        PhotographClass, typer.Argument(metavar="CLASS", help=f"One of {', '.join(PhotographClass)}.")
    ],
    photographs: PhotographsArgument,
    vault: VaultOption,
    reason: ReasonOption = "",
    as_json: JsonOption = False,
    actor: ActorOption = "",
) -> None:
    """Decide the class of photographs, and of all copies of them; then group anew."""
    with vaults.writing(vault, options.world(actor)) as opened:
        _tell(opened, ruling.classify(opened, photographs, said, reason), as_json=as_json)


@group.command("undo")
def undo(
    entry: Annotated[int, typer.Argument(metavar="ENTRY", help=_ENTRY)],
    vault: VaultOption,
    reason: ReasonOption = "",
    as_json: JsonOption = False,
    actor: ActorOption = "",
) -> None:
    """Decide that an earlier decision counts no more; undoing that brings it back. Then group anew."""
    with vaults.writing(vault, options.world(actor)) as opened:
        _tell(opened, ruling.undo(opened, entry, reason), as_json=as_json)


@group.command("decisions")
def decisions(vault: VaultOption, as_json: JsonOption = False) -> None:
    """List every decision, with who made it, why, and whether it counts."""
    found = ruling.decisions(vaults.Vault.open(vault, options.world("")))
    if as_json:
        show.json_lines([one.to_record() for one in found])
        return
    titles = ("entry", "when", "by", "decision", "about", "counts", "reason")
    show.table(titles, (_row(one) for one in found))


def _row(one: ruling.Ruling) -> tuple[int, str, str, str, str, str, str]:
    made = one.decision
    sides = [" ".join(short(mark) for mark in side) for side in (made.first, made.second) if side]
    about = " | ".join(sides) or f"entry {made.undoes}"
    what = f"{made.kind.value} {made.photograph_class}".strip()
    return made.position, one.at, one.actor, what, about, "yes" if one.counts else "no", one.reason


def _tell(vault: Vault, decision: Decision, *, as_json: bool) -> None:
    before = register(vault)
    grouped = grouping.group(vault, engines.choose(engines.LOCAL, 1))
    changed = ruling.changed(before, vault)
    if as_json:
        rows = [one.to_record() for one in changed]
        show.json_lines([{"entry": decision.position, **grouped.to_record(), "changed": rows}])
        return
    show.say(f"Entry {decision.position}: {decision.kind.value}. {grouped.individuals} individuals.")
    if not changed:
        show.say("No individual has other photographs than before.")
        return
    titles = ("individual", "photographs before", "now", "agency", "number")
    show.table(titles, ((one.id, one.before, one.after, one.agency, one.number) for one in changed))
