"""Intersection: which rows of our list another list states, too, and neither side sees the other's.

Load: a list file, the secret, their seals. Decide: ``core.matching.seal``. Nothing is recorded:
there is no vault here, and what leaves is a sorted file of seals.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from dalil.core.errors import Refusal, UsageRefusal
from dalil.core.limits import GIVEN_FILE_BYTES_MAX, LIST_BYTES_MAX
from dalil.core.matching.seal import FIELDS, SECRET_BYTES_MIN, sealed
from dalil.flows import lists
from dalil.flows.claim import year_of
from dalil.intake.list_columns import Field
from dalil.store import plain

_SEAL: Final = re.compile(rb"[0-9a-f]{64}")


class SecretUnfit(Refusal):
    """The secret in {path} cannot be used: {detail}."""

    code = "secret-unfit"
    exit_status = 73
    remedy = (
        "Both institutions need the same secret of at least 32 random bytes, written as 64 hexadecimal "
        "digits: `openssl rand -hex 32 > secret`, handed over in person."
    )


class SealsUnreadable(Refusal):
    """{path} is no file of seals: {detail}."""

    code = "seals-unreadable"
    exit_status = 73
    remedy = "Ask the other institution for what `dalil lists seal` prints: 64 hexadecimal digits a line."


@dataclass(frozen=True, slots=True)
class SealedList:
    """The seals of a list by row, and the balance: rows met = sealed + incomplete + refused."""

    seals: dict[int, str]
    incomplete: tuple[int, ...]
    """Rows that do not state every field."""
    refused: dict[str, int]

    @property
    def met(self) -> int:
        """Rows under the header."""
        return len(self.seals) + len(self.incomplete) + sum(self.refused.values())

    def lines(self) -> list[str]:
        """What may leave: different seals in order, so that no place in the list is told."""
        return sorted(set(self.seals.values()))


def fields_of(text: str) -> tuple[str, ...]:
    """Read the fields of ``--by``. Raises: UsageRefusal."""
    fields = tuple(each.strip() for each in text.split(",")) if text else FIELDS
    wrong = [each for each in fields if each not in set(Field)]
    if wrong or Field.NAME not in fields:
        raise UsageRefusal(detail=f"--by {text!r}: name, and more of {', '.join(Field)}, parted by commas")
    return fields


def seal(path: str, secret: str, fields: Sequence[str]) -> SealedList:
    """Seal every row of a list file.

    Raises: SecretUnfit, ListUnreadable, WorkbookUnreadable, ListColumnsUnknown.
    """
    key = _secret(secret)
    reading = lists.preview(path, {})
    seals, incomplete = {}, []
    for row in reading.rows:
        stated = {field.value: text for field, text in reading.fields(row).items()}
        year = year_of(stated.get("birth-year") or stated.get("birth-date") or "")
        stated["birth-year"] = "" if year is None else str(year)
        found = sealed(stated, fields, key)
        if found:
            seals[row.number] = found
        else:
            incomplete.append(row.number)
    return SealedList(seals, tuple(incomplete), reading.refused_by_code)


def met_in(ours: SealedList, theirs: str) -> dict[str, Any]:
    """Our rows whose seals are among theirs, as ``dalil lists meet --json`` prints it.

    Raises: SealsUnreadable.
    """
    seals = _seals(theirs)
    rows = [row for row, found in ours.seals.items() if found in seals]
    return {
        "met": ours.met,
        "sealed": len(ours.seals),
        "incomplete": len(ours.incomplete),
        "refused": ours.refused,
        "theirs": len(seals),
        "rows": rows,
    }


def _secret(path: str) -> bytes:
    text = _content(path, GIVEN_FILE_BYTES_MAX, SecretUnfit).strip()
    if not re.fullmatch(rb"(?:[0-9a-fA-F]{2})+", text):
        raise SecretUnfit(path=path, detail="it is not written in hexadecimal digits")
    found = bytes.fromhex(text.decode("ascii"))
    if len(found) < SECRET_BYTES_MIN:
        raise SecretUnfit(path=path, detail=f"it has {len(found)} bytes")
    return found


def _seals(path: str) -> set[str]:
    found: set[str] = set()
    for number, line in enumerate(_lines(path), 1):
        if not _SEAL.fullmatch(line):
            raise SealsUnreadable(path=path, detail=f"line {number} is no seal")
        found.add(line.decode("ascii"))
    return found


def _lines(path: str) -> Iterable[bytes]:
    return _content(path, LIST_BYTES_MAX, SealsUnreadable).splitlines()


def _content(path: str, bytes_max: int, refusal: type[Refusal]) -> bytes:
    try:
        return plain.content_given(path, bytes_max)
    except OSError as wrong:
        raise refusal(path=path, detail=str(wrong.strerror)) from wrong
