"""Record: taking typed members out of a parsed record, or refusing it.

Every ``from_record`` of the core uses these, so that a damaged record is one refusal with the member's name
and never a stray KeyError. Writing needs no counterpart: a record is a plain dictionary.
"""

from dalil.core.canonical import Json, Record
from dalil.core.errors import BodyRefusal


def take_text(record: Record, key: str) -> str:
    """Return the text under ``key``. Raises: BodyRefusal when it is missing or not text."""
    value = record.get(key)
    if not isinstance(value, str):
        raise BodyRefusal(detail=f"{key} is not text")
    return value


def take_optional_text(record: Record, key: str) -> str | None:
    """Return the text under ``key``, or None where it is null or absent. Raises: BodyRefusal."""
    return None if record.get(key) is None else take_text(record, key)


def take_integer(record: Record, key: str) -> int:
    """Return the integer under ``key``. Raises: BodyRefusal when it is missing or not an integer."""
    value = record.get(key)
    if not isinstance(value, int) or isinstance(value, bool):
        raise BodyRefusal(detail=f"{key} is not an integer")
    return value


def take_optional_integer(record: Record, key: str) -> int | None:
    """Return the integer under ``key``, or None where it is null or absent. Raises: BodyRefusal."""
    return None if record.get(key) is None else take_integer(record, key)


def take_truth(record: Record, key: str) -> bool:
    """Return the truth value under ``key``. Raises: BodyRefusal when it is missing or something else."""
    value = record.get(key)
    if not isinstance(value, bool):
        raise BodyRefusal(detail=f"{key} is neither true nor false")
    return value


def take_records(record: Record, key: str) -> list[Record]:
    """Return the list of objects under ``key``. Raises: BodyRefusal when it is anything else."""
    return [as_record(value, key) for value in _take_list(record, key)]


def take_texts(record: Record, key: str) -> tuple[str, ...]:
    """Return the list of texts under ``key``. Raises: BodyRefusal when it is anything else."""
    texts = []
    for value in _take_list(record, key):
        if not isinstance(value, str):
            raise BodyRefusal(detail=f"{key} holds something that is not text")
        texts.append(value)
    return tuple(texts)


def take_optional_record(record: Record, key: str) -> Record | None:
    """Return the object under ``key``, or None where it is null or absent. Raises: BodyRefusal."""
    value = record.get(key)
    return None if value is None else as_record(value, key)


def as_record(value: Json, key: str) -> Record:
    """Return ``value`` when it is an object. Raises: BodyRefusal naming ``key`` otherwise."""
    if not isinstance(value, dict):
        raise BodyRefusal(detail=f"{key} is not an object")
    return value


def _take_list(record: Record, key: str) -> list[Json]:
    value = record.get(key)
    if not isinstance(value, list):
        raise BodyRefusal(detail=f"{key} is not a list")
    return value
