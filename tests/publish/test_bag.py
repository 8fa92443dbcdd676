import hashlib
import os

import bagit
import pytest

from dalil.core.release.manifest import BundlePathUnsafe
from dalil.publish.bag import BundleExists, BundleUnwritable, write_bag

PAYLOAD = [("b/photograph.png", b"\x89PNG"), ("a.csv", b"x\r\n"), ("empty", b"")]
INFO = {"Bagging-Date": "2026-01-31", "External-Description": "one\nline\r\nonly"}


def tree(folder):
    found = {}
    for place, _, names in os.walk(folder):
        for name in names:
            path = os.path.join(place, name)
            with open(path, "rb") as file:
                found[os.path.relpath(path, folder)] = (os.stat(path).st_mode & 0o777, file.read())
    return found


def bag(folder, payload=PAYLOAD, tags=None):
    return write_bag(str(folder), iter(payload), tags=tags or {"proofs/x.txt": b"proof"}, info=INFO)


def test_bagit_python_validates_our_bag(tmp_path):
    bag(tmp_path / "bag")
    found = bagit.Bag(str(tmp_path / "bag"))
    assert found.validate(fast=False)
    assert found.version_info == (1, 0)
    assert sorted(found.algorithms) == ["sha256", "sha512"]
    assert found.info["Payload-Oxum"] == "7.3"
    assert found.info["External-Description"] == "one line only"


def test_the_same_input_gives_the_same_bytes_in_any_order(tmp_path):
    one = bag(tmp_path / "one")
    other = bag(tmp_path / "other", reversed(PAYLOAD))
    assert one == other
    assert tree(tmp_path / "one") == tree(tmp_path / "other")
    assert {mode for mode, _ in tree(tmp_path / "one").values()} == {0o644}


def test_the_returned_digest_is_that_of_the_tag_manifest(tmp_path):
    digest = bag(tmp_path / "bag")
    content = (tmp_path / "bag" / "tagmanifest-sha256.txt").read_bytes()
    assert digest.hex == hashlib.sha256(content).hexdigest()


def test_any_changed_added_or_missing_file_is_found(tmp_path):
    for at, (name, content) in enumerate(
        [("data/a.csv", b"y\r\n"), ("data/new", b""), ("proofs/x.txt", b"other"), ("bag-info.txt", b"")]
    ):
        folder = tmp_path / str(at)
        bag(folder)
        (folder / name).write_bytes(content)
        with pytest.raises(bagit.BagError):
            bagit.Bag(str(folder)).validate(fast=False)


@pytest.mark.parametrize("path", ["../out", "/etc/x", "a/../../b", "data\\x", "ملف", "a\nb"])
def test_no_path_leads_out_and_nothing_is_left_behind(tmp_path, path):
    for arguments in ({"payload": [(path, b"x")]}, {"tags": {path: b"x"}}):
        with pytest.raises(BundlePathUnsafe):
            bag(tmp_path / "bag", **arguments)
    assert os.listdir(tmp_path) == []


def test_nothing_is_written_over(tmp_path):
    (tmp_path / "bag").mkdir()
    with pytest.raises(BundleExists):
        bag(tmp_path / "bag")


def test_a_place_that_cannot_be_written_is_refused(tmp_path):
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(BundleUnwritable):
        bag(tmp_path / "file" / "bag")


def test_a_payload_that_breaks_off_leaves_nothing(tmp_path):
    def broken():
        yield "a", b"x"
        raise ValueError("the source vanished")

    with pytest.raises(ValueError, match="vanished"):
        bag(tmp_path / "bag", broken())
    assert os.listdir(tmp_path) == []
