"""The Merkle tree of RFC 6962 §2.1: hashes, inclusion and consistency proofs. SHA-256.

Pure arithmetic over hashes: nothing here knows what a leaf holds or where a hash is kept.
Indices and sizes count leaves from 0; a proof lists sibling hashes from the leaf upwards.
"""

import hashlib
from collections.abc import Iterable, Sequence
from typing import Final

EMPTY_ROOT: Final = hashlib.sha256(b"").digest()
"""Root of the tree without leaves (RFC 6962 §2.1)."""


def leaf_hash(content: bytes) -> bytes:
    """Hash of one leaf: SHA-256(0x00 ‖ content)."""
    return hashlib.sha256(b"\x00" + content).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Hash of an inner node: SHA-256(0x01 ‖ left ‖ right)."""
    return hashlib.sha256(b"\x01" + left + right).digest()


class Frontier:
    """The right edge of a growing tree: enough to append leaves and give the root, O(log n) memory.

    Holds the roots of complete subtrees with their heights, highest first; equal heights merge.
    """

    def __init__(self, hashes: Iterable[bytes] = ()) -> None:
        self.size = 0
        self._edge: list[tuple[int, bytes]] = []
        for each in hashes:
            self.append(each)

    def append(self, subtree: bytes, height: int = 0) -> None:
        """Add a leaf's hash, or the root of a complete subtree of ``height`` no higher than the last."""
        assert self.size % (1 << height) == 0, "a subtree must start at a multiple of its width"
        self.size += 1 << height
        while self._edge and self._edge[-1][0] == height:
            height, subtree = height + 1, node_hash(self._edge.pop()[1], subtree)
        self._edge.append((height, subtree))

    def root(self) -> bytes:
        """Root over all leaves so far."""
        if not self._edge:
            return EMPTY_ROOT
        top = self._edge[-1][1]
        for _, left in reversed(self._edge[:-1]):
            top = node_hash(left, top)
        return top


def root(hashes: Sequence[bytes]) -> bytes:
    """Root of the tree over these leaf hashes."""
    return Frontier(hashes).root()


def inclusion_proof(hashes: Sequence[bytes], index: int) -> list[bytes]:
    """Sibling hashes from leaf ``index`` up to the root over ``hashes`` (RFC 6962 §2.1.1)."""
    assert 0 <= index < len(hashes), f"no leaf {index} among {len(hashes)}"
    if len(hashes) == 1:
        return []
    split = _split(len(hashes))
    if index < split:
        return [*inclusion_proof(hashes[:split], index), root(hashes[split:])]
    return [*inclusion_proof(hashes[split:], index - split), root(hashes[:split])]


def consistency_proof(hashes: Sequence[bytes], old_size: int) -> list[bytes]:
    """Proof that the tree of ``old_size`` leaves is a prefix of this one (RFC 6962 §2.1.2)."""
    assert 0 < old_size <= len(hashes), f"cannot prove size {old_size} within {len(hashes)}"
    return _subproof(hashes, old_size, whole=True)


def _subproof(hashes: Sequence[bytes], old_size: int, *, whole: bool) -> list[bytes]:
    if old_size == len(hashes):
        return [] if whole else [root(hashes)]
    split = _split(len(hashes))
    if old_size <= split:
        return [*_subproof(hashes[:split], old_size, whole=whole), root(hashes[split:])]
    return [*_subproof(hashes[split:], old_size - split, whole=False), root(hashes[:split])]


def _split(size: int) -> int:
    """The largest power of two smaller than ``size``."""
    return 1 << (size - 1).bit_length() - 1


def root_from_inclusion(hashed_leaf: bytes, index: int, size: int, proof: Sequence[bytes]) -> bytes | None:
    """The root that this inclusion proof leads to, or None when its length cannot fit (RFC 9162 §2.1.3.2)."""
    if not 0 <= index < size:
        return None
    node, last, top = index, size - 1, hashed_leaf
    for sibling in proof:
        if last == 0:
            return None
        if node & 1 or node == last:
            top = node_hash(sibling, top)
            while not node & 1 and node:
                node, last = node >> 1, last >> 1
        else:
            top = node_hash(top, sibling)
        node, last = node >> 1, last >> 1
    return top if last == 0 else None


def consistent(old: tuple[int, bytes], new: tuple[int, bytes], proof: Sequence[bytes]) -> bool:
    """Whether ``proof`` shows the tree ``old`` (size, root) to be a prefix of ``new`` (RFC 9162 §2.1.4.2)."""
    (old_size, old_root), (new_size, new_root) = old, new
    if not 0 < old_size <= new_size:
        return old_size == 0 and not proof and old_root == EMPTY_ROOT
    if old_size == new_size:
        return old_root == new_root and not proof
    path = list(proof)
    if old_size & (old_size - 1) == 0:
        path.insert(0, old_root)
    if not path:
        return False
    node, last = old_size - 1, new_size - 1
    while node & 1:
        node, last = node >> 1, last >> 1
    older = newer = path[0]
    for sibling in path[1:]:
        if last == 0:
            return False
        if node & 1 or node == last:
            older, newer = node_hash(sibling, older), node_hash(sibling, newer)
            while not node & 1 and node:
                node, last = node >> 1, last >> 1
        else:
            newer = node_hash(newer, sibling)
        node, last = node >> 1, last >> 1
    return older == old_root and newer == new_root and last == 0
