"""The whole walk through the command line alone: a disk goes in, a bundle that verifies comes out.

In the order of the walk of one photograph: acquire, examine, group, count, names and matches, a study, the
family, the approvals, the bundle. Afterwards, as after every story, the catalog is rebuilt (conftest.py).
"""

import hashlib
import os
import shutil
from pathlib import Path

import pytest

from dalil.testing.archive import ArchiveBuilder, write_iso
from stories import plates
from stories.person import checks_alone
from stories.story import Story

CODEBOOK = """\
codebook = "dalil/codebook/v1"
id = "label"
version = 1
[[variable]]
name = "label"
question_en = "Does a label lie in the frame?"
question_ar = "هل يظهر وسم في الصورة؟"
counted = "yes"
[[variable.code]]
value = "yes"
label_en = "yes"
label_ar = "نعم"
[[variable.code]]
value = "no"
label_en = "no"
label_ar = "لا"
"""


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_a_disk_goes_in_and_a_bundle_with_its_proof_comes_out(
    story: Story, named: Path, tmp_path: Path
) -> None:
    # A disk arrives. Nobody living is on it: covered shapes, drawn; and a folder of labels that bear names.
    truth = ArchiveBuilder(seed=11, photographs=20, size=(480, 360), workers=1).draw(str(tmp_path / "drawn"))
    shutil.copytree(named, tmp_path / "drawn" / "disk" / "named")
    disk = tmp_path / "disk.iso"
    written = write_iso(str(tmp_path / "drawn" / "disk"), str(disk))
    totals = truth.without(written.left_out).totals()
    for count in ("files", "distinct_exhibits", "readable_photographs"):
        totals[count] += len(list(named.rglob("*.JPG")))
    vault, here = story.vault, story.here
    amal, basem = (story.person(name) for name in ("amal", "basem"))

    # Amal takes it in. What was met is what was kept and what was refused, and the vault is sound.
    taken = amal.asks(
        "acquire", disk, *here, "--profile", "syria", "--medium", "USB stick", "--giver", "swallow"
    )
    assert taken["files"] == totals["files"] + 1  # the disk image is a file, too
    assert taken["files"] == taken["kept"] + sum(taken["refused"].values())
    assert taken["refused"] == {}
    amal.runs("verify", vault)
    checkpoint = (vault / "log" / "checkpoint").read_bytes()

    # The machine looks into every exhibit, and finds nothing more to do when asked again.
    assert amal.asks("examine", *here)["exhibits"] == totals["distinct_exhibits"] + 1
    assert amal.asks("examine", *here)["exhibits"] == 0

    # The ladder says what was drawn, as far as files go; every photograph has a class.
    rungs = {rung["name"]: rung for rung in amal.asks("ladder", *here)["rungs"]}
    assert rungs["files"]["value"] == totals["files"] + 1
    assert rungs["distinct-exhibits"]["value"] == totals["distinct_exhibits"] + 1
    assert rungs["readable-photographs"]["value"] == totals["readable_photographs"]
    photographs = amal.lists("photographs", *here)
    assert len(photographs) == totals["distinct_exhibits"] + 1
    individuals = amal.lists("individuals", *here)
    assert rungs["individuals"]["value"] == len(individuals) > 0
    seen = {member["digest"] for one in individuals for member in one["members"]}
    assert seen <= {photograph["digest"] for photograph in photographs}

    # A list of missing persons arrives. Proposals wait for two different people.
    missing = (tmp_path / "drawn" / "missing.csv").read_text() + plates.MISSING
    amal.runs("lists", "import", amal.writes("missing.csv", missing), *here, "--source", "families")
    amal.runs("match", *here)
    proposed = next(
        each for each in amal.lists("matches", *here) if each["claim"] == "L0001:" + last(missing)
    )
    assert proposed["state"] == "proposed"
    amal.runs("decide", proposed["id"], "yes", *here)
    assert "confirmed" not in amal.runs("matches", *here)
    basem.runs("decide", proposed["id"], "yes", *here)
    assert "confirmed" in amal.runs("matches", *here)

    # A study: the frame is frozen, the checkpoint draws, two people code without seeing each other's codes.
    codebook = amal.writes("codebook.toml", CODEBOOK)
    amal.runs("study", "freeze", codebook, *here)
    sample = amal.asks("study", "draw", "S0001", "--size", min(4, len(individuals)), *here)["sample"]
    for individual in sample:
        for coder in (amal, basem):
            coder.runs("study", "code", "S0001", individual, "label", "yes", *here)
    assert "Wilson" in amal.runs("study", "estimate", "S0001", "label", *here)

    # The family hears first. Then two authorities, each on a machine of its own, sign what may leave.
    chosen = next(one for one in individuals if one["id"] == proposed["individual"])
    enquiry = amal.runs("enquiry", "open", *here, "--asks", "a sister", "--for", "a brother").strip()
    amal.runs("enquiry", "step", enquiry, "notified", *here, "--individual", chosen["id"])
    rungs = {rung["name"]: rung for rung in amal.asks("ladder", *here)["rungs"]}
    assert rungs["family-informed"]["value"] == 1
    authorities = {name: story.stranger(name, passphrase=name) for name in ("ministry", "commission")}
    policy = 'policy = "dalil/policy/v1"\nname = "Agreement"\n'
    for name, authority in authorities.items():
        key = authority.runs("key", "make", "key", "--name", f"{name}.example/release").strip()
        policy += f'[[authority]]\nid = "{name}"\nname_en = "{name}"\nname_ar = "جهة"\nkey = "{key}"\n'
    policy += '[tier.court]\napprovals = 2\nof = ["ministry", "commission"]\nembargo = "until-notified"\n'
    amal.runs("release", "policy", amal.writes("policy.toml", policy), *here)
    covers = [f"--cover={photograph}=0.1,0.1,0.9,0.6" for photograph in representatives(photographs, chosen)]
    asked = ("--tier", "court", "--recipient", "A court", "--individual", chosen["id"])
    text = amal.asks("release", "propose", *here, *asked, *covers)["approval_text"]
    bundle = tmp_path / "bundle"
    for authority in authorities.values():
        amal.runs("release", "seal", "R0001", bundle, *here, expecting=72)
        authority.writes("text", text)
        authority.runs("approve", "sign", "text", "--key", "key", "--out", "note")
        amal.runs("approve", "record", authority.folder / "note", "--release", "R0001", *here)
    amal.runs("release", "seal", "R0001", bundle, *here)

    # The court checks it with Python alone; with one approval less it is refused.
    assert checks_alone(bundle) == 0
    amal.runs("verify", bundle)
    os.rename(bundle / "approvals" / "01.note", tmp_path / "taken-away")
    assert checks_alone(bundle) == 1
    os.rename(tmp_path / "taken-away", bundle / "approvals" / "01.note")

    # One photograph is proven received that day, without any other; and the log only grew.
    digest = chosen["members"][0]["digest"]
    amal.runs("prove", digest, *here, "--out", tmp_path / "receipt")
    assert checks_alone(tmp_path / "receipt") == 0
    received = (tmp_path / "receipt" / f"{digest}.bin").read_bytes()
    assert hashlib.sha256(received).hexdigest() == digest
    amal.runs("verify", vault, "--checkpoint", amal_keeps(tmp_path, checkpoint))


def representatives(photographs: list[dict], individual: dict) -> list[str]:
    """One exhibit for each exposure of the individual."""
    members = {member["digest"] for member in individual["members"]}
    exposures = {each["exposure"]: each["digest"] for each in photographs if each["digest"] in members}
    return sorted(exposures.values())


def last(missing: str) -> str:
    """Number of the last row of a list, counted under its header."""
    return str(len(missing.splitlines()) - 1)


def amal_keeps(folder: Path, checkpoint: bytes) -> Path:
    path = folder / "kept-checkpoint"
    path.write_bytes(checkpoint)
    return path
