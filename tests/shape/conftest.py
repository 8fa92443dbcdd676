"""What the shape tests share: the whole package, told about by a process of its own."""

import json
import os
import subprocess
import sys

import pytest

from shape import tree


def run_apart(script, *arguments, **more):
    """Run a file of this folder in a fresh process, with the repository on its path and no network."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("DALIL_", "DJANGO_"))}
    paths = (tree.ROOT, os.path.join(tree.ROOT, "src"), os.path.join(tree.ROOT, "tests"))
    command = [sys.executable, os.path.join(tree.ROOT, "tests", "shape", script), *arguments]
    environment = {**kept, "PYTHONPATH": os.pathsep.join(paths)}
    return subprocess.run(command, capture_output=True, check=False, env=environment, **more)


@pytest.fixture(scope="session")
def told():
    """What the whole package says about itself; see whole_package.py."""
    answer = run_apart("whole_package.py")
    assert answer.returncode == 0, answer.stderr.decode()[-2000:]
    return json.loads(answer.stdout)
