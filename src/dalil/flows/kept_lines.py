"""Kept lines: lines kept back from tuning, read as examining will read them: with a head, in the jail.

Nothing else measures what a person is asked to choose: the looks that a doubtful line gets, the way up of its
label, and what the profile says can stand on it all count.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dalil.catalog.queries.reading import LabelPlace
from dalil.core.canonical import Record
from dalil.core.digest import Digest
from dalil.core.errors import BodyRefusal, Refusal
from dalil.core.lesson import same_line
from dalil.core.record import take_records, take_text
from dalil.core.transcription import Box, box_of
from dalil.engine.contract import Engine, Outcome, Request
from dalil.flows import examination
from dalil.flows import profile as profiles
from dalil.flows.vault import Vault


@dataclass(frozen=True, slots=True)
class KeptLine:
    """One line: its label, which line of it (from 0), what people read there, what the shipped head reads."""

    label: LabelPlace
    place: int
    text: str
    shipped: str


def read(
    vault: Vault, engine: Engine, head: Digest, kept: Sequence[KeptLine], left_out: Counter[str]
) -> Iterator[tuple[KeptLine, str]]:
    """Each line with what is read there with the ``head`` that stands in the store.

    A label of which the worker does not read every such line this time counts for neither head: it is counted
    in ``left_out``, and nowhere else.
    """
    by_exhibit: dict[str, list[KeptLine]] = {}
    for line in kept:
        by_exhibit.setdefault(line.label.exhibit, []).append(line)
    order = sorted(by_exhibit)

    def request(digest: str) -> Request:
        return {"digest": digest}, lambda: vault.reader.read(Digest(digest))

    work = examination.work(examination.ENTRY, profiles.of(vault), vault.layout.exhibit(head))
    for digest, outcome in zip(order, engine.map(work, map(request, order)), strict=True):
        texts, why = _texts(outcome)
        here = by_exhibit[digest]
        failed = {one.label.item for one in here if one.place >= len(texts.get(one.label.box, ()))}
        yield from ((one, texts[one.label.box][one.place]) for one in here if one.label.item not in failed)
        left_out[why] += len(failed)


def changed(read_twice: Sequence[tuple[KeptLine, str]]) -> Record:
    """How many lines each head reads right, as the event holds it."""
    right = [(same_line(one.shipped, one.text), same_line(now, one.text)) for one, now in read_twice]
    return {
        "asked": len(right),
        "before": sum(was for was, _ in right),
        "after": sum(now for _, now in right),
        "mended": sum(now and not was for was, now in right),
        "spoiled": sum(was and not now for was, now in right),
    }


def _texts(outcome: Outcome) -> tuple[dict[Box, list[str]], str]:
    """The lines of every label of an answer, by its corners; and why one that is not there is missing."""
    if isinstance(outcome, Refusal):
        return {}, outcome.code
    try:
        facts = outcome[0] if len(outcome) == 1 else None
        labels = take_records(facts, "labels") if isinstance(facts, dict) else []
        found = {
            box_of(label.get("box")): [take_text(line, "text") for line in take_records(label, "lines")]
            for label in labels
        }
    except BodyRefusal:
        return {}, "answer-malformed"  # whoever made this picture may have meant to stop the others
    return found, "not-found-again"
