"""Enquiry: who asks for whom, and the steps in which a case officer answers. Personal words are payloads.

The step *notified* lifts the embargo of one individual: its family was told, by a person, on the record.
"""

from dataclasses import dataclass
from enum import StrEnum

from dalil.catalog.queries import individual, log
from dalil.core.canonical import Record
from dalil.core.custody.payload import SALT_BYTES, Payload
from dalil.core.digest import Digest
from dalil.core.errors import Refusal
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
    CLOSED = "closed"


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


def open_enquiry(vault: Vault, words: Record) -> str:
    """Open an enquiry, return its id. ``words``: who asks, for whom, contact, wish. Raises: ActorUnnamed."""
    person(vault)
    bring_up(vault)
    opened = sum(body["step"] == Step.OPENED for body in log.bodies("enquiry-step"))
    identity = f"E{opened + 1:04d}"
    _record(vault, identity, Step.OPENED, words, None)
    return identity


def take_step(vault: Vault, enquiry: str, step: Step, words: Record, individual_id: str | None) -> None:
    """Record a step of an enquiry.

    Raises: ActorUnnamed, EnquiryUnknown, IndividualUnknown; also when *notified* names no individual.
    """
    person(vault)
    bring_up(vault)
    if all(body["enquiry"] != enquiry for body in log.bodies("enquiry-step")):
        raise EnquiryUnknown(enquiry=enquiry)
    known = individual_id is not None and individual.by_id(individual_id) is not None
    if not known and (individual_id is not None or step is Step.NOTIFIED):
        raise IndividualUnknown(individual=individual_id)
    _record(vault, enquiry, step, words, individual_id)


def enquiries(vault: Vault) -> list[EnquiryShown]:
    """Return all enquiries in order of id."""
    bring_up(vault)
    found: dict[str, list[tuple[str, str, str | None]]] = {}
    for body in log.bodies("enquiry-step"):
        found.setdefault(body["enquiry"], []).append((body["step"], body["day"], body["individual"]))
    return [EnquiryShown(identity, tuple(steps)) for identity, steps in sorted(found.items())]


def notified() -> set[str]:
    """Return the individuals whose family was told, by the record."""
    return {body["individual"] for body in log.bodies("enquiry-step") if body["step"] == Step.NOTIFIED}


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
