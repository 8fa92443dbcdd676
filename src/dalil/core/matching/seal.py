"""Seal: whom a row states, under a keyed hash, so that two lists can be intersected without meeting.

HMAC-SHA-256 (RFC 2104) over strict keys. Two institutions that share a secret get equal seals for rows that
state the same, letter by letter but for typing; nobody without the secret can tell what a seal stands for.
Whoever has the secret can: names are few enough to try them all (docs/methods/two_lists.md).
A row that does not say for certain whom it states is not sealed, and says why.
"""

import hmac
from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from dalil.core.names.folding import loose, strict
from dalil.core.names.parts import KIN_ORDER, Name, Part
from dalil.core.names.split import compose, split

SECRET_BYTES_MIN: Final = 32
FIELDS: Final = ("name", "mother", "birth-year")
"""What is sealed where nobody says otherwise: a bare name would tie strangers."""
NAME: Final = "name"
SINGLE_NAME: Final = "single-name"
"""The row states one name alone, or no given name: many people bear it."""
NAME_UNCLEAR: Final = "name-unclear"
"""The column of the name states a name for which the columns of the parts leave no place."""
WITHOUT: Final = "without-"
"""Before a field that the row does not state."""
_NAMES_MIN: Final = 2
_FORM: Final = "dalil/sealed-row/v2"
_CHAIN: Final = (*KIN_ORDER[:-1], Part.UNPLACED, Part.FAMILY)
"""Kin order; a name that has no place stands behind the lineage and before the family."""
_WORDS: Final = {
    SINGLE_NAME: "one name alone, or no given name",
    NAME_UNCLEAR: "column of the name and columns of its parts do not fit together",
}


class Sealed(NamedTuple):
    """What became of one row: its seal in hex, or why there is none."""

    seal: str | None
    reason: str = ""


def sealed(stated: Mapping[str, str], fields: Sequence[str], secret: bytes) -> Sealed:
    """Seal what a row states of ``fields``; none where it does not state one of them for certain.

    ``name`` is the whole chain (see ``chain``), whether it stands in one column or in several.
    """
    assert len(secret) >= SECRET_BYTES_MIN, len(secret)
    name = _composed(stated)
    texts = {field: _text(name, stated, field) for field in fields}
    if NAME in fields and (reason := _unfit(name, stated)):
        return Sealed(None, reason)
    if missing := [field for field, text in texts.items() if not text]:
        return Sealed(None, WITHOUT + missing[0])
    message = "\n".join([_FORM, *(f"{field}={text}" for field, text in texts.items())])
    return Sealed(hmac.digest(secret, message.encode(), "sha256").hex())


def chain(name: Name) -> str:
    """The strict keys of given name, father, grandfather, what has no place, and family, in this order.

    Titles, teknonyms, بن and the mother are no part of it. Which word holds which place is not said: one
    column does not say for certain whether a last name is the grandfather's or the family's.
    """
    return " ".join(held.strict for place in _CHAIN for held in name.parts if held.part is place)


def reasons_said(reasons: Mapping[str, int]) -> str:
    """Counts by reason in words; of what is no reason of ours the code, for it is that of a refused row."""
    return ", ".join(f"{_said(reason)}: {count}" for reason, count in sorted(reasons.items()))


def _said(reason: str) -> str:
    if reason.startswith(WITHOUT):
        return f"no {reason.removeprefix(WITHOUT)} stated"
    return _WORDS.get(reason) or f"refused ({reason})"


def _composed(stated: Mapping[str, str]) -> Name:
    """The name with its parts: as written where that states all that other columns state, in their order."""
    parts = {part: stated[part] for part in (*KIN_ORDER, Part.MOTHER) if stated.get(part)}
    written = split(stated.get(NAME, ""))
    told = iter(chain(written).split())
    if all(word in told for part in KIN_ORDER for word in strict(parts.get(part, "")).split()):
        parts = {part: text for part, text in parts.items() if part is Part.MOTHER}
    return compose(stated.get(NAME, ""), parts)


def _text(name: Name, stated: Mapping[str, str], field: str) -> str:
    if field == NAME:
        return chain(name)
    mother = name.get(Part.MOTHER)
    return mother.strict if field == Part.MOTHER and mother else strict(stated.get(field, ""))


def _unfit(name: Name, stated: Mapping[str, str]) -> str:
    """Why the name of a row is not sealed; empty where it is."""
    held = [each for each in name.parts if each.part in _CHAIN]
    if not held:
        return WITHOUT + NAME
    if name.get(Part.GIVEN) is None or len(held) < _NAMES_MIN:
        return SINGLE_NAME
    kept = set(loose(chain(name)).split())
    lost = set(loose(chain(split(stated.get(NAME, "")))).split()) - kept
    return NAME_UNCLEAR if lost else ""
