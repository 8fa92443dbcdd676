"""Naming line: what the archive calls an individual of a match, and where that stands, from its reasons.

What paths and papers call people is written nowhere but in the reasons of matches, which are erased with
their claims.
"""

from typing import Final

from dalil.core.canonical import Record
from dalil.core.matching.naming import SUBJECT
from dalil.core.record import take_records, take_text

LABEL: Final = "label"


def named(label: str | None, reasons: Record | None) -> tuple[str | None, str | None]:
    """The name, and ``label`` or what else names the individual; two times None where nothing does any more.

    ``label``: the name that stands on a label now.
    """
    if label:
        return label, LABEL
    for line in take_records(reasons, "lines") if reasons else ():
        if line.get("subject") == SUBJECT:
            return take_text(line, "left"), take_text(line, "level")
    return None, None
