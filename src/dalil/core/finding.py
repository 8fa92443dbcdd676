"""Finding: what a verifier reports. Verifiers do not raise; they return every finding they have."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How much a finding weighs. Only ``UNSOUND`` makes a vault or bundle fail."""

    NOTE = "note"
    """Worth knowing, wanted or harmless: an erased payload, an unfinished acquisition."""
    WARNING = "warning"
    """Sound, but weaker than it should be: a private key in the clear."""
    UNSOUND = "unsound"
    """The record and the bytes disagree, or something is missing."""


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One observation: ``code`` (docs/spec/codes.md), what it is about, how heavy, and one sentence."""

    code: str
    subject: str
    severity: Severity
    detail: str


def sound(findings: Iterable[Finding]) -> bool:
    """True when nothing among ``findings`` is unsound."""
    return all(finding.severity is not Severity.UNSOUND for finding in findings)
