"""Wrong input to every command there is: a code, a sentence, a remedy, the documented exit status."""

import itertools

import pytest

from cli.command_tree import every, kind_of, refusal_of
from dalil.store import lock
from dalil.store.layout import Layout

COMMANDS = list(every())
MAKING = {"init", "acquire", "run", "demo"}
"""These make a vault where there is none."""
ON_VAULTS = [each for each in COMMANDS if each.has("--vault") and str(each) not in MAKING]
NAMED = {
    "study show",
    "why",
    "conflicts",
    "matches",
    "reading next",
    "reading show",
    "reading gold-list",
    "reading readers",
    "serve",
}
"""These need the name to know what they may show, or who will act, and write nothing themselves."""
WRITING = [each for each in COMMANDS if each.has("--vault") and each.has("--as") and str(each) not in NAMED]
"""These act under a name: they write."""
WORDS = [
    (each, one)
    for each in COMMANDS
    for one in each.parameters
    if kind_of(one) is not bool and str(each) != "demo" and (str(each), one.name) != ("serve", "actor")
]
"""``demo`` draws a whole archive into whatever folder is named; ``serve`` serves whoever is named."""
NO_VAULTS = ("nothing", "file", "folder")
NOT_TEXT = "\udcff\x1b[31m"


@pytest.fixture(scope="module")
def world(commands, tmp_path_factory):
    """A folder with a file, an empty folder, an empty vault, and one whose key is under a passphrase."""
    folder = tmp_path_factory.mktemp("world")
    (folder / "file").write_text("a few words\n")
    (folder / "folder").mkdir()
    assert commands.run("init", str(folder / "vault")).status == 0
    sealed = {"DALIL_PASSPHRASE": "the right one"}
    assert commands.run("init", str(folder / "sealed"), env=sealed).status == 0
    return folder


@pytest.fixture
def typed(commands, world, monkeypatch):
    """Run a command in the world, with a file for every word that it must have."""

    def run(command, env=None, **given):
        words = command.typed({"vault": "vault", **given}, "file")
        return commands.run(*words, cwd=str(world), env={"DALIL_ACTOR": "amal", **(env or {})})

    return run


@pytest.mark.parametrize("command", COMMANDS, ids=str)
def test_an_option_that_does_not_exist_is_refused(command, commands):
    assert refusal_of(commands.run(*command.words, "--no-such-option")) == "usage"


@pytest.mark.parametrize(
    "command", [each for each in COMMANDS if any(one.required for one in each.parameters)], ids=str
)
def test_a_command_without_what_it_must_have_is_refused(command, commands):
    assert refusal_of(commands.run(*command.words)) == "usage"


@pytest.mark.parametrize(("command", "wrong"), [*zip(ON_VAULTS, itertools.cycle(NO_VAULTS))], ids=str)
def test_what_is_no_vault_is_refused(command, wrong, typed, world):
    assert refusal_of(typed(command, vault=wrong)) == "not-a-vault"
    assert sorted(path.name for path in world.iterdir()) == ["file", "folder", "sealed", "vault"]


@pytest.mark.parametrize("command", WRITING, ids=str)
def test_a_key_that_cannot_be_opened_is_refused(command, typed):
    wrong = {"DALIL_PASSPHRASE": "the wrong one"}
    assert refusal_of(typed(command, vault="sealed", env=wrong)) == "key-locked"


@pytest.mark.parametrize("command", WRITING, ids=str)
def test_a_vault_that_somebody_writes_to_is_refused(command, typed, world):
    with lock.exclusive(Layout(str(world / "vault"))):
        assert refusal_of(typed(command)) == "vault-busy"


@pytest.mark.slow
@pytest.mark.parametrize("command", COMMANDS, ids=str)
def test_odd_words_are_refused_or_taken_as_they_are(command, commands, world, tmp_path):
    """Every parameter in turn, the others as they should be: refused as documented, or done; no crash."""
    (tmp_path / "file").write_text("a few words\n")
    for parameter in (one for each, one in WORDS if each is command):
        for odd in ("no/such/folder", "")[: 1 + (parameter.param_type_name == "argument")]:
            given = {"vault": str(world / "vault"), parameter.name: odd}
            typed = command.typed(given, "file")
            running = commands.start(*typed, cwd=str(tmp_path), env={"DALIL_ACTOR": "amal"})
            ended = running.ended(60)
            running.kill()
            ran = running.wait()
            assert ended, (parameter.name, odd)
            assert ran.status in {0, 1} or refusal_of(ran), (parameter.name, odd)
            assert b"Traceback" not in ran.err


@pytest.mark.parametrize(
    "words", [["verify"], ["decide", "M1"], ["study", "list", "--vault"], ["run", "--vault="]]
)
def test_a_word_that_is_not_utf_8_is_refused_and_shown_so_that_it_does_no_harm(words, commands):
    """Before any command begins: which one it is does not matter."""
    *first, last = words
    typed = [*first, last + NOT_TEXT] if last.endswith("=") else [*words, NOT_TEXT]
    ran = commands.run(*typed)
    assert refusal_of(ran) == "usage"
    assert b"\x1b" not in ran.err


def test_a_file_whose_name_is_not_utf_8_is_taken(commands, tmp_path):
    (tmp_path / "sources").mkdir()
    with open(bytes(tmp_path / "sources") + b"/\xd5\xe6\xd1", "wb") as file:
        file.write(b"named in Windows-1256")
    for place in (b"sources/\xd5\xe6\xd1", bytes(tmp_path / "sources") + b"/\xd5\xe6\xd1"):
        ran = commands.run("acquire", place, "--vault", "vault", "--json", cwd=str(tmp_path))
        assert (ran.status, ran.json["files"]) == (0, 1), ran
