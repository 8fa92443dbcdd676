"""Across: one name form in one script, its forms in the other; forms that no letter was counted on."""

import random
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from bench.names.asking import asked
from bench.names.rivals import RIVALS, Rival, Unmeasured, closest, scores
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
    of_arabic, of_latin = _right_of(every)
    pool = [pair for pair in every if "ar2en" in pair.counts]
    latin = sorted({each.latin for each in pool} | set(held.latin))
    arabic = sorted({each.arabic for each in pool} | set(held.arabic))
    return {
        "Arabic asked, Latin found": Forms(held.arabic, latin, of_arabic),
        "Latin asked, Arabic found": Forms(held.latin, arabic, of_latin),
    }


def _right_of(every: Iterable[Pair]) -> tuple[Mapping[str, set[str]], Mapping[str, set[str]]]:
    of_arabic: dict[str, set[str]] = defaultdict(set)
    of_latin: dict[str, set[str]] = defaultdict(set)
    for pair in every:
        of_arabic[pair.arabic].add(pair.latin)
        of_latin[pair.latin].add(pair.arabic)
    return of_arabic, of_latin


def measured(folder: str, *, count: int | None) -> list[str]:
    """Rows of the table: recall at 1 and 10 of each program, both ways."""
    lines = ["| | program | first | among ten | seconds for all |", "|---|---|---|---|--:|"]
    for name, forms in both_ways(folder).items():
        some = random.Random(1).sample(forms.asked, min(count or len(forms.asked), len(forms.asked)))
        with tempfile.TemporaryDirectory() as place:
            ours = asked(Path(place), _rows(some), _rows(forms.pool), top=10)
        found = {one: [other for other, _ in each] for one, each in ours.candidates.items()}
        way = f"{name}: {len(some):,} of {len(forms.pool):,}"
        lines.append(_row(f"{way} | dalil", found, forms, some, f"{ours.seconds:.0f}"))
        for rival in RIVALS:
            lines += _beside(rival, found, forms, some)
    return lines


def _beside(rival: Rival, ours: Candidates, forms: Forms, some: Sequence[str]) -> list[str]:
    """A rival's row; where it is asked for a sample only, that of Dalil on the same sample above it."""
    part = random.Random(3).sample(some, min(rival.asked_max or len(some), len(some)))
    told = closest(rival, part, forms.pool)
    if isinstance(told, Unmeasured):
        return [f"| | {rival.name} | {told} | | |"]
    theirs, seconds = told
    if len(part) == len(some):
        return [_row(f"| {rival.name}", theirs, forms, part, f"{seconds:.0f}")]
    return [
        _row(f"{len(part):,} of them, drawn | dalil", ours, forms, part, ""),
        _row(f"the same {len(part):,} | {rival.name}", theirs, forms, part, f"{seconds:.0f}"),
    ]


def _row(name: str, found: Candidates, forms: Forms, some: Sequence[str], seconds: str) -> str:
    recalls = " | ".join(_recall(found, forms, some, top) for top in (1, 10))
    return f"| {name} | {recalls} | {seconds} |"


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
    of_arabic, of_latin = _right_of(load(folder))
    latin, arabic = (forms.pool for forms in both_ways(folder).values())
    pairs = {
        "": [(each.arabic, each.latin) for each in some],
        "Latin": [(each.arabic, _most_like(each.latin, latin, of_arabic[each.arabic])) for each in some],
        "Arabic": [(_most_like(each.arabic, arabic, of_latin[each.latin]), each.latin) for each in some],
    }
    lines = [
        "| wrong form | program | AUC | accepted where 95 of 100 right ones are |",
        "|---|---|--:|--:|",
        *_verifier("dalil", {name: [score(*pair) for pair in each] for name, each in pairs.items()}),
    ]
    for rival in RIVALS:
        told = scores(rival, [pair for each in pairs.values() for pair in each])
        if isinstance(told, Unmeasured):
            lines.append(f"| | {rival.name} | {told} | |")
        else:
            parts = np.array(told).reshape(len(pairs), -1)
            lines += _verifier(rival.name, dict(zip(pairs, parts, strict=True)))
    return lines


def score(arabic: str, latin: str) -> float:
    """The score that `dalil names compare` gives two forms."""
    return float(compared(arabic, latin)["score"])


def _verifier(program: str, found: Mapping[str, Sequence[float]]) -> Iterator[str]:
    """Rows of one program, by its scores of the right pairs (under "") and of each kind of wrong ones."""
    right = np.array(found[""])
    for name, wrong in found.items():
        if not name:
            continue
        other = np.array(wrong)
        accepted = (other >= np.quantile(right, 0.05)).mean()
        shares = f"{_share_above(right, other):.4f} | {accepted:.1%}"
        yield f"| {name}, most like the right one ({len(right):,}) | {program} | {shares} |"


def _share_above(right: np.ndarray, other: np.ndarray) -> float:
    """Area under the curve: how often a right pair is above a wrong one, alike counting half."""
    ordered = np.sort(other)
    below, not_above = (np.searchsorted(ordered, right, side=side) for side in ("left", "right"))
    return float((below + not_above).mean() / 2 / len(ordered))


def _most_like(form: str, pool: Sequence[str], right: set[str]) -> str:
    """The wrong form of ``pool`` with most pairs of letters in common (Dice 1945)."""
    others = (other for other in pool if other not in right and abs(len(other) - len(form)) <= LENGTHS_APART)
    return max(others, key=lambda other: _dice(form, other))


def _dice(one: str, other: str) -> float:
    a, b = ({f" {word} "[at : at + 2] for at in range(len(word) + 1)} for word in (one, other))
    return 2 * len(a & b) / (len(a) + len(b))
