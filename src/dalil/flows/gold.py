"""Gold: what is known for certain of a label, said with a reason: it tests readers until it is withdrawn.

Load: the label, what was set of it before. Decide: who may say so, and who may see it: a text that may still
test somebody is nothing for them. Record: one ``gold-set``, or one ``gold-withdrawn``.
"""

from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum

from dalil.catalog import queries
from dalil.catalog.queries.gold import GoldSeen
from dalil.core.canonical import Json, Record
from dalil.core.errors import Refusal
from dalil.core.reader import Share
from dalil.core.reading import ReaderKind
from dalil.core.reading_queue import reader_key
from dalil.core.transcription import Box, Transcription
from dalil.core.visible import says_something
from dalil.flows import profile as profiles
from dalil.flows.person import is_person, person
from dalil.flows.record import bring_up, record
from dalil.flows.transcribe import Recorded, find
from dalil.flows.vault import Vault


class GoldWithoutReason(Refusal):
    """Nothing says why the text of the label {item} is known, or withdrawn."""

    code = "gold-without-reason"
    exit_status = 79
    remedy = "Say how you know it, or why it tests readers no more: --reason, in a sentence."


class GoldNotYours(Refusal):
    """The label {item} has no gold in use that you set."""

    code = "gold-not-yours"
    exit_status = 79
    remedy = (
        "`dalil reading gold-list` names those that you may see. Where somebody else set a wrong text, set "
        "the right one with `dalil reading gold`: the newest counts."
    )


class Standing(StrEnum):
    """Whether gold tests readers."""

    IN_USE = "in-use"
    SUPERSEDED = "superseded"
    """A newer word of the same label counts."""
    WITHDRAWN = "withdrawn"
    NOT_THERE = "not-there"
    """The label is found no more, or elsewhere."""


@dataclass(frozen=True, slots=True)
class Gold:
    """One word of gold, how it stands, and how the others who read the label blind read it."""

    seen: GoldSeen
    standing: Standing
    read_so: Share

    def to_record(self) -> Record:
        """The object that ``dalil reading gold-list --json`` prints for it."""
        seen = self.seen
        ended: Record | None = None
        if seen.withdrawn:
            at, by, reason = seen.withdrawn
            ended = {"at": at, "by": by, "reason": reason}
        return {
            "item": seen.item,
            "standing": self.standing.value,
            "number": seen.text.value or None,
            "legibility": seen.text.legibility.value,
            "lines": [*seen.lines],
            "set_by": seen.text.reader,
            "set_at": seen.at,
            "reason": seen.reason,
            "withdrawn": ended,
            "read_so": self.read_so.to_record(),
        }


def set_gold(vault: Vault, item: str, transcription: Transcription, reason: str) -> Recorded:
    """Record what a label says that is known for certain: it tests readers from now on.

    Raises: ActorUnnamed, LabelUnknown, LabelAmbiguous, GoldWithoutReason.
    """
    setter = person(vault)
    bring_up(vault)
    place = find(item)
    if not says_something(reason):
        raise GoldWithoutReason(item=place.item)
    reading = transcription.number(place.surface, profiles.of(vault), reader=setter, kind=ReaderKind.PERSON)
    body: Record = {
        "exhibit": place.exhibit,
        "region": place.region,
        "box": _corners(place.box),
        "text": reading.to_record(),
        "lines": [*transcription.lines],
        "reason": reason,
    }
    record(vault, [vault.event("gold-set", (place.exhibit,), body)])
    return Recorded(place.item, reading, transcription.lines)


def withdraw(vault: Vault, item: str, reason: str) -> str:
    """Let a label test nobody any more, whoever set gold of it before; return its name.

    Only who set the gold that is in use may: to anybody else the answer is the same whether or not it is
    gold, so that nobody finds out the tests by trying. Raises: ActorUnnamed, LabelUnknown, LabelAmbiguous,
    GoldNotYours, GoldWithoutReason.
    """
    key = reader_key(person(vault))
    bring_up(vault)
    place = find(item)
    used = [one for one in queries.gold.every() if one.item == place.item and one.there and not one.withdrawn]
    newest = max(used, key=lambda one: one.entry, default=None)
    if newest is None or newest.setter_key != key:
        raise GoldNotYours(item=place.item)
    if not says_something(reason):
        raise GoldWithoutReason(item=place.item)
    body: Record = {
        "exhibit": place.exhibit,
        "region": place.region,
        "box": _corners(place.box),
        "reason": reason,
    }
    record(vault, [vault.event("gold-withdrawn", (place.exhibit,), body)])
    return place.item


def listed(vault: Vault) -> tuple[tuple[Gold, ...], int]:
    """Return what was set as gold, in the order of the log, and how much more is withheld from who asks.

    To a person is shown what they set, and labels that are settled and never given to them: that a label is
    gold tells its reader as much as its text does. Where nobody is named, nothing is withheld.
    """
    bring_up(vault)
    every = queries.gold.every()
    shown = every
    if is_person(vault):
        key = reader_key(person(vault))
        own = {one.place for one in every if one.setter_key == key}
        closed = queries.reading.gold_closed_to(key)
        shown = [one for one in every if one.place in own or (one.there and one.item in closed)]
    return _standing(every, shown), len(every) - len(shown)


def _standing(every: list[GoldSeen], shown: list[GoldSeen]) -> tuple[Gold, ...]:
    newest = {one.place: one.entry for one in every if not one.withdrawn}
    setters: defaultdict[str, set[str]] = defaultdict(set)
    for one in every:
        setters[one.place].add(one.setter_key)
    said: defaultdict[str, dict[str, tuple[str, str]]] = defaultdict(dict)
    for made in queries.reading.made():
        key = reader_key(made.reading.reader)
        if made.reading.kind is ReaderKind.PERSON and key not in setters[made.item]:
            said[made.item].setdefault(key, made.said)

    def gold(one: GoldSeen) -> Gold:
        others = said[one.place].values()
        right = sum(each == (one.text.legibility, one.text.value) for each in others)
        return Gold(one, _stands(one, newest), Share(right, len(others)))

    return tuple(gold(one) for one in shown)


def _stands(one: GoldSeen, newest: dict[str, int]) -> Standing:
    if one.withdrawn:
        return Standing.WITHDRAWN
    if newest[one.place] != one.entry:
        return Standing.SUPERSEDED
    return Standing.IN_USE if one.there else Standing.NOT_THERE


def _corners(box: Box) -> list[Json]:
    return [[x, y] for x, y in box]
