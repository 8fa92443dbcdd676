"""Naming: where a name stands that is not on a label alone: in a path, or in a paper.

Whoever called a folder or wrote a paper may have meant somebody else. So a name that no label bears may speak
for a match and never against it, and every match says so. It is written nowhere but in the reasons of
matches, which are erased with their claims.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from dalil.core.canonical import Record
from dalil.core.record import take_records, take_text
from dalil.core.wording import Words


class NamedBy(StrEnum):
    """What names someone."""

    PATH = "path"
    """Folders or files that hold all photographs of an individual, and nobody else's that is known."""
    PAPER = "paper"
    """A paper that states the number of an individual."""
    LABEL_AND_PAPER = "label-and-paper"
    """A label; mother and birth stand in a paper that states the number, and names the person alike."""
    PAPER_ALONE = "paper-alone"
    """A paper; whom it names was joined to no individual of the photographs."""
    CARD_ALONE = "card-alone"
    """A label without a number, as the army's dead have: nobody is made an individual by a name."""


@dataclass(frozen=True, slots=True)
class Naming:
    """By what someone is named, and ``where``: paths of folder, file or papers as text.

    Of a paper alone, also the individuals whose number it states.
    """

    by: NamedBy
    where: str

    @property
    def for_only(self) -> bool:
        """Whether the name may not speak against a match: no label bears it."""
        return self.by not in (NamedBy.LABEL_AND_PAPER, NamedBy.CARD_ALONE)

    @property
    def words(self) -> Words:
        """The same as a sentence."""
        return _WORDS[self.by]


PERSON: Final = "P-"
"""Begins the id of somebody whom a paper or a card alone names; individuals begin otherwise."""
LABEL: Final = "label"
"""What names someone whose name stands on a label alone."""
BETWEEN_PLACES: Final = " · "
"""Between the places where one name stands, as a line keeps them."""
SUBJECT: Final = "named-by"
"""Subject of the line in a ledger that says by what someone is named."""
_WORDS: Final = {
    NamedBy.PATH: Words(
        "الاسم: ليس مكتوباً على أي وسم، بل هو اسم مجلد أو ملف فيه صور هذا الفرد ولا يُعرف فيه غيره. "
        "وقد يكون اسم غيره، ولا يدخل ذلك في الحساب",
        "name: stands on no label; a folder or file of this individual's photographs, and of nobody else "
        "who is known, is called so. It may be somebody else's, which is not reckoned",
    ),
    NamedBy.PAPER: Words(
        "الاسم: ليس مكتوباً على أي وسم، بل ورد في ورقة تذكر رقم هذا الفرد. "
        "وقد يكون المقصود غيره، ولا يدخل ذلك في الحساب",
        "name: stands on no label; a paper that states this individual's number names the person so. "
        "It may mean somebody else, which is not reckoned",
    ),
    NamedBy.LABEL_AND_PAPER: Words(
        "الاسم: مكتوب على وسم، وورد أيضاً في ورقة تذكر رقم هذا الفرد؛ ومنها اسم الأم وبيانات الولادة إن ذُكرت",
        "name: stands on a label, and in a paper that states this individual's number; "
        "from it come mother and birth, where they are stated",
    ),
    NamedBy.PAPER_ALONE: Words(
        "الاسم: ورد في ورقة وحدها، ولم تُربط بأي فرد من أفراد الصور. وإن ذُكر معها أفراد فلهم الرقم الذي تذكره",
        "name: stands in a paper alone, which was joined to no individual of the photographs. "
        "Individuals that are listed with it have the number that it states",
    ),
    NamedBy.CARD_ALONE: Words(
        "الاسم: مكتوب على بطاقة لا تحمل رقماً. وقد يكون على بطاقات لأكثر من شخص بالاسم نفسه",
        "name: stands on a card without a number. Cards of several people of one name may bear it",
    ),
}


def named(label: str | None, reasons: Record | None) -> tuple[str | None, str | None]:
    """The name, and ``label`` or what else names the individual; two times None where nothing does any more.

    ``label``: the name that stands on a label now.
    """
    lines = take_records(reasons, "lines") if reasons else []
    said = next((line for line in lines if line.get("subject") == SUBJECT), None)
    named_by = take_text(said, "level") if said else None
    if label:
        return label, named_by if named_by == NamedBy.LABEL_AND_PAPER else LABEL
    return (take_text(said, "left"), named_by) if said else (None, None)
