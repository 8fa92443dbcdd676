"""Model: what splink compares, how often each agreement is met, and the pairs that it then scores.

Fellegi and Sunter (1969): of each column, how often rows of one person agree (m) and rows of two people (u).
Both are estimated without labels, from a sample and in DuckDB whatever scores the pairs, so that two engines
score alike. One exception: brothers share all but the given name, and unlabelled estimation takes them for
one person whose given names differ. So m of the given name is that of the father's: typists err in both.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from splink import Linker, SettingsCreator, block_on
from splink import comparison_level_library as levels
from splink import comparison_library as comparisons
from splink.internals.exceptions import EMTrainingException

from dalil.core.matching.blocking import FIRST, KEYED_COLUMNS, NUMBER, Rule
from dalil.core.matching.fact import YEAR_NEAR_YEARS

GIVEN: Final = "given"
FATHER: Final = "father"
YEAR: Final = "birth_year"
SAME_OR_NOT: Final = ("birth_place", "sex")
"""Columns that are the same or not."""
TRAINED_BY: Final = (
    ("given", "father", "grandfather"),
    ("given", "father", "family"),
    ("given", "family", "mother"),
    ("given", "family", "birth_year"),
)
"""What pairs are taken to share while m is estimated of the other columns: always the given name."""
RARELY: Final = 0.001
NEVER: Final = 0.000_001
"""The least that an estimate of m and of u says: nothing that was not met is impossible."""
SAME, MEETS, NEAR, OTHER = "same", "meets", "near", "other"
_DIGITS: Final = 5
_U_PAIRS: Final = 30_000_000
"""More than there are in a sample: all are looked at, none is drawn."""
_U_MET: Final = 1_000
"""How often each level is to be met before u is believed."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """How often a level of agreement is met: ``m`` in pairs of one person, ``u`` in pairs of two, 0 to 1.

    Levels: SAME, the likeliest keys are equal; MEETS, any two are; NEAR, of years; OTHER.
    """

    column: str
    level: str
    m: float
    u: float


_NAME: Final = ((SAME, 0.80, 0.01), (MEETS, 0.12, 0.005), (OTHER, 0.08, 0.985))
_YEAR: Final = ((SAME, 0.60, 0.02), (NEAR, 0.38, 0.07), (OTHER, 0.02, 0.91))
_PLAIN: Final = ((SAME, 0.90, 0.10), (OTHER, 0.10, 0.90))
_NUMBER: Final = ((SAME, 0.80, 0.0001), (OTHER, 0.20, 0.9999))
"""Stays: few rows state a number, and nothing can be learned of so few."""
FIRST_GUESS: Final = tuple(
    Estimate(column, *level)
    for columns, found in (
        (KEYED_COLUMNS, _NAME),
        ((YEAR,), _YEAR),
        (SAME_OR_NOT, _PLAIN),
        ((NUMBER,), _NUMBER),
    )
    for column in columns
    for level in found
)
"""What is taken where two lists hold too little to estimate from."""


def linker(
    tables: Sequence[Any], estimates: Iterable[Estimate], rules: Iterable[Rule], entries: int
) -> Linker:
    """Splink over two tables that are registered with its engine, ``entries`` in the second.

    Before anything is compared half of all who are asked for are held to be in the list.
    """
    settings = SettingsCreator(
        link_type="link_only",
        comparisons=[*_comparisons(estimates)],
        blocking_rules_to_generate_predictions=[_exploded(rule) for rule in rules],
        probability_two_random_records_match=0.5 / max(1, entries),
        retain_matching_columns=False,
    )
    return Linker([*tables], settings)


def met_by_chance(tables: Sequence[Any], stated: Collection[str]) -> list[Estimate]:
    """The first guess with u from all pairs of two registered tables; ``stated``: columns that both state."""
    guess = [each for each in FIRST_GUESS if each.column in stated]
    model = linker(tables, guess, (), 1)
    model.training.estimate_u_using_random_sampling(max_pairs=_U_PAIRS, min_count_per_level=_U_MET)
    return [*_bounded(_read(model, guess))]


def met_in_one(tables: Sequence[Any], guess: Sequence[Estimate], entries: int) -> list[Estimate]:
    """The same with m from two registered tables, of pairs that share what TRAINED_BY names."""
    model = linker(tables, guess, (), entries)
    stated = {each.column for each in guess}
    for rule in TRAINED_BY:
        if set(rule) < stated:  # and another column is left, of which m is estimated
            _train(model, rule)
    return [*_bounded(_like_the_father(_read(model, guess)))]


def _train(model: Linker, rule: Rule) -> None:
    columns = [f"{column}{FIRST}" if column in KEYED_COLUMNS else column for column in rule]
    try:
        model.training.estimate_parameters_using_expectation_maximisation(block_on(*columns))
    except EMTrainingException:
        return  # no two rows share all that: the first guess stands, or another rule teaches it


def _read(model: Linker, guess: Sequence[Estimate]) -> Iterator[Estimate]:
    """What was learned, where anything was, else the guess."""
    learned: dict[tuple[str, str], Mapping[str, Any]] = {
        (column["output_column_name"], level["label_for_charts"]): level
        for column in model.misc.save_model_to_json()["comparisons"]
        for level in column["comparison_levels"]
    }
    for each in guess:
        level = learned[each.column, each.level]
        m, u = level.get("m_probability"), level.get("u_probability")
        kept = each.column == NUMBER
        yield each if kept else replace(each, m=_share(m, each.m), u=_share(u, each.u))


def _share(learned: object, guess: float) -> float:
    """A level that was never met is told by a word in place of a number.

    Rounded: processors that work side by side add in another order each time.
    """
    return round(float(learned), _DIGITS) if isinstance(learned, int | float) else guess


def _like_the_father(estimates: Iterable[Estimate]) -> Iterator[Estimate]:
    found = {(each.column, each.level): each for each in estimates}
    for each in found.values():
        father = found.get((FATHER, each.level))
        yield replace(each, m=father.m) if each.column == GIVEN and father else each


def _bounded(estimates: Iterable[Estimate]) -> Iterator[Estimate]:
    for each in estimates:
        yield replace(each, m=min(max(each.m, RARELY), 1 - RARELY), u=min(max(each.u, NEVER), 1 - NEVER))


def _exploded(rule: Rule) -> Any:  # noqa: ANN401 - splink's own kind of rule
    return block_on(*rule, arrays_to_explode=[column for column in rule if column in KEYED_COLUMNS])


def _comparisons(estimates: Iterable[Estimate]) -> Iterator[Any]:
    by_column: dict[str, list[Estimate]] = {}
    for each in estimates:
        by_column.setdefault(each.column, []).append(each)
    for column, found in by_column.items():
        made = [_level(each).configure(**_told(each)) for each in found]
        yield comparisons.CustomComparison([levels.NullLevel(column), *made], output_column_name=column)


def _level(each: Estimate) -> Any:  # noqa: ANN401 - splink's own kind of level
    if each.level == OTHER:
        return levels.ElseLevel()
    if each.level == MEETS:
        return levels.ArrayIntersectLevel(each.column, 1)
    if each.level == NEAR:
        return levels.AbsoluteDifferenceLevel(each.column, YEAR_NEAR_YEARS)
    return levels.ExactMatchLevel(f"{each.column}{FIRST}" if each.column in KEYED_COLUMNS else each.column)


def _told(each: Estimate) -> dict[str, Any]:
    told: dict[str, Any] = {
        "m_probability": each.m,
        "u_probability": each.u,
        "label_for_charts": each.level,
    }
    if each.column in KEYED_COLUMNS and each.level in (SAME, MEETS):
        told["tf_adjustment_column"] = f"{each.column}{FIRST}"
    return told
