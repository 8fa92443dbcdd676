"""Seal list: what one institution hands to another: a first line that says how it was sealed, then the seals.

The first line is the form, the fields, and a check: HMAC-SHA-256 of a fixed text and the fields under the
secret. Without it, seals under another secret or of other fields would look like lists with nobody in common.
"""

import hmac
import re
from collections.abc import Iterable, Sequence
from typing import Final

from dalil.core.errors import Refusal

FORM: Final = "dalil/seals/v2"
_CHECK_FORM: Final = "dalil/seals-check/v2"
_FIRST: Final = re.compile(r"dalil/seals/v(\d{1,9}) (\S+) ([0-9a-f]{64})")
_SEAL: Final = re.compile(r"[0-9a-f]{64}")


class SealsUnreadable(Refusal):
    """{path} is no file of seals: {detail}."""

    code = "seals-unreadable"
    exit_status = 73
    remedy = (
        "Ask the other institution to seal its list anew, with the same version of Dalil, and to send all "
        "that `dalil lists seal LIST --secret FILE` prints, the first line with it."
    )


class SealsOtherFields(Refusal):
    """{path} was sealed by {theirs}; our list would be sealed by {ours}: no seal can be the same."""

    code = "seals-other-fields"
    exit_status = 73
    remedy = "Give --by with the fields of the seals; or agree on others, and both institutions seal anew."


class SealsOtherSecret(Refusal):
    """{path} was sealed under another secret, or its first line was changed: no seal can be the same."""

    code = "seals-other-secret"
    exit_status = 73
    remedy = "Give with --secret the very file that both institutions hold; if it is, ask for the seals anew."


def first_line(fields: Sequence[str], secret: bytes) -> str:
    """The first line of seals of ``fields`` under ``secret``."""
    by = ",".join(fields)
    check = hmac.digest(secret, f"{_CHECK_FORM}\n{by}".encode(), "sha256").hex()
    return f"{FORM} {by} {check}"


def seals_of(path: str, lines: Iterable[str], ours: str) -> frozenset[str]:
    """The seals in the lines of a file, where they can be compared with those under our first line.

    Raises: SealsUnreadable, SealsOtherFields, SealsOtherSecret.
    """
    told = iter(lines)
    first = next(told, "")
    found = _FIRST.fullmatch(first)
    if not found:
        detail = "its first line does not say how it was sealed" if first else "it is empty"
        raise SealsUnreadable(path=path, detail=detail)
    form, by, _check = first.split(" ")
    _, our_fields, _ = ours.split(" ")
    if form != FORM:
        raise SealsUnreadable(path=path, detail=f"it is of the form {form}, and {FORM} is read here")
    if by != our_fields:
        raise SealsOtherFields(path=path, theirs=by, ours=our_fields)
    if not hmac.compare_digest(first, ours):
        raise SealsOtherSecret(path=path)
    seals = set()
    for number, line in enumerate(told, 2):
        if not _SEAL.fullmatch(line):
            raise SealsUnreadable(path=path, detail=f"line {number} is no seal")
        seals.add(line)
    if not seals:
        raise SealsUnreadable(path=path, detail="no seal follows its first line")
    return frozenset(seals)
