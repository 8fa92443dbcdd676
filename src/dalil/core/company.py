"""Company: who else is in a frame, told by the frames before and behind it.

A body may bear its number on a card and another's on a tape, or two bodies lie in one frame: the frame alone
does not tell. Where near frames show each number alone, it shows both. Serves docs/methods/labels.md.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from typing import Final

from dalil.core.label_field import Field, LabelFields
from dalil.core.neighbour import walks
from dalil.core.number import number_key, one_digit_apart
from dalil.core.scene import NOT_ACCEPTED, by_number, people_of
from dalil.core.sighting import Sighting

SHOWN_NEAR: Final = "shown-near"
"""The rule under which doubtful writing on skin counts: a near frame shows its number, too."""
_BELIEVED_PPM: Final = 900_000
_LONG: Final = 3


def company(sightings: Iterable[Sighting], asked: Collection[str]) -> dict[str, frozenset[str]]:
    """For every exposure in ``asked``: the numbers, as compared, that near exposures clearly show alone.

    A number that is an examination's on a near label is not among them: it may be the same body's.
    """
    found: defaultdict[str, set[str]] = defaultdict(set)
    theirs: defaultdict[str, set[str]] = defaultdict(set)
    for walk in walks(one for one in sightings if one.groupable):
        places = [stop.place for stop in walk.stops]
        for stop in (each for each in walk.stops if each.sighting.exposure in asked):
            first = bisect_left(places, stop.place - walk.near)
            last = bisect_right(places, stop.place + walk.near)
            for other in (each.sighting for each in walk.stops[first:last] if walk.are_near(stop, each)):
                if other.clear and not other.slot:
                    found[stop.sighting.exposure].add(other.block[0])
                theirs[stop.sighting.exposure].add(other.examination)
            theirs[stop.sighting.exposure].add(stop.sighting.examination)
    return {exposure: frozenset(numbers - theirs[exposure]) for exposure, numbers in found.items()}


def numbers_on(labels: Iterable[LabelFields]) -> frozenset[str]:
    """The whole numbers, as compared, that may stand on ``labels``: doubtful ones on skin, too."""
    fields = (field for label in labels for field in (label.detainee_number, *_lost(label)))
    return frozenset(number_key(field.value) for field in fields if field and not field.partial)


def part_by_company(labels: Iterable[LabelFields], company: Collection[str]) -> tuple[LabelFields, ...]:
    """Join the labels of one frame, one result for each of two people or more whom near frames show alone.

    Nothing is returned where the labels do not show so many. The order of labels does not matter.

    Args:
        labels: labels as they count (:func:`dalil.core.scene.standing`), of all copies.
        company: numbers, as compared, that near frames clearly show alone.

    """
    known = [_accepted(label, company) for label in sorted(labels, key=lambda label: str(label.to_record()))]
    groups = by_number([label for label in known if _key(label) in company])
    groups = [group for group in groups if _is_believed(group, groups)]
    return people_of(groups, known) if len(groups) > 1 else ()


def _lost(label: LabelFields) -> tuple[Field, ...]:
    """Numbers that the label lost as doubtful writing on skin."""
    return tuple(field for field in label.unplaced if field.rule == NOT_ACCEPTED)


def _accepted(label: LabelFields, company: Collection[str]) -> LabelFields:
    """The label with the number that it lost, where a near frame shows it, too."""
    back = next((field for field in _lost(label) if number_key(field.value) in company), None)
    if label.detainee_number or back is None:
        return label
    rest = tuple(field for field in label.unplaced if field is not back)
    return replace(label, detainee_number=replace(back, rule=SHOWN_NEAR), unplaced=rest)


def _is_believed(group: Sequence[LabelFields], groups: Iterable[Sequence[LabelFields]]) -> bool:
    """Whether a number that a near frame shows, too, is no misreading of another one of its own frame.

    Of three digits and more it is, however doubtful, if no other number is one digit apart: it is not by
    chance what a near frame shows. Two digits that only their order tells are half as sure, and enough. A
    part of another number is what a peeled tape leaves of it.
    """
    surest = max(one.confidence_ppm for label in group if (one := label.detainee_number))
    ours = _key(group[0])
    others = [_key(other[0]) for other in groups if other is not group]
    if any(ours in other for other in others):
        return False
    if len(ours) == 1 or any(one_digit_apart(ours, other) for other in others):
        return surest >= _BELIEVED_PPM
    return len(ours) >= _LONG or surest >= _BELIEVED_PPM // 2


def _key(label: LabelFields) -> str:
    """The label's number as compared; empty without one."""
    return number_key(label.detainee_number.value) if label.detainee_number else ""
