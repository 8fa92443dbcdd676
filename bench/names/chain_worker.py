"""Runs in the rivals' environment: whole chains by a plain weighted sum of what their columns agree in.

It imports nothing of Dalil. The rival is what one would build of good parts in an afternoon: given name,
father, grandfather and family each by their place in the chain, the mother's given name and family, and the
place of birth, as near as their consonants are (:mod:`skeleton`); the year agrees within two. A column that
one side does not state counts nothing. Abd and Abu are joined to the next word, … al-Din to the one before.
What it lacks: how common a name is, and that kin agree in many things.

Weights are fitted to drawn rows with the truth in hand (logistic regression of the right row against the
likeliest wrong ones, twice), so that nobody can say they were chosen badly. A score is the sum, in logits.

It reads one JSON object from standard input and prints one. ``learn``: rows asked, rows listed, and nothing
else; it answers ``weights``. With ``weights``, ``asked`` and ``listed`` it answers the ten best rows of each
asked row's id; with ``weights`` and ``pairs`` of rows the score of each pair.
"""

import json
import re
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

import numpy as np
from skeleton import nearness, romanised

Row = Mapping[str, str]
TOP: Final = 10
NAMES: Final = ("given", "father", "grandfather", "family", "mother", "mother_family", "place")
YEARS_APART: Final = 2
_HARD: Final = 30
"""Wrong rows that are learned from beside each right one."""
_HEAD: Final = re.compile(r"abd(a|e|u)?[a-z]?|abu|abou|abw|ebu")
_TAIL: Final = re.compile(r"(al|el|[aeiou]*d)?d[iey]+ne?|aldyn|allah|allh")
_ARTICLE: Final = re.compile(r"[aeu]?[a-z]")
"""Al, el, ad, es … standing alone."""
_FIRST: Final = np.array([1.0] * (len(NAMES) * 2 + 2))
"""Weights of the first round: all alike."""


def main() -> None:
    told = json.load(sys.stdin)
    if "learn" in told:
        answer = {"weights": learned(told["learn"]["asked"], told["learn"]["listed"]).tolist()}
    elif "pairs" in told:
        answer = {"scores": paired(told["pairs"], np.array(told["weights"]))}
    else:
        answer = {"found": found(told["asked"], told["listed"], np.array(told["weights"]))}
    json.dump(answer, sys.stdout)


@dataclass(frozen=True, slots=True)
class Table:
    """Rows as numbers. ``names``: of each column the place of its word in ``words``; -1: not stated."""

    ids: list[str]
    words: list[str]
    names: np.ndarray
    years: np.ndarray

    @classmethod
    def of(cls, rows: Sequence[Row]) -> "Table":
        parts = [columns(row) for row in rows]
        words = sorted({word for each in parts for word in each if word})
        place = {word: at for at, word in enumerate(words)} | {"": -1}
        names = np.array([[place[word] for word in each] for each in parts], dtype=np.int32).T.copy()
        years = np.array([int(row["birth_year"] or 0) for row in rows])
        return cls([row["id"] for row in rows], words, names, years)


def columns(row: Row) -> tuple[str, ...]:
    """The words of :data:`NAMES`, "" where nothing is stated. Of two names the last is the family."""
    chain, mother = chained(row["name"]), chained(row["mother"])
    given, family = chain[0], chain[-1] if len(chain) > 1 else ""
    father, grandfather = (chain[at] if len(chain) > at + 1 else "" for at in (1, 2))
    mothers = (mother[0], mother[-1] if len(mother) > 1 else "") if mother else ("", "")
    return given, father, grandfather, family, *mothers, row["birth_place"]


@cache
def chained(text: str) -> tuple[str, ...]:
    """The names of ``text``: compounds joined, articles that stand alone left out."""
    found: list[str] = []
    is_open = False
    for word in re.split(r"[\s\-]+", text.strip()):
        plain = romanised(word)
        if _ARTICLE.fullmatch(plain) and len(plain) <= 2:
            continue
        if found and (is_open or _TAIL.fullmatch(plain)):
            found[-1] += word
        elif word:
            found.append(word)
        is_open = bool(_HEAD.fullmatch(plain))
    return tuple(found)


class Compared:
    """Two tables: what each asked row has in common with each listed one."""

    def __init__(self, asked: Table, listed: Table) -> None:
        self._asked, self._listed = asked, listed
        self._near = np.pad(nearness(asked.words, listed.words), ((0, 1), (0, 1)))
        stated = np.ones_like(self._near)
        stated[-1, :] = stated[:, -1] = 0
        self._stated = stated

    def sums(self, at: int, weights: np.ndarray) -> np.ndarray:
        """The weighted sum of one asked row with every listed row; the last word of all is none."""
        total = np.zeros(len(self._listed.ids), dtype=np.float32)
        for column, (both, near) in enumerate(zip(*np.split(weights[:-2], 2), strict=True)):
            word = self._asked.names[column, at]
            if word >= 0:
                earned = both * self._stated[word] + near * self._near[word]
                total += earned.astype(np.float32)[self._listed.names[column]]
        year = self._asked.years[at]
        if year:
            apart = np.abs(self._listed.years - year) <= YEARS_APART
            total += np.where(self._listed.years > 0, np.where(apart, *weights[-2:]), 0).astype(np.float32)
        return total

    def features(self, at: int, others: np.ndarray) -> np.ndarray:
        """What :meth:`sums` weighs, of one asked row with some listed rows; a row for each."""
        mine, theirs = self._asked.names[:, at, None], self._listed.names[:, others]
        year, years = self._asked.years[at], self._listed.years[others]
        both = (year > 0) & (years > 0)
        near = np.abs(years - year) <= YEARS_APART
        parts = (self._stated[mine, theirs], self._near[mine, theirs], [both & near, both & ~near])
        return np.concatenate(parts).T


def learned(asked: Sequence[Row], listed: Sequence[Row]) -> np.ndarray:
    """Weights by which right rows part best from the wrong ones that the last round had above all others."""
    from sklearn.linear_model import LogisticRegression

    table = Table.of(listed)
    compared, weights = Compared(Table.of(asked), table), _FIRST
    place = {name: at for at, name in enumerate(table.ids)}
    for _ in range(2):
        features, is_right = [], []
        for at, row in enumerate(asked):
            right = place[row["id"]]
            hard = best(compared.sums(at, weights), _HARD + 1)
            others = np.array([right, *(one for one in hard if one != right)][: _HARD + 1])
            features.append(compared.features(at, others))
            is_right.append(others == right)
        model = LogisticRegression(C=10, max_iter=1000)
        weights = model.fit(np.concatenate(features), np.concatenate(is_right)).coef_[0]
    return weights


def found(
    asked: Sequence[Row], listed: Sequence[Row], weights: np.ndarray
) -> dict[str, list[tuple[str, float]]]:
    table = Table.of(listed)
    compared, answers = Compared(Table.of(asked), table), {}
    for at, row in enumerate(asked):
        sums = compared.sums(at, weights)
        answers[row["id"]] = [(table.ids[one], float(sums[one])) for one in best(sums, TOP)]
    return answers


def paired(pairs: Sequence[tuple[Row, Row]], weights: np.ndarray) -> list[float]:
    """The score of each pair of rows."""
    left, right = ([pair[side] for pair in pairs] for side in (0, 1))
    compared = Compared(Table.of(left), Table.of(right))
    return [float(compared.features(at, np.array([at]))[0] @ weights) for at in range(len(pairs))]


def best(sums: np.ndarray, top: int) -> list[int]:
    """Places of the highest, the highest first."""
    top = min(top, len(sums))
    some = np.argpartition(-sums, top - 1)[:top]
    return some[np.argsort(-sums[some], kind="stable")].tolist()


if __name__ == "__main__":
    main()
