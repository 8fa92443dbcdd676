"""A file of seals says how it was sealed; what cannot be compared is refused, and is not "nobody"."""

import hashlib
import hmac

import pytest

from dalil.core.matching.seal import FIELDS
from dalil.core.matching.seal_list import (
    SealsOtherFields,
    SealsOtherSecret,
    SealsUnreadable,
    first_line,
    seals_of,
)

SECRET, OTHER = bytes(range(32)), bytes(range(1, 33))
OURS = first_line(FIELDS, SECRET)
SEAL = "ab" * 32


def test_the_first_line_is_what_the_method_says():
    message = b"dalil/seals-check/v2\nname,mother,birth-year"
    check = hmac.new(SECRET, message, hashlib.sha256).hexdigest()
    assert f"dalil/seals/v2 name,mother,birth-year {check}" == OURS


def test_seals_sealed_as_ours_are_read():
    assert seals_of("seals", [OURS, SEAL, SEAL], OURS) == {SEAL}


@pytest.mark.parametrize(
    ("lines", "refusal", "word"),
    [
        ([], SealsUnreadable, "empty"),
        ([""], SealsUnreadable, "empty"),
        ([OURS], SealsUnreadable, "no seal follows"),
        ([SEAL, SEAL], SealsUnreadable, "how it was sealed"),
        ([OURS.replace("/v2", "/v3"), SEAL], SealsUnreadable, "dalil/seals/v3"),
        ([OURS, SEAL, SEAL[1:]], SealsUnreadable, "line 3"),
        ([first_line(FIELDS, OTHER), SEAL], SealsOtherSecret, "another secret"),
        ([first_line(("name", "mother"), SECRET), SEAL], SealsOtherFields, "name,mother;"),
        ([OURS[:-1] + "x", SEAL], SealsUnreadable, "how it was sealed"),
    ],
    ids=str,
)
def test_what_cannot_be_compared_is_refused(lines, refusal, word):
    with pytest.raises(refusal, match=word):
        seals_of("seals", lines, OURS)
