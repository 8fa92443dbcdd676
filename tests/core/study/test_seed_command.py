import shutil
import subprocess
from pathlib import Path

from dalil.core.custody.checkpoint import Checkpoint
from dalil.core.study.frame import Frame
from dalil.core.study.sample import seed_of

DOC = Path(__file__).parents[3] / "docs" / "methods" / "study.md"
DIGEST = "$(sha256sum < frame | cut -d' ' -f1)"
COMMAND = f"(printf 'dalil/study-seed/v1\\n%s\\n' \"{DIGEST}\"; cat checkpoint) | sha256sum"


def test_the_documented_shell_command_gives_the_seed(tmp_path):
    with open(DOC, encoding="utf-8") as file:
        assert COMMAND in file.read()
    head = Checkpoint("example.org/vault", 7, bytes(range(32)))
    frame = Frame.freeze(["I2", "I1"], position=7)
    (tmp_path / "frame").write_bytes(frame.content())
    (tmp_path / "checkpoint").write_text(head.text)
    shell = shutil.which("sh")
    printed = subprocess.run([shell, "-c", COMMAND], cwd=tmp_path, capture_output=True, check=True).stdout
    assert printed.split()[0].decode() == seed_of(frame, head)
