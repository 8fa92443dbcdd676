"""The stand-alone checker on bags, policies and receipts that are almost right."""

import os

import pytest

from core.release.signing import HANDS, POLICY_TOML, hand
from dalil.publish import dalil_check
from publish.test_bag import bag


@pytest.fixture
def findings():
    dalil_check.FINDINGS.clear()
    yield dalil_check.FINDINGS
    dalil_check.FINDINGS.clear()


def codes(findings):
    return [each["code"] for each in findings]


def test_a_bag_as_it_was_written_is_sound(tmp_path, findings):
    bag(tmp_path / "bag")
    dalil_check.check_bag(str(tmp_path / "bag"))
    assert findings == []


@pytest.mark.parametrize("name", ["tagmanifest-sha256.txt", "tagmanifest-sha512.txt", "manifest-sha256.txt"])
@pytest.mark.parametrize("more", [b"x", b"\n", b" "])
def test_one_byte_more_under_a_bag_manifest_is_found(tmp_path, findings, name, more):
    bag(tmp_path / "bag")
    with (tmp_path / "bag" / name).open("ab") as file:
        file.write(more)
    dalil_check.check_bag(str(tmp_path / "bag"))
    assert "bag-malformed" in codes(findings)


def test_lines_of_a_bag_manifest_in_another_order_are_found(tmp_path, findings):
    bag(tmp_path / "bag")
    path = tmp_path / "bag" / "tagmanifest-sha256.txt"
    path.write_bytes(b"".join(reversed(path.read_bytes().splitlines(keepends=True))))
    dalil_check.check_bag(str(tmp_path / "bag"))
    assert codes(findings) == ["bag-malformed"]


def test_a_link_to_a_folder_in_a_bag_is_found(tmp_path, findings):
    bag(tmp_path / "bag")
    os.symlink(tmp_path, tmp_path / "bag" / "data" / "linked")
    dalil_check.check_bag(str(tmp_path / "bag"))
    assert set(codes(findings)) == {"bag-file-unlisted"}


def test_two_authorities_whose_keys_share_a_name_are_no_policy(tmp_path, findings):
    other = hand(HANDS["ministry"].key.name, 7)
    text = POLICY_TOML.replace(str(HANDS["families"].key), str(other.key))
    (tmp_path / "policy.toml").write_text(text)
    digest = dalil_check.hashlib.sha256(text.encode()).hexdigest()
    release = {"policy": digest, "tier": "court", "proposed_by": "amal"}
    dalil_check.check_approvals(str(tmp_path), release, "00" * 32)
    assert codes(findings) == ["policy-malformed"]
