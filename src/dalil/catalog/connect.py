"""Connect: which database the catalog of the vault at hand stands in. SQLite by default, or PostgreSQL.

One process works on one vault at a time; connecting to another closes the first. There are no migrations:
the shape of the tables has a digest, and a catalog of another shape is dropped and rebuilt (ADR 0002).
"""

import os
import urllib.parse
from typing import Any, Final

from django.db import connections

from dalil.catalog import boot  # noqa: F401 - sets Django up before its connections are used
from dalil.core.errors import Refusal

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
    """Make ``path`` or ``url`` (or DALIL_DATABASE_URL) the catalog of this process."""
    wanted = settings_for(path, url if url is not None else os.environ.get("DALIL_DATABASE_URL"))
    current = connections.databases["default"]
    if all(current.get(key) == value for key, value in wanted.items()):
        return
    connections["default"].close()
    kept = {key: value for key, value in current.items() if key not in _OF_ONE_DATABASE}
    connections.databases["default"] = {**kept, "OPTIONS": {}, "HOST": "", "PORT": "", **wanted}
    del connections["default"]


_OF_ONE_DATABASE: Final = frozenset({"OPTIONS", "USER", "PASSWORD", "HOST", "PORT"})
