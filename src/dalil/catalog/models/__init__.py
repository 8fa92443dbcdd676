"""Every table of the catalog. Rows are written by ``catalog.project`` alone."""

from dalil.catalog import boot
from dalil.catalog.models.acquisition import Acquisition, Exhibit, Place
from dalil.catalog.models.individual import (
    Contradiction,
    Exposure,
    ExposureMember,
    Individual,
    IndividualDoubt,
    Member,
    MemberReason,
)
from dalil.catalog.models.log import Entry, PayloadState, Position
from dalil.catalog.models.matching import Claim, ClaimList, Match, MatchDecision
from dalil.catalog.models.notice import Notice
from dalil.catalog.models.photograph import Examination, LabelRow, Photograph
from dalil.catalog.models.reading import ReadingGold, ReadingItem, ReadingRow
from dalil.catalog.models.release import Approval, Policy, Release
from dalil.catalog.models.study import Coding, Estimate, Study, StudyItem

__all__ = [
    "Acquisition",
    "Approval",
    "Claim",
    "ClaimList",
    "Coding",
    "Contradiction",
    "Entry",
    "Estimate",
    "Examination",
    "Exhibit",
    "Exposure",
    "ExposureMember",
    "Individual",
    "IndividualDoubt",
    "LabelRow",
    "Match",
    "MatchDecision",
    "Member",
    "MemberReason",
    "Notice",
    "PayloadState",
    "Photograph",
    "Place",
    "Policy",
    "Position",
    "ReadingGold",
    "ReadingItem",
    "ReadingRow",
    "Release",
    "Study",
    "StudyItem",
    "boot",
]
