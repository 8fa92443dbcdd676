"""Connect: which database the catalog of the vault at hand stands in. SQLite by default, or PostgreSQL.

One process works on one vault at a time; connecting to another closes the first. There are no migrations:
the shape of the tables has a digest, and a catalog of another shape is dropped and rebuilt (ADR 0002).
"""

import contextlib
import os
import urllib.parse
from collections.abc import Callable
from typing import Any, Final

from django.db import DatabaseError, OperationalError, connections
from django.db.backends.signals import connection_created

from dalil.catalog import boot  # noqa: F401 - sets Django up before its connections are used
from dalil.core.errors import DiskFull, Refusal
from dalil.core.limits import CATALOG_ROOM_BYTES_MIN

SQLITE_OPTIONS: Final[dict[str, Any]] = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 30,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-32000;",
}


class DatabaseUnknown(Refusal):
    """DALIL_DATABASE_URL names no database that can be used: {detail}."""

    code = "database-unknown"
    exit_status = 40
    remedy = "Write it as postgresql://user:password@host:port/name, or leave it out for SQLite."


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


_DAMAGED: Final = frozenset(
    {"SQLITE_NOTADB", "SQLITE_CORRUPT", "SQLITE_CORRUPT_INDEX", "SQLITE_CORRUPT_VTAB"}
)
_FULL: Final = frozenset({"SQLITE_FULL", "SQLITE_IOERR_SHMSIZE", "53100"})
"""No room: for SQLite's file, for the index of its journal, and for PostgreSQL (SQLSTATE)."""


def refusal_of(wrong: DatabaseError) -> Refusal:
    """Say what a failure of the database means: a full disk, a damaged file, or that it cannot be used."""
    cause = wrong.__cause__
    names = {getattr(cause, "sqlite_errorname", ""), getattr(cause, "sqlstate", "")}
    if names & _FULL:
        return DiskFull(path=str(connections.databases["default"]["NAME"]))
    detail = " ".join(filter(None, (str(wrong).strip(), getattr(cause, "sqlite_errorname", ""))))
    return CatalogDamaged(detail=detail) if names & _DAMAGED else CatalogUnavailable(detail=detail)


def damage_of(wrong: BaseException) -> CatalogDamaged | None:
    """What an error says of a damaged file that was met while its rows were fetched, or None."""
    refused = refusal_of(wrong) if isinstance(wrong, DatabaseError) else None
    return refused if isinstance(refused, CatalogDamaged) else None


def _watch(connection: Any, **_: object) -> None:  # noqa: ANN401 - Django has no common type for it
    """Have every query's failure named, whoever asks."""
    if _named not in connection.execute_wrappers:
        connection.execute_wrappers.append(_named)


def _named(execute: Callable[..., Any], *query: Any) -> Any:  # noqa: ANN401 - Django's wrapper protocol
    try:
        return execute(*query)
    except OperationalError as wrong:
        raise refusal_of(wrong) from wrong


connection_created.connect(_watch)


def settings_for(path: str, url: str | None) -> dict[str, Any]:
    """Django's database settings: ``url`` where given, else SQLite at ``path``. Raises: DatabaseUnknown."""
    if not url:
        return {"ENGINE": "django.db.backends.sqlite3", "NAME": path, "OPTIONS": dict(SQLITE_OPTIONS)}
    parts = urllib.parse.urlsplit(url)
    if parts.scheme not in {"postgresql", "postgres"} or not parts.path.strip("/"):
        raise DatabaseUnknown(detail=f"scheme {parts.scheme!r}")
    query = dict(urllib.parse.parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.strip("/"),
        "USER": urllib.parse.unquote(parts.username or ""),
        "PASSWORD": urllib.parse.unquote(parts.password or ""),
        "HOST": query.get("host", parts.hostname or ""),
        "PORT": str(parts.port or ""),
    }


def connect(path: str, url: str | None = None) -> None:
    """Make ``path`` or ``url`` (or DALIL_DATABASE_URL) the catalog of this process.

    Raises: DatabaseUnknown; DiskFull, before SQLite meets a disk that is nearly so.
    """
    url = url if url is not None else os.environ.get("DALIL_DATABASE_URL")
    wanted = settings_for(path, url)
    if not url:
        _insist_on_room(path)
    current = connections.databases["default"]
    if all(current.get(key) == value for key, value in wanted.items()):
        return
    connections["default"].close()
    kept = {key: value for key, value in current.items() if key not in _OF_ONE_DATABASE}
    connections.databases["default"] = {**kept, "OPTIONS": {}, "HOST": "", "PORT": "", **wanted}
    del connections["default"]


def discard() -> None:
    """Remove SQLite's file, which is damaged, and what belongs to it: all of it stands in the log."""
    path = str(connections.databases["default"]["NAME"])
    connections["default"].close()
    for name in (path, f"{path}-wal", f"{path}-shm", f"{path}-journal"):
        with contextlib.suppress(FileNotFoundError):
            os.unlink(name)


def _insist_on_room(path: str) -> None:
    disk = os.statvfs(os.path.dirname(path))
    if disk.f_blocks and disk.f_bavail * disk.f_frsize < CATALOG_ROOM_BYTES_MIN:
        raise DiskFull(path=path)


_OF_ONE_DATABASE: Final = frozenset({"OPTIONS", "USER", "PASSWORD", "HOST", "PORT"})
