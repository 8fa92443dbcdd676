"""No library of ours leaves traces of use behind or queues them for sending."""

import os
import subprocess
import sys
from pathlib import Path


def test_connecting_to_no_cluster_leaves_nothing_in_a_persons_home(tmp_path: Path) -> None:
    """dask reads settings there, and its earlier versions wrote some."""
    code = (
        "from dalil.engine.cluster import ClusterEngine\n"
        "from dalil.engine.cluster_link import Waits\n"
        "from dalil.engine.refusals import ClusterUnreachable\n"
        "try: ClusterEngine('tcp://127.0.0.1:9', Waits(connect=0.1)).protections()\n"
        "except ClusterUnreachable: print('refused')\n"
    )
    home = {**os.environ, "HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path / "cache")}
    ran = subprocess.run([sys.executable, "-c", code], check=True, env=home, capture_output=True)
    assert ran.stdout == b"refused\n"
    assert list(tmp_path.rglob("*")) == []


def test_the_label_reader_leaves_nothing_in_a_persons_home(tmp_path: Path) -> None:
    code = "import dalil; from dalil.vision.recognise import Recogniser; Recogniser()"
    home = {**os.environ, "HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path / "cache")}
    home.pop("ORT_DISABLE_TELEMETRY", None)
    subprocess.run([sys.executable, "-c", code], check=True, env=home)
    assert list(tmp_path.rglob("*")) == []
