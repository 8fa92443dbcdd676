"""Cover: the redaction plan as typed: ``DIGEST=left,top,right,bottom`` in parts of 1, or ``DIGEST=none``.

The parts are of the photograph as people see it, upright. What is stated on a copy is carried to the exhibit
that leaves in its stead, or refused.
"""

from collections import defaultdict
from fractions import Fraction
from math import ceil, floor
from typing import Final

from dalil.core.errors import UsageRefusal
from dalil.core.release.redaction import PPM, Box, Redaction, RedactionPlan
from dalil.flows.contents import exposure_of
from dalil.flows.exhibit import whole_digest
from dalil.flows.standing import carried
from dalil.flows.vault import Vault

SIDES: Final = 4
REASON: Final = "stated by the proposer"


def plan_of(vault: Vault, stated: list[str]) -> RedactionPlan:
    """Return the plan that the options state, by exposure, in the frame of its representative.

    Raises: UsageRefusal, DigestAmbiguous, BoxMalformed, CopyUncertain, ExhibitMissing, ExhibitChanged.
    """
    boxes: dict[str, set[Box]] = defaultdict(set)
    for named, said in _by_digest(stated).items():
        digest = whole_digest(vault, named)
        exposure = exposure_of(vault, digest)
        if exposure is None:
            raise UsageRefusal(detail=f"--cover {named!r}: no photograph has this digest")
        boxes[exposure.id].update(carried(vault, digest, exposure.representative, said))
    redactions = (
        Redaction(exposure, tuple(sorted(held)), REASON) for exposure, held in sorted(boxes.items())
    )
    return RedactionPlan(tuple(redactions))


def _by_digest(stated: list[str]) -> dict[str, list[Box]]:
    """What is stated for each photograph; ``none`` is no box."""
    said: dict[str, list[Box]] = defaultdict(list)
    for each in stated:
        digest, _, text = each.partition("=")
        held = said[digest]
        if text != "none":
            held.append(_box(each, text))
    return said


def _box(option: str, text: str) -> Box:
    try:
        sides = [Fraction(part) * PPM for part in text.split(",")]
    except (ValueError, ZeroDivisionError) as wrong:
        raise UsageRefusal(detail=f"--cover {option!r}: four numbers from 0 to 1, or none") from wrong
    if len(sides) != SIDES:
        raise UsageRefusal(detail=f"--cover {option!r}: four numbers from 0 to 1, or none")
    left, top, right, bottom = sides
    return Box(floor(left), floor(top), ceil(right), ceil(bottom))
