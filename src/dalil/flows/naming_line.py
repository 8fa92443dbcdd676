"""Naming line: what the archive calls an individual of a match, and where that stands, from its reasons.

What paths and papers call people is written nowhere but in the reasons of matches, which are erased with
their claims.
"""

from typing import Final

from dalil.core.canonical import Record
from dalil.core.matching.naming import SUBJECT, NamedBy
from dalil.core.record import take_records, take_text

LABEL: Final = "label"


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
