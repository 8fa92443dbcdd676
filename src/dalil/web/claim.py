"""Claims of a file as an examination records them, and where a second reader sees others."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

_BESIDE: Final = frozenset({"reader", "tags", "thumbnail", "notes", "refusal", "second_reader"})
"""Members of the record that are no claims."""


@dataclass(frozen=True, slots=True)
class ClaimShown:
    """One claim: field, text as it was written, the tag that it stood in, codes of what is odd about it."""

    field: str
    raw: str
    tag: str
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DifferenceShown:
    """A field that two readers of the same bytes do not agree on; empty where one did not see it."""

    field: str
    first: str
    second: str


@dataclass(frozen=True, slots=True)
class ClaimsShown:
    """Everything that one file claims. ``refusal``: the code with which its claims could not be read."""

    reader: str = ""
    refusal: str = ""
    claims: tuple[ClaimShown, ...] = ()
    second: str = ""
    second_refusal: str = ""
    differences: tuple[DifferenceShown, ...] = ()


def claims_of(recorded: Mapping[str, Any]) -> ClaimsShown:
    """The claims in ``recorded``, which is empty for what is no picture."""
    second = recorded.get("second_reader") or {}
    return ClaimsShown(
        reader=recorded.get("reader", ""),
        refusal=(recorded.get("refusal") or {}).get("code", ""),
        claims=tuple(_claim(name, each) for name, each in recorded.items() if name not in _BESIDE),
        second=second.get("version", ""),
        second_refusal=(second.get("refusal") or {}).get("code", ""),
        differences=tuple(
            DifferenceShown(each["field"], each["first"] or "", each["second"] or "")
            for each in second.get("differences", ())
        ),
    )


def _claim(name: str, recorded: Mapping[str, Any]) -> ClaimShown:
    raw = recorded["raw"] + "".join(
        f" {recorded[key]}" for key in ("subseconds", "offset") if key in recorded
    )
    return ClaimShown(name, raw, recorded["tag"], tuple(recorded.get("notes", ())))
