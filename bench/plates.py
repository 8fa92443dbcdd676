"""Real photographs through the whole walk: how many numbered plates are read right, and which go together.

    python -m bench.plates ../shared/data/photos_with_numbers.zip

The archive is a ZIP of photographs with `labels.json`. Everything goes through the command line; a plate
counts as read right when its digits are a label's number in that photograph. Grouping is judged by B-cubed
over the photographs, whose groups are the plates on them, digits and letters. Writes docs/results/plates.md.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
import zipfile
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from bench.bcubed import f1_ppm
from bench.individuals import by_number, members_of

from dalil.core.study.estimate import wilson

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class Found:
    """What one walk over the archive gave."""

    right: int
    of: int
    seconds: float
    members: int
    photographs: int
    individuals: int
    f1_ppm: dict[str, int]
    """B-cubed F1 by program."""
    ladder: str


def dalil(python: str, *arguments: str) -> str:
    command = [python, "-m", "dalil", *arguments]
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout


def measured(archive: str, *, python: str = sys.executable) -> Found:
    """Walk the archive with the Dalil that ``python`` has."""
    with zipfile.ZipFile(archive) as opened:
        labels = json.loads(opened.read("labels.json"))
        members = len(opened.namelist())
    with tempfile.TemporaryDirectory() as folder:
        vault = f"{folder}/vault"
        started = time.monotonic()
        ladder = dalil(python, "run", archive, "--vault", vault)
        seconds = time.monotonic() - started
        dalil(python, "verify", vault)
        told = [dalil(python, what, "--vault", vault, "--jsonl") for what in ("photographs", "individuals")]
    rows, people = ([json.loads(line) for line in text.splitlines()] for text in told)
    fields = {row["paths"][0].rpartition("/")[2]: row for row in rows}
    right = [
        plate["digits_western"] in numbers(fields[photograph["file"]])
        for photograph in labels
        for plate in photograph["plates"]
    ]
    truth = {
        fields[photograph["file"]]["digest"]: frozenset(
            f"{plate['digits_western']} {plate['letters_right_to_left']}" for plate in photograph["plates"]
        )
        for photograph in labels
    }
    programs = {
        "dalil": members_of(people),
        "by number alone": by_number(rows),
        "by exposure alone": {row["digest"]: frozenset({row["exposure"]}) for row in rows if row["exposure"]},
    }
    f1 = {name: f1_ppm(truth, groups) for name, groups in programs.items()}
    return Found(sum(right), len(right), seconds, members, len(labels), len(people), f1, ladder)


def main(archive: str) -> None:
    found = measured(archive)
    print(found.ladder)
    interval = wilson(found.right, Fraction(found.of), found.of)
    low, high = interval.low_ppm / 1e6, interval.high_ppm / 1e6
    print(f"plates read right: {found.right} of {found.of} ({low:.3f}–{high:.3f})")
    held = f"ZIP with {found.members} members, {found.photographs} photographs, {found.of} plates with digits"
    took = f"sound on verify; {found.seconds:.0f} s; {found.individuals} individuals proposed."
    share = f"Read right: **{found.right} of {found.of}** (95 % Wilson interval {low:.3f}–{high:.3f})"
    grouped = [f"{name} {share / 1e6:.3f}" for name, share in found.f1_ppm.items()]
    print("B-cubed F1:", "; ".join(grouped))
    lines = [
        "# Plates in real photographs",
        "",
        f"`python -m bench.plates photos_with_numbers.zip`, {time.strftime('%Y-%m-%d')}.",
        "",
        f"{held}; {took}",
        "",
        f"{share}: the plate's digits are a label's number in that photograph.",
        "",
        "Photographs of one plate together, B-cubed F1: " + "; ".join(grouped) + ".",
    ]
    (ROOT / "docs/results/plates.md").write_text("\n".join(lines) + "\n", encoding="utf-8")


def numbers(row: dict) -> set[str]:
    """Every number that the labels of a photograph gave."""
    fields = row["fields"]
    found = {
        fields[name]["value"]
        for name in ("detainee_number", "examination_number", "agency")
        if name in fields
    }
    return found | {each.get("detainee_number", "") for each in fields.get("people", [])}


if __name__ == "__main__":
    asked = argparse.ArgumentParser(
        prog="python -m bench.plates",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    asked.add_argument("archive", help="ZIP of photographs with labels.json")
    main(asked.parse_args().archive)
