"""No library of ours leaves traces of use behind or queues them for sending."""

import os
import subprocess
import sys
from pathlib import Path


def test_the_label_reader_leaves_nothing_in_a_persons_home(tmp_path: Path) -> None:
    code = "import dalil; from dalil.vision.recognise import Recogniser; Recogniser()"
    home = {**os.environ, "HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path / "cache")}
    home.pop("ORT_DISABLE_TELEMETRY", None)
    subprocess.run([sys.executable, "-c", code], check=True, env=home)
    assert list(tmp_path.rglob("*")) == []
