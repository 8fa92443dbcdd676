"""Across: one name form in one script, its forms in the other; forms that no letter was counted on."""

import random
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from bench.names.asking import asked
from bench.names.rivals import closest
from bench.reading.interval import wilson
from training.names.pairs import Pair, load, split

from dalil.flows.names import compared

LENGTHS_APART: Final = 2
Candidates = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Forms:
    """What is asked, of what; ``right``: all forms that any list has beside a form."""

    asked: list[str]
    pool: list[str]
    right: Mapping[str, set[str]]


def both_ways(folder: str) -> dict[str, Forms]:
    every = load(folder)
    held = split(every)
    of_arabic, of_latin = _beside(every)
    pool = [pair for pair in every if "ar2en" in pair.counts]
    latin = sorted({each.latin for each in pool} | set(held.latin))
    arabic = sorted({each.arabic for each in pool} | set(held.arabic))
    return {
        "Arabic asked, Latin found": Forms(held.arabic, latin, of_arabic),
        "Latin asked, Arabic found": Forms(held.latin, arabic, of_latin),
    }


def _beside(every: Iterable[Pair]) -> tuple[Mapping[str, set[str]], Mapping[str, set[str]]]:
    of_arabic: dict[str, set[str]] = defaultdict(set)
    of_latin: dict[str, set[str]] = defaultdict(set)
    for pair in every:
        of_arabic[pair.arabic].add(pair.latin)
        of_latin[pair.latin].add(pair.arabic)
    return of_arabic, of_latin


def measured(folder: str, *, count: int | None, rivals_python: str | None) -> list[str]:
    """Rows of the table: recall at 1 and 10 of each program, both ways, and the verifier."""
    lines = ["| | program | first | among ten | seconds for all |", "|---|---|---|---|--:|"]
    for name, forms in both_ways(folder).items():
        some = random.Random(1).sample(forms.asked, min(count or len(forms.asked), len(forms.asked)))
        with tempfile.TemporaryDirectory() as place:
            ours = asked(Path(place), _rows(some), _rows(forms.pool), top=10)
        found = {one: [other for other, _ in each] for one, each in ours.candidates.items()}
        lines.append(
            _row(f"{name}: {len(some):,} of {len(forms.pool):,} | dalil", found, forms, some, ours.seconds)
        )
        if rivals_python:
            theirs, seconds = closest(rivals_python, some, forms.pool)
            lines.append(_row("| rapidfuzz over anyascii", theirs, forms, some, seconds))
    return lines


def _row(name: str, found: Candidates, forms: Forms, some: Sequence[str], seconds: float) -> str:
    recalls = " | ".join(_recall(found, forms, some, top) for top in (1, 10))
    return f"| {name} | {recalls} | {seconds:.0f} |"


def _rows(forms: Iterable[str]) -> list[dict[str, str]]:
    return [{"id": form, "name": form} for form in forms]


def _recall(found: Candidates, forms: Forms, some: Sequence[str], top: int) -> str:
    hits = sum(bool(forms.right[one] & set(found.get(one, ())[:top])) for one in some)
    low, high = wilson(hits, len(some))
    return f"{hits:,} = {hits / len(some):.1%} ({low:.1%}–{high:.1%})"


def verified(folder: str, *, count: int | None) -> list[str]:
    """The verifier: a form beside its own, and beside the wrong form that looks most like its own."""
    held = split(load(folder)).held
    some = random.Random(2).sample(held, min(count or len(held), len(held)))
    of_arabic, of_latin = _beside(load(folder))
    ways = both_ways(folder)
    latin, arabic = (forms.pool for forms in ways.values())
    true = [score(pair.arabic, pair.latin) for pair in some]
    lines = ["| wrong form | AUC | accepted where 95 of 100 right ones are |", "|---|--:|--:|"]
    wrong = {
        "Latin": [(each.arabic, _most_like(each.latin, latin, of_arabic[each.arabic])) for each in some],
        "Arabic": [(_most_like(each.arabic, arabic, of_latin[each.latin]), each.latin) for each in some],
    }
    for name, pairs in wrong.items():
        lines.append(_verifier(f"{name}, most like the right one", true, [score(*pair) for pair in pairs]))
    return lines


def score(arabic: str, latin: str) -> float:
    """The score that `dalil names compare` gives two forms."""
    return float(compared(arabic, latin)["score"])


def _verifier(name: str, true: Sequence[float], wrong: Sequence[float]) -> str:
    right, other = np.array(true), np.array(wrong)
    above = (right[:, None] > other).mean() + (right[:, None] == other).mean() / 2
    accepted = (other >= np.quantile(right, 0.05)).mean()
    return f"| {name} ({len(right):,}) | {above:.4f} | {accepted:.1%} |"


def _most_like(form: str, pool: Sequence[str], right: set[str]) -> str:
    """The wrong form of ``pool`` with most pairs of letters in common (Dice 1945)."""
    others = (other for other in pool if other not in right and abs(len(other) - len(form)) <= LENGTHS_APART)
    return max(others, key=lambda other: _dice(form, other))


def _dice(one: str, other: str) -> float:
    a, b = ({f" {word} "[at : at + 2] for at in range(len(word) + 1)} for word in (one, other))
    return 2 * len(a & b) / (len(a) + len(b))
