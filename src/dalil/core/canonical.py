"""The one byte form of a record, for hashing and signing: RFC 8785 (JSON Canonicalization Scheme).

Numbers are integers within ±(2^53-1) only. RFC 8785 writes other numbers as ECMAScript does, which no two
programs we met agree on; a share, a score or a time is therefore an integer in a stated unit, or text.
Keys are ASCII, so that sorting by UTF-16 code units (RFC 8785 §3.2.3) and by code points is the same.
"""

import json
import re
from typing import Final, TypeAlias, cast

from dalil.core.errors import BodyRefusal

Json: TypeAlias = "bool | int | str | list[Json] | dict[str, Json] | None"
Record: TypeAlias = dict[str, Json]

INTEGER_MAX: Final = 2**53 - 1
"""Largest integer that RFC 8785 readers keep exactly (IEEE 754 double)."""


def _no_float(text: str) -> Json:
    raise ValueError(f"number {text} is not an integer")


_ENCODER: Final = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
_DECODER: Final = json.JSONDecoder(parse_float=_no_float, parse_constant=_no_float)
_SURROGATE: Final = re.compile("[\ud800-\udfff]")


def encode(value: Json) -> bytes:
    """Return the canonical bytes of ``value``.

    Raises: AssertionError for floats, big integers, non-ASCII keys or lone surrogates: our own mistakes.
    """
    _check(value)
    return _ENCODER.encode(value).encode("utf-8")


def decode(content: bytes) -> Json:
    """Parse ``content`` and insist that it is canonical: the bytes must come out again unchanged.

    Raises: BodyRefusal when it is not JSON, or not in the canonical form.
    """
    try:
        value = cast("Json", _DECODER.decode(content.decode("utf-8")))
        again = encode(value)
    except (ValueError, AssertionError, RecursionError) as wrong:
        raise BodyRefusal(detail=f"not canonical JSON ({wrong})") from wrong
    if again != content:
        raise BodyRefusal(detail="JSON is not in its canonical form (RFC 8785)")
    return value


def decode_record(content: bytes) -> Record:
    """Parse canonical bytes that must hold an object."""
    value = decode(content)
    if not isinstance(value, dict):
        raise BodyRefusal(detail="a JSON object was expected")
    return value


def _check(value: Json) -> None:
    if isinstance(value, str):  # the most frequent kind first: a manifest has a million lines
        assert value.isascii() or not _SURROGATE.search(value), "lone surrogate"
    elif isinstance(value, dict):
        for key, inner in value.items():
            assert isinstance(key, str), f"key {key!r} is not text"
            assert key.isascii(), f"key {key!r} is not ASCII"
            _check(inner)
    elif isinstance(value, list):
        for inner in value:
            _check(inner)
    elif isinstance(value, bool) or value is None:
        return
    else:
        assert isinstance(value, int), f"{type(value)} has no canonical form"
        assert abs(value) <= INTEGER_MAX, f"{value} does not fit a double exactly"
