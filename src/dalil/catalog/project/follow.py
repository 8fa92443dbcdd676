"""Follow: bring the tables up to the log, or build them anew from nothing.

Memory is a function of the record: the tables hold nothing that replaying the log would not give again.
"""

import contextlib
import hashlib
from collections.abc import Callable, Iterator
from typing import Final

from django.apps import apps
from django.core.exceptions import ObjectDoesNotExist
from django.db import DatabaseError, connection, transaction

from dalil.catalog.connect import CatalogDamaged, reach, refusal_of
from dalil.catalog.models import Entry, PayloadState, Position
from dalil.catalog.project import (
    acquisition,
    examination,
    grouping,
    matching,
    notice,
    reading,
    release,
    study,
)
from dalil.catalog.project.source import Source
from dalil.core import canonical
from dalil.core.digest import Digest
from dalil.core.event import Event

PROJECTORS: Final[dict[str, Callable[[int, Event, Source], None]]] = {
    "acquisition-sealed": acquisition.sealed,
    "examined": examination.examined,
    "grouped": grouping.grouped,
    "reading-made": reading.made,
    "gold-set": reading.gold_set,
    "gold-withdrawn": reading.gold_withdrawn,
    "list-imported": matching.imported,
    "list-row-withdrawn": matching.withdrawn,
    "matches-proposed": matching.proposed,
    "match-decided": matching.decided,
    "notice-due": notice.due,
    "notice-given": notice.given,
    "study-frozen": study.frozen,
    "sample-drawn": study.drawn,
    "coding-made": study.coded,
    "estimate-made": study.estimated,
    "policy-set": release.policy_set,
    "release-proposed": release.proposed,
    "approval-recorded": release.approved,
    "bundle-sealed": release.sealed,
}
"""Which events become rows of their own. Every event becomes an ``Entry``."""
_RULES: Final = 4
"""Raised when other rows are made of the same log in the same tables; 2: which names are one person's;
3: no number stands on one adjudicator alone; 4: letters that look alike make one name."""


def catch_up(source: Source, *, progress: Callable[[int, int], None] | None = None) -> None:
    """Project what the catalog lacks; build it anew where it follows another log or has another shape.

    Raises: CatalogUnavailable when the database cannot be used; DiskFull.
    """
    try:
        reach()
        if _first_lacking(source) is None:
            return
        with _alone():
            start = _first_lacking(source)  # again: another command may have done it while this one waited
            if start == 0:
                _make_tables()
            if start is not None:
                _onto(source, start, progress)
    except DatabaseError as wrong:
        raise refusal_of(wrong) from wrong


def _onto(source: Source, start: int, progress: Callable[[int, int], None] | None) -> None:
    """Replay onto the tables that are there. Raises: CatalogDamaged where they are not what the log made."""
    try:
        _replay(source, start, progress)
    except (ObjectDoesNotExist, LookupError, ValueError, TypeError) as wrong:
        if start == 0:
            raise  # onto empty tables: it is not the tables
        raise CatalogDamaged(detail="its rows are not those that the log makes") from wrong


def rebuild(source: Source, *, progress: Callable[[int, int], None] | None = None) -> None:
    """Drop every table, make them again, and replay the log from its first entry: all of it or nothing."""
    try:
        reach()
        with _alone():
            _make_tables()
            _replay(source, 0, progress)
    except DatabaseError as wrong:
        raise refusal_of(wrong) from wrong


def _first_lacking(source: Source) -> int | None:
    """The first entry that the tables lack: None where they have all, 0 where they are to be made anew."""
    at = _position()  # before the head: a log is never behind the tables that follow it
    head = source.head()
    if (
        at is None
        or not isinstance(at.size, int)
        or not 0 <= at.size <= head.size
        or at.root != source.root_at(at.size).hex()
    ):
        return 0
    return at.size if at.size < head.size else None


@contextlib.contextmanager
def _alone() -> Iterator[None]:
    """A transaction that no other command that projects can share; SQLite begins every one so (IMMEDIATE)."""
    with connection.constraint_checks_disabled(), transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
        yield


_LOCK: Final = int.from_bytes(b"dalil")
"""Number of our advisory lock in a database of PostgreSQL."""


def _make_tables() -> None:
    """Drop the tables that are there and make all of them, empty."""
    tables = list(apps.get_app_config("catalog").get_models())
    present = set(connection.introspection.table_names())
    with connection.schema_editor() as editor:
        for model in tables:
            if model._meta.db_table in present:  # noqa: SLF001 - Django's public name for it
                editor.delete_model(model)
        for model in tables:
            editor.create_model(model)


def shape() -> str:
    """Digest of the tables' definition: a catalog of another shape is rebuilt, never altered."""
    state = hashlib.sha256(f"rules {_RULES}\n".encode())
    for model in sorted(apps.get_app_config("catalog").get_models(), key=lambda each: each.__name__):
        for field in model._meta.concrete_fields:  # noqa: SLF001
            state.update(f"{model.__name__}.{field.name}:{field.deconstruct()[1:]}\n".encode())
    return state.hexdigest()


def _position() -> Position | None:
    if Position._meta.db_table not in connection.introspection.table_names():  # noqa: SLF001
        return None
    return Position.objects.filter(id=1, shape=shape()).first()


def _replay(source: Source, start: int, progress: Callable[[int, int], None] | None) -> None:
    head = source.head()
    for index, event in source.events(start, head.size):
        _enter(index, event)
        projector = PROJECTORS.get(event.type)
        if projector:
            projector(index, event, source)
        if progress:
            progress(index + 1, head.size)
    Position.objects.update_or_create(
        id=1, defaults={"shape": shape(), "size": head.size, "root": head.root.hex()}
    )


def _enter(index: int, event: Event) -> None:
    Entry.objects.create(
        index=index,
        type=event.type,
        at=event.at,
        actor=event.actor,
        about=canonical.encode(list(event.about)).decode(),
        body=canonical.encode(event.body).decode(),
    )
    for digest in event.payloads:
        PayloadState.objects.get_or_create(digest=digest.hex, defaults={"entry": index})
    if event.type == "payload-erased":
        erased = Digest(str(event.body["payload"]))
        PayloadState.objects.filter(digest=erased.hex).update(erased_by=index)
