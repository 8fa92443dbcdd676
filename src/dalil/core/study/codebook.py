"""Codebook: which questions coders answer, with which codes, in two languages. Versioned; never edited."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Self

from dalil.core import canonical
from dalil.core.canonical import Json, Record
from dalil.core.digest import Digest
from dalil.core.errors import Refusal
from dalil.core.record import take_integer, take_records, take_text

FORMAT: Final = "dalil/codebook/v1"
CANNOT_ASSESS: Final = "cannot-assess"
"""The code that every variable has: the photograph does not show it. It is counted and reported."""


class CodebookMalformed(Refusal):
    """The codebook cannot be used: {detail}."""

    code = "codebook-malformed"
    exit_status = 71
    remedy = "See docs/methods/study.md for the form of a codebook."


@dataclass(frozen=True, slots=True)
class Code:
    """One possible answer."""

    value: str
    label_en: str
    label_ar: str


_CANNOT_ASSESS: Final = Code(CANNOT_ASSESS, "cannot be assessed", "لا يمكن تقديره")


@dataclass(frozen=True, slots=True)
class Variable:
    """One question. ``counted`` is the code whose proportion is estimated."""

    name: str
    question_en: str
    question_ar: str
    counted: str
    codes: tuple[Code, ...]

    def knows(self, value: str) -> bool:
        """True when ``value`` is a code of this variable."""
        return any(code.value == value for code in self.codes)


@dataclass(frozen=True, slots=True)
class Codebook:
    """All variables of one study."""

    id: str
    version: int
    variables: tuple[Variable, ...]

    @property
    def digest(self) -> Digest:
        """Digest of the canonical form."""
        return Digest.of(self.content())

    def variable(self, name: str) -> Variable:
        """Return the variable called ``name``. Raises: CodebookMalformed when there is none."""
        for variable in self.variables:
            if variable.name == name:
                return variable
        raise CodebookMalformed(detail=f"it has no variable {name!r}")

    def content(self) -> bytes:
        """The codebook as a blob: canonical JSON."""
        variables: list[Json] = [_variable_record(variable) for variable in self.variables]
        return canonical.encode(
            {"codebook": FORMAT, "id": self.id, "version": self.version, "variables": variables}
        )

    @classmethod
    def parse(cls, content: bytes) -> Self:
        """Read :meth:`content`. Raises: BodyRefusal, CodebookMalformed."""
        return cls.from_record(canonical.decode_record(content))

    @classmethod
    def from_table(cls, table: Mapping[str, Json]) -> Self:
        """Read a parsed TOML table, whose lists are called ``variable`` and ``code``. Raises as above."""
        record: Record = dict(table)
        variables = record.pop("variable", [])
        if isinstance(variables, list):
            record["variables"] = [_plural(each) for each in variables]
        return cls.from_record(record)

    @classmethod
    def from_record(cls, record: Record) -> Self:
        """Read a record. "Cannot assess" is added where a variable does not state it."""
        if record.get("codebook") != FORMAT:
            raise CodebookMalformed(detail=f"its form is not {FORMAT}")
        variables = tuple(_variable(each) for each in take_records(record, "variables"))
        names = [variable.name for variable in variables]
        if not names or len(set(names)) != len(names):
            raise CodebookMalformed(detail="it has no variables, or two of one name")
        return cls(take_text(record, "id"), take_integer(record, "version"), variables)


def _plural(variable: Json) -> Json:
    if isinstance(variable, dict) and "code" in variable:
        return {"codes" if key == "code" else key: value for key, value in variable.items()}
    return variable


def _variable(record: Record) -> Variable:
    codes = [
        Code(take_text(each, "value"), take_text(each, "label_en"), take_text(each, "label_ar"))
        for each in take_records(record, "codes")
    ]
    if all(code.value != CANNOT_ASSESS for code in codes):
        codes.append(_CANNOT_ASSESS)
    name, counted = take_text(record, "name"), take_text(record, "counted")
    values = [code.value for code in codes]
    if len(set(values)) != len(values) or counted not in values or counted == CANNOT_ASSESS:
        raise CodebookMalformed(detail=f"variable {name!r} repeats a code or counts one it does not have")
    return Variable(
        name, take_text(record, "question_en"), take_text(record, "question_ar"), counted, tuple(codes)
    )


def _variable_record(variable: Variable) -> Record:
    codes: list[Json] = [
        {"value": code.value, "label_en": code.label_en, "label_ar": code.label_ar} for code in variable.codes
    ]
    return {
        "name": variable.name,
        "question_en": variable.question_en,
        "question_ar": variable.question_ar,
        "counted": variable.counted,
        "codes": codes,
    }
