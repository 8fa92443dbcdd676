"""Table digests: one SHA-256 per table, the same on every database that shadows the same log."""

import hashlib
from typing import Any

from django.apps import apps
from django.db import DatabaseError, models

from dalil.catalog.connect import CatalogDamaged, refusal_of
from dalil.core import canonical
from dalil.core.canonical import INTEGER_MAX


def tables() -> dict[str, str]:
    """Digest of every table by its name. Rows are taken in order of their primary key's text.

    Raises: CatalogDamaged, CatalogUnavailable.
    """
    found = apps.get_app_config("catalog").get_models()
    try:
        return {model.__name__: _digest(model) for model in sorted(found, key=lambda each: each.__name__)}
    except DatabaseError as wrong:
        raise refusal_of(wrong) from wrong


def _digest(model: type[models.Model]) -> str:
    fields = [field.attname for field in model._meta.concrete_fields]  # noqa: SLF001
    state = hashlib.sha256()
    rows = model._default_manager.values_list(*fields)  # noqa: SLF001
    # Databases sort text by different rules: sort lines here, as bytes, so that digests agree everywhere.
    for line in sorted(canonical.encode([_plain(value) for value in row]) for row in rows.iterator()):
        state.update(line + b"\n")
    return state.hexdigest()


def _plain(value: Any) -> canonical.Json:  # noqa: ANN401 - whatever a column gives
    if isinstance(value, bytes | memoryview):
        return bytes(value).hex()
    if value is None or isinstance(value, str) or (isinstance(value, int) and abs(value) <= INTEGER_MAX):
        return value
    raise CatalogDamaged(detail=f"a column holds a value that none is given: {type(value).__name__}")
