"""Database: the address of a PostgreSQL database, taken apart."""

import urllib.parse
from typing import Final

from dalil.core.errors import Refusal

_SCHEMES: Final = frozenset({"postgresql", "postgres"})


class DatabaseUnknown(Refusal):
    """{variable} names no database that can be used: {detail}."""

    code = "database-unknown"
    exit_status = 40
    remedy = "Write it as postgresql://user:password@host:port/name, or leave it out for SQLite."


def postgres_at(url: str, *, variable: str) -> dict[str, str]:
    """NAME, USER, PASSWORD, HOST and PORT as Django calls them; ``variable``: where the address stands.

    Raises: DatabaseUnknown.
    """
    parts = urllib.parse.urlsplit(url)
    if parts.scheme not in _SCHEMES or not parts.path.strip("/"):
        raise DatabaseUnknown(variable=variable, detail=f"scheme {parts.scheme!r}")
    query = dict(urllib.parse.parse_qsl(parts.query))
    return {
        "NAME": parts.path.strip("/"),
        "USER": urllib.parse.unquote(parts.username or ""),
        "PASSWORD": urllib.parse.unquote(parts.password or ""),
        "HOST": query.get("host", parts.hostname or ""),
        "PORT": str(parts.port or ""),
    }
