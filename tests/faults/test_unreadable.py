"""A vault of which something may not be read: all of it is named, the rest is checked, nothing crashes."""

import json
import os
import subprocess
import sys

import pytest

from dalil.publish import dalil_check
from faults import rich_vault
from faults.small_source import copied, events, seals


@pytest.fixture(scope="module")
def rich(tmp_path_factory):
    return rich_vault.make(tmp_path_factory.mktemp("rich"))[0]


@pytest.fixture
def vault(rich, tmp_path):
    path = copied(rich, str(tmp_path / "vault"))
    yield path
    for place, _, _ in os.walk(path):  # top down: what was forbidden can be listed, and then removed
        os.chmod(place, 0o755)


def told(commands, vault):
    """Unsound findings of the two programs as (code, subject), each run without rights over others' files."""
    by_verify = commands.run("verify", vault, "--json", rights=False)
    assert by_verify.status == 1, by_verify.err
    command = [sys.executable, "-c", WITHOUT_RIGHTS, dalil_check.__file__, vault]
    ran = subprocess.run(command, capture_output=True, check=False)
    assert ran.returncode == 1, ran.stderr
    found = by_verify.jsonl, [json.loads(line) for line in ran.stdout.splitlines()]
    return [
        {(each["code"], each["subject"]) for each in findings if each["severity"] == "unsound"}
        for findings in found
    ]


WITHOUT_RIGHTS = """
import runpy, sys
from dalil.engine import privileges
privileges.drop_capabilities()
del sys.argv[0]
runpy.run_path(sys.argv[0], run_name="__main__")
"""
"""Runs a program as it is run by somebody who may read no more than the files say."""


def store_name(digest):
    return os.path.join("store", digest[:2], digest)


def forbid(vault, *names):
    for name in names:
        os.chmod(os.path.join(vault, name), 0)


def test_every_file_that_may_not_be_read_is_named_by_both(commands, vault):
    manifest = store_name(seals(vault)[0].body["manifest"])
    standing = [
        os.path.relpath(os.path.join(at, name), vault)
        for at, _, names in os.walk(os.path.join(vault, "store"))
        for name in names
    ]
    exhibits = sorted(set(standing) - {store_name(each.body["manifest"]) for each in seals(vault)})[:3]
    payload = next(digest.hex for event in events(vault) for digest in event.payloads)
    payload = os.path.join("payloads", payload[:2], payload)
    forbid(vault, manifest, payload, *exhibits)
    expected = {("exhibit-unreadable", name) for name in (manifest, *exhibits)}
    expected |= {("manifest-damaged", manifest), ("payload-unreadable", payload)}
    by_verify, by_checker = told(commands, vault)
    assert by_verify == by_checker == expected


def test_what_stands_in_a_manifest_that_may_not_be_read_is_still_checked(commands, vault):
    manifest = store_name(seals(vault)[0].body["manifest"])
    exhibit = next(store_name(each.body["profile"]) for each in events(vault) if "profile" in each.body)
    forbid(vault, manifest)
    os.chmod(os.path.join(vault, exhibit), 0o644)
    with open(os.path.join(vault, exhibit), "ab") as file:
        file.write(b"more")
    for found in told(commands, vault):
        assert found >= {("manifest-damaged", manifest), ("exhibit-changed", exhibit)}


@pytest.mark.parametrize("folder", ["store", "log/cosigned", "log/timestamps", "payloads", "keys/partners"])
def test_a_folder_that_may_not_be_listed_is_named_by_both(commands, vault, folder):
    forbid(vault, folder)
    assert all(("folder-unreadable", folder) in found for found in told(commands, vault))


@pytest.mark.parametrize("name", ["keys/log.key", "keys/log.vkey", "log/checkpoint", "dalil.toml"])
def test_a_part_of_the_vaults_identity_that_may_not_be_read_is_named_by_both(commands, vault, name):
    forbid(vault, name)
    assert all(name in {subject for _, subject in found} for found in told(commands, vault))


def test_acts_that_need_what_may_not_be_read_are_refused_with_its_code(commands, vault):
    sealed = seals(vault)[0].body["manifest"]
    digest = next(name for _, _, names in os.walk(os.path.join(vault, "store")) for name in names)
    forbid(vault, store_name(sealed))
    ran = commands.run("prove", digest, "--vault", vault, "--out", f"{vault} out", rights=False)
    assert (ran.status, b"exhibit-unreadable" in ran.err) == (22, True), ran.err
    ran = commands.run("rebuild", "--vault", vault, "--json", rights=False)
    assert (ran.status, ran.refused) == (22, "exhibit-unreadable")


def test_a_pipe_in_place_of_the_checkpoint_or_a_payload_is_waited_for_by_no_act(commands, vault):
    payload = next(digest.hex for event in events(vault) for digest in event.payloads)
    checkpoint = os.path.join(vault, "log", "checkpoint")
    for path in (os.path.join(vault, "payloads", payload[:2], payload), checkpoint):
        os.unlink(path)
        os.mkfifo(path)
    assert commands.run("rebuild", "--vault", vault, "--json").refused == "log-damaged"
