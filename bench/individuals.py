"""Individuals on drawn archives, beside what teams did before: by number, by gaps in time, by likeness.

    python -m bench.individuals                              20 archives of 3,000; writes docs/results
    python -m bench.individuals --seeds 2 --photographs 300  prints

Everything goes through the command line, on archives that are examined once (bench/archives.py). Grouping is
judged by B-cubed over the distinct readable photographs that show somebody with a number (Bagga, Baldwin
1998; with several people in a frame as Amigó et al. 2009 extend it).
"""

import argparse
import json
import os
import subprocess
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from bench.archives import dalil, examined, grouped
from bench.bcubed import Groups, f1_ppm
from bench.reading.interval import wilson
from bench.timing import ROOT, today, write

from dalil.core.union import Union

GAP_S: Final = 60.0
"""Between two photographs of one folder: more is held to be the next person."""
PHASH_BITS_MAX: Final = 10
"""Of 64: what imagededup takes for duplicates unless it is told otherwise."""
RIVAL_PYTHON: Final = ROOT / "build" / "rivals" / "bin" / "python"


@dataclass(frozen=True, slots=True)
class Measured:
    """One archive: B-cubed F1 by program, in millionths; and what the counts said."""

    seed: int
    photographs: int
    f1_ppm: dict[str, int]
    truth: int
    low: int
    shown: int
    high: int
    accepted: int
    accepted_right: int
    labelled: int
    """Photographs of one person whose label can be read; how many numbers of them are right, alone …"""
    read_alone: int
    read_together: int
    """… and as the number of the individual that they are put to."""


def measured(seed: int, photographs: int, width: int) -> Measured:
    """Group an archive that is examined, and compare with its truth."""
    kept = examined(seed, photographs, width)
    told = json.loads((kept / "truth.json").read_text(encoding="utf-8"))
    with grouped(kept) as vault:
        rows, people = (_lines("photographs", vault), _lines("individuals", vault))
        rungs = {one["name"]: one for one in json.loads(dalil("ladder", "--vault", vault, "--json"))["rungs"]}
        return judged(told, rows, people, rungs["individuals"], _by_likeness(rows, Path(vault)))


SEEDS, PHOTOGRAPHS = 20, 3_000
"""Fewer are printed only."""
FIRST: Final = 6
"""Archives 1 to 5 of this size were looked into while the rules were made."""


def truth_of(told: dict[str, Any]) -> Groups:
    """The distinct readable photographs that show somebody with a number, and whom."""
    detainees = {one["id"] for one in told["individuals"] if not one["soldier"]}
    return {
        one["sha256"]: frozenset(detainees & set(one["individuals"]))
        for one in told["files"]
        if one["expect"] == "readable" and detainees & set(one.get("individuals", []))
    }


def judged(
    told: dict[str, Any],
    rows: list[dict[str, Any]],
    people: list[dict[str, Any]],
    rung: dict[str, Any],
    alike: Groups,
) -> Measured:
    """Compare what the program says with the truth."""
    truth = truth_of(told)
    files = [one for one in told["files"] if one["sha256"] in truth and one["expect"] == "readable"]
    programs: dict[str, Groups] = {
        "dalil": members_of(people),
        "by number alone": by_number(rows),
        "by gaps of a minute": _by_gaps(files),
        "by likeness (pHash)": alike,
        "by exposure alone": {row["digest"]: frozenset({row["exposure"]}) for row in rows if row["exposure"]},
    }
    programs = {name: groups for name, groups in programs.items() if groups}
    numbers = {one["id"]: one["number"].lstrip("0") for one in told["individuals"]}
    accepted = [one for one in people if one["number_status"] == "settled"]
    right = sum(one["number"].lstrip("0") in _numbers(one, truth, numbers) for one in accepted)
    return Measured(
        seed=told["parameters"]["seed"],
        photographs=told["parameters"]["photographs"],
        f1_ppm={name: f1_ppm(truth, groups) for name, groups in programs.items()},
        truth=told["totals"]["individuals_labelled"],
        low=rung["low"],
        shown=rung["value"],
        high=rung["high"],
        accepted=len(accepted),
        accepted_right=right,
        **_read(files, truth, numbers, rows, people),
    )


def _read(
    files: Iterable[dict[str, Any]],
    truth: Groups,
    numbers: Mapping[str, str],
    rows: Iterable[dict[str, Any]],
    people: Iterable[dict[str, Any]],
) -> dict[str, int]:
    """How many numbers are right, each photograph read alone and all of an individual read together."""
    alone = {row["digest"]: row["fields"].get("detainee_number", {}).get("value") for row in rows}
    together = {
        member["digest"]: one["number"] for one in people for member in one["members"] if one["number"]
    }
    legible = [one["sha256"] for one in files if any(label["legible"] for label in one["labels"])]
    of_one = [one for one in legible if len(truth[one]) == 1]

    def right(said: Mapping[str, str | None]) -> int:
        return sum((said.get(one) or "").lstrip("0") == numbers[next(iter(truth[one]))] for one in of_one)

    return {"labelled": len(of_one), "read_alone": right(alone), "read_together": right(together)}


def _numbers(one: dict[str, Any], truth: Groups, numbers: Mapping[str, str]) -> set[str]:
    """Numbers of those whom most of an individual's photographs show."""
    count: defaultdict[str, int] = defaultdict(int)
    for member in one["members"]:
        for person in truth.get(member["digest"], ()):
            count[person] += 1
    most = max(count.values(), default=0)
    return {numbers[person] for person, seen in count.items() if seen == most}


def members_of(people: Iterable[dict[str, Any]]) -> Groups:
    """The individuals that the program proposes."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for one in people:
        for member in one["members"]:
            found[member["digest"]].add(one["id"])
    return {digest: frozenset(groups) for digest, groups in found.items()}


def by_number(rows: Iterable[dict[str, Any]]) -> Groups:
    """Equal numbers as read are one person."""
    return {
        row["digest"]: frozenset({row["fields"]["detainee_number"]["value"]})
        for row in rows
        if row["fields"].get("detainee_number")
    }


def _by_gaps(files: Iterable[dict[str, Any]]) -> Groups:
    """In each folder, in the order of the camera's times; where a file has none, of its name."""
    folders: defaultdict[str, list[tuple[str, str, float | None]]] = defaultdict(list)
    for one in files:
        taken = one.get("exif_taken")
        moment = datetime.fromisoformat(taken).timestamp() if taken else None
        folders[os.path.dirname(one["path"])].append((one["path"], one["sha256"], moment))
    found: dict[str, frozenset[str]] = {}
    for folder, held in folders.items():
        group, before = 0, None
        for _, digest, moment in sorted(held, key=lambda each: (each[2] is None, each[2] or 0.0, each[0])):
            if moment is None or before is None or moment - before > GAP_S:
                group += 1
            before = moment
            found[digest] = frozenset({f"{folder} {group}"})
    return found


def _by_likeness(rows: Iterable[dict[str, Any]], vault: Path) -> Groups:
    """Photographs tied by near hashes of imagehash, as photo tools do; empty where it is not installed."""
    if not RIVAL_PYTHON.exists():
        return {}
    stored = {
        row["digest"]: vault / "store" / row["digest"][:2] / row["digest"] for row in rows if row["exposure"]
    }
    worker = str(Path(__file__).with_name("phash_worker.py"))
    asked = "".join(f"{path}\n" for path in stored.values())
    told = subprocess.run(
        [str(RIVAL_PYTHON), worker, str(PHASH_BITS_MAX)],
        input=asked,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    ).stdout
    names = list(stored)
    union = Union(names)
    for line in told.splitlines():
        first, second = line.split()
        union.join(names[int(first)], names[int(second)])
    return {name: frozenset({union.root(name)}) for name in names}


def _lines(what: str, vault: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in dalil(what, "--vault", vault, "--jsonl").splitlines()]


def main() -> None:
    """Measure every seed that is not kept; print, and write the page where nothing is left out."""
    asked = argparse.ArgumentParser(
        prog="python -m bench.individuals",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    asked.add_argument("--seeds", type=int, default=SEEDS)
    asked.add_argument("--first", type=int, default=FIRST, help="The first seed.")
    asked.add_argument("--photographs", type=int, default=PHOTOGRAPHS)
    asked.add_argument("--width", type=int, default=960)
    given = asked.parse_args()
    found = []
    for seed in range(given.first, given.first + given.seeds):
        found.append(measured(seed, given.photographs, given.width))
        print(found[-1], flush=True)
    lines = _page(found, given.width)
    if given.seeds >= SEEDS and given.photographs >= PHOTOGRAPHS:
        write("individuals", lines)
    else:
        print("\n".join(lines))


def _page(found: list[Measured], width: int) -> list[str]:
    programs = list(found[0].f1_ppm)
    inside = sum(one.low <= one.truth <= one.high for one in found)
    accepted, right = sum(one.accepted for one in found), sum(one.accepted_right for one in found)
    low, high = wilson(right, accepted) if accepted else (0.0, 1.0)
    labelled, alone, together = (
        sum(getattr(one, name) for one in found) for name in ("labelled", "read_alone", "read_together")
    )
    return [
        "# Individuals on drawn archives",
        "",
        f"`python -m bench.individuals` ({today()}): {len(found)} drawn archives, none looked into",
        f"before, of {found[0].photographs:,} photographs each, {width} pixels wide, with every",
        "difficulty of `dalil.testing.archive` and all edits.",
        "B-cubed F1 over the distinct readable photographs that show somebody with a number. Machines alone.",
        "",
        "| seed | truth | low–shown–high | inside | " + " | ".join(programs) + " | settled, right |",
        "|--:|--:|---|---|" + "--:|" * len(programs) + "--:|",
        *(
            f"| {one.seed} | {one.truth} | {one.low}–{one.shown}–{one.high} | {_inside(one)} | "
            + " | ".join(f"{one.f1_ppm[name] / 1e6:.3f}" for name in programs)
            + f" | {one.accepted_right} of {one.accepted} |"
            for one in found
        ),
        "",
        "Mean F1: "
        + ", ".join(
            f"{name} {sum(one.f1_ppm[name] for one in found) / len(found) / 1e6:.3f}" for name in programs
        )
        + ".",
        "Lowest F1: "
        + ", ".join(f"{name} {min(one.f1_ppm[name] for one in found) / 1e6:.3f}" for name in programs)
        + ".",
        f"Truth inside low–high: {inside} of {len(found)}.",
        f"Settled numbers right: {right} of {accepted} ({low:.1%}–{high:.1%}).",
        "",
        f"Photographs of one person with a legible label: {labelled:,}. The number is right on {alone:,}",
        f"({alone / labelled:.1%}) read alone, and on {together:,} ({together / labelled:.1%}) by the number",
        "of their individual, whose labels are read together.",
    ]


def _inside(one: Measured) -> str:
    return "yes" if one.low <= one.truth <= one.high else "**no**"


if __name__ == "__main__":
    main()
