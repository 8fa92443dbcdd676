import bagit
import pytest

from core.release.signing import HANDS, POLICY_TOML
from dalil.core.custody.checkpoint import Checkpoint
from dalil.core.digest import Digest
from dalil.core.release.manifest import ReleasedFile, ReleaseManifest
from dalil.publish.bundle import BundleFileOther, BundleParts, checker_bytes, write_bundle

FILES = {"individuals.csv": b"id\r\n", "photographs/0001.png": b"\x89PNG"}


POLICY = POLICY_TOML.encode()


def parts(policy=POLICY):
    manifest = ReleaseManifest(
        release="R0001",
        tier="court",
        recipient="A court",
        proposed_by="amal",
        purpose="Trial",
        policy=Digest.of(POLICY_TOML.encode()),
        checkpoint=Checkpoint("example.org/vault", 9, bytes(32)),
        individuals=("I0001",),
        files=tuple(
            ReleasedFile(path, Digest.of(content), len(content), "table") for path, content in FILES.items()
        ),
    )
    notes = [HANDS[name].approve(manifest.digest) for name in ("ministry", "commission")]
    return BundleParts(manifest, policy, notes, {"checkpoint": b"note", "log.vkey": b"key\n"})


def bundle(folder, payload=None, **more):
    pairs = FILES.items() if payload is None else payload
    return write_bundle(str(folder), parts(**more), pairs, made_on="2026-01-31", agent="dalil/0")


def test_a_bundle_is_a_valid_bag_with_its_proof(tmp_path):
    bundle(tmp_path / "b")
    assert bagit.Bag(str(tmp_path / "b")).validate(fast=False)
    assert (tmp_path / "b" / "release.json").read_bytes() == parts().manifest.content()
    assert (tmp_path / "b" / "policy.toml").read_text() == POLICY_TOML
    assert sorted(path.name for path in (tmp_path / "b" / "approvals").iterdir()) == ["01.note", "02.note"]
    assert (tmp_path / "b" / "proofs" / "checkpoint").read_bytes() == b"note"
    assert (tmp_path / "b" / "dalil_check.py").read_bytes() == checker_bytes()


def test_the_same_release_gives_the_same_bundle(tmp_path):
    assert bundle(tmp_path / "a") == bundle(tmp_path / "b", reversed(FILES.items()))


@pytest.mark.parametrize(
    "payload",
    [
        [("individuals.csv", b"id\r\n")],
        [*FILES.items(), ("more", b"")],
        [*FILES.items(), ("individuals.csv", b"id\r\n")],
        [("individuals.csv", b"ID\r\n"), ("photographs/0001.png", b"\x89PNG")],
    ],
)
def test_only_what_the_manifest_names_is_written(tmp_path, payload):
    with pytest.raises(BundleFileOther):
        bundle(tmp_path / "b", payload)
    assert not (tmp_path / "b").exists()


def test_another_policy_is_refused(tmp_path):
    with pytest.raises(BundleFileOther):
        bundle(tmp_path / "b", policy=POLICY_TOML.encode() + b"\n")
