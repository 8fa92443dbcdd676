"""Bag: a BagIt 1.0 folder (RFC 8493) with SHA-256 and SHA-512 manifests, the same bytes for the same input.

Written beside its place and moved there whole: a folder of that name is a complete bag, or it is not there.
Paths are checked before anything is written; they are plain ASCII, so no percent-encoding (§2.1.3) occurs.
"""

import contextlib
import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from dalil.core.digest import Digest
from dalil.core.errors import Refusal
from dalil.core.release.manifest import check_path

ALGORITHMS: Final = ("sha256", "sha512")
DECLARATION: Final = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
"""bagit.txt (RFC 8493 §2.1.1)."""


class BundleExists(Refusal):
    """There is something at {path} already."""

    code = "bundle-exists"
    exit_status = 74
    remedy = "Give a name that is free; a bundle is never written over."


class BundleUnwritable(Refusal):
    """The bundle cannot be written: {detail}."""

    code = "bundle-unwritable"
    exit_status = 74
    remedy = "Give a folder with room that may be written to."


@dataclass(slots=True)
class _Manifests:
    """Digests of files as they are written: algorithm → path → hex."""

    lines: dict[str, dict[str, str]] = field(default_factory=lambda: {name: {} for name in ALGORITHMS})

    def note(self, path: str, content: bytes) -> None:
        for name in ALGORITHMS:
            self.lines[name][path] = hashlib.new(name, content).hexdigest()

    def text(self, name: str) -> bytes:
        """One manifest: lines of digest, two blanks, path, in order of path (§2.1.3)."""
        return "".join(f"{digest}  {path}\n" for path, digest in sorted(self.lines[name].items())).encode()


def write_bag(
    folder: str,
    payload: Iterable[tuple[str, bytes]],
    *,
    tags: Mapping[str, bytes],
    info: Mapping[str, str],
) -> Digest:
    """Write a bag to ``folder`` and return the digest of its tagmanifest-sha256.txt, which covers all of it.

    Args:
        folder: where; nothing may stand there.
        payload: paths under ``data/`` with their bytes, taken one at a time.
        tags: further files beside ``data/``, by path.
        info: ``bag-info.txt`` (§2.2.2), in the order given; Payload-Oxum is added.

    Raises: BundleExists, BundleUnwritable, BundlePathUnsafe.

    """
    for path in tags:
        check_path(path)
    if os.path.lexists(folder):
        raise BundleExists(path=folder)
    parent = os.path.dirname(os.path.abspath(folder))
    try:
        os.makedirs(parent, exist_ok=True)
        with _beside(parent) as staging:
            digest = _fill(staging, payload, tags, info)
            os.chmod(staging, 0o755)  # noqa: S103 - a bag is made to be handed over
            _sync_tree(staging)
            if os.path.lexists(folder):
                raise BundleExists(path=folder)
            os.rename(staging, folder)
        _sync(parent)
    except OSError as wrong:
        raise BundleUnwritable(detail=str(wrong)) from wrong
    return digest


def _fill(
    root: str, payload: Iterable[tuple[str, bytes]], tags: Mapping[str, bytes], info: Mapping[str, str]
) -> Digest:
    files, bags = _Manifests(), _Manifests()
    size, count = 0, 0
    os.mkdir(os.path.join(root, "data"), 0o755)
    for path, content in payload:
        check_path(path)
        _write(root, f"data/{path}", content)
        files.note(f"data/{path}", content)
        size, count = size + len(content), count + 1
    described = {**info, "Payload-Oxum": f"{size}.{count}"}
    written = {
        "bagit.txt": DECLARATION,
        "bag-info.txt": "".join(f"{key}: {_one_line(value)}\n" for key, value in described.items()).encode(),
        **{f"manifest-{name}.txt": files.text(name) for name in ALGORITHMS},
        **tags,
    }
    for path, content in written.items():
        _write(root, path, content)
        bags.note(path, content)
    for name in ALGORITHMS:
        _write(root, f"tagmanifest-{name}.txt", bags.text(name))
    return Digest.of(bags.text("sha256"))


def _one_line(value: str) -> str:
    """A value of bag-info.txt on one line; a line break would begin another label (§2.2.2)."""
    return " ".join(value.split())


def _write(root: str, path: str, content: bytes) -> None:
    target = os.path.join(root, *path.split("/"))
    os.makedirs(os.path.dirname(target), 0o755, exist_ok=True)
    descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644)
    with open(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(descriptor)


@contextlib.contextmanager
def _beside(parent: str) -> Iterator[str]:
    """A folder to fill next to where the bag will stand; removed when the bag does not come about."""
    staging = tempfile.mkdtemp(prefix=".bundle-", dir=parent)
    try:
        yield staging
    finally:
        if os.path.isdir(staging):
            shutil.rmtree(staging)


def _sync_tree(root: str) -> None:
    for folder, _, _ in os.walk(root):
        _sync(folder)


def _sync(folder: str) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
