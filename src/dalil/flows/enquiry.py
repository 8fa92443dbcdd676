"""Enquiry: who asks for whom, and the steps in which a case officer answers. Personal words are payloads.

The step *notified* lifts the embargo of one individual: its family was told, by a person, on the record. The
step *mistaken* takes that back.
"""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from dalil.catalog.queries import custody, individual, log, matching
from dalil.core.canonical import Json, Record
from dalil.core.custody.payload import SALT_BYTES, Payload
from dalil.core.digest import Digest
from dalil.core.errors import Refusal
from dalil.core.matching.decision import MatchState
from dalil.flows.person import person
from dalil.flows.record import bring_up, record
from dalil.flows.vault import Vault


class Step(StrEnum):
    """What is recorded of an enquiry."""

    OPENED = "opened"
    SEARCHED = "searched"
    ANSWERED = "answered"
    NOTIFIED = "notified"
    """The family was told about one individual."""
    MISTAKEN = "mistaken"
    """That the family was told about one individual was recorded by mistake: the embargo stands."""
    CLOSED = "closed"


_TELLING: Final = frozenset({Step.ANSWERED.value, Step.NOTIFIED.value, Step.CLOSED.value})
"""Steps in which a family hears of somebody."""


class Wish(StrEnum):
    """What a family wants to see."""

    NOTHING = "nothing"
    COVERED = "covered"
    FACE_ONLY = "face only"


class EnquiryUnknown(Refusal):
    """There is no enquiry {enquiry}."""

    code = "enquiry-unknown"
    exit_status = 77
    remedy = "Take an id from `dalil enquiry list`."


class IndividualUnknown(Refusal):
    """There is no individual {individual}."""

    code = "individual-unknown"
    exit_status = 77
    remedy = "Take an id from `dalil individuals`."


class IndividualUnnamed(Refusal):
    """A family is told about one individual, and none is named."""

    code = "enquiry-individual-unnamed"
    exit_status = 77
    remedy = "Say about whom: --individual, with an id from `dalil individuals`."


class NeverNotified(Refusal):
    """No step of enquiry {enquiry} says that the family was told of {individual}."""

    code = "enquiry-never-notified"
    exit_status = 77
    remedy = "`dalil enquiry list` shows the steps; only what was recorded can be called a mistake."


class WishUnknown(Refusal):
    """What a family wants to see is nothing, covered or face only, and not {wish}."""

    code = "enquiry-wish-unknown"
    exit_status = 77
    remedy = "Say one of: --wish nothing, --wish covered, --wish 'face only'; or leave it out."


class EnquiryErased(Refusal):
    """What the enquiry {enquiry} holds of a family was erased."""

    code = "enquiry-erased"
    exit_status = 77
    remedy = "It cannot be had again; `dalil enquiry list` shows the steps, which hold nothing personal."


@dataclass(frozen=True, slots=True)
class EnquiryShown:
    """One enquiry and its steps so far, without the words that stand in payloads."""

    id: str
    steps: tuple[tuple[str, str, str | None], ...]
    """Step, moment, individual."""

    def to_record(self) -> Record:
        """The object that ``dalil enquiry list --jsonl`` prints."""
        return {
            "id": self.id,
            "steps": [{"step": step, "at": at, "individual": each} for step, at, each in self.steps],
        }


@dataclass(frozen=True, slots=True)
class StepTold:
    """One step with the words that were kept with it; None where they were erased."""

    step: str
    day: str
    individual: str | None
    words: Record | None


@dataclass(frozen=True, slots=True)
class EnquiryTold:
    """One enquiry with what was taken of a family."""

    id: str
    steps: tuple[StepTold, ...]

    def to_record(self) -> Record:
        """The object that ``dalil enquiry show --json`` prints."""
        steps: list[Json] = [
            {"step": each.step, "at": each.day, "individual": each.individual, "words": each.words}
            for each in self.steps
        ]
        return {"id": self.id, "steps": steps}


def open_enquiry(vault: Vault, words: Record) -> str:
    """Open an enquiry, return its id. ``words``: who asks, for whom, contact, wish.

    Raises: ActorUnnamed, WishUnknown.
    """
    person(vault)
    if words.get("wish", "") not in {"", *Wish}:
        raise WishUnknown(wish=words["wish"])
    bring_up(vault)
    opened = sum(body["step"] == Step.OPENED for body in log.bodies("enquiry-step"))
    identity = f"E{opened + 1:04d}"
    _record(vault, identity, Step.OPENED, words, None)
    return identity


def take_step(vault: Vault, enquiry: str, step: Step, words: Record, individual_id: str | None) -> bool:
    """Record a step of an enquiry; return whether a confirmed match names the individual.

    A family may know it by other means, so nobody is refused: but who slips in an id has to hear of it.
    Raises: ActorUnnamed, EnquiryUnknown, IndividualUnknown, IndividualUnnamed, NeverNotified.
    """
    person(vault)
    bring_up(vault)
    if all(body["enquiry"] != enquiry for body in log.bodies("enquiry-step")):
        raise EnquiryUnknown(enquiry=enquiry)
    if individual_id is None and step in (Step.NOTIFIED, Step.MISTAKEN):
        raise IndividualUnnamed
    if step is Step.MISTAKEN and (enquiry, individual_id) not in _notifications():
        raise NeverNotified(enquiry=enquiry, individual=individual_id)
    if step is not Step.MISTAKEN and individual_id is not None and individual.by_id(individual_id) is None:
        raise IndividualUnknown(individual=individual_id)
    _record(vault, enquiry, step, words, individual_id)
    of_individual = matching.matches_of_individual(individual_id) if individual_id else []
    return any(each.state is MatchState.CONFIRMED for each in of_individual)


def enquiries(vault: Vault) -> list[EnquiryShown]:
    """Return all enquiries in order of id."""
    bring_up(vault)
    found: dict[str, list[tuple[str, str, str | None]]] = {}
    for body in log.bodies("enquiry-step"):
        found.setdefault(body["enquiry"], []).append((body["step"], body["day"], body["individual"]))
    return [EnquiryShown(identity, tuple(steps)) for identity, steps in sorted(found.items())]


def tell(vault: Vault, enquiry: str) -> EnquiryTold:
    """Return one enquiry with the words in its payloads. Raises: EnquiryUnknown, EnquiryErased."""
    bring_up(vault)
    found = [(index, body) for index, body in log.indexed("enquiry-step") if body["enquiry"] == enquiry]
    if not found:
        raise EnquiryUnknown(enquiry=enquiry)
    steps = tuple(
        StepTold(body["step"], body["day"], body["individual"], _words(vault, index)) for index, body in found
    )
    if steps[0].words is None:
        raise EnquiryErased(enquiry=enquiry)
    return EnquiryTold(enquiry, steps)


def notified() -> set[str]:
    """Return the individuals whose family was told, by the record; without what was recorded by mistake."""
    return {individual_id for _, individual_id in _notifications()}


def _notifications() -> set[tuple[str, str]]:
    """Enquiries with the individuals of whom a family was told; the last word counts."""
    found: set[tuple[str, str]] = set()
    for body in log.bodies("enquiry-step"):
        about = body["enquiry"], body["individual"]
        if body["step"] == Step.NOTIFIED:
            found.add(about)
        elif body["step"] == Step.MISTAKEN:
            found.discard(about)
    return found


def told_of(individuals: Collection[str]) -> list[str]:
    """Enquiries whose family was told, or may have been, of one of ``individuals``, in order of id."""
    steps = log.bodies("enquiry-step")
    return sorted(
        {body["enquiry"] for body in steps if body["step"] in _TELLING and body["individual"] in individuals}
    )


def _words(vault: Vault, index: int) -> Record | None:
    """What was kept with a step; None where it was erased. Raises: PayloadMissing."""
    kept = custody.payloads(index)
    if any(each.erased_by is not None for each in kept):
        return None
    return {
        key: value for each in kept for key, value in vault.payloads.read(Digest(each.digest)).value.items()
    }


def _record(vault: Vault, enquiry: str, step: Step, words: Record, individual_id: str | None) -> None:
    payloads: tuple[Digest, ...] = ()
    if words:
        payloads = (vault.payloads.write(Payload(vault.world.random(SALT_BYTES), words)),)
    body: Record = {
        "enquiry": enquiry,
        "step": step.value,
        "individual": individual_id,
        "day": vault.world.moment()[:10],
    }
    about = (enquiry, individual_id) if individual_id else (enquiry,)
    record(vault, [vault.event("enquiry-step", about, body, payloads=payloads)])
