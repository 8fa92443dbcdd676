"""Seal: whom a row states, under a keyed hash, so that two lists can be intersected without meeting.

HMAC-SHA-256 (RFC 2104) over strict keys. Two institutions that share a secret get equal seals for rows that
state the same, letter by letter but for typing; nobody without the secret can tell what a seal stands for.
Whoever has the secret can: names are few enough to try them all (docs/methods/two_lists.md).
"""

import hmac
from collections.abc import Mapping, Sequence
from typing import Final

from dalil.core.names.folding import strict

SECRET_BYTES_MIN: Final = 32
FIELDS: Final = ("name", "mother", "birth-year")
"""What is sealed where nobody says otherwise: a bare name would tie strangers."""
NAME: Final = "name"
_PARTS: Final = ("given", "father", "grandfather", "family")
_FORM: Final = "dalil/sealed-row/v1"


def sealed(stated: Mapping[str, str], fields: Sequence[str], secret: bytes) -> str | None:
    """The seal of a row, in hex; None where it does not state one of ``fields``.

    ``name``: the written chain, or its parts in their order where they have columns of their own.
    """
    assert len(secret) >= SECRET_BYTES_MIN, len(secret)
    texts = [strict(_stated(stated, field)) for field in fields]
    if not all(texts):
        return None
    message = "\n".join([_FORM, *(f"{field}={text}" for field, text in zip(fields, texts, strict=True))])
    return hmac.digest(secret, message.encode(), "sha256").hex()


def _stated(stated: Mapping[str, str], field: str) -> str:
    if field == NAME and not stated.get(NAME):
        return " ".join(stated[part] for part in _PARTS if stated.get(part))
    return stated.get(field, "")
