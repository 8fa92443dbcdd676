"""Cover: the redaction plan as typed: ``DIGEST=left,top,right,bottom`` in parts of 1, or ``DIGEST=none``."""

from collections import defaultdict
from fractions import Fraction
from typing import Final

from dalil.core.errors import UsageRefusal
from dalil.core.release.redaction import PPM, Box, Redaction, RedactionPlan
from dalil.flows.contents import exposure_of
from dalil.flows.vault import Vault

SIDES: Final = 4
REASON: Final = "stated by the proposer"


def plan_of(vault: Vault, stated: list[str]) -> RedactionPlan:
    """Return the plan that the options state, by exposure. Raises: UsageRefusal, BoxMalformed."""
    boxes: dict[str, list[Box]] = defaultdict(list)
    for each in stated:
        digest, _, text = each.partition("=")
        exposure = exposure_of(vault, digest)
        if exposure is None:
            raise UsageRefusal(detail=f"--cover {each!r}: no photograph has this digest")
        held = boxes[exposure]
        if text != "none":
            held.append(_box(each, text))
    redactions = (
        Redaction(exposure, tuple(sorted(held)), REASON) for exposure, held in sorted(boxes.items())
    )
    return RedactionPlan(tuple(redactions))


def _box(option: str, text: str) -> Box:
    try:
        sides = [int(Fraction(part) * PPM) for part in text.split(",")]
    except (ValueError, ZeroDivisionError) as wrong:
        raise UsageRefusal(detail=f"--cover {option!r}: four numbers from 0 to 1, or none") from wrong
    if len(sides) != SIDES:
        raise UsageRefusal(detail=f"--cover {option!r}: four numbers from 0 to 1, or none")
    return Box(*sides)
