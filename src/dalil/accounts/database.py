"""Database: where the accounts stand. A SQLite file in the vault's own folder, or PostgreSQL.

Everything that Django keeps and the catalog does not (sessions, second factors, failed attempts) stands here
too. Unlike the catalog it holds what no log can replay, so it has migrations.
"""

import os
from typing import Any, Final

from django.core.management import call_command

from dalil.core.database import postgres_at

NAME: Final = "accounts"
"""What Django calls this database."""
VARIABLE: Final = "DALIL_ACCOUNTS_URL"
_CATALOG: Final = "catalog"
_FOLDER_MODE: Final = 0o700
_TIMEOUT_S: Final = 20
_OPTIONS: Final[dict[str, Any]] = {
    "transaction_mode": "IMMEDIATE",
    "timeout": _TIMEOUT_S,
    # secure_delete: a name or a word that was searched for is not left in a free page.
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA secure_delete=ON;",
}


def settings_for(folder: str, url: str | None) -> dict[str, Any]:
    """Django's settings of the database: ``url`` where given, else SQLite in ``folder``.

    Raises: DatabaseUnknown.
    """
    if url:
        return {"ENGINE": "django.db.backends.postgresql", **postgres_at(url, variable=VARIABLE)}
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": os.path.join(folder, "accounts.sqlite3"),
        "OPTIONS": dict(_OPTIONS),
    }


def make_folder(folder: str) -> None:
    """The folder that only the owner of the vault may enter; left as it is where it is there."""
    os.makedirs(folder, mode=_FOLDER_MODE, exist_ok=True)


def bring_up() -> None:
    """Make the tables, or change them to what this version needs."""
    call_command("migrate", database=NAME, verbosity=0, interactive=False)


class Router:
    """The catalog's tables stand in the catalog, all others here; no query joins the two."""

    def db_for_read(self, model: Any, **_: object) -> str:  # noqa: ANN401 - Django names no type for a model class
        """Where a model's rows are read."""
        return "default" if model._meta.app_label == _CATALOG else NAME  # noqa: SLF001 - Django's public name

    db_for_write = db_for_read

    def allow_relation(self, one: Any, other: Any, **_: object) -> bool:  # noqa: ANN401 - as above
        """Whether two rows may name each other."""
        return self.db_for_read(one) == self.db_for_read(other)

    def allow_migrate(self, database: str, app_label: str, **_: object) -> bool:
        """The catalog has no migrations: its tables are made from the log."""
        return database == NAME and app_label != _CATALOG
