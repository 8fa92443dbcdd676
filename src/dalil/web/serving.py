"""Serving: one vault's pages on this machine alone, until the person stops it."""

import ipaddress
import os
import socket
import subprocess
import sys
import urllib.parse
from collections.abc import Callable
from typing import Final

from dalil.core import actor as actors
from dalil.core.errors import Refusal
from dalil.core.limits import WEB_THREADS
from dalil.store.layout import Layout

_BACKLOG: Final = 128
ACCOUNTS_VARIABLE: Final = "DALIL_ACCOUNTS_URL"
PROXY_HEADERS: Final = frozenset({"x-forwarded-proto", "x-forwarded-host"})
LOCAL_NAMES: Final = frozenset({"localhost"})


class HostNotLocal(Refusal):
    """{host} is not an address of this machine alone."""

    code = "host-not-local"
    exit_status = 85
    remedy = "Serve on 127.0.0.1, and reach it from another machine through an SSH tunnel."


class PortTaken(Refusal):
    """Port {port} on {host} cannot be listened on: {detail}."""

    code = "port-taken"
    exit_status = 86
    remedy = "Name another port with --port, or --port 0 for any that is free."


class PublicWithoutAccounts(Refusal):
    """Other machines reach the pages only where people sign in."""

    code = "public-without-accounts"
    exit_status = 85
    remedy = "Add --accounts; whoever holds a link that opens once would else be let in from anywhere."


class PublicNotSecure(Refusal):
    """{url} is no address of the form https://NAME."""

    code = "public-not-secure"
    exit_status = 85
    remedy = "Let a proxy on this machine speak TLS, and name the address that it answers: https://NAME."


def check_host(host: str) -> None:
    """Refuse an address that other machines could reach without a proxy. Raises: HostNotLocal."""
    try:
        local = host in LOCAL_NAMES or ipaddress.ip_address(host).is_loopback
    except ValueError:
        local = False
    if not local:
        raise HostNotLocal(host=host)


def serve(host: str, port: int, say: Callable[[str], None]) -> None:
    """Serve the vault that the settings name; returns when interrupted.

    Where a team has accounts they sign in, and a link is printed only while nobody has one.

    Raises: HostNotLocal, PortTaken, NotAVault, KeyLocked, KeyMissing, CatalogUnavailable.
    """
    import waitress

    check_host(host)
    listening = _listen(host, port)
    # Only now: these set Django up, with the settings that the environment names.
    from django.conf import settings

    from dalil.flows.look import look
    from dalil.web.access import DOOR
    from dalil.web.workplace import workplace
    from dalil.web.wsgi import application

    place = workplace()
    look(place.vault)
    reader, team = actors.written(settings.ACTOR), hasattr(settings, "ACCOUNTS_SECRET")
    if reader or team:
        place.desk.ask_at_the_terminal()
    address = _address(listening)
    public = settings.PUBLIC if team else ""
    where = f"at {public}, by a proxy on this machine" if public else "on this machine only"
    say(f"Serving {place.vault.layout.root} {where}. Stop with Ctrl-C.")
    if reader:
        say(f"What is read on these pages is recorded as read by {reader}.")
    if public:
        address = public
    if not team:
        DOOR.open(lambda token: say(f"Open once, in one browser: {address}/?token={token}"))
    elif _has_no_account():
        first = f"{address}/ar/sign-in/first/"
        DOOR.open(lambda token: say(f"Make the first administrator, once: {first}?token={token}"))
    else:
        say(f"Sign in: {address}/")
    server = waitress.create_server(
        application,
        sockets=[listening],
        threads=WEB_THREADS,
        ident=None,
        clear_untrusted_proxy_headers=True,
        # A proxy on this machine says how it was asked; nobody else is believed.
        **({"trusted_proxy": "127.0.0.1", "trusted_proxy_headers": PROXY_HEADERS} if public else {}),
    )
    worker = _worker(place.desk.passphrase()) if team else None
    try:
        server.run()
    finally:
        server.close()
        place.viewer.close()
        if worker:
            worker.terminate()
            worker.wait()


def _worker(passphrase: str | None) -> "subprocess.Popen[bytes]":
    """The process that does the team's long work, with what unlocks the log's key."""
    key = {"DALIL_PASSPHRASE": passphrase} if passphrase is not None else {}
    return subprocess.Popen(
        [sys.executable, "-P", "-m", "dalil.web.working"], env={**os.environ, **key}, stdin=subprocess.DEVNULL
    )


def _has_no_account() -> bool:
    """Whether nobody can sign in yet; the tables are made where there are none."""
    from dalil.accounts import database, team

    database.bring_up()
    return team.is_empty()


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
        listening.listen(_BACKLOG)  # before the link is told: whoever is quick waits, and is not turned away
    except (OSError, OverflowError) as wrong:
        listening.close()
        detail = os.strerror(wrong.errno or 0) if isinstance(wrong, OSError) else str(wrong)
        raise PortTaken(host=host, port=port, detail=detail) from wrong
    return listening


def _address(listening: socket.socket) -> str:
    host, port = listening.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def public_address(url: str, *, team: bool) -> str:
    """The address by which others reach the pages, without a path; empty where none is named.

    Raises: PublicWithoutAccounts, PublicNotSecure.
    """
    if not url:
        return ""
    if not team:
        raise PublicWithoutAccounts
    parts = urllib.parse.urlsplit(url)
    if (
        parts.scheme != "https"
        or not parts.hostname
        or parts.path.strip("/")
        or parts.query
        or parts.username
    ):
        raise PublicNotSecure(url=url)
    return f"https://{parts.netloc}"


def has_accounts(vault: str) -> bool:
    """Whether a team signs in to the pages of a vault: then they are never shown without."""
    return bool(os.environ.get(ACCOUNTS_VARIABLE)) or os.path.isdir(Layout(vault).accounts)


def command(
    vault: str, host: str, port: int, *, actor: str, accounts: bool, public: str = ""
) -> tuple[list[str], dict[str, str]]:
    """The program and the environment that serve ``vault``, with the settings of the pages.

    ``actor``: who acts on them, empty for nobody. ``accounts``: whether people sign in. ``public``: the https
    address at which a proxy on this machine shows them to others.
    """
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": f"dalil.web.settings{'_accounts' if accounts else ''}",
        "DALIL_VAULT": os.path.abspath(vault),
        "DALIL_ACTOR": actor,
        "DALIL_PUBLIC": public,
    }
    # -P: no module is taken from the folder that the command happens to be given in.
    return [sys.executable, "-P", "-m", "dalil.web", host, str(port)], environment
