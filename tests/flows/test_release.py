import bagit
import numpy as np
import pytest
from PIL import Image

from core.release.signing import HANDS, POLICY_TOML, STRANGER
from dalil.core.digest import Digest
from dalil.core.finding import sound
from dalil.core.release.embargo import OthersUnderEmbargo, UnderEmbargo
from dalil.core.release.quorum import ApprovalsMissing
from dalil.flows import approve, enquiry, policy, rebuild, release, verify
from dalil.flows.contents import RedactionUnplanned
from dalil.publish.bag import BundleExists
from flows.releasing import agreed, approved, ask, checked, regrouped, sealed


def test_a_bundle_leaves_with_its_approvals_and_its_own_checker_accepts_it(small):
    agreed(small)
    done = ask(small)
    approved(small, done, "ministry", "commission")
    digest = sealed(small, done)
    folder = small.folder / "bundle"
    assert bagit.Bag(str(folder)).validate(fast=False)
    assert Digest.of((folder / "tagmanifest-sha256.txt").read_bytes()) == digest
    assert checked(folder) == (0, checked(folder)[1])
    assert small.events("bundle-sealed")[0].body["bundle"] == digest.hex
    assert sound(verify.verify(small.path))
    assert rebuild.rebuild(small.path).same


def test_one_approval_less_is_refused_here_and_by_the_receiver(small):
    agreed(small)
    done = ask(small)
    approved(small, done, "ministry")
    with pytest.raises(ApprovalsMissing) as refused:
        sealed(small, done)
    assert "commission" in refused.value.sentence
    assert not (small.folder / "bundle").exists()
    approved(small, done, "commission")
    sealed(small, done)
    folder = small.folder / "bundle"
    (folder / "approvals" / "02.note").unlink()
    status, findings = checked(folder)
    assert status != 0
    assert "approvals-missing" in {finding["code"] for finding in findings}


def test_the_derivative_is_covered_inside_and_unchanged_outside(small):
    agreed(small)
    done = ask(small)
    approved(small, done, "ministry", "commission")
    sealed(small, done)
    found = np.asarray(Image.open(small.folder / "bundle" / "data" / "photographs" / "0001.png"))
    with small.reading().reader.open(Digest(small.digests[0])) as file:
        original = np.asarray(Image.open(file))
    assert (found[:, :40] == 0).all()
    assert (found[:, 40:] == original[:, 40:]).all()


def test_a_photograph_that_nobody_thought_of_does_not_leave(small):
    agreed(small)
    with pytest.raises(RedactionUnplanned):
        ask(small, individuals=("I0001", "I0002"))
    assert not small.events("release-proposed")


def test_nothing_leaves_without_a_policy(small):
    with pytest.raises(policy.PolicyMissing):
        ask(small)


def test_a_family_is_told_before_the_press(small):
    agreed(small)
    with pytest.raises(UnderEmbargo):
        ask(small, tier="press")
    with small.writing("officer") as vault:
        identity = enquiry.open_enquiry(vault, {"asks": "a sister", "for": "محمد أحمد الحلبي"})
        enquiry.take_step(vault, identity, enquiry.Step.NOTIFIED, {}, "I0001")
    assert ask(small, tier="press").files == 5
    entries = b"".join(event.entry() for _, event in small.reading().journal.events())
    assert b"a sister" not in entries


def test_an_approval_that_does_not_count_is_not_recorded(small):
    agreed(small)
    done = ask(small)
    for note in (
        STRANGER.approve(done.manifest),
        HANDS["ministry"].approve(Digest.of(b"other")),
        HANDS["ministry"].approve(done.manifest, "press"),
    ):
        with pytest.raises(approve.ApprovalDoesNotCount), small.writing() as vault:
            approve.record_approval(vault, done.release, note)
    assert not small.events("approval-recorded")


def test_the_proposer_alone_never_suffices(small):
    agreed(small)
    with small.writing("officer") as vault:
        identity = enquiry.open_enquiry(vault, {"asks": "x"})
        enquiry.take_step(vault, identity, enquiry.Step.NOTIFIED, {}, "I0001")
    done = ask(small, tier="press", actor="commission")
    approved(small, done, "commission", tier="press")
    with pytest.raises(ApprovalsMissing):
        sealed(small, done)
    approved(small, done, "families", tier="press")
    sealed(small, done)


@pytest.mark.parametrize("change", [("approvals = 2", "approvals = 1"), ("[tier.court]", "[tier.research]")])
def test_a_new_policy_takes_the_old_proposals_ground_away_and_status_says_so(small, commands, change):
    agreed(small)
    done = ask(small)
    approved(small, done, "ministry", "commission")
    assert not release.status(small.reading(), done.release).replaced
    with small.writing() as vault:
        policy.set_policy(vault, small.file("new.toml", POLICY_TOML.replace(*change)))
    found = release.status(small.reading(), done.release).to_record()
    assert (found["policy_replaced"], found["sufficient"]) == (True, False)
    assert found["approved_by"] == ["commission", "ministry"]
    said = commands.run("release", "status", done.release, "--vault", small.path).out
    assert b"must be proposed again" in said
    assert b"Sufficient" not in said
    with pytest.raises(release.PolicyReplaced):
        sealed(small, done)


def test_nothing_is_written_over(small):
    agreed(small)
    done = ask(small)
    approved(small, done, "ministry", "commission")
    sealed(small, done)
    with pytest.raises(BundleExists):
        sealed(small, done)
    assert len(small.events("bundle-sealed")) == 1


def test_status_says_who_is_missing(small):
    agreed(small)
    done = ask(small)
    approved(small, done, "ministry")
    found = release.status(small.reading(), done.release).to_record()
    assert (found["sufficient"], found["approved_by"], found["missing"]) == (
        False,
        ["ministry"],
        ["commission", "families"],
    )


def steps_in(small, digest, identity="I0002"):
    """Let ``identity`` stand in the photograph ``digest`` too."""

    def change(lines):
        (line,) = [each for each in lines if each["kind"] == "individual" and each["id"] == identity]
        line["members"].append({"digest": digest, "role": "one-of-several"})

    regrouped(small, change)


def told(small, *individuals):
    with small.writing("officer") as vault:
        identity = enquiry.open_enquiry(vault, {"asks": "x"})
        for each in individuals:
            enquiry.take_step(vault, identity, enquiry.Step.NOTIFIED, {}, each)


def test_whoever_else_stands_in_a_photograph_is_under_embargo_too(small):
    agreed(small)
    steps_in(small, small.digests[0])
    told(small, "I0001")
    with pytest.raises(OthersUnderEmbargo, match="I0002"):
        ask(small, tier="press")
    assert not small.events("release-proposed")
    assert ask(small, tier="court").files == 5
    told(small, "I0002")
    assert ask(small, tier="press").files == 5


def test_whoever_comes_into_a_photograph_after_the_proposal_stops_the_seal(small):
    agreed(small)
    told(small, "I0001")
    done = ask(small, tier="press")
    approved(small, done, "commission", tier="press")
    steps_in(small, small.digests[0])
    with pytest.raises(OthersUnderEmbargo, match="I0002"):
        sealed(small, done)
    assert not (small.folder / "bundle").exists()
    told(small, "I0002")
    sealed(small, done)
