"""One photograph is proven received, without any other file of the archive, by Python alone."""

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

from dalil.testing.archive import write_iso
from stories.person import checks_alone
from stories.story import Story


def test_one_photograph_is_proven_received_and_nothing_else_is_shown(story: Story, named: Path) -> None:
    amal = story.person("amal")

    # A disk arrives; on it lies an archive, and in that the photographs.
    stick = story.folder / "stick"
    stick.mkdir()
    with zipfile.ZipFile(stick / "صور.zip", "w") as archive:
        for path in sorted(named.rglob("*.JPG")):
            archive.write(path, path.relative_to(named))
    write_iso(str(stick), str(story.folder / "disk.iso"))
    taken = amal.asks("acquire", story.folder / "disk.iso", *story.here)
    assert (taken["files"], taken["refused"]) == (8, {})

    # Amal proves one of them received.
    chosen = sorted(named.rglob("*.JPG"))[3]
    digest = sha256sum(chosen)
    said = amal.runs("prove", digest, *story.here, "--out", "receipt")
    assert "the file was received in acquisition A0001" in said
    receipt = amal.folder / "receipt"
    assert {path.name for path in receipt.iterdir()} == {f"{digest}.bin", "receipt.json", "dalil_check.py"}

    # A court moves it to a machine where nothing of Dalil is, and is told in a sentence what it shows.
    court = story.folder / "court"
    shutil.move(receipt, court)
    log_key = (story.vault / "keys" / "log.vkey").read_text().strip()
    ran = subprocess.run(
        [sys.executable, "-I", "-S", "dalil_check.py", ".", "--key", log_key],
        capture_output=True, cwd=court, env={}, check=True,
    )  # fmt: skip
    assert ran.stdout == b""
    verdict, sentence = ran.stderr.decode().splitlines()
    assert verdict == "SOUND."
    assert f"{digest}.bin ({chosen.stat().st_size} bytes) was received in acquisition A0001, as" in sentence
    assert f"2017_عسكرية/24-05/{chosen.name} inside the container of line" in sentence
    assert sha256sum(court / f"{digest}.bin") == digest
    assert "Sound." in amal.runs("verify", court)

    # No name, digest or byte of another photograph is in it; hashes alone stand for them.
    shown = (court / "receipt.json").read_text()
    others = [path for path in named.rglob("*.JPG") if path != chosen]
    assert not [path for path in others if path.name in shown or sha256sum(path) in shown]

    # It is checked against the key from elsewhere, or says that it had to take its own.
    assert (
        b"compare it"
        in subprocess.run(
            [sys.executable, "-I", "dalil_check.py", "."], capture_output=True, cwd=court, check=True
        ).stderr
    )
    stranger = story.stranger("stranger")
    key = stranger.runs("key", "make", "key", "--name", log_key.partition("+")[0]).strip()
    assert checks_alone(court, "--key", key) == 1

    # The disk image and the archive were received, too; what never came cannot be proven.
    for whole in (story.folder / "disk.iso", stick / "صور.zip"):
        amal.runs("prove", sha256sum(whole), *story.here, "--out", whole.name)
        assert checks_alone(amal.folder / whole.name) == 0
    amal.is_refused("never-received", "prove", "0" * 64, *story.here, "--out", "none")
    amal.is_refused("never-received", "prove", chosen.name, *story.here, "--out", "none")
    amal.is_refused("folder-taken", "prove", digest, *story.here, "--out", court)
    amal.is_refused("disk-failed", "prove", digest, *story.here, "--out", chosen / "below a file")

    # An exhibit that the disk has spoiled is not given out as if it were whole.
    kept = story.vault / "store" / digest[:2] / digest
    spoiled = bytearray(kept.read_bytes())
    spoiled[100] ^= 1
    kept.chmod(0o644)
    kept.write_bytes(spoiled)
    amal.is_refused("exhibit-changed", "prove", digest, *story.here, "--out", "spoiled")
    assert not (amal.folder / "spoiled").exists()


def sha256sum(path: Path) -> str:
    """What coreutils says."""
    ran = subprocess.run(["sha256sum", "--", path], capture_output=True, check=True)
    return ran.stdout.decode().lstrip("\\").split()[0]
