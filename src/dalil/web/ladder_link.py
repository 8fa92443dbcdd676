"""Where a rung or a loss leads: the list of the rows behind it, where there is one."""

from collections.abc import Callable
from typing import Final
from urllib.parse import urlencode

from dalil.core.joint import NumberStatus
from dalil.core.photograph import PhotographClass
from dalil.core.wording import LOSSES
from dalil.web.who import leads_to

_RUNGS: Final[dict[str, tuple[str, dict[str, str]]]] = {
    "files": ("received", {}),
    "readable-photographs": ("photographs", {"readable": "1"}),
    "exposures": ("photographs", {"once": "1"}),
    "labelled-exposures": ("photographs", {"labelled": "1", "once": "1"}),
    "individuals": ("individuals", {}),
    "with-settled-number": ("individuals", {"number_status": "settled"}),
}
_UNPLACED: Final = frozenset({"number-unread", "set-aside"})
_LOST_AS: Final = frozenset({"paper", "container", "not-a-picture"})
"""What an exhibit is instead of a picture."""
_CLASSES: Final = frozenset(PhotographClass)
_NUMBERS: Final = {f"number-{status.value}": status.value for status in NumberStatus}


def address_of_rung(name: str) -> str:
    """The address of the rows that a rung counts; empty where no page lists them."""
    return _address(*_RUNGS[name]) if name in _RUNGS else ""


def address_of_loss(rung: str, code: str) -> str:
    """The address of the rows that a loss counts; empty where no page lists them."""
    asked = _ASKED.get(rung, _nothing)(code)
    return _address(*asked) if asked else ""


_Asked = tuple[str, dict[str, str]]


def _nothing(_code: str) -> _Asked | None:
    return None


def _of_files(code: str) -> _Asked | None:
    return None if code in LOSSES else ("received", {"refusal": code})


def _of_exhibits(code: str) -> _Asked | None:
    if code in _LOST_AS:
        return "photographs", {"lost": code}
    if code in LOSSES:  # what was not examined yet stands in no list of photographs
        return None
    return "photographs", {"class": PhotographClass.UNREADABLE, "reason": code}


def _of_exposures(code: str) -> _Asked | None:
    return ("photographs", {"class": code, "once": "1"}) if code in _CLASSES else None


def _of_labelled(code: str) -> _Asked | None:
    return ("photographs", {"unplaced": code, "once": "1"}) if code in _UNPLACED else None


def _of_individuals(code: str) -> _Asked | None:
    return ("individuals", {"number_status": _NUMBERS[code]}) if code in _NUMBERS else None


_ASKED: Final[dict[str, Callable[[str], _Asked | None]]] = {
    "files": _of_files,
    "distinct-exhibits": _of_exhibits,
    "exposures": _of_exposures,
    "labelled-exposures": _of_labelled,
    "individuals": _of_individuals,
}


def _address(page: str, asked: dict[str, str]) -> str:
    address = leads_to(page)
    return f"{address}?{urlencode(asked)}" if address and asked else address
