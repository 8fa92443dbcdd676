"""A vault that may be read and not written: readers answer, writers say what to do."""

import contextlib
import os
import sqlite3

import pytest

from faults.small_source import acquired, copied, draw, make_vault

READERS = (("ladder", "--json"), ("photographs", "--jsonl"), ("individuals", "--jsonl"))


@pytest.fixture(scope="module")
def whole(tmp_path_factory, commands):
    folder = tmp_path_factory.mktemp("protected")
    path = make_vault(str(folder / "vault"))
    acquired(path, draw(str(folder / "source")))
    assert commands.run("ladder", "--vault", path).status == 0
    with contextlib.closing(sqlite3.connect(os.path.join(path, "catalog.sqlite3"))) as catalog:
        catalog.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return path


@pytest.fixture
def vault(whole, tmp_path):
    """A copy, to be protected by the test; given back when it ends."""
    path = copied(whole, str(tmp_path / "vault"))
    for name in ("catalog.sqlite3-wal", "catalog.sqlite3-shm"):
        if os.path.exists(os.path.join(path, name)):
            os.unlink(os.path.join(path, name))
    yield path
    protect(path, 0o755)


def protect(path, mode=0o555):
    os.chmod(path, mode)
    for name in os.listdir(path):
        below = os.path.join(path, name)
        os.chmod(below, mode if os.path.isdir(below) else mode & 0o666)


@pytest.mark.parametrize("journal", ["closed", "left by a program that was killed"])
def test_a_protected_vault_is_verified_and_read(commands, vault, journal):
    wanted = [commands.run(*words, "--vault", vault).out for words in READERS]
    catalog = os.path.join(vault, "catalog.sqlite3")
    left = sqlite3.connect(catalog)
    left.execute("CREATE TABLE left_over (a)")
    left.commit()
    if journal == "closed":
        left.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    assert (os.path.getsize(f"{catalog}-wal") > 0) == (journal != "closed")
    copied(vault, f"{vault} left")
    left.close()
    copied(f"{vault} left", vault)
    protect(vault)
    assert commands.run("verify", vault, rights=False).status == 0
    for words, out in zip(READERS, wanted, strict=True):
        ran = commands.run(*words, "--vault", vault, rights=False)
        assert (ran.status, ran.out) == (0, out), ran.err


@pytest.mark.parametrize("lacks", ["all", "an entry"])
def test_a_protected_vault_without_its_catalog_asks_for_a_copy(commands, vault, lacks, tmp_path):
    if lacks == "all":
        os.unlink(os.path.join(vault, "catalog.sqlite3"))
    else:
        kept = copied(os.path.join(vault, "log"), str(tmp_path / "log"))
        behind = os.path.join(vault, "catalog.sqlite3")
        with open(behind, "rb") as file:
            content = file.read()
        acquired(vault, kept)
        for name in os.listdir(vault):
            if name.startswith("catalog.sqlite3"):
                os.unlink(os.path.join(vault, name))
        with open(behind, "wb") as file:
            file.write(content)
    protect(vault)
    for words in READERS:
        ran = commands.run(*words, "--vault", vault, rights=False)
        assert (ran.status, ran.refused) == (41, "catalog-protected"), ran.err
        assert b"Copy the vault" in ran.err
    assert commands.run("rebuild", "--vault", vault, "--json", rights=False).status == 41


def test_who_may_not_write_is_not_sent_to_look_at_a_cable(commands, vault, tmp_path):
    protect(vault)
    protect(os.path.join(vault, "cache"))
    ran = commands.run("acquire", __file__, "--vault", vault, "--json", rights=False)
    assert ran.status in {21, 41}, ran.err
    assert b"cable" not in ran.err
    os.chmod(tmp_path, 0o555)
    ran = commands.run("init", str(tmp_path / "new"), "--json", rights=False)
    os.chmod(tmp_path, 0o755)
    assert (ran.status, ran.refused) == (21, "disk-forbidden")
    assert b"may write" in ran.err
