"""What each kind of evidence is worth on drawn archives with truth, beside the weight that the model states.

    python -m bench.evidence                         eight archives of 300; writes docs/results/evidence.md
    python -m bench.evidence --first 21 --seeds 2    prints

All pairs of sightings of an archive are of one person or of two, by the truth; those that grouping weighs (of
one number, or neighbours in a folder) with what only their order in a folder shows. *Alone*: ten times the
logarithm of how much more often the evidence is met between two views of one person. *Together*: what is said
twice counts once, as a logistic regression over all kinds at once finds; each weight is drawn to the stated
one as by a normal distribution of PRIOR_DB around it, so that evidence that hardly occurs keeps the weight
that its reason gives.
"""

import argparse
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import log10
from pathlib import Path
from typing import Any, Final
from unittest.mock import patch

import numpy as np
from bench.archives import copied, examined
from bench.bcubed import f1_ppm
from bench.individuals import members_of, truth_of
from bench.timing import today, write
from numpy.typing import NDArray

from dalil.catalog import queries
from dalil.core import link as links
from dalil.core.evidence import WEIGHTS, Reason, reasons_of
from dalil.core.individual import Grouping, group_individuals
from dalil.core.sighting import Sighting
from dalil.engine.local import LocalEngine
from dalil.flows import group
from dalil.flows.vault import World, writing

SEEDS, PHOTOGRAPHS = 8, 300
HELD_OUT = 4
PRIOR_DB: Final = 10.0
_PER_DB: Final = np.log(10) / 10
_STEPS: Final = 100
_ENOUGH_DB: Final = 1e-6
_SUPPOSED: Final = frozenset({"between-two", "next-to-labelled", "much-nearer"})
"""What is supposed together to see whether anything excludes a pair; never met together."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """One pair: which evidence was met, and whether both are of one person."""

    codes: frozenset[str]
    same: bool


def weighed(kept: Path) -> list[Weighed]:
    """Every pair of one archive of which each view is of one known person, and every set of its evidence."""
    told = json.loads((kept / "truth.json").read_text(encoding="utf-8"))
    people = {one["sha256"]: one["individuals"] for one in told["files"] if one.get("individuals")}
    met: dict[tuple[str, str], set[frozenset[str]]] = defaultdict(set)
    seen: list[Sighting] = []

    def noted(
        first: Sighting, second: Sighting, extra: Iterable[str], alike: Iterable[Reason]
    ) -> tuple[Reason, ...]:
        given = frozenset(extra)
        reasons = reasons_of(first, second, given, alike)
        if not given >= _SUPPOSED:
            met[_pair(first, second)].add(frozenset(reason.code for reason in reasons))
        return reasons

    def counted(sightings: Iterable[Sighting], *others: Any) -> Grouping:
        seen.extend(sightings)
        return group_individuals(seen, *others)

    with (
        patch.object(links, "reasons_of", noted),
        patch.object(group, "group_individuals", counted),
        copied(kept) as vault,
        writing(vault, World(passphrase=lambda: None)) as opened,
    ):
        group.group(opened, LocalEngine(2))
    known = [one for one in seen if one.groupable and len(people.get(one.exposure, ())) == 1]
    found = []
    for first, second in combinations(known, 2):
        same = people[first.exposure] == people[second.exposure]
        plain = frozenset(reason.code for reason in reasons_of(first, second, (), ()))
        found += [Weighed(codes, same) for codes in met.get(_pair(first, second), {plain})]
    return found


def _pair(first: Sighting, second: Sighting) -> tuple[str, str]:
    low, high = sorted((first.key, second.key))
    return low, high


def together(pairs: list[Weighed]) -> dict[str, float]:
    """Weights in decibans that explain the pairs best, drawn to the stated ones."""
    codes = sorted(WEIGHTS)
    met = np.array([[code in pair.codes for code in codes] for pair in pairs], float)
    same = np.array([pair.same for pair in pairs], float)
    stated = np.array([WEIGHTS[code] for code in codes], float)

    def loss(weights: NDArray[np.float64]) -> float:
        odds = met @ weights * _PER_DB
        return float(
            np.logaddexp(0, odds).sum() - same @ odds + (((weights - stated) / PRIOR_DB) ** 2).sum() / 2
        )

    weights = stated.copy()
    for _ in range(_STEPS):  # Newton's method, each step halved until it helps; the loss is strictly convex
        likely = 1 / (1 + np.exp(-met @ weights * _PER_DB))
        slope = met.T @ (likely - same) * _PER_DB + (weights - stated) / PRIOR_DB**2
        bend = (met.T * (likely * (1 - likely))) @ met * _PER_DB**2 + np.eye(len(codes)) / PRIOR_DB**2
        step = np.linalg.solve(bend, slope)
        while np.abs(step).max() > _ENOUGH_DB and loss(weights - step) > loss(weights):
            step /= 2
        weights -= step
    return dict(zip(codes, weights.tolist(), strict=True))


def rows(pairs: list[Weighed]) -> Iterator[str]:
    """The table: counts, alone, together, stated."""
    same = sum(pair.same for pair in pairs)
    fitted = together(pairs)
    for code, stated in WEIGHTS.items():
        ours = sum(code in pair.codes for pair in pairs if pair.same)
        theirs = sum(code in pair.codes for pair in pairs if not pair.same)
        alone = 10 * log10((ours + 0.5) / (same + 1) / ((theirs + 0.5) / (len(pairs) - same + 1)))
        told = f"{alone:+.0f}" if ours + theirs else ""
        yield f"| `{code}` | {ours} | {theirs} | {told} | {fitted[code]:+.0f} | {stated:+d} |"


def judged(archives: Sequence[Path], fitted: Mapping[str, float]) -> Iterator[str]:
    """What grouping other archives with either weights comes to."""
    if archives:
        found = [(f1_with(WEIGHTS.copy(), kept), f1_with(fitted, kept)) for kept in archives]
        stated, estimated = (sum(each) / len(found) for each in zip(*found, strict=True))
        told = "; ".join(f"{one:.3f}, {other:.3f}" for one, other in found)
        yield f"{len(found)} other archives, grouped with the stated weights and with those found together:"
        yield f"B-cubed F1 {stated:.3f} and {estimated:.3f} (one by one {told})."


def f1_with(weights: Mapping[str, float], kept: Path) -> float:
    """B-cubed F1 of one archive that is grouped with these weights, rounded to whole decibans."""
    truth = truth_of(json.loads((kept / "truth.json").read_text(encoding="utf-8")))
    rounded = {code: round(weight) for code, weight in weights.items()}
    with (
        patch.dict(WEIGHTS, rounded),
        copied(kept) as vault,
        writing(vault, World(passphrase=lambda: None)) as opened,
    ):
        group.group(opened, LocalEngine(2))
        people = [one.to_record() for one in queries.individual.every()]
    return f1_ppm(truth, members_of(people)) / 1e6


def main() -> None:
    """Measure; write the page where all archives were asked for."""
    asked = argparse.ArgumentParser(
        prog="python -m bench.evidence",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    asked.add_argument("--first", type=int, default=1, help="The first seed.")
    asked.add_argument("--seeds", type=int, default=SEEDS)
    asked.add_argument("--photographs", type=int, default=PHOTOGRAPHS)
    asked.add_argument("--width", type=int, default=960)
    asked.add_argument("--held-out", type=int, default=HELD_OUT, help="Archives after these, to judge by.")
    given = asked.parse_args()
    pairs = []
    for seed in range(given.first, given.first + given.seeds):
        pairs += weighed(examined(seed, given.photographs, given.width))
        print(f"seed {seed}: {len(pairs)} pairs", flush=True)
    pairs.sort(key=lambda pair: (pair.same, sorted(pair.codes)))
    lines = [
        "# What evidence is worth",
        "",
        f"`python -m bench.evidence` ({today()}): {given.seeds} drawn archives of {given.photographs}",
        f"photographs, {len(pairs):,} pairs of sightings, {sum(pair.same for pair in pairs):,} of one",
        "person. Decibans. *Together*: all kinds at once, drawn to the stated weights as by a normal",
        f"distribution of {PRIOR_DB:.0f} dB.",
        "",
        "| evidence | of one person | of two | alone | together | stated |",
        "|---|--:|--:|--:|--:|--:|",
        *rows(pairs),
        "",
        *judged(
            [
                examined(given.first + given.seeds + place, given.photographs, given.width)
                for place in range(given.held_out)
            ],
            together(pairs),
        ),
    ]
    if (given.first, given.seeds, given.photographs) == (1, SEEDS, PHOTOGRAPHS):
        write("evidence", lines)
    print("\n".join(lines))


if __name__ == "__main__":
    main()
