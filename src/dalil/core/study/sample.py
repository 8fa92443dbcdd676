"""Sample: individuals drawn without replacement by a seed that nobody chose.

The seed is the SHA-256 of a fixed label, the frame's digest and the text of the checkpoint at the frame's log
position: whoever has the frame and the checkpoint can compute it, and nobody could before the log was there.
Individuals are ranked by SHA-256 of label, seed and id; the first ones are the sample. A larger sample
therefore contains the smaller one. Both digests can be made with ``printf`` and ``sha256sum``; docs/methods/
study.md shows how.
"""

import hashlib
from dataclasses import dataclass

from dalil.core.custody.checkpoint import Checkpoint
from dalil.core.digest import Digest
from dalil.core.errors import Refusal
from dalil.core.study.frame import Frame, lines_of


class SampleTooLarge(Refusal):
    """A sample of {size} cannot be drawn from {frame} individuals."""

    code = "study-sample-size"
    exit_status = 71
    remedy = "Ask for at least one individual and at most as many as the frame holds."


class CheckpointElsewhere(Refusal):
    """The checkpoint covers {size} entries, the frame is of position {position}."""

    code = "study-checkpoint-elsewhere"
    exit_status = 71
    remedy = "Give the checkpoint of the very position at which the frame was frozen."


@dataclass(frozen=True, slots=True)
class Sample:
    """The individuals drawn, in order of drawing, and the seed that ranked them (64 hex digits)."""

    seed: str
    ids: tuple[str, ...]

    def content(self) -> bytes:
        """The sample as a blob: one canonical JSON line for each individual, in order of drawing."""
        return lines_of(self.ids)


def seed_of(frame: Frame, checkpoint: Checkpoint) -> str:
    """Return the seed: SHA-256 of ``dalil/study-seed/v1``, frame digest and checkpoint text, newline-ended.

    The checkpoint's text is what is signed; its signatures are left out, because a cosignature that is added
    later must not change a sample. Raises: CheckpointElsewhere.
    """
    if checkpoint.size != frame.position:
        raise CheckpointElsewhere(size=checkpoint.size, position=frame.position)
    text = f"dalil/study-seed/v1\n{frame.digest.hex}\n{checkpoint.text}"
    return Digest.of(text.encode()).hex


def draw(frame: Frame, seed: str, size: int) -> Sample:
    """Draw ``size`` individuals from ``frame``. Raises: SampleTooLarge."""
    if not 1 <= size <= frame.size:
        raise SampleTooLarge(size=size, frame=frame.size)
    ranked = sorted(frame.ids, key=lambda each: rank(seed, each))
    return Sample(seed, tuple(ranked[:size]))


def rank(seed: str, individual: str) -> str:
    """Return the rank: SHA-256 of ``dalil/study-rank/v1``, seed and id, each ended by a newline."""
    return hashlib.sha256(f"dalil/study-rank/v1\n{seed}\n{individual}\n".encode()).hexdigest()
