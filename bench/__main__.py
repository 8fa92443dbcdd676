"""Every measurement of speed and memory, one after the other, each against a named rival in the same run.

    python -m bench                   all of them; writes docs/results/acquire.md, memory.md and examine.md
    python -m bench acquire           one of them
    python -m bench --folder /big     draws the trees there; 15 GB of room are needed

Machines are shared and noisy: of several rounds, in which the rivals take turns, the medians are compared.
"""

import argparse
import tempfile
from collections.abc import Callable
from typing import Final

from bench import acquire, examine, memory

MEASURES: Final[dict[str, Callable[[str], None]]] = {
    "memory": memory.measure,
    "examine": examine.measure,
    "acquire": acquire.measure,
}


def main() -> None:
    """Run what is asked for."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("measures", nargs="*", choices=[*MEASURES, []], default=[])
    parser.add_argument("--folder", help="a folder on the file system to measure on")
    asked = parser.parse_args()
    for name in asked.measures or MEASURES:
        with tempfile.TemporaryDirectory(prefix="dalil-bench-", dir=asked.folder or ".") as folder:
            MEASURES[name](folder)


if __name__ == "__main__":
    main()
