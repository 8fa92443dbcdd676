"""Files named on the command line: plain, of a bounded size, in their form; or refused, at once."""

import json
import os

import pytest

from dalil.cli import main

GIVEN = {
    "verify --checkpoint": "verify vault --checkpoint odd",
    "verify --key": "verify vault --key odd",
    "release policy": "release policy odd --vault vault --as amal",
    "approve sign": "approve sign odd --key key --out out",
    "approve record": "approve record odd --release R0001 --vault vault --as amal",
    "cosign attach": "cosign attach odd --partner key.vkey --vault vault --as amal",
    "cosign attach --partner": "cosign attach request --partner odd --vault vault --as amal",
    "cosign sign": "cosign sign odd --log-key vault/keys/log.vkey --key key --seen seen --out out",
    "cosign sign --seen": "cosign sign request --log-key vault/keys/log.vkey --key key --seen odd --out out",
    "timestamp attach": "timestamp attach --token odd --checkpoint request --roots request --vault vault",
    "timestamp attach --roots": "timestamp attach --token key --checkpoint key --roots odd --vault vault",
    "study freeze": "study freeze odd --vault vault --as amal",
    "lists look": "lists look odd",
    "lists import": "lists import odd --vault vault --as amal",
    "names match": "names match odd odd",
}


@pytest.fixture(scope="module")
def place(commands, tmp_path_factory):
    """A folder with a vault, a partner's key and a request to cosign."""
    folder = tmp_path_factory.mktemp("given")
    for words in (
        "init vault",
        "key make key --name partner.example/cosigner --cosigner",
        "cosign request --vault vault --out request",
    ):
        ran = commands.run(*words.split(), cwd=str(folder))
        assert ran.status == 0, ran.err
    return folder


@pytest.fixture(params=["pipe", "device", "folder", "long"])
def odd(place, request):
    """What stands where a file is asked for."""
    path = place / "odd"
    if request.param == "pipe":
        os.mkfifo(path)
    elif request.param == "device":
        os.symlink("/dev/zero", path)
    elif request.param == "folder":
        path.mkdir()
    else:
        with path.open("wb") as file:
            file.truncate(1 << 40)
    yield
    path.rmdir() if path.is_dir() else path.unlink()


@pytest.mark.usefixtures("odd")
@pytest.mark.parametrize("given", GIVEN)
def test_what_is_no_file_of_its_size_is_refused_at_once(commands, place, given):
    ran = commands.run(*GIVEN[given].split(), cwd=str(place))
    assert b"Refused" in ran.err, ran.err
    assert ran.status not in {0, 1, 70}
    assert b"Refused (usage)" not in ran.err or given == "verify --key", ran.err


@pytest.mark.usefixtures("odd")
def test_a_page_of_crops_takes_no_place_but_a_files(commands, place):
    (place / "picture").write_bytes(b"none")
    before = os.lstat(place / "odd").st_mode
    ran = commands.run("read", "picture", "--sheet", "odd", "--jsonl", cwd=str(place))
    assert (ran.status, ran.out, b"sheet-unwritable" in ran.err) == (79, b"", True), ran.err
    assert os.lstat(place / "odd").st_mode == before


def test_a_missing_file_is_named_and_the_others_are_read(commands, tmp_path):
    (tmp_path / "notes.txt").write_text("words\n")
    ran = commands.run("read", "gone.jpg", "notes.txt", "--jsonl", cwd=str(tmp_path))
    assert [(each["path"], each["error"]) for each in ran.jsonl] == [
        ("gone.jpg", "source-missing"),
        ("notes.txt", "not-a-picture:text"),
    ]
    assert ran.status == 0
    alone = commands.run("read", "gone.jpg", cwd=str(tmp_path))
    assert (alone.status, alone.out) == (46, b"")


def test_a_list_with_a_cell_of_a_megabyte_is_read_and_the_row_refused(commands, tmp_path):
    (tmp_path / "list.csv").write_text(f"id,name\n1,{'a' * 1_000_000}\n2,محمد\n")
    ran = commands.run("lists", "look", "list.csv", "--json", cwd=str(tmp_path))
    assert (ran.status, ran.json["rows"], sum(ran.json["refused"].values())) == (0, 1, 1)


@pytest.mark.parametrize("content", [b"\xff\xfe", b"name = 1", b"\0" * 99])
def test_a_profile_that_is_none_is_refused(commands, tmp_path, content):
    (tmp_path / "p.toml").write_bytes(content)
    ran = commands.run("init", str(tmp_path / "v"), "--profile", str(tmp_path / "p.toml"), "--json")
    assert (ran.status, ran.refused) == (34, "profile-malformed")


@pytest.mark.parametrize("debug", ["", "1"])
def test_a_mistake_of_our_own_is_an_object_where_json_was_asked_for(capfdbinary, monkeypatch, debug):
    monkeypatch.setenv("DALIL_DEBUG", debug)

    def broken(_path):
        raise ZeroDivisionError("not to be shown")

    with monkeypatch.context() as world:
        world.setattr(os.path, "exists", broken)
        assert main.status(["verify", "V", "--json"]) == 70
    first, _, rest = capfdbinary.readouterr().err.partition(b"\n")
    told = json.loads(first)["error"]
    assert told["code"] == "program-broken"
    assert "ZeroDivisionError at test_given_files.py" in told["remedy"]
    assert "not to be shown" not in told["remedy"]
    assert bool(rest) == bool(debug)
