"""Bundle: what leaves, with its own proof: a bag with manifest, policy, approvals, log proofs and a checker.

Serves docs/spec/bundle.md. Knows no vault: everything comes in as bytes. It refuses to write a bundle whose
files are not those of the manifest; whether the approvals suffice is decided before, by core.release.quorum.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from typing import Final

from dalil.core.digest import Digest
from dalil.core.errors import Refusal
from dalil.core.release.manifest import ReleaseManifest, total_size
from dalil.publish.bag import write_bag

MANIFEST: Final = "release.json"
POLICY: Final = "policy.toml"
CHECKER: Final = "dalil_check.py"


class BundleFileOther(Refusal):
    """{path} is not what the approved release manifest names: {detail}."""

    code = "bundle-file-other"
    exit_status = 74
    remedy = "Propose the release again: what was approved is not what is at hand."


@dataclass(frozen=True, slots=True)
class BundleParts:
    """Everything of a bundle but its payload files."""

    manifest: ReleaseManifest
    policy: bytes
    approvals: Sequence[bytes]
    """Signed notes, in the order in which they were recorded."""
    proofs: Mapping[str, bytes]
    """Files under ``proofs/`` by name: the checkpoint, the log's key, tlog-proofs with their entries."""


def write_bundle(
    folder: str, parts: BundleParts, payload: Iterable[tuple[str, bytes]], *, made_on: str, agent: str
) -> Digest:
    """Write the bundle to ``folder`` and return the digest of its tagmanifest-sha256.txt.

    Args:
        folder: where; nothing may stand there.
        parts: manifest, policy, approvals and proofs.
        payload: the manifest's files with their bytes, in any order, each exactly once.
        made_on: day of making as ``YYYY-MM-DD``; part of the bytes.
        agent: program and version that made it.

    Raises: BundleFileOther, BundleExists, BundleUnwritable, BundlePathUnsafe.

    """
    manifest = parts.manifest
    if Digest.of(parts.policy) != manifest.policy:
        raise BundleFileOther(path=POLICY, detail="its digest is another")
    tags = {
        MANIFEST: manifest.content(),
        POLICY: parts.policy,
        CHECKER: checker_bytes(),
        **{f"approvals/{at:02d}.note": note for at, note in enumerate(parts.approvals, 1)},
        **{f"proofs/{name}": content for name, content in sorted(parts.proofs.items())},
    }
    info = {
        "Bagging-Date": made_on,
        "External-Identifier": manifest.release,
        "External-Description": f"Release {manifest.release}, tier {manifest.tier}, for {manifest.recipient}",
        "Bag-Size": f"{total_size(manifest.files)} bytes",
        "Bag-Software-Agent": agent,
    }
    return write_bag(folder, _checked(manifest, payload), tags=tags, info=info)


def checker_bytes() -> bytes:
    """Return the stand-alone checker that every bundle carries."""
    return resources.files("dalil.publish").joinpath(CHECKER).read_bytes()


def _checked(manifest: ReleaseManifest, payload: Iterable[tuple[str, bytes]]) -> Iterator[tuple[str, bytes]]:
    """Pass each file on once it is the one that the manifest names. Raises: BundleFileOther."""
    wanted = {file.path: file for file in manifest.files}
    for path, content in payload:
        file = wanted.pop(path, None)
        if file is None:
            raise BundleFileOther(path=path, detail="it is not named, or comes twice")
        if Digest.of(content) != file.digest or len(content) != file.size:
            raise BundleFileOther(path=path, detail="its digest is another")
        yield path, content
    if wanted:
        raise BundleFileOther(path=min(wanted), detail="it is missing")
