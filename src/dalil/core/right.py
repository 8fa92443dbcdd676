"""Right: what somebody may do on the pages, and the roles that people have in a team.

A role is what somebody needs for their work, and no more: who reads labels sees crops and never a name, who
makes accounts sees no photograph. Whatever is not granted is withheld; no rule takes anything away again.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Right(StrEnum):
    """What a page shows or does."""

    OVERVIEW = "overview"
    """Counts of the whole archive: the ladder."""
    READ = "read"
    """Crops of labels, one at a time, and what is read on them; settling what two readers dispute."""
    BROWSE = "browse"
    """Individuals and photographs: crops, blurred pictures, paths, what labels say."""
    UNBLUR = "unblur"
    """A photograph as it is, for a reason, while a button is held; the log says so."""
    DECIDE = "decide"
    """Whom photographs show: joining, keeping apart, splitting, setting aside."""
    NAMES = "names"
    """Names of the missing and of those who look for them, and why a match is proposed."""
    CUSTODY = "custody"
    """The log, what was received from whom, and verifying it."""
    WORK = "work"
    """Long work: looking into what is pending, matching."""
    ACCOUNTS = "accounts"
    """Who may do what."""
    OWN = "own"
    """One's own account: second factors, signing out."""


class Role(StrEnum):
    """What a person does in the team. Everybody has one."""

    READER = "reader"
    CASE_OFFICER = "case-officer"
    STATISTICIAN = "statistician"
    CUSTODIAN = "custodian"
    APPROVER = "approver"
    ADMINISTRATOR = "administrator"


GRANTED: Final[Mapping[Role, frozenset[Right]]] = {
    role: frozenset({Right.OWN, *more})
    for role, more in {
        Role.READER: (Right.OVERVIEW, Right.READ),
        Role.CASE_OFFICER: (
            Right.OVERVIEW,
            Right.BROWSE,
            Right.UNBLUR,
            Right.DECIDE,
            Right.NAMES,
            Right.WORK,
        ),
        Role.STATISTICIAN: (Right.OVERVIEW, Right.BROWSE, Right.UNBLUR),
        Role.CUSTODIAN: (Right.OVERVIEW, Right.BROWSE, Right.CUSTODY, Right.WORK),
        Role.APPROVER: (Right.OVERVIEW, Right.CUSTODY),
        Role.ADMINISTRATOR: (Right.ACCOUNTS,),
    }.items()
}
"""What each role may do beside keeping its own account.

Who reads labels reads blind, and so browses nothing; who browses reads none. A test holds that.
"""

ALONE: Final = frozenset(Right) - {Right.ACCOUNTS, Right.OWN, Right.WORK}
"""What somebody may do who works alone with a vault on their own machine: all that is no account's.
Their long work is a command in a terminal."""


@dataclass(frozen=True, slots=True)
class Grant:
    """Somebody on the pages. ``actor``: the name in the log; empty where nobody is named who acts."""

    actor: str
    rights: frozenset[Right]

    @classmethod
    def of(cls, actor: str, role: Role) -> "Grant":
        """What somebody of a team may do."""
        return cls(actor, GRANTED[role])

    def may(self, right: Right) -> bool:
        """Whether it is granted."""
        return right in self.rights


NOBODY: Final = Grant("", frozenset())
"""Who has not come in."""
