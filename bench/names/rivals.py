"""Rivals: what others find of the same forms, in the rivals' environment."""

import json
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Final

WORKER: Final = Path(__file__).with_name("rival_worker.py")


def closest(python: str, asked: Sequence[str], pool: Sequence[str]) -> tuple[dict[str, list[str]], float]:
    """The ten closest of ``pool`` by rapidfuzz's ratio over anyascii, and the seconds that it took."""
    started = time.monotonic()
    ran = subprocess.run(
        [python, "-I", str(WORKER)],
        input=json.dumps({"asked": asked, "pool": pool}), capture_output=True, text=True, check=True,
    )  # fmt: skip
    return json.loads(ran.stdout), time.monotonic() - started
