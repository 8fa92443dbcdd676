"""Flipped bits and cut ends in containers of every format: a code, always, and an end.

Each case runs in a child process of its own, since The Sleuth Kit is C and may die of what it reads; a child
that dies by a signal is the jail's matter (code ``container-reader-stopped``), but must stay rare.
"""

import bz2
import gzip
import io
import lzma
import multiprocessing
import os
import random
import struct
import subprocess
import tarfile
import zipfile
import zlib

import pycdlib
import pytest
from backports import zstd

from container_taking import take

MEMBERS = {f"folder/{n}.jpg": bytes([n]) * (n * 700) for n in range(8)}


def zipped():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in MEMBERS.items():
            archive.writestr(name, content)
    return out.getvalue()


def tarred():
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.PAX_FORMAT) as archive:
        for name, content in MEMBERS.items():
            info = tarfile.TarInfo(name)
            info.size, info.mtime = len(content), 1.5
            archive.addfile(info, io.BytesIO(content))
    return out.getvalue()


def seven(folder):
    root = folder / "root"
    for name, content in MEMBERS.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(content)
    subprocess.run(["7z", "a", "-bso0", "-bsp0", "-mhc=off", folder / "made.7z", "."], check=True, cwd=root)
    return (folder / "made.7z").read_bytes()


def iso():
    disc = pycdlib.PyCdlib()
    disc.new(interchange_level=3, joliet=3, rock_ridge="1.12")
    disc.add_directory("/FOLDER", rr_name="folder", joliet_path="/folder")
    for number, (name, content) in enumerate(MEMBERS.items()):
        leaf = name.split("/")[1]
        plain = f"/FOLDER/F{number}.;1"
        disc.add_fp(io.BytesIO(content), len(content), plain, rr_name=leaf, joliet_path=f"/folder/{leaf}")
    disc.add_symlink("/LINK.;1", "link", "folder/1.jpg")
    out = io.BytesIO()
    disc.write_fp(out)
    disc.close()
    return out.getvalue()


def volume(folder, kind):
    path = folder / f"{kind}.img"
    path.write_bytes(b"")
    os.truncate(path, 2 * 2**20)
    root = folder / "root"
    for name, content in MEMBERS.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(content)
    if kind == "ext4":
        subprocess.run(["/usr/sbin/mke2fs", "-q", "-t", "ext4", "-d", root, path], check=True)
    else:
        subprocess.run(["/usr/sbin/mkfs.vfat", path], check=True, capture_output=True)
        subprocess.run(["mcopy", "-s", "-i", path, root / "folder", "::/"], check=True)
    return path.read_bytes()


def partitioned(folder):
    content = volume(folder, "fat")
    entry = bytes([0, 0, 0, 0, 0x0C, 0, 0, 0]) + struct.pack("<II", 64, len(content) // 512)
    return (bytes(446) + entry * 2 + bytes(32) + b"\x55\xaa").ljust(64 * 512, b"\0") + content


def ntfs():
    material = os.path.join(
        os.path.dirname(__file__), "..", "intake", "containers", "material", "ntfs.img.xz"
    )
    with open(material, "rb") as packed:
        return lzma.decompress(packed.read())


MAKERS = {
    "zip": lambda _: zipped(),
    "tar": lambda _: tarred(),
    "gzip": lambda _: gzip.compress(tarred(), mtime=0),
    "bzip2": lambda _: bz2.compress(tarred()),
    "xz": lambda _: lzma.compress(tarred()),
    "zstd": lambda _: zstd.compress(tarred()),
    "7z": seven,
    "7z-header": seven,
    "iso9660": lambda _: iso(),
    "disk": partitioned,
    "filesystem-fat": lambda folder: volume(folder, "fat"),
    "filesystem-ext": lambda folder: volume(folder, "ext4"),
    "filesystem-ntfs": lambda _: ntfs(),
}
ROUNDS = {"disk": 60, "filesystem-fat": 60, "filesystem-ext": 60, "filesystem-ntfs": 40}


def harmed(content, drawn):
    """One cut, or a few flipped bits or overwritten bytes, mostly where something stands."""
    changed = bytearray(content)
    if drawn.random() < 0.2:
        return bytes(changed[: drawn.randrange(len(changed))])
    places = [drawn.randrange(len(changed)) for _ in range(300)]
    full = [place for place in places if changed[place]] or places
    for place in full[: drawn.choice((1, 2, 5, 30))]:
        changed[place] = drawn.choice((changed[place] ^ 1 << drawn.randrange(8), 0, 0xFF, 0x7F, 0x80))
    return bytes(changed)


def mended(content):
    """A 7z archive whose checksums are made right again, so that what stands in its header is read."""
    changed = bytearray(content)
    if len(changed) < 32:
        return content
    offset, size = struct.unpack_from("<QQ", changed, 12)
    header = changed[32 + offset : 32 + offset + size]
    changed[28:32] = zlib.crc32(header).to_bytes(4, "little")
    changed[8:12] = zlib.crc32(changed[12:32]).to_bytes(4, "little")
    return bytes(changed)


def header_harmed(content, drawn):
    """A 7z archive with a few bytes of its header changed and its checksums mended."""
    changed = bytearray(content)
    offset, size = struct.unpack_from("<QQ", changed, 12)
    for _ in range(drawn.choice((1, 2, 5))):
        changed[32 + offset + drawn.randrange(size)] = drawn.randrange(256)
    return mended(bytes(changed))


HARM = {"7z-header": header_harmed}


def fuzz(content, form, seeds, answers):
    harm = HARM.get(form, harmed)
    for seed in seeds:
        answers.send(seed)
        take(harm(content, random.Random(seed)), form.split("-")[0])
    answers.send(None)


@pytest.mark.parametrize("form", MAKERS)
def test_harmed_containers_cost_refusals_and_never_a_traceback(form, tmp_path):
    content = MAKERS[form](tmp_path)
    seeds = list(range(int(os.environ.get("DALIL_FUZZ_ROUNDS", ROUNDS.get(form, 150)))))
    died = []
    while seeds:
        seeds, dead = survive(content, form, seeds)
        died += dead
    assert len(died) <= 1, died


def survive(content, form, seeds):
    """Run the seeds in a child; return those still to be run after it died, and the one it died of."""
    ours, theirs = multiprocessing.Pipe(duplex=False)
    child = multiprocessing.get_context("fork").Process(target=fuzz, args=(content, form, seeds, theirs))
    child.start()
    theirs.close()
    last = seeds[0]
    try:
        while ours.poll(60):
            answer = ours.recv()
            if answer is None:
                child.join()
                return [], []
            last = answer
    except EOFError:
        child.join()
        assert child.exitcode < 0, f"seed {last} raised something that is no refusal"
        return seeds[seeds.index(last) + 1 :], [last]
    child.kill()
    raise AssertionError(f"seed {last} hangs")
