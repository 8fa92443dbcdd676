"""Log proof: one entry shown to be in a checkpointed log, as C2SP tlog-proof specifies."""

import base64
import binascii
from dataclasses import dataclass
from typing import Final, Self

from dalil.core.custody import merkle, note
from dalil.core.custody.checkpoint import Checkpoint
from dalil.core.custody.note import Note, NoteMalformed

HEADER: Final = "c2sp.org/tlog-proof@v1"


@dataclass(frozen=True, slots=True)
class LogProof:
    """Index, sibling hashes from the leaf upwards, and the signed checkpoint they lead to."""

    index: int
    hashes: tuple[bytes, ...]
    checkpoint: Note

    def __bytes__(self) -> bytes:
        lines = [HEADER, f"index {self.index}", *(base64.b64encode(each).decode() for each in self.hashes)]
        return ("\n".join(lines) + "\n\n").encode() + bytes(self.checkpoint)

    @classmethod
    def parse(cls, content: bytes) -> Self:
        """Read a proof. An ``extra`` line is passed over: it is not authenticated. Raises: NoteMalformed."""
        head, gap, rest = content.partition(b"\n\n")
        lines = head.decode("ascii", errors="replace").split("\n")
        if lines[1:2] and lines[1].startswith("extra "):
            del lines[1]
        if not gap or lines[0] != HEADER or len(lines) < 2 or not lines[1].startswith("index "):  # noqa: PLR2004
            raise NoteMalformed(detail="not a log proof")
        try:
            index = int(lines[1].removeprefix("index "))
            hashes = tuple(base64.b64decode(line, validate=True) for line in lines[2:])
        except (binascii.Error, ValueError) as wrong:
            raise NoteMalformed(detail="a line of the log proof is malformed") from wrong
        return cls(index, hashes, note.parse(rest))

    def proves(self, entry: bytes) -> bool:
        """Whether the hashes lead from ``entry`` to the checkpoint's root. Signatures are checked apart."""
        head = Checkpoint.parse(self.checkpoint.text)
        leaf = merkle.leaf_hash(entry)
        return merkle.root_from_inclusion(leaf, self.index, head.size, self.hashes) == head.root
