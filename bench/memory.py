"""Peak memory at 100,000 files: acquire, verify, and the checker that stands alone."""

import os
import random
import sys
from typing import Final

from bench.timing import DALIL, ROOT, timed, today, write

FILES: Final = 100_000
LIMIT_MIB: Final = 250
CHECKER: Final = str(ROOT / "src" / "dalil" / "publish" / "dalil_check.py")


def draw(folder: str) -> None:
    """100,000 small files, a tenth of them empty."""
    drawn = random.Random(3)
    for number in range(FILES):
        below = os.path.join(folder, f"{number // 1000:03d}")
        os.makedirs(below, exist_ok=True)
        with open(os.path.join(below, f"{number:06d}.txt"), "wb") as file:
            file.write(drawn.randbytes(drawn.randrange(1, 2_000)) if number % 10 else b"")


def measure(folder: str) -> None:
    """Write docs/results/memory.md."""
    tree, vault = os.path.join(folder, "tree"), os.path.join(folder, "vault")
    draw(tree)
    commands = {
        "dalil acquire": [*DALIL, "acquire", tree, "--vault", vault, "--json"],
        "dalil acquire, again": [*DALIL, "acquire", tree, "--vault", vault, "--json"],
        "dalil verify": [*DALIL, "verify", vault, "--json"],
        "dalil_check.py": [sys.executable, "-I", CHECKER, vault],
        "dalil rebuild": [*DALIL, "rebuild", "--vault", vault],
        "find, xargs sha256sum": ["sh", "-ec", f"find {tree} -type f -print0 | xargs -0 sha256sum"],
    }
    lines = [
        "# Memory",
        "",
        f"`make bench` ({today()}): {FILES:,} files of 0–2 KB; aim {LIMIT_MIB} MiB for the largest process.",
        "",
        "| program | wall s | peak MiB of its largest process |",
        "|---|--:|--:|",
    ]
    for name, command in commands.items():
        ran = timed(command)
        lines.append(f"| {name} | {ran.seconds:.1f} | {ran.peak_mib:.0f} |")
    write("memory", lines)
