import pytest

from dalil.core.custody.checkpoint import Checkpoint
from dalil.core.digest import Digest
from dalil.core.errors import BodyRefusal
from dalil.core.release.manifest import (
    BundlePathUnsafe,
    ReleasedFile,
    ReleaseManifest,
    check_path,
    total_size,
)


def file(path="photographs/0001.png", content=b"x"):
    return ReleasedFile(path, Digest.of(content), len(content), "derivative", Digest.of(b"source").hex, 3)


def manifest(*files, individuals=("I2", "I1")):
    return ReleaseManifest(
        release="R0001",
        tier="court",
        recipient="A court",
        proposed_by="amal",
        purpose="Trial",
        policy=Digest.of(b"policy"),
        checkpoint=Checkpoint("example.org/vault", 9, bytes(32)),
        individuals=individuals,
        files=files or (file(), file("individuals.csv", b"yy")),
    )


def test_order_of_files_and_individuals_changes_nothing():
    one = manifest(file(), file("a.csv"), individuals=("I1", "I2"))
    other = manifest(file("a.csv"), file(), individuals=("I2", "I1", "I2"))
    assert one.content() == other.content()
    assert one.digest == Digest.of(one.content())


def test_a_manifest_comes_back_from_its_bytes():
    found = ReleaseManifest.parse(manifest().content())
    assert found.content() == manifest().content()
    assert found.checkpoint.size == 9
    assert total_size(found.files) == 3


def test_any_change_is_another_manifest():
    assert manifest(file(content=b"y")).digest != manifest(file(content=b"x")).digest
    assert manifest(file()).digest != manifest(file(), file("b.csv")).digest


@pytest.mark.parametrize(
    "content",
    [
        manifest().content().replace(b"dalil/release-manifest/v1", b"dalil/release-manifest/v2"),
        manifest().content().replace(b'"I1","I2"', b'"I2","I1"'),
        manifest().content().replace(b'"kind"', b'"extra":1,"kind"', 1),
        b"{}",
    ],
)
def test_bytes_of_another_form_are_refused(content):
    with pytest.raises(BodyRefusal):
        ReleaseManifest.parse(content)


@pytest.mark.parametrize(
    "path",
    [
        "", "/a", "a/", "a//b", "../a", "a/../b", ".hidden", "a/.b", "a\\b", "C:a", "a b", "ملف.png", "a\n",
        "a%b", "nul", "COM1.txt", "a.", "-rf", "x" * 201, "a:b", "~",
    ],
)  # fmt: skip
def test_a_path_that_could_leave_or_change_is_refused(path):
    with pytest.raises(BundlePathUnsafe):
        check_path(path)


@pytest.mark.parametrize("path", ["a", "a.png", "photographs/0001_redacted.png", "a/b/c-d.tar.gz"])
def test_a_plain_path_is_taken(path):
    check_path(path)


def test_names_that_differ_in_case_alone_are_refused():
    with pytest.raises(BodyRefusal):
        manifest(file("a.csv"), file("A.csv"))
