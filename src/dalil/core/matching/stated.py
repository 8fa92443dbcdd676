"""Stated: what the archive and the list have behind one line of a ledger, in words of both languages.

A ledger keeps texts as written; here they are said under where they stand. It weighs nothing.
"""

from dataclasses import dataclass
from typing import Final

from dalil.core.matching.fact import TAKEN_DEAD, dates_said
from dalil.core.matching.naming import BETWEEN_PLACES, SUBJECT
from dalil.core.wording import Words


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a line. ``said``: put into words here; otherwise ``text`` is as written, in both languages.

    ``paths``: of a name that stands in folders or papers, each of them.
    """

    where: Words
    text: Words
    said: bool = False
    paths: tuple[str, ...] = ()


def sides(subject: str, left: str | None, right: str | None) -> tuple[Side, ...]:
    """Both sides of a line about ``subject``; none where neither states anything, as of a pattern of kin."""
    if left is None and right is None:
        return ()
    if subject == SUBJECT:
        places = tuple(right.split(BETWEEN_PLACES)) if right else ()
        return (_side(_NAMED, subject, left), _side(_STANDS_IN, subject, right, places))
    return (_side(IN_ARCHIVE, subject, left), _side(IN_LIST, subject, right))


def beside(subject: str, left: str | None, right: str | None) -> Words:
    """The same in brackets behind a reason; nothing where neither states anything."""
    found = sides(subject, left, right)
    if not found:
        return Words("", "")
    arabic = " · ".join(f"{each.where.ar}: {each.text.ar}" for each in found)
    english = " · ".join(f"{each.where.en}: {each.text.en}" for each in found)
    return Words(f" ({arabic})", f" ({english})")


IN_ARCHIVE: Final = Words("في الأرشيف", "in the archive")
IN_LIST: Final = Words("في القائمة", "in the list")
_NAMED: Final = Words("الاسم", "name")
_STANDS_IN: Final = Words("ورد في", "stands in")
_NOT_STATED: Final = Words("غير مذكور", "not stated")


def _side(where: Words, subject: str, text: str | None, paths: tuple[str, ...] = ()) -> Side:
    if text is None:
        return Side(where, _NOT_STATED, said=True)
    if subject == TAKEN_DEAD:
        return Side(where, dates_said(text), said=True)
    return Side(where, Words(text, text), paths=paths)
