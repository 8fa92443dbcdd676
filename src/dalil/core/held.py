"""Held: a number that waits for people however well it reads, for the label does not tell whose it is.

The branch, an examination's number, a year, a room or a picture's number read as surely as a detainee's, and
are somebody else's or nobody's. What is left of a label under a fold, behind a cover or beyond what was found
shows any of them alone. So a number is taken from the machine only where the label tells that it is the
person's; what else there is to tell is for people. Serves docs/methods/labels.md.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from dalil.core.label_field import Field, FieldAlternative, LabelFields, Line
from dalil.core.profile import LabelPattern, Profile
from dalil.core.reading import HELD_PPM, PPM
from dalil.core.script import fold_text

_DAY_CHARACTERS: Final = len("2019-04-12")
_YEAR_DIGITS: Final = 4
_READ: Final = re.compile(r"\w")
_LOOSE: Final = re.compile(r"[.:]")
"""What stands between the halves of a number or an hour as well as between a number and its branch."""
_OTHER_TEXT: Final = "reader-alternative"
"""Another text for the same line: how likely it is was measured, and is in the confidence."""
_BARE: Final = "bare-number"


def held(fields: LabelFields, lines: Sequence[Line], profile: Profile) -> LabelFields:
    """The fields, the number held for people where the label does not tell that it is the person's.

    It tells where one of these holds, and no second number for the same field stands on the label:

    - words say so (a pattern with ``names_number``), and nothing else stands on the line;
    - it stands on one line with its agency, which nothing on the label contradicts;
    - it is the topmost line, alone on it, and below it words name the agency.

    The last two never tell of what could be a year while no whole day stands on the label. What a person
    typed (``PPM``, as sure as no machine is) was decided by looking.
    """
    number = fields.detainee_number
    if number is None or number.confidence_ppm == PPM or _is_told(number, fields, lines, profile):
        return fields
    kept = replace(number, confidence_ppm=min(number.confidence_ppm, HELD_PPM))
    return replace(fields, detainee_number=kept)


def could_be_a_year(value: str, date: Field | None, profile: Profile) -> bool:
    """Whether a number could be the year, on a label without a whole day."""
    if date is not None and len(date.value) == _DAY_CHARACTERS:
        return False
    year = len(value) == _YEAR_DIGITS and value.isdecimal()
    return year and profile.dates.year_min <= int(value) <= profile.dates.year_max


def _is_told(number: Field, fields: LabelFields, lines: Sequence[Line], profile: Profile) -> bool:
    if _is_contradicted(number, "detainee_number"):
        return False
    text = fold_text(number.raw)
    pattern = profile.pattern(number.rule)
    if pattern is not None and pattern.names_number:
        return _fills(pattern, text)
    agency = fields.agency
    if agency is None or _is_contradicted(agency, "agency"):
        return False
    if could_be_a_year(number.value, fields.date, profile):
        return False
    if pattern is not None and pattern.holds_agency:
        return not _LOOSE.search(text)
    topmost = bool(lines) and lines[0].text == number.raw
    alone = number.rule == _BARE and text.strip() == number.value and not _is_of_a_name(text, profile)
    return alone and topmost and agency.raw != number.raw and _is_named(agency, profile)


def _is_contradicted(field: Field, name: str) -> bool:
    """Whether the label says something else of the same field; another text of the same line does not."""
    return any(_contradicts(other, name) for other in field.alternatives)


def _contradicts(other: FieldAlternative, name: str) -> bool:
    return other.field == name and other.rule != _OTHER_TEXT


def _fills(pattern: LabelPattern, text: str) -> bool:
    """Whether nothing can be read on the line beside what the pattern says: no room, no report's number."""
    found = pattern.expression.search(text)
    return found is not None and not _READ.search(text[: found.start()] + text[found.end() :])


def _is_named(agency: Field, profile: Profile) -> bool:
    """Whether words say that it is the agency; a bare code of the register may be the person's number."""
    pattern = profile.pattern(agency.rule)
    return agency.rule == "agency-word" if pattern is None else pattern.names_agency


def _is_of_a_name(text: str, profile: Profile) -> bool:
    """Whether the number is a part of a name in the profile: of a hospital, a unit."""
    return any(text.strip() in form for form in profile.lexicon.forms)
