"""Naming: where a name stands that is not on a label: in a path, or in a paper.

Whoever called a folder or wrote a paper may have meant somebody else. So such a name may speak for a match
and never against one, and every match that it proposes says so.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from dalil.core.wording import Words


class NamedBy(StrEnum):
    """What names someone."""

    PATH = "path"
    """Folders or files that hold all photographs of an individual, and nobody else's."""
    PAPER = "paper"
    """A paper that states the number of an individual."""
    PAPER_ALONE = "paper-alone"
    """A paper; whom it names is no individual of the photographs."""


@dataclass(frozen=True, slots=True)
class Naming:
    """By what someone is named, and ``where``: the path as text, or digests of papers."""

    by: NamedBy
    where: str

    @property
    def words(self) -> Words:
        """The same as a sentence."""
        return _WORDS[self.by]


PERSON: Final = "P-"
"""Begins the id of somebody whom a paper names; individuals begin otherwise."""
SUBJECT: Final = "named-by"
"""Subject of the line in a ledger that says by what someone is named."""
_WORDS: Final = {
    NamedBy.PATH: Words(
        "الاسم: غير مكتوب على أي وسم، بل هو اسم مجلد أو ملف فيه صور هذا الفرد وحده",
        "name: stands on no label; a folder or file of this individual's photographs alone is called so",
    ),
    NamedBy.PAPER: Words(
        "الاسم: غير مكتوب على أي وسم، بل ورد في ورقة تذكر رقم هذا الفرد",
        "name: stands on no label; a paper that states this individual's number names the person so",
    ),
    NamedBy.PAPER_ALONE: Words(
        "الاسم: ورد في ورقة، ولا يُعرف له فرد في الصور",
        "name: stands in a paper; no individual of the photographs is known to be meant",
    ),
}
