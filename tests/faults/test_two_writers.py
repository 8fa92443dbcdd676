"""One writer at a time, any number of readers, and nobody is told anything false meanwhile."""

import os
import threading

import pytest

from dalil.core.finding import sound
from dalil.flows import vault as vaults
from dalil.store.audit import audit
from dalil.store.layout import Layout
from dalil.testing.world import simulated
from faults import drawn_vault, small_source
from faults.small_source import checked, copied, events, make_vault, seals

BUSY = ("vault-busy", 24)


@pytest.fixture(scope="module")
def source(tmp_path_factory):
    return small_source.draw(str(tmp_path_factory.mktemp("two") / "source"), files=600, largest_bytes=30_000)


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    return drawn_vault.make(str(tmp_path_factory.mktemp("archive")), photographs=4)


def ways(source):
    """Commands that write, without their vault."""
    return {
        "acquire": ("acquire", source, "--json", "--vault"),
        "examine": ("examine", "--workers", "1", "--json", "--vault"),
    }


def test_of_two_who_make_the_same_vault_one_does(commands, source, tmp_path):
    for number in range(6):
        vault = str(tmp_path / f"vault {number}")
        command = ("acquire", source, "--json", "--vault", vault)
        ended = [each.wait() for each in [commands.start(*command), commands.start(*command)]]
        assert 0 in [each.status for each in ended], ended
        assert [each.refused for each in ended if each.status] in ([], ["vault-busy"])
        assert commands.run("verify", vault, "--json").status == 0


@pytest.mark.slow
@pytest.mark.parametrize("both", [("acquire", "acquire"), ("acquire", "examine"), ("examine", "examine")])
def test_of_two_writers_exactly_one_goes_on(both, commands, source, archive, tmp_path):
    vault = copied(archive, str(tmp_path / "vault"))
    running = [commands.start(*ways(source)[each], vault) for each in both]
    ended = sorted((each.wait() for each in running), key=lambda each: each.status)
    assert ended[0].status == 0, ended[0].err
    # On a slow machine the first may have ended before the second began.
    if ended[1].status != 0:
        assert (ended[1].refused, ended[1].status) == BUSY
        assert b"Wait until the other command has ended" in ended[1].err
    assert commands.run("verify", vault, "--json").status == 0
    for each in both:
        assert commands.run(*ways(source)[each], vault).status == 0


def test_who_comes_while_a_vault_is_held_is_refused_and_the_vault_untouched(commands, source, vault):
    with vaults.writing(vault, simulated()):
        before = checked(vault)
        for command in ways(source).values():
            ran = commands.run(*command, vault)
            assert (ran.refused, ran.status, ran.out) == (*BUSY, b"")
        ran = commands.run("acquire", source, "--vault", vault)
        assert b"What to do: Wait until the other command has ended" in ran.err
        assert checked(vault) == before
    assert len(events(vault)) == 1


@pytest.mark.slow
def test_the_lock_of_a_killed_writer_is_gone_with_it(commands, source, vault):
    for command in ways(source).values():
        running = commands.start(*command, vault)
        while not running.ended(0.01) and not held(vault):
            pass
        running.kill()
        running.wait()
        assert commands.run(*command, vault).status == 0
    assert commands.run("verify", vault, "--json").status == 0


def held(vault):
    """Whether somebody writes; to try it would be to hold it (proc_locks(5))."""
    inode = os.stat(Layout(vault).config).st_ino
    with open("/proc/locks", encoding="ascii") as file:
        return any("FLOCK" in line and f":{inode} " in line for line in file)


@pytest.mark.slow
def test_whoever_verifies_while_a_writer_works_is_not_alarmed(commands, source, vault):
    running = commands.start("acquire", source, "--vault", vault)
    statuses = []
    while not running.ended(0):
        statuses.append(commands.run("verify", vault, "--json").status)
    assert running.wait().status == 0
    assert set(statuses) == {0}
    assert checked(vault)[0] == 0


@pytest.mark.slow
def test_a_log_that_grows_under_its_reader_gives_no_false_alarm(tmp_path):
    """Every append replaces the partial tiles that a slower reader is about to open."""
    vault = make_vault(str(tmp_path / "vault"))
    log = vaults.Vault.open(vault).journal
    stop = threading.Event()

    def grow():
        with vaults.writing(vault, simulated()) as opened:
            while not stop.is_set():
                number = opened.journal.head().size
                body = {"decision": "kept-apart", "subjects": [f"I{number}"], "reason": "drawn"}
                opened.journal.append([opened.event("decision-made", (), body)], opened.signer)

    writer = threading.Thread(target=grow)
    writer.start()
    try:
        while (size := log.head().size) < 100:
            found = audit(Layout(vault))
            assert sound(found), [each for each in found if not sound([each])]
            assert len(list(log.events())) >= size
            assert log.prove(0).proves(log.entry(0))
    finally:
        stop.set()
        writer.join()
    assert checked(vault)[0] == 0


@pytest.mark.slow
def test_many_readers_are_answered_while_a_writer_works(commands, source, archive, tmp_path):
    vault = copied(archive, str(tmp_path / "vault"))
    for command in ways(source).values():
        running = commands.start(*command, vault)
        while not running.ended(0):
            readers = [
                commands.start("ladder", "--vault", vault, "--json"),
                commands.start("photographs", "--vault", vault, "--jsonl"),
                commands.start("individuals", "--vault", vault, "--jsonl"),
            ]
            for ran in (each.wait() for each in readers):
                assert ran.status == 0, ran.err
        assert running.wait().status == 0
    assert len(seals(vault)) == 2


@pytest.mark.slow
@pytest.mark.parametrize("base", ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def test_many_readers_may_find_the_catalog_missing_at_once(base, commands, archive, tmp_path, request):
    for number in range(3 if base == "sqlite" else 1):
        vault = copied(archive, str(tmp_path / f"vault{number}"))
        for name in os.listdir(vault):
            if name.startswith("catalog."):
                os.unlink(os.path.join(vault, name))
        url = {"DALIL_DATABASE_URL": request.getfixturevalue("postgres_url")} if base == "postgres" else {}
        readers = [commands.start("ladder", "--vault", vault, "--json", env=url) for _ in range(6)]
        answers = [each.wait() for each in readers]
        assert {each.status for each in answers} == {0}, [each.err for each in answers]
        assert len({each.out for each in answers}) == 1
