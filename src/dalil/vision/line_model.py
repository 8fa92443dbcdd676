"""The line models: trained weights, run by onnxruntime on one thread.

There are :data:`dalil.vision.head.MEMBERS` of them in one file, of one make, and any may be asked alone.

Each strip runs alone (batch of one): onnxruntime's kernels may sum in another order for another batch size,
and a reading must not depend on its neighbours. Weights are read in the constructor; afterwards no file is
touched.
"""

import json
import os
from collections.abc import Sequence
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from dalil.core.digest import Digest
from dalil.core.errors import Refusal
from dalil.vision.alphabet import ALPHABET
from dalil.vision.beam import Table
from dalil.vision.calibration import Calibration
from dalil.vision.head import FEATURES, MEMBERS, Head, Seen, from_npy
from dalil.vision.head_tuning import Usual
from dalil.vision.strip import STRIP_HEIGHT, Pixels

if TYPE_CHECKING:
    import onnxruntime


HEAD_FILE: Final = "label_reader.head.npy"
USUAL_FILE: Final = "label_reader.usual.npy"
"""Beside the weights: their last layers once more, and what their input usually is."""
CHANCES: Final = tuple(f"chances-{member}" for member in range(MEMBERS))
SEEN: Final = tuple(f"seen-{member}" for member in range(MEMBERS))
"""Outputs of the file, by member."""


class WeightsRefusal(Refusal):
    """The label reader's weights cannot be used: {detail}."""

    code = "weights-unusable"
    exit_status = 40
    remedy = "Reinstall Dalil, or point to weights made by `training/label_reader`."


class LineModel:
    """The weights, loaded once and warmed up, and their calibration.

    ``digest`` names the weights in every reading's record.
    """

    def __init__(self, path: str | None = None, head: Head | None = None) -> None:
        """Load the packaged weights, or those at ``path`` (the description lies beside them, ``.json``).

        ``head`` replaces their last layer. Their curves were not measured with it: it has none, and nothing
        that it reads is accepted.

        Raises:
            WeightsRefusal: a file is missing, is no model, or was made for another alphabet or strip height.

        """
        content, described = _packaged() if path is None else _at(path)
        held = described if isinstance(described, dict) else {}
        if (held.get("alphabet"), held.get("strip_height")) != (ALPHABET, STRIP_HEIGHT):
            raise WeightsRefusal(detail="they were made for another alphabet or strip height")
        try:
            self.calibration = Calibration.from_record(held.get("calibration", {}))
        except (ValueError, TypeError) as wrong:
            raise WeightsRefusal(detail=f"their calibration is damaged ({wrong})") from wrong
        self.digest = Digest.of(content + head.to_bytes() if head else content)
        self._head = head
        if head:
            self.calibration = Calibration({})
        self._session = _session(content)
        if not {*CHANCES, *SEEN} <= {one.name for one in self._session.get_outputs()}:
            raise WeightsRefusal(detail=f"they hold other outputs than those of {MEMBERS} line models")
        for member in range(MEMBERS):
            self.table(np.zeros((STRIP_HEIGHT, 2 * STRIP_HEIGHT), dtype=np.uint8), member)

    def table(self, line: Pixels, member: int) -> Table:
        """Logarithmic probabilities (steps × classes, one step for two pixels) of one strip."""
        if self._head:
            return self._head.table(self._run([SEEN[member]], line)[0], member)
        return self._run([CHANCES[member]], line)[0]

    def seen(self, line: Pixels) -> Seen:
        """What the members see along one strip (:data:`dalil.vision.head.Seen`), before their last layers."""
        return np.hstack(self._run(SEEN, line))

    def _run(self, outputs: Sequence[str], line: Pixels) -> list[NDArray[np.float32]]:
        values = (line.astype(np.float32) / np.float32(127.5) - np.float32(1))[None, None]
        return [
            np.asarray(one[0], dtype=np.float32) for one in self._session.run(outputs, {"strips": values})
        ]


def tuning_start(path: str | None = None) -> tuple[Head, Usual]:
    """The head of the packaged weights, or of those at ``path``, and what they usually see.

    Raises:
        WeightsRefusal: a file is missing or damaged.

    """
    folder = resources.files("dalil.vision") / "weights" if path is None else Path(path).parent
    try:
        head = Head.from_bytes((folder / HEAD_FILE).read_bytes())
        usual = from_npy((folder / USUAL_FILE).read_bytes(), (MEMBERS * (FEATURES + 1), FEATURES + 1))
    except (OSError, ValueError) as trouble:
        raise WeightsRefusal(detail=str(trouble)) from trouble
    return head, usual


def _packaged() -> tuple[bytes, object]:
    """The weights that were installed with the package."""
    folder = resources.files("dalil.vision") / "weights"
    try:
        described = (folder / "label_reader.json").read_text(encoding="utf-8")
        return (folder / "label_reader.onnx").read_bytes(), json.loads(described)
    except (OSError, ValueError) as trouble:
        raise WeightsRefusal(detail=str(trouble)) from trouble


def _at(path: str) -> tuple[bytes, object]:
    """Weights and their description from disk."""
    try:
        with open(path, "rb") as weights, open(os.path.splitext(path)[0] + ".json", "rb") as described:
            return weights.read(), json.loads(described.read())
    except (OSError, ValueError) as trouble:
        raise WeightsRefusal(detail=str(trouble)) from trouble


def _session(content: bytes) -> "onnxruntime.InferenceSession":
    """One thread, hence no thread pool: safe to fork after, and the same numbers on every run."""
    import onnxruntime

    wishes = onnxruntime.SessionOptions()
    wishes.intra_op_num_threads = 1
    wishes.inter_op_num_threads = 1
    wishes.execution_mode = onnxruntime.ExecutionMode.ORT_SEQUENTIAL
    wishes.use_deterministic_compute = True
    wishes.log_severity_level = 4
    try:
        return onnxruntime.InferenceSession(content, wishes, providers=["CPUExecutionProvider"])
    except Exception as trouble:  # onnxruntime's own exceptions share no public base class
        if not type(trouble).__module__.startswith("onnxruntime"):
            raise
        raise WeightsRefusal(detail=str(trouble).splitlines()[0]) from trouble
