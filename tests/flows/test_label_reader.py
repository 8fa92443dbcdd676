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
        {"labels_settled": 12, "labels_taught": "8", "labels_kept": 2},
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


@pytest.mark.parametrize(
    ("counts", "worse"),
    [((7, 9, 3, 1), False), ((7, 7, 1, 1), False), ((7, 6, 1, 2), True), ((10, 0, 0, 10), True)],
)
def test_what_spoils_more_than_it_mends_reads_worse(counts, worse):
    told = dict(zip(("before", "after", "mended", "spoiled"), counts, strict=True))
    assert TunedReader.from_body({**GOOD, **told}).reads_worse is worse


def test_an_entry_of_an_earlier_version_counts_no_labels():
    assert TunedReader.from_body(GOOD).labels is None
    counted = {**GOOD, "labels_settled": 12, "labels_taught": 8, "labels_kept": 2}
    assert TunedReader.from_body(counted).labels.to_record() == {"settled": 12, "taught": 8, "kept_back": 2}
