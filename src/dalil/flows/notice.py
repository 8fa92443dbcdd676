"""Notice: whom an ended match reaches, who is still to be told, and that one of them was told.

Load: answers, enquiries, releases and lists that hold the individual or the claim. Decide:
``core.matching.notice``. Record: ``notice-due`` beside what ended the match, in one append, so that neither
is without the other; ``notice-given`` for each who was told.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from dalil.catalog.queries import matching, notice, release
from dalil.catalog.queries.matching import MatchSeen
from dalil.catalog.queries.notice import NoticeSeen
from dalil.core import actor
from dalil.core.canonical import Json, Record
from dalil.core.errors import Refusal
from dalil.core.event import Event
from dalil.core.matching.decision import MatchState, MatchUnknown
from dalil.core.matching.notice import Addressee, Cause, Kind, Reach, addressees, is_told_of
from dalil.flows import enquiry, named
from dalil.flows.blind import never_decided
from dalil.flows.narrowed import Narrowed
from dalil.flows.person import person
from dalil.flows.record import bring_up, record
from dalil.flows.vault import Vault

PER_ENTRY_MAX: Final = 50
"""Addressees of one entry, whose length is bounded; more of them stand in several."""


class NoticeUnknown(Refusal):
    """Of match {match} there is nothing left to tell to {kind} {who}."""

    code = "notice-unknown"
    exit_status = 75
    remedy = "`dalil matches --untold` lists who is still to be told, each with MATCH, KIND and WHO."


class NoticeDay(Refusal):
    """{day} is no day on which this can have been told: it fell due on {due}."""

    code = "notice-day"
    exit_status = 75
    remedy = "Give a day from then until today as YEAR-MONTH-DAY: --on 2026-01-31; or leave it out for today."


@dataclass(frozen=True, slots=True)
class NoticeShown:
    """One notice. ``name``: who gets the release, or whose list it is; None of others, who need none."""

    notice: NoticeSeen
    match: MatchSeen
    name: str | None

    def to_record(self) -> Record:
        """The object that ``dalil matches --untold --jsonl`` and ``--told`` print."""
        return {
            "match": self.match.id,
            "individual": self.match.individual,
            "claim": self.match.claim,
            "state": self.match.state.value,
            "cause": self.notice.cause.value,
            "kind": self.notice.to.kind.value,
            "who": self.notice.to.who,
            "name": self.name,
            "due": self.notice.due,
            "told_by": self.notice.told_by,
            "told_on": self.notice.told_on,
        }


def due(
    vault: Vault, match: MatchSeen, cause: Cause, *, acting: str, lists: Iterable[str]
) -> tuple[Event, ...]:
    """Return the events that say who has to hear that ``match`` ended; none where nobody has.

    ``lists``: those whose sources can have been told, by id.
    """
    history = matching.decisions(match.id)
    reach = _reach(vault, match, lists) if is_told_of(history) else Reach()
    found = addressees(history, reach, acting=acting)
    return tuple(
        _due(vault, match, cause, found[at : at + PER_ENTRY_MAX])
        for at in range(0, len(found), PER_ENTRY_MAX)
    )


def count(events: Iterable[Event]) -> int:
    """How many have to hear, by ``notice-due`` events."""
    return sum(len(to) for each in events if isinstance(to := each.body["to"], list))


def notices(vault: Vault, narrowed: Narrowed, *, told: bool) -> list[NoticeShown]:
    """Return who was told, or who is still to be told, by list, match and addressee.

    Of one addressee who was not told of two ends of a match the newer is shown; telling settles both. Who has
    yet to answer a match is not shown its end: who has to hear tells who answered.
    Raises: ListUnknown, MatchUnknown.
    """
    bring_up(vault)
    narrowed.insist()
    names = {
        Kind.RELEASE: release.recipients(),
        Kind.LIST: {each.id: each.source for each in matching.lists()},
    }
    found = []
    for each in notice.given() if told else notice.open_now():
        match = matching.match(each.match)
        assert match is not None, "a match that anybody answered stays"
        withdrawn = match.state is MatchState.WITHDRAWN
        if narrowed.holds(match) and (withdrawn or not never_decided(vault, match.id)):
            found.append(NoticeShown(each, match, names.get(each.to.kind, {}).get(each.to.who)))
    order = list(Kind)
    return sorted(
        found,
        key=lambda each: (
            each.match.list,
            each.match.id,
            order.index(each.notice.to.kind),
            each.notice.entry,
        ),
    )


@dataclass(frozen=True, slots=True)
class Told:
    """That somebody was told: by whom and on which day (empty: by who acts, today), and a remark."""

    by: str = ""
    day: str = ""
    reason: str = ""


def tell(vault: Vault, match_id: str, to: Addressee, told: Told) -> None:
    """Record that one who had to hear of a match was told.

    Raises: ActorUnnamed, MatchUnknown, NoticeUnknown, NoticeDay.
    """
    acting = person(vault)
    bring_up(vault)
    match = matching.match(match_id)
    if match is None:
        raise MatchUnknown(match=match_id)
    waiting = next(
        (
            each
            for each in notice.open_now()
            if (each.match, each.to.kind, each.to.key) == (match_id, to.kind, to.key)
        ),
        None,
    )
    if waiting is None:
        raise NoticeUnknown(match=match_id, kind=to.kind.value, who=to.who)
    today = vault.world.moment()[:10]
    day = told.day or today
    if not _is_day(day) or not waiting.due[:10] <= day <= today:
        raise NoticeDay(day=day, due=waiting.due[:10])
    body: Record = {
        "match": match_id,
        **waiting.to.to_record(),
        "by": actor.written(told.by) or acting,
        "day": day,
        "reason": told.reason,
    }
    record(vault, [vault.event("notice-given", (match_id, match.individual, match.claim), body)])


def _due(vault: Vault, match: MatchSeen, cause: Cause, to: Sequence[Addressee]) -> Event:
    named_in: list[Json] = [each.to_record() for each in to]
    body: Record = {
        "match": match.id,
        "individual": match.individual,
        "claim": match.claim,
        "cause": cause.value,
        "to": named_in,
    }
    return vault.event("notice-due", (match.id, match.individual, match.claim), body)


def _reach(vault: Vault, match: MatchSeen, lists: Iterable[str]) -> Reach:
    individuals = _known_as(vault, match.individual)
    return Reach(enquiry.told_of(individuals), release.sealed_with(individuals), sorted(set(lists)))


def _known_as(vault: Vault, identity: str) -> set[str]:
    """Every id under which an individual was ever told of: those that became it, and what it became."""
    became = {each.id: each.became for each in named.register(vault)}

    def last(one: str) -> str:
        while became.get(one, "") in became:
            one = became[one]
        return one

    return {identity, *(one for one in became if last(one) == last(identity))}


def _is_day(text: str) -> bool:
    try:
        return dt.date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
