"""Commands that propose matches and take people's answers."""

from typing import Annotated, Final

import typer

from dalil.cli import options, show
from dalil.cli.options import (
    ActorOption,
    CopiesOption,
    JsonlOption,
    JsonOption,
    LinkageOption,
    VaultOption,
)
from dalil.core.canonical import Record
from dalil.core.matching.conflict import ConflictKind
from dalil.core.matching.decision import Answer, MatchState
from dalil.core.matching.naming import PERSON
from dalil.core.matching.notice import Addressee, Cause, Kind
from dalil.core.matching.stated import beside
from dalil.flows import decide as deciding
from dalil.flows import match as matching
from dalil.flows import needed as needing
from dalil.flows import notice as noticing
from dalil.flows import vault as vaults
from dalil.flows.decide import MatchShown
from dalil.flows.narrowed import Narrowed
from dalil.flows.needed import NeedShown
from dalil.flows.notice import NoticeShown, Told

app = typer.Typer()

PPM: Final = 1_000_000
THOUSANDTH_PPM: Final = 1_000
CONFLICTS: Final = {
    ConflictKind.INDIVIDUAL_CLAIMED_TWICE: "more than one row claims {}",
    ConflictKind.CLAIM_MATCHED_TWICE: "{} is matched with more than one individual",
}
ListOption = Annotated[str, typer.Option("--list", help="Only those of this list.", metavar="LIST")]
MatchOption = Annotated[str, typer.Option("--match", help="Only this match.", metavar="MATCH")]
STATES: Final = {
    MatchState.PROPOSED: "proposed still: nobody says yes or no",
    MatchState.HALF: "half decided: another person must answer, too",
    MatchState.CONFIRMED: "confirmed: two people say yes",
    MatchState.REJECTED: "rejected: two people say no",
    MatchState.DISPUTED: "disputed: one says yes, another no",
    MatchState.WITHDRAWN: "withdrawn",
}

CAUSES: Final = {
    Cause.WITHDRAWN: "withdrawn with its claim",
    Cause.UNCONFIRMED: "not confirmed any more",
}


@app.command("match")
def match(
    vault: VaultOption,
    engine: LinkageOption = "",
    workers: CopiesOption = 2,
    as_json: JsonOption = False,
    actor: ActorOption = "",
) -> None:
    """Propose matches between individuals, or people of papers, and every imported list; people decide.

    An individual without a name on a label is compared by what its folder or a paper calls it, and says so.
    """
    with (
        vaults.writing(vault, options.world(actor)) as opened,
        show.meter("Matching", still=True) as meter,
    ):
        done = matching.match(opened, engine=engine, workers=workers, progress=meter.at)
    for each in done:
        show.linkage(each.linkage, as_json=as_json)
    if as_json:
        show.json_lines(each.to_record() for each in done)
        return
    if not done:
        show.say("No list is imported, so there is nobody to match; `dalil lists import` takes one in.")
    for each in done:
        again = " (nothing new)" if each.already else ""
        pairs = f"{each.compared} of {each.possible} pairs compared"
        papers = f", {each.of_papers} of them people of papers" if each.of_papers else ""
        show.say(f"{each.list}: {each.proposed} proposed{again}{papers}; {pairs}.")


@app.command("matches")
def matches(
    vault: VaultOption,
    as_jsonl: JsonlOption = False,
    with_score: Annotated[
        bool, typer.Option("--score", help="Show scores: not for those who decide.")
    ] = False,
    needed: Annotated[
        bool, typer.Option("--needed", help="What people need before they can answer, as long as it is open.")
    ] = False,
    untold: Annotated[
        bool, typer.Option("--untold", help="Who is still to be told that a match ended.")
    ] = False,
    told: Annotated[
        bool, typer.Option("--told", help="Who was told that a match ended, by whom and when.")
    ] = False,
    of_list: ListOption = "",
    of_match: MatchOption = "",
    actor: ActorOption = "",
) -> None:
    """List matches with their reasons; blind, so without scores, unless asked.

    Who is named and has yet to say yes or no to a match sees no score of it.
    """
    narrowed = Narrowed(of_list, of_match)
    opened = vaults.Vault.open(vault, options.world(actor))
    if untold or told:
        _notices(noticing.notices(opened, narrowed, told=told), as_jsonl=as_jsonl)
        return
    if needed:
        _needed(needing.needed(opened, narrowed), as_jsonl=as_jsonl)
        return
    shown = deciding.matches(opened, narrowed, best_first=with_score)
    records = [each.to_record(blind=not with_score) for each in shown]
    if as_jsonl:
        show.json_lines(records)
        return
    if not shown:
        show.say("No match is proposed; `dalil match` proposes, once a list is imported.")
    for each, record in zip(shown, records, strict=True):
        score = _score(each, record) if with_score else ""
        show.say(f"{each.match.id}: {each.match.individual} – {each.match.claim} ({each.state}{score})")
        for identity, name in (
            (each.match.individual, each.individual_name),
            (each.match.claim, each.claim_name),
        ):
            show.say(f"    {identity}: {name or _nameless(each, identity)}")
        lines = record["reasons"]
        for line in lines if isinstance(lines, list) else []:
            if isinstance(line, dict):
                _reason(line)


def _reason(line: Record) -> None:
    """One reason with what both sides state, a line for each language."""
    left, right = (None if line[side] is None else str(line[side]) for side in ("left", "right"))
    stated = beside(str(line["subject"]), left, right)
    show.say(f"    {line['reason_en']}{stated.en}")
    show.say(f"    {line['reason_ar']}{stated.ar}")


def _nameless(shown: MatchShown, identity: str) -> str:
    """Why no name stands there. A person of papers had one, in the reasons that went with the claim."""
    erased = shown.reasons is None and (identity == shown.match.claim or identity.startswith(PERSON))
    return "erased with its claim" if erased else "no name is known"


def _score(shown: MatchShown, record: Record) -> str:
    if shown.may_still_decide:
        return ", no score before an answer"
    return f", score {shown.match.score_ppm / PPM:.2f}{_chance(record)}"


def _notices(found: list[NoticeShown], *, as_jsonl: bool) -> None:
    if as_jsonl:
        show.json_lines(each.to_record() for each in found)
        return
    if not found:
        show.say("Nobody.")
        return
    show.table(
        ("match", "kind", "who", "name", "what became of it", "since", "told by", "on"),
        (
            (
                each.match.id,
                each.notice.to.kind,
                each.notice.to.who,
                each.name or "",
                CAUSES[each.notice.cause],
                each.notice.due[:10],
                each.notice.told_by or "",
                each.notice.told_on or "",
            )
            for each in found
        ),
    )


@app.command("told")
def tell(
    match_id: Annotated[str, typer.Argument(metavar="MATCH", help="Match, as `--untold` lists it.")],
    kind: Annotated[Kind, typer.Argument(help="In what they were told of it.")],
    who: Annotated[str, typer.Argument(help="Who: a name, or the id of enquiry, release or list.")],
    vault: VaultOption,
    by: Annotated[str, typer.Option("--by", help="Who told them; who acts, otherwise.", metavar="NAME")] = "",
    day: Annotated[str, typer.Option("--on", help="The day, YEAR-MONTH-DAY; today otherwise.")] = "",
    reason: Annotated[
        str, typer.Option("--reason", help="What is to be said of it, in a sentence that names nobody.")
    ] = "",
    actor: ActorOption = "",
) -> None:
    """Record that one of those whom an ended match reaches was told; `dalil matches --untold` lists them."""
    with vaults.writing(vault, options.world(actor)) as opened:
        noticing.tell(opened, match_id, Addressee(kind, who), Told(by, day, reason))
    show.say(f"Recorded: {kind.value} {who} was told of {match_id}.")


def _needed(found: list[NeedShown], *, as_jsonl: bool) -> None:
    if as_jsonl:
        show.json_lines(each.to_record() for each in found)
        return
    if not found:
        show.say("Nothing is asked for.")
        return
    titles = ("list", "match", "claim", "individual", "needed", "asked by", "since")
    told = ((each.match, each.need) for each in found)
    show.table(
        titles,
        (
            (seen.list, seen.id, seen.claim, seen.individual, need.reason, need.actor, need.at[:10])
            for seen, need in told
        ),
    )


def _chance(record: Record) -> str:
    chance = record.get("chance_ppm")
    return f", chance {chance_said(chance)}" if isinstance(chance, int) else ""


def chance_said(chance_ppm: int) -> str:
    """A chance with three decimals. At its ends it is said to be beyond them: nothing is ever certain."""
    if chance_ppm < THOUSANDTH_PPM:
        return "<0.001"
    return f"{chance_ppm / PPM:.3f}" if chance_ppm <= PPM - THOUSANDTH_PPM else ">0.999"


@app.command("decide")
def decide(
    match_id: Annotated[str, typer.Argument(metavar="MATCH", help="Match, as `dalil matches` prints it.")],
    answer: Annotated[Answer, typer.Argument(help="What you hold of it.")],
    vault: VaultOption,
    reason: Annotated[
        str,
        typer.Option("--reason", help="Why, in a sentence that names nobody: it stays in the log for good."),
    ] = "",
    as_json: JsonOption = False,
    actor: ActorOption = "",
) -> None:
    """Answer one match; two different people must agree before it is confirmed or rejected.

    ``need-more`` says in --reason what is needed; it is asked for until you answer otherwise.
    """
    with vaults.writing(vault, options.world(actor)) as opened:
        done = deciding.decide(opened, match_id, answer, reason)
    if as_json:
        show.json_lines([done.to_record()])
    else:
        show.say(f"{done.match} is {STATES[done.state]}.")
        if done.to_tell:
            show.say(f"It was confirmed. To be told: {done.to_tell}; `dalil matches --untold` names them.")
        for each in done.conflicts:
            others = " ".join(other for other in each.matches if other != done.match)
            show.say(f"To be looked at: {CONFLICTS[each.kind].format(each.subject)}, see {others}.")


@app.command("conflicts")
def conflicts(vault: VaultOption, as_jsonl: JsonlOption = False, actor: ActorOption = "") -> None:
    """List matches that cannot all be right: one individual claimed twice, one claim matched twice.

    Two rows of several lists may be about one person: then both can be right. Who acts does not see those on
    which they may still decide.
    """
    opened = vaults.Vault.open(vault, options.world(actor))
    found, names = deciding.found_conflicts(opened), deciding.subjects(opened)
    if as_jsonl:
        show.json_lines(
            {
                "kind": each.kind.value,
                "subject": each.subject,
                "name": names.get(each.subject),
                "matches": [*each.matches],
            }
            for each in found
        )
    else:
        show.table(
            ("conflict", "about", "name", "matches"),
            (
                (
                    CONFLICTS[each.kind].format(each.subject),
                    each.subject,
                    names.get(each.subject, ""),
                    " ".join(each.matches),
                )
                for each in found
            ),
        )
