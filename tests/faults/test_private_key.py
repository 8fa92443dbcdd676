"""Damage to the log's private key: named alike by verifier and checker, and waited for by neither."""

import json
import os
import subprocess
import sys

import pytest

from dalil.flows.verify import verify
from dalil.publish import dalil_check
from dalil.store import keys
from dalil.store.disk import Disk
from faults.small_source import checked, copied

PASSPHRASE = {"DALIL_PASSPHRASE": "a drawn passphrase"}
CLEAR, SEALED = "keys/log.key", "keys/log.key.openssh"


@pytest.fixture(scope="module")
def vaults(tmp_path_factory, commands):
    """A vault with its key in the clear, and one with it sealed, by where the key stands."""
    folder = tmp_path_factory.mktemp("keys")
    clear, sealed = str(folder / "clear"), str(folder / "sealed")
    assert commands.run("init", clear).status == 0
    assert commands.run("init", sealed, env=PASSPHRASE).status == 0
    return {CLEAR: clear, SEALED: sealed}


@pytest.fixture(params=[CLEAR, SEALED])
def key(request, vaults, tmp_path):
    """Path of a private key in a vault of its own."""
    return os.path.join(copied(vaults[request.param], str(tmp_path / "vault")), request.param)


def content(path):
    with open(path, "rb") as file:
        return file.read()


def put(path, content):
    with open(path, "wb") as file:
        file.write(content)


def vault_of(key):
    return os.path.dirname(os.path.dirname(key))


def told(key):
    """Codes that either program reports of the key's own file; neither may wait for anything."""
    vault, subject = vault_of(key), os.path.relpath(key, vault_of(key))
    command = [sys.executable, dalil_check.__file__, vault]
    by_checker = subprocess.run(command, capture_output=True, check=False, timeout=60).stdout
    command = [sys.executable, "-m", "dalil", "verify", vault, "--json"]
    by_verify = subprocess.run(command, capture_output=True, check=False, timeout=60).stdout
    return [
        sorted(each["code"] for each in map(json.loads, said.splitlines()) if each["subject"] == subject)
        for said in (by_verify, by_checker)
    ]


def expected(key, *codes):
    return [sorted([*codes, *(["key-in-clear"] if key.endswith(".key") else [])])] * 2


def test_a_key_as_it_was_written_is_well(key):
    assert told(key) == expected(key)


def test_a_key_that_ssh_keygen_wrote_anew_is_well(vaults, tmp_path):
    vault = copied(vaults[SEALED], str(tmp_path / "vault"))
    path = os.path.join(vault, SEALED)
    change = ["ssh-keygen", "-q", "-p", "-P", PASSPHRASE["DALIL_PASSPHRASE"], "-N", "another", "-f", path]
    subprocess.run(change, check=True)
    assert told(path) == [[], []]
    assert keys.load(
        "", path, keys.read_verifier(os.path.join(vault, "keys", "log.vkey")), passphrase="another"
    )


@pytest.mark.parametrize("size", [0, 1, 40, -1, -2])
def test_a_key_that_was_cut_is_found_by_both(key, size):
    put(key, content(key)[:size])
    assert told(key) == expected(key, "key-missing")


@pytest.mark.parametrize("more", [b"\n", b"x", b"\0"])
def test_one_byte_after_a_key_is_found_by_both(key, more):
    put(key, content(key) + more)
    assert told(key) == expected(key, "key-missing")


def test_a_folder_in_place_of_a_key_is_found_by_both(key):
    os.unlink(key)
    os.mkdir(key, 0o700)
    assert told(key) == expected(key, "key-missing")


def test_a_pipe_in_place_of_a_key_is_waited_for_by_neither(key, commands):
    os.unlink(key)
    os.mkfifo(key, 0o600)
    assert told(key) == expected(key, "key-missing")
    ran = commands.run("acquire", __file__, "--vault", vault_of(key), "--json", env=PASSPHRASE)
    assert ran.refused == "key-missing"


def test_a_device_without_end_in_place_of_a_key_is_not_read(key, commands):
    os.unlink(key)
    os.symlink("/dev/zero", key)
    readable = ["key-readable"] if key.endswith(".key") else []
    assert told(key) == expected(key, "key-missing", *readable)
    ran = commands.run("acquire", __file__, "--vault", vault_of(key), "--json", env=PASSPHRASE)
    assert ran.refused == "key-missing"


def test_anothers_key_is_found_by_both(key):
    signer = keys.make("dalil.invalid/vault/other")
    keys.write(key, key, signer, Disk(), passphrase=None if key.endswith(".key") else "a drawn passphrase")
    assert told(key) == expected(key, "key-missing")


def test_every_flipped_bit_of_a_key_in_the_clear_is_found_by_both(vaults, tmp_path):
    """By the checker itself: a process for each bit would take minutes."""
    vault = copied(vaults[CLEAR], str(tmp_path / "vault"))
    path, whole = os.path.join(vault, CLEAR), content(os.path.join(vault, CLEAR))
    public = keys.read_verifier(os.path.join(vault, "keys", "log.vkey"))
    for bit in range(0, 8 * len(whole), 7):
        put(path, flipped(whole, bit))
        with pytest.raises(keys.KeyMissing):
            keys.check_clear(path, public)
        assert public_or_none(dalil_check.clear_public, content(path)) != public.public, bit


def test_both_find_the_same_flipped_bits_of_a_sealed_key(vaults, tmp_path):
    """What they do not find lies in the salt, the rounds or the encrypted part, and does not open."""
    vault = copied(vaults[SEALED], str(tmp_path / "vault"))
    path, whole = os.path.join(vault, SEALED), content(os.path.join(vault, SEALED))
    public = keys.read_verifier(os.path.join(vault, "keys", "log.vkey"))
    unfound = []
    for bit in range(8 * len(whole)):
        put(path, flipped(whole, bit))
        by_checker = public_or_none(dalil_check.sealed_public, content(path)) != public.public
        try:
            keys.check_sealed(path, public)
            by_verify = False
        except keys.KeyMissing:
            by_verify = True
        assert by_verify == by_checker, bit
        if not by_verify:
            unfound.append(bit)
    assert 0 < len(unfound) < 3 * len(whole)
    put(path, flipped(whole, unfound[-1]))
    with pytest.raises(keys.KeyLocked, match="or its encrypted part is damaged"):
        keys.load("", path, public, passphrase=PASSPHRASE["DALIL_PASSPHRASE"])


@pytest.mark.parametrize("size", [0, 40])
def test_a_malformed_sealed_key_is_not_blamed_on_the_passphrase(vaults, tmp_path, commands, size):
    vault = copied(vaults[SEALED], str(tmp_path / "vault"))
    put(os.path.join(vault, SEALED), content(os.path.join(vault, SEALED))[:size])
    assert commands.run("acquire", __file__, "--vault", vault, "--json").refused == "key-missing"


def test_a_key_is_found_by_the_checker_as_people_run_it(vaults):
    assert [checked(vault)[0] for vault in vaults.values()] == [0, 0]
    assert all(
        not [each for each in verify(vault) if each.severity == "unsound"] for vault in vaults.values()
    )


def flipped(content, bit):
    changed = bytearray(content)
    changed[bit // 8] ^= 1 << bit % 8
    return bytes(changed)


def public_or_none(public_of, content):
    try:
        return public_of(content)
    except dalil_check.Wrong:
        return None
