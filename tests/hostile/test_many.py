"""Very many small things: memory stays small, and the cost of each is small."""

import io
import os
import shutil
import zipfile

import pytest

from hostile.memory_watching import MemoryWatch

pytestmark = pytest.mark.slow

EMPTY_FILES = 100_000
MIB_MAX = 250
SMALL_ARCHIVES = 500


def test_a_hundred_thousand_empty_files_need_little_memory(commands, tmp_path):
    source, vault = str(tmp_path / "source"), str(tmp_path / "vault")
    for number in range(EMPTY_FILES):
        if number % 1000 == 0:
            folder = os.path.join(source, f"{number // 1000:03}")
            os.makedirs(folder)
        os.close(os.open(f"{folder}/{number:06}.jpg", os.O_CREAT | os.O_WRONLY))
    watch = MemoryWatch(commands.start("acquire", source, "--vault", vault, "--json"), every_seconds=0.2)
    told = watch.result().json
    shutil.rmtree(source)
    assert (told["files"], told["kept"], told["duplicates"]) == (EMPTY_FILES, EMPTY_FILES, EMPTY_FILES - 1)
    assert told["refused"] == {}
    assert watch.own_mib < MIB_MAX
    verifying = MemoryWatch(commands.start("verify", vault), every_seconds=0.2)
    assert verifying.result().status == 0
    assert verifying.own_mib < MIB_MAX


def test_many_small_archives_cost_little_each(commands, tmp_path):
    """A jail of its own for each would take a third of a second: hours for a hundred thousand."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as outer:
        for number in range(SMALL_ARCHIVES):
            inner = io.BytesIO()
            with zipfile.ZipFile(inner, "w") as archive:
                archive.writestr("photo.txt", f"{number}")
            outer.writestr(f"{number}.zip", inner.getvalue())
    (tmp_path / "many.zip").write_bytes(out.getvalue())
    ran = commands.run("acquire", str(tmp_path / "many.zip"), "--vault", str(tmp_path / "vault"), "--json")
    assert ran.json["kept"] == 1 + 2 * SMALL_ARCHIVES
    assert ran.seconds < 60  # five or six on an idle core
