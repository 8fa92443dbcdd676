"""The databases that every story runs on: SQLite in the vault, and a real PostgreSQL."""

import os
import secrets

import pytest

DATABASES = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)]


def database_url(kind: str) -> str | None:
    """None for SQLite; for PostgreSQL the address of an empty database made for this test."""
    if kind == "sqlite":
        return None
    import psycopg

    server = os.environ["DALIL_TEST_POSTGRES"]
    name = f"story_{secrets.token_hex(6)}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return server.replace("/postgres?", f"/{name}?")
