"""Entries about tuned readers that are not in their form are named, and the rest is listed."""

import pytest

from dalil.flows import label_reader
from dalil.flows import vault as vaults
from dalil.flows.label_reader import MalformedReader, ReaderUnknown, TunedReader
from dalil.flows.profile import choose
from dalil.flows.record import record
from dalil.flows.vault import World

GOOD = {
    "reader": "1" * 64,
    "weights": "2" * 64,
    "inputs": "3" * 64,
    "output": "4" * 64,
    "learned": 40,
    "asked": 10,
    "before": 7,
    "after": 9,
    "mended": 3,
    "spoiled": 1,
    "left_out": {"lines-unlike": 2},
    "tool": "dalil/0",
}


@pytest.mark.parametrize(
    "wrong",
    [
        {"asked": "x", "before": [], "left_out": 7},
        {"reader": "zz"},
        {"reader": 7},
        {"left_out": {"lines-unlike": "2"}},
        {"after": 11},
        {"before": -1},
        {"learned": None},
    ],
)
def test_a_malformed_entry_is_named_and_the_rest_is_listed(wrong, tmp_path):
    path = str(tmp_path / "vault")
    vaults.create(path, *choose("generic"))
    with vaults.writing(path, World(actor="amal")) as vault:
        for body in ({**GOOD, **wrong}, GOOD):
            record(vault, [vault.event("reader-tuned", (), body)])
        malformed, good = label_reader.tuned_readers(vault)
        assert isinstance(malformed, MalformedReader)
        assert malformed.entry == 1
        assert isinstance(good, TunedReader)
        assert good.reader.hex == GOOD["reader"]
        with pytest.raises(ReaderUnknown):
            label_reader.choose(vault, str(wrong.get("reader", "beef")), "to try")


def test_the_command_lists_the_rest(commands, tmp_path):
    path = str(tmp_path / "vault")
    vaults.create(path, *choose("generic"))
    with vaults.writing(path, World(actor="amal")) as vault:
        record(vault, [vault.event("reader-tuned", (), {**GOOD, "asked": "x"})])
        record(vault, [vault.event("reader-tuned", (), GOOD)])
    listed = commands.run("reader", "list", "--vault", path, "--json").jsonl
    assert [one.get("entry") for one in listed] == [1, None]
    assert listed[0]["malformed"]
    said = commands.run("reader", "list", "--vault", path)
    assert said.status == 0
    assert b"Entry 1 of the log" in said.out
