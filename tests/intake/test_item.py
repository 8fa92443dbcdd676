"""An item survives its record, and a record from outside is checked field by field."""

import pytest

from dalil.core.canonical import decode_record, encode
from dalil.core.errors import BodyRefusal
from dalil.intake.item import Item, ItemKind, naming_notes, unsafe
from dalil.intake.reading import SourceUnreadable

RICH = Item(
    b"\xe6\xed/\xff",
    ItemKind.LINK,
    size_bytes=2**53 - 1,
    mtime_ns=-(2**70),
    times={"created": 4_102_444_800 * 10**9},
    mode=0o120777,
    target=b"../\x00\x80",
    names={"joliet": "اسم".encode(), "iso9660": b"NAME\x9f"},
    notes=("unsafe-name",),
    refusal=SourceUnreadable(path="x", detail="Input/output error"),
)


def test_a_record_gives_every_byte_and_nanosecond_back():
    again = Item.from_record(decode_record(encode(RICH.to_record())))
    assert again == RICH
    assert again.mtime_ns == -(2**70)
    assert again.target == b"../\x00\x80"
    assert again.names["iso9660"] == b"NAME\x9f"
    assert isinstance(again.refusal, SourceUnreadable)
    assert "Input/output error" in again.refusal.sentence


def test_items_that_differ_only_in_their_refusal_are_different():
    assert Item(b"a", ItemKind.OTHER) != Item(b"a", ItemKind.OTHER, refusal=SourceUnreadable(path="a"))


@pytest.mark.parametrize(
    "change",
    [
        {"kind": "socket"},
        {"kind": 3},
        {"path": None},
        {"path_b64": "!!"},
        {"size_bytes": -1},
        {"size_bytes": True},
        {"mtime_ns": 5},
        {"mtime_ns": "0x10"},
        {"mtime_ns": "9" * 40},
        {"times": {"UP": "1"}},
        {"times": {str(n): "1" for n in range(40)}},
        {"times": [1]},
        {"mode": -1},
        {"names": {"joliet": "plain"}},
        {"notes": "word"},
        {"notes": ["Not A Word"]},
        {"refusal": {"code": "no-such-code", "facts": {}}},
        {"refusal": {"code": "source-loop", "facts": {"Not": "1"}}},
        {"refusal": 7},
        {"path": "a" * 20_000},
    ],
)
def test_a_malformed_record_from_outside_is_refused(change):
    with pytest.raises(BodyRefusal):
        Item.from_record({**Item(b"a", ItemKind.FILE, 1).to_record(), **change})


@pytest.mark.parametrize(
    "name", [b"/a", b"../a", b"a/../b", b"C:x", b"c:\\x", b"\\\\host\\x", b"a\0b", b"", b"a\\..\\b"]
)
def test_a_name_that_could_lead_out_is_noted(name):
    assert unsafe(name)
    assert "unsafe-name" in naming_notes(name)


@pytest.mark.parametrize("name", [b"a", b"a..b/c", b"a/b/", b"...", "صورة/1.jpg".encode(), b"a\\b"])
def test_an_ordinary_name_is_not_noted_as_unsafe(name):
    assert not unsafe(name)
