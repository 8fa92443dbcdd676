"""What all tests share: no network, a fresh vault, the real command line, a PostgreSQL database each."""

import ipaddress
import os
import sys
import urllib.parse
import uuid

import pytest
from hypothesis import settings

from dalil.testing.commands import Commands

settings.register_profile("dalil", deadline=None, derandomize=True, print_blob=True)
settings.register_profile(
    "nightly", parent=settings.get_profile("dalil"), max_examples=5000, derandomize=False
)
settings.load_profile(os.environ.get("DALIL_LAWS", "dalil"))


def refuse_the_network(event, arguments):
    """Audit hook: a test that would leave this machine fails at once."""
    if event == "socket.connect":
        address = arguments[1]
        if isinstance(address, tuple) and not is_here(address[0]):
            raise PermissionError(f"a test may not reach {address}")
    elif event == "socket.getaddrinfo" and arguments[0] and not is_here(arguments[0]):
        raise PermissionError(f"a test may not ask for {arguments[0]}")


def is_here(host):
    if host in {"localhost", b"localhost", ""}:
        return True
    try:
        return ipaddress.ip_address(host.decode() if isinstance(host, bytes) else host).is_loopback
    except ValueError:
        return False


sys.addaudithook(refuse_the_network)


@pytest.fixture(autouse=True)
def no_settings_of_mine(monkeypatch):
    """Nothing that a developer has set up for Dalil changes a test."""
    for name in list(os.environ):
        if name.startswith("DALIL_") and name not in {"DALIL_TEST_POSTGRES", "DALIL_LAWS", "DALIL_DEBUG"}:
            monkeypatch.delenv(name)


@pytest.fixture(autouse=True)
def catalog_closed_afterwards():
    """A test's catalog ends with the test."""
    yield
    if "dalil.catalog.boot" in sys.modules:
        from django.db import connections

        connections.close_all()


@pytest.fixture(scope="session")
def commands():
    """The real command line; see :mod:`dalil.testing.commands`."""
    with Commands() as server:
        yield server


@pytest.fixture
def vault(commands, tmp_path):
    """Path of a fresh vault."""
    path = str(tmp_path / "vault")
    assert commands.run("init", path).status == 0
    return path


@pytest.fixture
def postgres_url():
    """URL of an empty database on the PostgreSQL server that `make test` starts."""
    server = os.environ.get("DALIL_TEST_POSTGRES")
    if server is None:
        pytest.skip("needs PostgreSQL: `make test` starts one")
    import psycopg

    name = f"dalil_{uuid.uuid4().hex}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    parts = urllib.parse.urlsplit(server)
    yield urllib.parse.urlunsplit(parts._replace(path=f"/{name}"))
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")
