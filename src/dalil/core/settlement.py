"""Settlement: what people's readings of one label, or of several that bear one number, amount to.

Serves docs/methods/labels.md. ``core.reading`` settles readings of one thing; here they are kept by label,
for people read one label at a time, and an adjudicator decides about one alone.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from dalil.core import actor
from dalil.core.reading import (
    PEOPLE_ONLY,
    PPM,
    Dispute,
    Legibility,
    Outcome,
    ReaderKind,
    Reading,
    SettlingRule,
    settle,
)


def agreed(readings: Sequence[Reading]) -> Reading | None:
    """Return what people settled of one label: a value, or that there is none; None while it is open.

    Two different people who say the same settle it, where nobody says otherwise; or an adjudicator, who may
    decide alone that no number can be read, but holds a number only where somebody else read it, too. Who
    objects to what was settled adjudicates anew: then it stands as most adjudicators say, two at least, two
    people who agreed being as one. The order of readings does not matter. What stands in an order of numbers
    alone (:meth:`dalil.core.transcription.Transcription.number`) settles nothing; it holds an adjudicator's
    choice where that is the number which the order suggests.
    """
    judged = [reading for reading in readings if reading.kind is ReaderKind.ADJUDICATOR]
    read = [reading for reading in readings if reading.kind is ReaderKind.PERSON]
    people = _of_one_mind(read)
    if not judged:
        return people
    voices = Counter(_said(one) for one in {actor.key(one.reader): one for one in sorted(judged)}.values())
    if people is not None:
        voices[_said(people)] += 1
    (most, votes), *others = voices.most_common(2)
    if others and votes <= max(1, others[0][1]):
        return None
    holders = {actor.key(one.reader) for one in (*judged, *read) if _said(one) == most}
    if most[1] and len(holders) < PEOPLE_ONLY.people_required:
        return None
    held = [one for one in (*judged, *([people] if people else [])) if _said(one) == most and _is_whole(one)]
    return min(held, default=None)


def _of_one_mind(people: Sequence[Reading]) -> Reading | None:
    """What two different people say, nobody saying otherwise."""
    enough = len({actor.key(reading.reader) for reading in people}) >= PEOPLE_ONLY.people_required
    alike = len({_said(reading) for reading in people}) == 1
    return min(people) if enough and alike and all(map(_is_whole, people)) else None


def _said(reading: Reading) -> tuple[Legibility, str]:
    return reading.legibility, reading.value


def _is_whole(reading: Reading) -> bool:
    """Whether the text alone tells the number, and not its order among others."""
    return not reading.value or reading.confidence_ppm == PPM


def settle_labels(
    labels: Sequence[Sequence[Reading]], beside: Sequence[Reading], rule: SettlingRule = PEOPLE_ONLY
) -> Outcome:
    """Return what the readings of several labels that bear one number amount to.

    An adjudicator decides about one label: what people hold of another one still stands against the decision,
    and that one label cannot be read takes nothing from another.

    Args:
        labels: for each label, what people read on it.
        beside: what machines and paths say of the number.
        rule: as for :func:`dalil.core.reading.settle`.

    """
    decided: set[str] = set()
    others: set[str] = set()
    counted: list[Reading] = []
    for readings in labels:
        held = agreed(readings)
        if held and any(reading.kind is ReaderKind.ADJUDICATOR for reading in readings):
            judged = [replace(held, kind=ReaderKind.ADJUDICATOR)]
            counted += judged
            decided.update(_read(judged))
        else:
            said = [_undecided(reading) for reading in readings]
            counted += said
            others.update(_read(said))
    if decided and others - decided:
        return Dispute(tuple(sorted(decided | others)))
    if any(one.legibility is not Legibility.READ for readings in labels for one in readings):
        rule = replace(rule, accept_ppm=None)  # somebody looked and read no whole number
    machines = [reading for reading in beside if reading.kind is ReaderKind.MACHINE]
    if others or _read(machines):
        counted = [one for one in counted if one.kind is ReaderKind.PERSON or _read([one])]
    return settle([*counted, *beside], rule)


def _undecided(reading: Reading) -> Reading:
    """A reading of a label that nobody decided: an adjudicator is one voice, a number in pieces none."""
    kind = ReaderKind.PERSON if reading.kind is ReaderKind.ADJUDICATOR else reading.kind
    if not _is_whole(reading):
        return Reading(reading.reader, kind, "", Legibility.ILLEGIBLE)
    return replace(reading, kind=kind)


def _read(readings: Sequence[Reading]) -> set[str]:
    """Values that were read whole."""
    return {reading.value for reading in readings if reading.legibility is Legibility.READ}
