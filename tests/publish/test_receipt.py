"""A receipt of one file, checked by the checker alone: sound as it is, refused after any change."""

import json
import os
import random
import subprocess
import sys

import pytest

from dalil.flows.prove import prove
from dalil.flows.vault import Vault
from dalil.publish import dalil_check
from faults.rich_vault import checked_here
from faults.small_source import acquired, draw, make_vault

FLIPS = 60
SEED = 20_261_122
ODD_NAME = "\u202egpj.\x1b[2Jexe"


@pytest.fixture(scope="module")
def receipt(tmp_path_factory):
    """Folder of a receipt whose file came under a name that would play with a terminal."""
    folder = tmp_path_factory.mktemp("receipt")
    source = draw(str(folder / "source"), files=9)
    with open(os.path.join(source, ODD_NAME), "wb") as file:
        file.write(random.Random(SEED).randbytes(3000))
    path = make_vault(str(folder / "vault"))
    acquired(path, source)
    vault = Vault.open(path)
    with open(os.path.join(source, ODD_NAME), "rb") as file:
        digest = dalil_check.hashlib.sha256(file.read()).hexdigest()
    proven = prove(vault, digest, str(folder / "receipt"))
    assert (proven.acquisition, proven.entry) == ("A0001", 1)
    return folder / "receipt"


def parts(receipt):
    """What proves: the receipt and its file. The checker beside them is for convenience."""
    return [path for path in sorted(receipt.iterdir()) if path.name != "dalil_check.py"]


def test_it_is_sound_as_it_is(receipt):
    assert checked_here(str(receipt)) == (0, "")


def test_any_byte_that_is_changed_is_found(receipt):
    drawn = random.Random(SEED)
    for number in range(FLIPS):
        path = parts(receipt)[number % 2]
        before = path.read_bytes()
        at, bit = drawn.randrange(len(before)), drawn.randrange(8)
        path.write_bytes(before[:at] + bytes([before[at] ^ 1 << bit]) + before[at + 1 :])
        status, printed = checked_here(str(receipt))
        path.write_bytes(before)
        assert status == 1, (path.name, at, bit)
        assert json.loads(printed)["code"] in {"exhibit-changed", "receipt-unsound", "receipt-malformed"}
    assert checked_here(str(receipt)) == (0, "")


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("format", "dalil-receipt/v2"),
        ("file", "../receipt.json"),
        ("index", 0),
        ("index", -1),
        ("index", "1"),
        ("proof", []),
        ("proof", "none"),
        ("key", "example.org+00000000+AQ=="),
        ("log_proof", ""),
        ("entry", "{}"),
        ("line", "[]"),
        ("extra", 1),
    ],
)
def test_a_part_that_is_another_is_found(receipt, key, value):
    path = receipt / "receipt.json"
    before = path.read_bytes()
    changed = {**json.loads(before), key: value}
    path.write_bytes(json.dumps(changed, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode())
    status, printed = checked_here(str(receipt))
    path.write_bytes(before)
    assert status == 1
    assert printed


def test_a_receipt_that_names_another_key_than_the_one_in_hand_is_found(receipt):
    path = receipt / "receipt.json"
    before = path.read_bytes()
    known = json.loads(before)
    key = known["key"]
    assert checked_here(str(receipt), "--key", key) == (0, "")
    known["key"] = "example.org+00000000+AQ=="
    path.write_bytes(
        json.dumps(known, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode() + b"\n"
    )
    status, printed = checked_here(str(receipt), "--key", key)
    path.write_bytes(before)
    assert status == 1
    assert "key-changed" in printed


def test_a_link_or_a_pipe_in_place_of_the_file_is_found(receipt, tmp_path):
    """A receipt comes from elsewhere: nothing is followed, nothing is waited for."""
    (file,) = (path for path in parts(receipt) if path.suffix == ".bin")
    kept = tmp_path / "kept"
    file.rename(kept)
    for put in (lambda: os.symlink(kept, file), lambda: os.mkfifo(file)):
        put()
        assert checked_here(str(receipt))[0] == 1
        file.unlink()
    kept.rename(file)


def test_names_from_outside_do_the_terminal_no_harm(receipt):
    """In a process of its own, whatever the console's encoding."""
    command = [sys.executable, "-I", str(receipt / "dalil_check.py"), str(receipt)]
    ran = subprocess.run(command, capture_output=True, check=True, env={"PYTHONIOENCODING": "latin-1"})
    said = ran.stderr.decode()
    assert "<U+202E>gpj.<U+001B>[2Jexe" in said
    assert not set(said) & set(ODD_NAME) - set("gpj.[2Jexe")


@pytest.mark.parametrize("option", ["--key", "--checkpoint"])
def test_what_is_in_hand_and_cannot_be_read_is_said(receipt, tmp_path, option):
    command = [sys.executable, "-I", str(receipt / "dalil_check.py"), str(receipt), option, str(tmp_path)]
    ran = subprocess.run(command, capture_output=True, check=False)
    assert ran.returncode == 2
    assert b"is no plain file" in ran.stderr
