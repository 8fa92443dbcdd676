"""The command that gives the account of one match, for people who know nothing of statistics."""

from collections.abc import Iterator
from typing import Annotated, Final

import typer

from dalil.cli import options, show
from dalil.cli.options import ActorOption, JsonOption, VaultOption
from dalil.core.matching.stated import beside
from dalil.core.matching.waterfall import END, MEANING, Step, Waterfall
from dalil.core.wording import Words
from dalil.flows import vault as vaults
from dalil.flows.why import Account, why

app = typer.Typer()

WIDTH: Final = 48
"""Characters of a bar's scale."""
PERMILLE: Final = 1_000
MORE, LESS, EVEN, BLANK = "█", "▒", "┊", " "


@app.command("why")
def why_command(
    match_id: Annotated[str, typer.Argument(metavar="MATCH", help="Match, as `dalil matches` prints it.")],
    vault: VaultOption,
    as_json: JsonOption = False,
    actor: ActorOption = "",
) -> None:
    """Show how one match is reckoned, line by line, in words; not to who is named and has yet to decide."""
    found = why(vaults.Vault.open(vault, options.world(actor)), match_id)
    if as_json:
        show.json_lines([found.to_record()])
        return
    for line in told(found):
        show.say(line)


def told(account: Account) -> Iterator[str]:
    """The account, line by line, in English and Arabic."""
    match, steps = account.match, account.waterfall
    yield f"{match.id} ({match.state})"
    yield f"    {match.individual}: {account.individual_name or 'no name is known'}"
    yield f"    {match.claim}: {account.claim_name or 'no name is known'}"
    yield f"{_bar(steps, steps.start, steps.start)} {steps.begins.en}"
    yield from _said(steps.start_reason, steps.begins.ar)
    for step in steps.steps:
        yield f"{_bar(steps, step.before, step.after)} {step.stands.en}"
        yield from _said(_weighed(step), step.stands.ar)
    yield f"{_bar(steps, steps.end, steps.end)} {steps.ends.en}"
    yield from _said(END, steps.ends.ar)
    if steps.unstated:
        unsaid = ", ".join(each.en for each in steps.unstated)
        yield f"Not weighed, because a side does not state it: {unsaid}."
        yield f"ولم يُوزن، لأن أحد الجانبين لا يذكره: {'، '.join(each.ar for each in steps.unstated)}."
    yield f"In the bars, {MORE} makes it likelier, {LESS} less likely; at {EVEN} it is as likely as not."
    yield from (MEANING.en, MEANING.ar)


def _weighed(step: Step) -> Words:
    texts = beside(step.subject, step.left, step.right)
    return Words(
        f"{step.reason.ar}{texts.ar}: {step.times.ar}", f"{step.reason.en}{texts.en}: {step.times.en}"
    )


def _said(words: Words, stands_ar: str) -> Iterator[str]:
    yield f"    {words.en}"
    yield f"    {words.ar} · {stands_ar}"


def _bar(steps: Waterfall, before: int, after: int) -> str:
    """The scale with the way from one place to the other; where both are one, a mark."""
    first, last = sorted(min(WIDTH - 1, steps.place(each) * WIDTH // PERMILLE) for each in (before, after))
    even = min(WIDTH - 1, steps.place(0) * WIDTH // PERMILLE)
    letters = [BLANK] * WIDTH
    letters[even] = EVEN
    if before == after:
        letters[first] = MORE
    else:
        letters[first : last + 1] = [MORE if after > before else LESS] * (last + 1 - first)
    return "".join(letters)
