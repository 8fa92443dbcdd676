"""Intersection: which rows of our list another list states, too, and neither side sees the other's.

Load: a list file, the secret, their seals. Decide: ``core.matching.seal`` and ``seal_list``. Nothing is
recorded: there is no vault here, and what leaves is a first line and a sorted file of seals.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from dalil.core.errors import Refusal, UsageRefusal
from dalil.core.limits import GIVEN_FILE_BYTES_MAX, LIST_BYTES_MAX
from dalil.core.matching.seal import FIELDS, SECRET_BYTES_MIN, reasons_said, sealed
from dalil.core.matching.seal_list import SealsUnreadable, first_line, seals_of
from dalil.core.matching.year import year_of
from dalil.flows import lists
from dalil.intake.list_columns import Field
from dalil.store import plain

_AS_GUESSED: Final[Mapping[str, Field]] = {}


class SecretUnfit(Refusal):
    """The secret in {path} cannot be used: {detail}."""

    code = "secret-unfit"
    exit_status = 73
    remedy = (
        "Both institutions need the same secret of at least 32 random bytes, written as 64 hexadecimal "
        "digits: `openssl rand -hex 32 > secret`, handed over in person."
    )


class NothingSealed(Refusal):
    """None of the {met} rows of {path} can be sealed: {why}."""

    code = "nothing-sealed"
    exit_status = 73
    remedy = (
        "See with `dalil lists look FILE` what its columns are taken for, and say it with --column "
        "HEADER=FIELD (father, grandfather and family are fields; HEADER=note puts a column aside). Where "
        "the list does not state a field, agree on others with the other institution: the same --by for both."
    )


@dataclass(frozen=True, slots=True)
class SealedList:
    """The seals of a list by row, and the balance: rows met = sealed + unsealed + refused."""

    first: str
    """The first line of the file: how this was sealed."""
    seals: dict[int, str]
    unsealed: dict[str, int]
    """Rows that can be read and have no seal, by reason."""
    refused: dict[str, int]
    unknown: tuple[str, ...]
    """Headers of columns of which nobody said what they hold: nothing in them is sealed."""

    @property
    def incomplete(self) -> int:
        """Rows that can be read and have no seal."""
        return sum(self.unsealed.values())

    @property
    def met(self) -> int:
        """Rows under the header."""
        return len(self.seals) + self.incomplete + sum(self.refused.values())

    @property
    def why(self) -> str:
        """Why rows have no seal, counted; empty where all have one."""
        return reasons_said({**self.unsealed, **self.refused})

    def lines(self) -> list[str]:
        """What may leave: how it was sealed, and different seals in order, so that no place is told."""
        return [self.first, *sorted(set(self.seals.values()))]


def fields_of(text: str) -> tuple[str, ...]:
    """Read the fields of ``--by``, each once, in an order that is the same for both. Raises: UsageRefusal."""
    fields = {each.strip() for each in text.split(",")} if text else set(FIELDS)
    if fields - set(Field) or Field.NAME not in fields:
        raise UsageRefusal(detail=f"--by {text!r}: name, and more of {', '.join(Field)}, parted by commas")
    return tuple(field.value for field in Field if field in fields)


def seal(
    path: str,
    secret: str,
    fields: Sequence[str],
    columns: Mapping[str, Field] = _AS_GUESSED,
    sheet: str | None = None,
) -> SealedList:
    """Seal every row of a list file that says for certain whom it states.

    Args:
        path: a CSV file or a workbook.
        secret: path of the secret.
        fields: what must be the same, as ``fields_of`` gives it.
        columns: what columns hold, by header; wins over the guess.
        sheet: of a workbook, where several hold anything.

    Raises: SecretUnfit, ListUnreadable, WorkbookUnreadable, ListColumnsUnknown, NothingSealed.

    """
    key = _secret(secret)
    reading = lists.preview(path, columns, sheet)
    seals: dict[int, str] = {}
    unsealed: Counter[str] = Counter()
    for row in reading.rows:
        stated = {field.value: text for field, text in reading.fields(row).items()}
        year = year_of(stated.get("birth-year") or stated.get("birth-date") or "")
        stated["birth-year"] = "" if year is None else str(year)
        found = sealed(stated, fields, key)
        if found.seal:
            seals[row.number] = found.seal
        else:
            unsealed[found.reason] += 1
    unknown = tuple(
        name for name, field in zip(reading.header, reading.columns, strict=True) if name and not field
    )
    done = SealedList(first_line(fields, key), seals, dict(unsealed), reading.refused_by_code, unknown)
    if not seals:
        raise NothingSealed(path=path, met=done.met, why=_in_full(done))
    return done


def met_in(ours: SealedList, theirs: str) -> dict[str, Any]:
    """Our rows whose seals are among theirs, as ``dalil lists meet --json`` prints it.

    Raises: SealsUnreadable, SealsOtherFields, SealsOtherSecret.
    """
    content = _content(theirs, LIST_BYTES_MAX, SealsUnreadable)
    seals = seals_of(theirs, content.decode("ascii", "replace").splitlines(), ours.first)
    rows = [row for row, found in ours.seals.items() if found in seals]
    return {
        "met": ours.met,
        "sealed": len(ours.seals),
        "incomplete": ours.incomplete,
        "unsealed": ours.unsealed,
        "refused": ours.refused,
        "theirs": len(seals),
        "rows": rows,
    }


def _in_full(done: SealedList) -> str:
    unknown = f"; columns that nobody knows: {', '.join(done.unknown)}" if done.unknown else ""
    return f"{done.why or 'it has no rows'}{unknown}"


def _secret(path: str) -> bytes:
    text = _content(path, GIVEN_FILE_BYTES_MAX, SecretUnfit).strip()
    if not re.fullmatch(rb"(?:[0-9a-fA-F]{2})+", text):
        raise SecretUnfit(path=path, detail="it is not written in hexadecimal digits")
    found = bytes.fromhex(text.decode("ascii"))
    if len(found) < SECRET_BYTES_MIN:
        raise SecretUnfit(path=path, detail=f"it has {len(found)} bytes")
    return found


def _content(path: str, bytes_max: int, refusal: type[Refusal]) -> bytes:
    try:
        return plain.content_given(path, bytes_max)
    except OSError as wrong:
        raise refusal(path=path, detail=str(wrong.strerror)) from wrong
