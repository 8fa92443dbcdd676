"""Acceptance: when a machine's reading counts without a person, and the sample of such readings people check.

A reading is accepted at a measured risk (``core.reading.SURE_PPM``). It was measured elsewhere, and this
archive may be otherwise: so one accepted label in twenty is read by people all the same, and where what they
find does not go with the stated risk, acceptance ends by itself, for good. Serves docs/methods/labels.md.
"""

from math import comb
from typing import Final

from dalil.core.number import is_partial
from dalil.core.reader import Share
from dalil.core.reading import PEOPLE_ONLY, PPM, SURE_PPM, SettlingRule

RISK_PPM: Final = PPM - SURE_PPM
"""The share of accepted readings that may be wrong."""
ACCEPTING: Final = SettlingRule("accepted", accept_ppm=SURE_PPM, calibrated=True)
"""The rule while acceptance stands: an accepted reading settles a number, unless anything dissents."""
AUDIT_ONE_IN: Final = 20
_LIKELY_ENOUGH: Final = 20


def is_accepted(text: str, confidence_ppm: int) -> bool:
    """Whether a label that says ``text``, every line of it this surely, bears an accepted number."""
    whole = confidence_ppm >= SURE_PPM and not is_partial(text)
    return whole and any(letter.isdecimal() for letter in text)


def is_audited(turn: str) -> bool:
    """Whether people read an accepted label all the same, by its place in the order of asking.

    That is a digest of vault and label (:func:`dalil.core.reading_queue.turn_of`): nobody chooses it, and it
    stays as it is when the archive grows. Of the copies of one exposure the one that is read is drawn or not.
    """
    return int(turn, 16) % AUDIT_ONE_IN == 0


def stands(checked: Share) -> bool:
    """Whether what people found on accepted labels goes with the stated risk.

    It does not where so many wrong ones, or more, would be less likely than one in twenty if the risk were
    as stated (exact binomial test, one-sided): one wrong among 51, two among 355. ``checked``: as
    :attr:`dalil.core.accuracy.Accuracy.tested` says.
    """
    wrong, of = checked.missed.right, checked.of
    right_of = PPM // RISK_PPM - 1  # so many right ones for each wrong one
    fewer = sum(comb(of, count) * right_of ** (of - count) for count in range(wrong))
    every = (right_of + 1) ** of
    return bool(_LIKELY_ENOUGH * (every - fewer) >= every)


def rule(checked: Share, *, ended: bool) -> SettlingRule:
    """The rule under which numbers are settled, after people checked some accepted readings.

    ``ended``: it had ended before. It does not come back: whoever looks often enough at a share that goes up
    and down finds it low once.
    """
    return ACCEPTING if stands(checked) and not ended else PEOPLE_ONLY
