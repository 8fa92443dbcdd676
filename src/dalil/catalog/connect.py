"""Connect: which database the catalog of the vault at hand stands in. SQLite by default, or PostgreSQL.

One process works on one vault at a time; connecting to another closes the first. There are no migrations:
the shape of the tables has a digest, and a catalog of another shape is dropped and rebuilt (ADR 0002).
"""

import os
import sqlite3
import tempfile
import traceback
import urllib.parse
from collections.abc import Callable
from typing import Any, Final

from django.apps import apps
from django.core.exceptions import ObjectDoesNotExist
from django.db import DatabaseError, DataError, IntegrityError, OperationalError, connections
from django.db.backends.signals import connection_created

from dalil.catalog import boot  # noqa: F401 - sets Django up before its connections are used
from dalil.core.database import postgres_at
from dalil.core.errors import BodyRefusal, DiskFull, Refusal
from dalil.core.limits import CATALOG_ROOM_BYTES_MIN

_TIMEOUT_S: Final = 60
"""How long a command waits for another that writes: bringing it up takes its time."""
SQLITE_OPTIONS: Final[dict[str, Any]] = {
    "transaction_mode": "IMMEDIATE",
    "timeout": _TIMEOUT_S,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-32000;",
}


class CatalogUnavailable(Refusal):
    """The catalog's database cannot be used: {detail}."""

    code = "catalog-unavailable"
    exit_status = 41
    remedy = "Check DALIL_DATABASE_URL or the rights on the vault folder. The vault itself is untouched."


class CatalogDamaged(CatalogUnavailable):
    """The catalog's file is damaged: {detail}."""

    code = "catalog-damaged"
    exit_status = 41
    remedy = "Run `dalil rebuild`: the catalog is made anew from the log. The vault itself is untouched."


class CatalogBusy(CatalogUnavailable):
    """Another command is writing to the catalog, and has not ended while this one waited."""

    code = "catalog-busy"
    exit_status = 41
    remedy = "Run the same command again when the other one has ended. The vault itself is untouched."


class CatalogProtected(CatalogUnavailable):
    """The catalog cannot be read as it stands, and its folder may not be written: {detail}."""

    code = "catalog-protected"
    exit_status = 41
    remedy = "Copy the vault to where you may write, and ask there. The vault is untouched."


_DAMAGED: Final = ("SQLITE_NOTADB", "SQLITE_CORRUPT", "SQLITE_ERROR", "SQLITE_SCHEMA", "SQLITE_MISMATCH")
"""How SQLite says that pages, or the tables that a query names, are not there as they were made."""
_PROTECTED: Final = ("SQLITE_CANTOPEN", "SQLITE_READONLY")
"""How it says that it would have to write."""
_DAMAGED_STATES: Final = ("22", "23", "42", "XX")
"""Classes of SQLSTATE by which PostgreSQL says so: data, constraints, names, damage."""
_BUSY: Final = ("SQLITE_BUSY", "SQLITE_LOCKED")
"""How SQLite says that another holds the file."""
_FULL: Final = frozenset({"SQLITE_FULL", "SQLITE_IOERR_SHMSIZE", "53100"})
"""No room: for SQLite's file, for the index of its journal, and for PostgreSQL (SQLSTATE)."""


def refusal_of(wrong: DatabaseError) -> Refusal:
    """Say what a failure of the database means: a full disk, a damaged file, or that it cannot be used.

    Of damage the kind is told and nothing of what stands in the rows.
    """
    cause = wrong.__cause__
    name, state = getattr(cause, "sqlite_errorname", ""), getattr(cause, "sqlstate", "") or ""
    if _FULL & {name, state}:
        return DiskFull(path=str(connections.databases["default"]["NAME"]))
    if name.startswith(_PROTECTED) and str(connections.databases["default"]["NAME"]).startswith("file:"):
        return CatalogProtected(detail=name)
    if name.startswith(_BUSY):
        return CatalogBusy()
    unreadable = isinstance(cause, sqlite3.Error) and not name  # Python's: text that is not UTF-8
    of_rows = isinstance(wrong, IntegrityError | DataError)
    if unreadable or of_rows or name.startswith(_DAMAGED) or state.startswith(_DAMAGED_STATES):
        return CatalogDamaged(detail=name or state or "it holds what cannot be read")
    return CatalogUnavailable(detail=" ".join(filter(None, (str(wrong).strip(), name))))


def reach() -> None:
    """Connect, before anything is asked. Raises: CatalogDamaged; DatabaseError for anything else."""
    try:
        connections["default"].ensure_connection()
    except UnicodeDecodeError as wrong:  # SQLite's sentence about the damage quotes a name that is no text
        raise CatalogDamaged(detail="it holds what cannot be read") from wrong


def damage_of(wrong: BaseException) -> CatalogDamaged | None:
    """What an error says of a damaged catalog that was met while its rows were fetched or read, or None.

    A row that no query can turn into a value is not one that the log makes; nor are rows whose rungs do not
    lead to each other.
    """
    if isinstance(wrong, DatabaseError):
        refused = refusal_of(wrong)
        return refused if isinstance(refused, CatalogDamaged) else None
    places = (frame.f_globals.get("__name__", "") for frame, _ in traceback.walk_tb(wrong.__traceback__))
    if isinstance(wrong, _OF_ROWS) and any(each.startswith(_READ_ROWS) for each in places):
        return CatalogDamaged(detail="its rows are not those that the log makes")
    if not isinstance(wrong, Refusal) and _holds_odd_values():
        return CatalogDamaged(detail="a column holds values of a kind that none is given")
    return None


def _holds_odd_values() -> bool:
    """Whether SQLite keeps, in any column, values of a kind that the column's own type never has."""
    connection = connections["default"]
    if connection.vendor != "sqlite" or connection.connection is None:
        return False
    try:
        with connection.cursor() as cursor:
            for model in apps.get_app_config("catalog").get_models():
                for field in model._meta.concrete_fields:  # noqa: SLF001 - as in digests
                    kind = _KEPT_AS.get(field.get_internal_type(), "text")
                    table, column = model._meta.db_table, field.column  # noqa: SLF001
                    cursor.execute(
                        f'SELECT 1 FROM "{table}" WHERE typeof("{column}") NOT IN (%s, %s) LIMIT 1',  # noqa: S608
                        (kind, "null"),
                    )
                    if cursor.fetchone():
                        return True
    except (DatabaseError, Refusal):
        pass  # it says so itself, where a command asks it
    return False


_KEPT_AS: Final = {"BinaryField": "blob"} | dict.fromkeys(
    ("AutoField", "BigAutoField", "BigIntegerField", "BooleanField", "IntegerField"), "integer"
)
"""How SQLite keeps what is no text."""
_OF_ROWS: Final = (ValueError, LookupError, TypeError, AssertionError, ObjectDoesNotExist, BodyRefusal)
"""What is raised where a row holds other things than were written."""
_READ_ROWS: Final = ("dalil.catalog.queries", "dalil.core.ladder")
"""Modules that turn rows into values, and count them."""


def _watch(connection: Any, **_: object) -> None:  # noqa: ANN401 - Django has no common type for it
    """Have the failure of every query to the catalog named, whoever asks."""
    if connection.alias == "default" and _named not in connection.execute_wrappers:
        connection.execute_wrappers.append(_named)


def _named(execute: Callable[..., Any], *query: Any) -> Any:  # noqa: ANN401 - Django's wrapper protocol
    try:
        return execute(*query)
    except OperationalError as wrong:
        raise refusal_of(wrong) from wrong


connection_created.connect(_watch)


def settings_for(path: str, url: str | None) -> dict[str, Any]:
    """Django's database settings: ``url`` where given, else SQLite at ``path``. Raises: DatabaseUnknown."""
    if not url and _writable(path):
        return {"ENGINE": "django.db.backends.sqlite3", "NAME": path, "OPTIONS": dict(SQLITE_OPTIONS)}
    if not url:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": _as_it_stands(path),
            "OPTIONS": {"timeout": _TIMEOUT_S},
        }
    return {"ENGINE": "django.db.backends.postgresql", **postgres_at(url, variable="DALIL_DATABASE_URL")}


def _writable(path: str) -> bool:
    """Whether SQLite could write its file, and its journal beside it."""
    return os.access(os.path.dirname(path), os.W_OK) and (
        not os.path.exists(path) or os.access(path, os.W_OK)
    )


def _as_it_stands(path: str) -> str:
    """SQLite's name for a file that is only read, as on a write-protected medium.

    Where no journal stands beside it, the file is whole and nobody can change it; where one does, SQLite must
    read that too, and says when it cannot.
    """
    journal = f"{path}-wal"
    whole = not os.path.exists(journal) or os.path.getsize(journal) == 0
    return f"file:{urllib.parse.quote(path)}?{'immutable=1' if whole else 'mode=ro'}"


def connect(path: str, url: str | None = None) -> None:
    """Make ``path`` or ``url`` (or DALIL_DATABASE_URL) the catalog of this process.

    Raises: DatabaseUnknown; CatalogDamaged where no file stands in SQLite's place; DiskFull, before SQLite
    meets a disk that is nearly so.
    """
    url = url if url is not None else os.environ.get("DALIL_DATABASE_URL")
    wanted = settings_for(path, url)
    if not url:
        _insist_on_file(path)
        if _writable(path):
            _insist_on_room(path)
    current = connections.databases["default"]
    if all(current.get(key) == value for key, value in wanted.items()):
        return
    connections["default"].close()
    kept = {key: value for key, value in current.items() if key not in _OF_ONE_DATABASE}
    connections.databases["default"] = {**kept, "OPTIONS": {}, "HOST": "", "PORT": "", **wanted}
    del connections["default"]


def discard(path: str) -> None:
    """Remove SQLite's file, which is damaged, and what belongs to it: all of it stands in the log.

    A folder that stands in its place is set aside. Raises: CatalogUnavailable.
    """
    connections["default"].close()
    for name in _files(path):
        try:
            if os.path.isdir(name) and not os.path.islink(name):
                os.rename(name, tempfile.mkdtemp(prefix="catalog-aside-", dir=os.path.dirname(path)))
            elif os.path.lexists(name):
                os.unlink(name)
        except OSError as wrong:
            raise CatalogUnavailable(detail=f"{name} cannot be removed ({wrong.strerror})") from wrong


def sound() -> bool:
    """Whether SQLite finds its file whole. Other databases are not asked."""
    connection = connections["default"]
    if connection.vendor != "sqlite":
        return True
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA integrity_check(1)")
        return bool(cursor.fetchone() == ("ok",))


def sound_anew() -> bool:
    """The same, opened anew: what a connection keeps in memory hides what stands in the file."""
    try:
        connections["default"].close()
        return sound()
    except (DatabaseError, CatalogDamaged):
        return False


def _insist_on_file(path: str) -> None:
    """A pipe would be waited for, a folder cannot be opened. Raises: CatalogDamaged."""
    for name in _files(path):
        if os.path.exists(name) and not os.path.isfile(name):
            raise CatalogDamaged(detail=f"{name} is no file")


def _files(path: str) -> tuple[str, ...]:
    """SQLite's file and what belongs to it."""
    return path, f"{path}-wal", f"{path}-shm", f"{path}-journal"


def _insist_on_room(path: str) -> None:
    disk = os.statvfs(os.path.dirname(path))
    if disk.f_blocks and disk.f_bavail * disk.f_frsize < CATALOG_ROOM_BYTES_MIN:
        raise DiskFull(path=path)


_OF_ONE_DATABASE: Final = frozenset({"OPTIONS", "USER", "PASSWORD", "HOST", "PORT"})
