"""Profile: everything about one archive's country and clerks that the code itself does not know.

The parsed form of a TOML table (format in docs/methods/labels.md). The core knows no branch, no unit word and
no date habit; another country is another profile. Reading the file is ``dalil.profiles``; refusing a bad
table is ``core.profile_table``.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from dalil.core.agency import AgencyRegister
from dalil.core.canonical import Record
from dalil.core.dating import DateRules
from dalil.core.lexicon import Lexicon
from dalil.core.names.frequency import NameCounts
from dalil.core.number import CUT, UNREAD, same_number
from dalil.core.place import Gazetteer
from dalil.core.script import fold_digits

FIELDS: Final = (
    "agency",
    "detainee_number",
    "examination_number",
    "date",
    "unit",
    "place",
    "name",
    "series",
)
"""Fields of a label, in the order in which they are shown. ``series``: letters that belong to a number."""

NUMBER_FIELDS: Final = ("agency", "detainee_number", "examination_number")
"""Fields whose values are digits, possibly with an unread one written ``?``."""

WORD_KINDS: Final = (
    "unit",
    "place",
    "photographer",
    "agency",
    "scene",
    "rank",
    "form",
    "number-word",
    "agency-word",
    "photographer-word",
)
"""Kinds of words. ``scene`` words say what a folder shows; ``rank`` and ``form`` words (printed on forms) are
never a name; the last three announce what follows them."""


@dataclass(frozen=True, slots=True)
class NumberBounds:
    """How many digits a number of a field has, and which letters a reader may read in it at all."""

    digits_min: int
    digits_max: int
    allowed: frozenset[str]

    def fits(self, value: str) -> bool:
        """True when ``value`` (digits of any system, ``?`` unread, ``⋮`` cut) can stand in the field."""
        folded = fold_digits(value)
        known = sum(letter.isdigit() for letter in folded)
        whole = all(letter in f"0123456789{UNREAD}{CUT}" for letter in folded)
        return whole and known > 0 and self.digits_min <= len(folded) <= self.digits_max


@dataclass(frozen=True, slots=True)
class LineForms:
    """What can stand on a line of this archive's labels, told to the label reader before it reads.

    ``allowed``: the only characters, empty where any may; ``forms``: regular expressions for whole lines.
    """

    allowed: str = ""
    forms: tuple[str, ...] = ()

    def to_record(self) -> Record:
        """What stands in the log beside facts that were read so."""
        return {"allowed": self.allowed, "forms": [*self.forms]}


@dataclass(frozen=True, slots=True)
class LabelPattern:
    """A line form: a regular expression over folded text whose group names are fields.

    Lower ``rank`` is tried first; patterns of one rank that also fit give alternatives. Empty ``surfaces``
    means every surface. ``names_agency``: its words announce an agency, so the register need not have it;
    ``names_number``: its words say that the number is the person's.
    """

    rule: str
    expression: re.Pattern[str]
    rank: int
    surfaces: frozenset[str]
    names_agency: bool = False
    names_number: bool = False

    @property
    def holds_agency(self) -> bool:
        """True when its line holds the agency, too."""
        return "agency" in self.expression.groupindex

    def on(self, surface: str) -> bool:
        """True when the pattern is meant for ``surface``."""
        return not self.surfaces or surface in self.surfaces


@dataclass(frozen=True, slots=True)
class WordName:
    """How a value of the profile is shown to people."""

    ar: str
    en: str


@dataclass(frozen=True, slots=True)
class Profile:
    """One archive's rules. ``agencies_listed_only``: a number is an agency only when the register has it.

    ``file_number`` says what a file name that is only digits means: ``number`` or ``sequence``.
    ``camera_prefixes`` are folded letters that cameras put before their running number.
    """

    name: str
    title: WordName
    dates: DateRules
    agencies: AgencyRegister
    agencies_listed_only: bool
    lexicon: Lexicon
    words: Mapping[tuple[str, str], WordName]
    patterns: tuple[LabelPattern, ...]
    bounds: Mapping[str, NumberBounds]
    file_number: str
    camera_prefixes: frozenset[str]
    lines: LineForms = LineForms()
    gazetteer: Gazetteer = field(default_factory=Gazetteer)
    names: NameCounts | None = None
    """How common names are in the archive's country; None where the table shipped with the program counts."""

    def is_agency(self, code: str) -> bool:
        """True when ``code`` can be an agency's code: registered, or any plausible one where none is listed.

        A code that is read in part (``2?5``) can be one when some registered code fits it.
        """
        if self.agencies_listed_only:
            return any(same_number(code, known) for known in self.agencies.codes)
        return self.bounds["agency"].fits(code)

    def pattern(self, rule: str) -> LabelPattern | None:
        """The pattern of that rule; None for rules of the program itself."""
        return next((one for one in self.patterns if one.rule == rule), None)

    def allowed(self, field: str) -> frozenset[str] | None:
        """Letters that a recogniser may read in ``field``; None where every letter is allowed."""
        bounds = self.bounds.get(field)
        return None if bounds is None else bounds.allowed
