"""Acquire: the same disk again is nothing new, unless it comes from another hand."""

import io
import zipfile

import pytest

from dalil.core.digest import Digest
from dalil.core.manifest import parse_lines
from dalil.flows import acquire
from dalil.flows.acquire import Provenance
from dalil.flows.verify import verify


@pytest.fixture
def acquired(small):
    """Acquire the small source again, from a giver or without a word about it."""

    def again(**provenance):
        with small.writing("amal") as vault:
            source = bytes(small.folder / "source")
            return acquire.acquire(vault, source, provenance=Provenance(**provenance))

    return again


def test_the_same_source_again_is_already_there(acquired):
    assert acquired().already
    assert acquired().acquisition == "A0001"


def test_the_same_source_from_another_giver_is_another_acquisition(acquired, small):
    from_swallow = acquired(medium="USB stick", giver="swallow")
    assert (from_swallow.already, from_swallow.acquisition) == (False, "A0002")
    assert from_swallow.duplicates == from_swallow.balance.kept
    assert acquired(medium="USB stick", giver="swallow").already
    assert acquired().already
    assert acquired(medium="USB stick", giver="heron").acquisition == "A0003"
    assert [each.code for each in verify(small.path) if each.severity == "unsound"] == []


def test_an_archive_that_unpacks_itself_is_one_exhibit_with_members(small, tmp_path):
    inside = io.BytesIO()
    with zipfile.ZipFile(inside, "w") as archive:
        archive.writestr("a.txt", "kept")
    program = b"MZ\x90\0\3" + bytes(range(100, 200)) + inside.getvalue()
    (tmp_path / "unpack.exe").write_bytes(program)
    with small.writing("amal") as vault:
        done = acquire.acquire(vault, bytes(tmp_path / "unpack.exe"))
        bodies = [each.body for _, each in vault.journal.events() if each.type == "acquisition-sealed"]
        (manifest,) = [
            Digest(str(body["manifest"])) for body in bodies if body["acquisition"] == done.acquisition
        ]
        lines = list(parse_lines(vault.reader.lines(manifest)))
        assert [(line.path, line.holder) for line in lines] == [(b"unpack.exe", None), (b"a.txt", 0)]
        assert [vault.reader.read(line.digest) for line in lines] == [program, b"kept"]
