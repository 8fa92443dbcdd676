"""Where the pages listen."""

import shutil
import socket
import subprocess
import sys

import pytest

from dalil.web import serving


@pytest.mark.parametrize("host", ["127.0.0.1", "127.3.2.1", "::1", "localhost"])
def test_this_machine_is_served(host):
    serving.check_host(host)


@pytest.mark.parametrize(
    "host", ["0.0.0.0", "::", "192.168.1.7", "dalil.example", "", "127.0.0.1.evil.example"]
)
def test_no_other_machine_is_served(host):
    with pytest.raises(serving.HostNotLocal):
        serving.check_host(host)


def run(*arguments):
    return subprocess.run(
        [sys.executable, "-m", "dalil", "serve", *arguments], capture_output=True, text=True, check=False
    )


def test_a_foreign_address_is_refused_by_the_command(vault):
    ran = run("--vault", vault, "--host", "0.0.0.0")
    assert ran.returncode == serving.HostNotLocal.exit_status
    assert "host-not-local" in ran.stderr


def test_what_is_no_vault_is_refused_by_the_command(tmp_path):
    ran = run("--vault", str(tmp_path))
    assert "not-a-vault" in ran.stderr
    assert "Traceback" not in ran.stderr


def test_a_taken_port_is_refused_by_the_command(vault):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        ran = run("--vault", vault, "--port", str(taken.getsockname()[1]))
    assert ran.returncode == serving.PortTaken.exit_status
    assert "port-taken" in ran.stderr
    assert "token" not in ran.stderr


def test_an_empty_vault_has_pages(vault):
    from web.browsing import Served

    with Served(vault) as served:
        guest = served.guest()
        for address in ("", "individuals/", "photographs/", "received/", "custody/", "custody/entries/"):
            assert guest.get(f"/ar/{address}").status == 200


def test_while_somebody_writes_the_pages_open_all_the_same(shown, tmp_path):
    from dalil.flows import vault as vaults
    from web.browsing import Served

    vault = str(tmp_path / "vault")
    shutil.copytree(shown.path, vault)
    with vaults.writing(vault), Served(vault) as served:
        assert served.guest().get("/en/").status == 200
