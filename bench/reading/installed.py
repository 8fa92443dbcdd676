"""The installed Dalil: what needs all of its libraries runs there, as a process of its own.

The environment in which these figures are made has what fonts and the reader need, not the whole program.
"""

import subprocess
import sys

from bench.timing import ROOT

_PYTHON = ROOT / ".venv" / "bin" / "python"
PYTHON = str(_PYTHON) if _PYTHON.exists() else sys.executable
_DRAWING = """
import sys
from dalil.testing.archive import ArchiveBuilder
seed, photographs, width, height = map(int, sys.argv[2:])
ArchiveBuilder(seed=seed, photographs=photographs, size=(width, height), workers=1).draw(sys.argv[1])
"""


def draw_archive(folder: str, seed: int, photographs: int, size: tuple[int, int]) -> None:
    """Draw an archive with its truth into ``folder``."""
    numbers = [str(number) for number in (seed, photographs, *size)]
    subprocess.run([PYTHON, "-c", _DRAWING, folder, *numbers], check=True)
