import io
import json
import os
import subprocess
import sys

import bagit
import numpy as np
import pytest
from PIL import Image, ImageOps

from core.release.signing import HANDS, POLICY_TOML, STRANGER
from dalil.cli.cover import plan_of
from dalil.core import canonical
from dalil.core.digest import Digest
from dalil.core.finding import sound
from dalil.core.release.embargo import OthersUnderEmbargo, UnderEmbargo
from dalil.core.release.quorum import ApprovalsMissing
from dalil.core.release.redaction import Box, Redaction, RedactionPlan
from dalil.flows import acquire, approve, enquiry, masking, policy, rebuild, release, verify
from dalil.flows.contents import RedactionUnplanned
from dalil.flows.record import record
from dalil.flows.standing import CopyUncertain, standing
from dalil.publish.bag import BundleExists
from dalil.vision import preview
from dalil.vision.orientation import Orientation, oriented
from vision.drawn import texture

BOX = Box(0, 0, 500_000, 1_000_000)


def plan(small, *boxes):
    return RedactionPlan((Redaction(small.digests[0], boxes or (BOX,), "body"),))


def ask(small, tier="court", individuals=("I0001",), covered=None, actor="amal"):
    asked = release.Asked(tier, "محكمة", "trial", individuals, covered or plan(small))
    with small.writing(actor) as vault:
        return release.propose(vault, asked)


def agreed(small):
    path = small.file("policy.toml", POLICY_TOML)
    with small.writing() as vault:
        return policy.set_policy(vault, path)


def approved(small, done, *names, tier="court"):
    for name in names:
        note = HANDS[name].approve(done.manifest, tier)
        with small.writing() as vault:
            approve.record_approval(vault, done.release, note)


def sealed(small, done, name="bundle"):
    with small.writing() as vault:
        return release.seal(vault, done.release, str(small.folder / name))


def checked(folder):
    run = subprocess.run(
        [sys.executable, "-I", os.path.join(folder, "dalil_check.py"), str(folder)],
        capture_output=True,
        check=False,
    )
    return run.returncode, [json.loads(line) for line in run.stdout.splitlines() if line.startswith(b"{")]


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


def test_a_new_policy_takes_the_old_proposals_ground_away(small):
    agreed(small)
    done = ask(small)
    approved(small, done, "ministry", "commission")
    with small.writing() as vault:
        policy.set_policy(
            vault, small.file("new.toml", POLICY_TOML.replace("approvals = 2", "approvals = 1"))
        )
    with pytest.raises(ApprovalsMissing):
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


def regrouped(small, change):
    """Record a grouping whose lines are those of the one before, after ``change``."""
    with small.writing() as vault:
        body = small.events("grouped")[-1].body
        lines = [
            canonical.decode_record(raw.rstrip(b"\n")) for raw in vault.reader.lines(Digest(body["output"]))
        ]
        change(lines)
        output = b"".join(canonical.encode(line) + b"\n" for line in lines)
        record(vault, [vault.event("grouped", (), {**body, "output": vault.keep_blob(output).hex})])


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


def file_of(pixels, **options):
    target = io.BytesIO()
    Image.fromarray(pixels).save(target, "PNG", **options)
    return target.getvalue()


def tagged(pixels, orientation):
    exif = Image.Exif()
    exif[274] = orientation
    return file_of(pixels, exif=exif.tobytes())


def with_copy(small, original, copy):
    """Let ``copy`` be a copy of ``original``, which stands for both; return their digests."""
    folder = small.folder / "more"
    folder.mkdir()
    (folder / "original.png").write_bytes(original)
    (folder / "copy.png").write_bytes(copy)
    with small.writing() as vault:
        acquire.acquire(vault, bytes(folder))
    first, second = Digest.of(original).hex, Digest.of(copy).hex
    members = [{"digest": each, "edit": "rotated-180", "distance": 0} for each in (first, second)]

    def change(lines):
        exposure = {"kind": "exposure", "id": first, "representative": first, "members": members}
        lines.append({**exposure, "class": "labelled-individual", "unplaced": ""})
        (line,) = [each for each in lines if each["kind"] == "individual" and each["id"] == "I0001"]
        line["members"] = [{"digest": each, "role": "sole"} for each in (first, second)]

    regrouped(small, change)
    return first, second


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_box_covers_what_people_see_there_whatever_way_the_file_lies(orientation):
    content = tagged(texture(2), orientation)
    boxes = [{"left": 0, "top": 0, "right": 1_000_000, "bottom": 500_000}]
    facts, derivative = masking.mask_one({"boxes": boxes}, content, None)
    stood = np.asarray(ImageOps.exif_transpose(Image.open(io.BytesIO(content))))
    found = np.asarray(Image.open(io.BytesIO(derivative)))
    half = stood.shape[0] // 2
    assert (facts["height"], facts["width"]) == stood.shape[:2] == found.shape[:2]
    assert not found[:half].any()
    assert np.array_equal(found[half + 1 :], stood[half + 1 :])
    shown, left = (_preview(each) for each in (content, derivative))
    assert np.abs(shown[-90:] - left[-90:]).mean() < 1
    assert left[:90].mean() < 1 < shown[:90].mean()


def _preview(content):
    (png,) = preview.entry({}, content, None)
    return np.asarray(Image.open(io.BytesIO(png))).astype(float)


@pytest.mark.parametrize("orientation", list(Orientation))
def test_how_a_turned_or_mirrored_copy_stands_is_told_by_its_pixels(orientation):
    assert standing(texture(4), oriented(texture(4), orientation)) is orientation


@pytest.mark.parametrize(("orientation", "tag"), [(2, 1), (1, 6), (5, 8)])
def test_a_box_stated_on_a_copy_covers_the_same_thing_in_what_leaves(small, orientation, tag):
    agreed(small)
    pixels, box = texture(5), (0.125, 0.0, 0.5, 0.25)
    content = tagged(oriented(pixels, Orientation(orientation)), tag)
    first, second = with_copy(small, file_of(pixels), content)
    with small.writing() as vault:
        covered = plan_of(vault, [f"{second}={','.join(map(str, box))}"])
    done = ask(small, covered=covered)
    approved(small, done, "ministry", "commission")
    sealed(small, done)
    found = np.asarray(Image.open(small.folder / "bundle" / "data" / "photographs" / "0001.png"))
    assert json.loads((small.folder / "bundle" / "release.json").read_bytes())["files"][2]["source"] == first
    seen = np.asarray(ImageOps.exif_transpose(Image.open(io.BytesIO(content))))
    height, width = seen.shape[:2]
    inside = seen[: height // 4, width // 8 : width // 2].reshape(-1, 3)
    hidden = pixels[(found == 0).all(axis=2) & (pixels != 0).any(axis=2)]
    assert abs(len(hidden) - len(inside)) < 0.02 * len(inside)
    assert (
        np.abs(
            np.sort(hidden[:, 0])[:: len(hidden) // 50][:50].astype(int)
            - np.sort(inside[:, 0])[:: len(inside) // 50][:50]
        ).max()
        < 3
    )


def cropped(pixels, share):
    height, width = pixels.shape[:2]
    kept = pixels[int(height * share) :, int(width * share) :]
    return np.asarray(Image.fromarray(kept).resize((width, height)))


@pytest.mark.parametrize("share", [0.01, 0.02, 0.05, 0.2])
def test_a_copy_that_was_cropped_and_resized_stands_nowhere_for_certain(share):
    assert isinstance(standing(texture(6), cropped(texture(6), share)), str)
    assert isinstance(standing(cropped(texture(6), share), texture(6)), str)


@pytest.mark.parametrize("text", ["none", "0,0,1,0.5"])
def test_what_is_stated_on_a_cropped_copy_is_refused(small, text):
    agreed(small)
    pixels = texture(7)
    first, second = with_copy(small, file_of(pixels), file_of(cropped(pixels, 0.1)))
    with small.writing() as vault:
        with pytest.raises(CopyUncertain, match=first):
            plan_of(vault, [f"{second}={text}"])
        assert plan_of(vault, [f"{first}={text}"]).of(first) is not None


def test_a_copy_that_hides_something_or_looks_alike_both_ways_is_refused():
    pixels = texture(8)
    covered = pixels.copy()
    covered[:80, :120] = 255
    assert isinstance(standing(pixels, covered), str)
    assert isinstance(standing(pixels, texture(9)), str)
    symmetric = np.concatenate([pixels, pixels[:, ::-1]], axis=1)
    assert isinstance(standing(symmetric, symmetric), str)
