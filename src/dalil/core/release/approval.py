"""Approval: an authority's signed word on one release manifest. Signed elsewhere, on the authority's machine.

It is a C2SP signed note whose text has four lines: ``dalil/release-approval/v1``, the manifest's SHA-256 in
hex, the tier, and the decision. A signature over it says nothing about any other manifest or tier.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Self

from dalil.core.custody import note
from dalil.core.custody.note import Note
from dalil.core.digest import Digest
from dalil.core.errors import Refusal

HEADER: Final = "dalil/release-approval/v1"
_LINES: Final = 4


class ApprovalMalformed(Refusal):
    """The approval is malformed: {detail}."""

    code = "approval-malformed"
    exit_status = 72
    remedy = "Take the note again from the authority, whole, or have it signed again."


class Word(StrEnum):
    """What an authority says."""

    APPROVED = "approved"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Approval:
    """What an approval note says, before anyone has looked at its signatures."""

    manifest: Digest
    tier: str
    word: Word

    @property
    def text(self) -> str:
        """The text that is signed."""
        return f"{HEADER}\n{self.manifest.hex}\n{self.tier}\n{self.word}\n"

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a note's text. Raises: ApprovalMalformed, for anything that :attr:`text` would not give."""
        lines = text.split("\n")
        if len(lines) != _LINES + 1 or lines[-1] or lines[0] != HEADER:
            raise ApprovalMalformed(detail=f"its text is not four lines that begin with {HEADER}")
        try:
            return cls(Digest(lines[1]), lines[2], Word(lines[3]))
        except (Refusal, ValueError) as wrong:
            raise ApprovalMalformed(detail="its digest or its decision is not in its form") from wrong


def parse_note(content: bytes) -> tuple[Approval, Note]:
    """Read an approval note. Raises: NoteMalformed, ApprovalMalformed."""
    signed = note.parse(content)
    return Approval.parse(signed.text), signed
