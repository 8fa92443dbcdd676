"""Company: who else is in a frame, told by the frames before and behind it.

A body may bear its number on a card and another's on a tape, or two bodies lie in one frame: the frame alone
does not tell. Where near frames show each number alone, it shows both. Serves docs/methods/labels.md.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from typing import Final

from dalil.core.label import beside
from dalil.core.label_field import Field, LabelFields
from dalil.core.neighbour import walks
from dalil.core.number import digits_apart, number_key, one_digit_apart, turned
from dalil.core.scene import NOT_ACCEPTED, SKIN, by_number, clear, people_of
from dalil.core.sighting import Sighting

SHOWN_NEAR: Final = "shown-near"
"""The rule under which doubtful writing on skin counts: a near frame shows its number, too."""
NEAR_FRAMES: Final = 16
_BELIEVED_PPM: Final = 900_000
_SEEN_PPM: Final = 250_000
_LONG: Final = 3


def company(sightings: Iterable[Sighting], asked: Collection[str]) -> dict[str, frozenset[str]]:
    """For every exposure in ``asked``: the numbers, as compared, that near exposures clearly show alone.

    Near are ``NEAR_FRAMES`` at most before and behind it: a clock may stand still. What is an examination's
    number or a branch on a near label is not among them: it may be the same body's.
    """
    found: defaultdict[str, set[str]] = defaultdict(set)
    theirs: defaultdict[str, set[str]] = defaultdict(set)
    for walk in walks(one for one in sightings if one.groupable):
        for place, stop in enumerate(walk.stops):
            key = stop.sighting.exposure
            if key not in asked:
                continue
            around = walk.stops[max(0, place - NEAR_FRAMES) : place + NEAR_FRAMES + 1]
            for other in (each.sighting for each in around if walk.are_near(stop, each)):
                if other.clear and not other.slot:
                    found[key].add(other.block[0])
                theirs[key] |= {other.examination, number_key(other.agency)}
            theirs[key] |= {stop.sighting.examination, number_key(stop.sighting.agency)}
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
    if len(groups) <= 1:
        return ()
    rest = [label for label in known if _key(label) and not any(label in group for group in groups)]
    groups += by_number([label for label in rest if _is_third(label, groups)])
    people = people_of(groups, known)
    for label in rest:
        if number := label.detainee_number:
            people = _beside_nearest(people, number)
    return people


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

    Of three digits and more a quarter is enough, if no other number is one digit apart: it is not by chance
    what a near frame shows. Two digits that only their order tells are half as sure, and enough. A
    part of another number is what a peeled tape leaves of it, and one may be the other upside down.
    """
    surest = max(one.confidence_ppm for label in group if (one := label.detainee_number))
    ours = _key(group[0])
    others = [_key(other[0]) for other in groups if other is not group]
    upside_down = {
        number_key(turned(number.raw) or "") for label in group if (number := label.detainee_number)
    }
    if surest < _SEEN_PPM or any(ours in other or other in upside_down for other in others):
        return False
    if len(ours) == 1 or any(one_digit_apart(ours, other) for other in others):
        return surest >= _BELIEVED_PPM
    return len(ours) >= _LONG or surest >= _BELIEVED_PPM // 2


def _is_third(label: LabelFields, groups: Iterable[Sequence[LabelFields]]) -> bool:
    """Whether a label bears one more person's number, not shown near: clear, and like no other."""
    ours, others = _key(label), [_key(group[0]) for group in groups]
    alike = any(one_digit_apart(ours, other) or ours in other for other in others)
    return label.surface != SKIN and clear(label.detainee_number) and not alike


def _beside_nearest(people: tuple[LabelFields, ...], number: Field) -> tuple[LabelFields, ...]:
    """The people; a number that is nobody's stands beside the one that it is most like."""
    if any(number_key(number.value) == _key(one) for one in people):
        return people
    nearest = min(people, key=lambda one: (digits_apart(number_key(number.value), _key(one)), _key(one)))
    return tuple(
        replace(one, detainee_number=beside(kept, "detainee_number", number))
        if one is nearest and (kept := one.detainee_number)
        else one
        for one in people
    )


def _key(label: LabelFields) -> str:
    """The label's number as compared; empty without one."""
    return number_key(label.detainee_number.value) if label.detainee_number else ""
