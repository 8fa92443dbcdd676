"""Coding: what one coder saw for one variable of one individual. Two code blind; a third settles differences.

The first two people to code an item are its coders; neither sees the other's code before giving their own. A
third person is admitted only where the two differ, and their code settles it. All codes stay in the record.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from dalil.core.errors import Refusal
from dalil.core.study.codebook import Codebook

CODERS: Final = 2


class CodeUnknown(Refusal):
    """{code} is no code of the variable {variable}."""

    code = "coding-code-unknown"
    exit_status = 71
    remedy = 'Take one of the codes that the codebook lists; "cannot-assess" is always one.'


class NotSampled(Refusal):
    """Individual {individual} is not in the sample."""

    code = "coding-not-sampled"
    exit_status = 71
    remedy = "Only what was drawn is coded; run `dalil study show` for the sample."


class CodedAlready(Refusal):
    """{coder} has coded {variable} of {individual} already."""

    code = "coding-repeated"
    exit_status = 71
    remedy = "Another person codes it; where the two differ a third one settles it."


class NothingToSettle(Refusal):
    """The two codes of {variable} of {individual} agree."""

    code = "coding-agrees-already"
    exit_status = 71
    remedy = "A third code is taken only where the two coders differ."


@dataclass(frozen=True, slots=True)
class Coding:
    """One code by one person."""

    individual: str
    variable: str
    coder: str
    code: str


def admit(codings: Sequence[Coding], coding: Coding, *, codebook: Codebook, sample: Sequence[str]) -> None:
    """Accept ``coding`` beside the earlier ``codings`` of the study, in their order.

    Raises: CodeUnknown, CodebookMalformed, NotSampled, CodedAlready, NothingToSettle.
    """
    if not codebook.variable(coding.variable).knows(coding.code):
        raise CodeUnknown(code=coding.code, variable=coding.variable)
    if coding.individual not in sample:
        raise NotSampled(individual=coding.individual)
    earlier = [each for each in codings if _item(each) == _item(coding)]
    facts = {"individual": coding.individual, "variable": coding.variable, "coder": coding.coder}
    if any(_coder_key(each.coder) == _coder_key(coding.coder) for each in earlier) or len(earlier) > CODERS:
        raise CodedAlready(**facts)
    if len(earlier) == CODERS and earlier[0].code == earlier[1].code:
        raise NothingToSettle(**facts)


def visible_to(codings: Iterable[Coding], coder: str) -> tuple[Coding, ...]:
    """Return the codings that ``coder`` may see while coding: only their own."""
    return tuple(each for each in codings if _coder_key(each.coder) == _coder_key(coder))


def pairs(codings: Iterable[Coding], variable: str) -> tuple[tuple[str, str], ...]:
    """Return the two first codes of each individual coded twice for ``variable``, in order of individual."""
    items = _by_individual(codings, variable)
    return tuple((each[0].code, each[1].code) for _, each in sorted(items.items()) if len(each) >= CODERS)


def settled(codings: Iterable[Coding], variable: str) -> dict[str, str]:
    """Return the settled code of each individual: both coders' one code, or the third person's."""
    found: dict[str, str] = {}
    for individual, given in sorted(_by_individual(codings, variable).items()):
        if len(given) >= CODERS and given[0].code == given[1].code:
            found[individual] = given[0].code
        elif len(given) > CODERS:
            found[individual] = given[CODERS].code
    return found


def _by_individual(codings: Iterable[Coding], variable: str) -> dict[str, list[Coding]]:
    items: dict[str, list[Coding]] = defaultdict(list)
    for coding in codings:
        if coding.variable == variable:
            items[coding.individual].append(coding)
    return items


def _item(coding: Coding) -> tuple[str, str]:
    return coding.individual, coding.variable


def _coder_key(coder: str) -> str:
    return " ".join(coder.split()).casefold()
