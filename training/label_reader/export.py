"""Write a checkpoint as ONNX with its alphabet beside it, and check that both give the same numbers.

python -m training.label_reader.export RUN SHARDS src/dalil/vision/weights

Beside it stand its last layer once more and the mean outer product of what that layer is given for lines of
the first shard: what is needed to tune it to an archive (``dalil.vision.head_tuning``).
"""

import argparse
import json

import numpy as np
import onnx
import onnxruntime
import torch
from torch import Tensor, nn

from dalil.vision.alphabet import ALPHABET
from dalil.vision.head import Head, to_npy
from dalil.vision.head_tuning import usual_of
from dalil.vision.line_model import HEAD_FILE, USUAL_FILE
from dalil.vision.strip import STRIP_HEIGHT

from . import shards
from .model import LineModel

_USUAL_LINES = 2_000


class Both(nn.Module):
    """The model with what its last layer is given as a second output."""

    def __init__(self, model: LineModel) -> None:
        super().__init__()
        self.model = model

    def forward(self, strips: Tensor) -> tuple[Tensor, Tensor]:
        """Logarithmic probabilities, and what was seen."""
        seen = self.model.seen(strips)
        return self.model.told(seen), seen


def _seen(model: LineModel, image: np.ndarray) -> np.ndarray:
    """What the model sees along one strip."""
    with torch.no_grad():
        strips = torch.from_numpy(image.astype(np.float32) / 127.5 - 1)[None, None]
        return np.asarray(model.seen(strips)[0].numpy())


def main() -> None:
    """Export, compare on noise of three widths, print the largest difference."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("run")
    asked.add_argument("shards")
    asked.add_argument("folder")
    given = asked.parse_args()
    model = LineModel()
    held = torch.load(f"{given.run}/checkpoint.pt", map_location="cpu", weights_only=True)
    model.load_state_dict(held["model"])
    model.eval()
    path = f"{given.folder}/label_reader.onnx"
    torch.onnx.export(
        Both(model).eval(),
        (torch.zeros(1, 1, STRIP_HEIGHT, 160),),
        path,
        input_names=["strips"],
        output_names=["chances", "seen"],
        dynamic_axes={"strips": {3: "width"}, "chances": {1: "steps"}, "seen": {1: "rows"}},
        opset_version=17,
        dynamo=False,
    )
    loaded = onnx.load(path)
    loaded.producer_name, loaded.producer_version, loaded.doc_string = "dalil", f"round {held['round']}", ""
    onnx.checker.check_model(loaded)
    onnx.save(loaded, path)
    with open(f"{given.folder}/label_reader.json", "w", encoding="utf-8") as out:
        json.dump({"alphabet": ALPHABET, "strip_height": STRIP_HEIGHT}, out, ensure_ascii=False)
        out.write("\n")
    last = model.say
    head = Head(torch.cat([last.weight, last.bias[:, None]], dim=1).detach().numpy())
    seen = [_seen(model, image) for image, _ in shards.read(given.shards, 0)[:_USUAL_LINES]]
    with open(f"{given.folder}/{HEAD_FILE}", "wb") as file:
        file.write(head.to_bytes())
    with open(f"{given.folder}/{USUAL_FILE}", "wb") as file:
        file.write(to_npy(usual_of(seen)))
    session = onnxruntime.InferenceSession(path, providers=["CPUExecutionProvider"])
    for width in (64, 160, 480):
        noise = np.random.default_rng(width).normal(0, 1, (1, 1, STRIP_HEIGHT, width)).astype(np.float32)
        theirs = session.run(None, {"strips": noise})[0]
        with torch.no_grad():
            ours = model(torch.from_numpy(noise)).numpy()
        print(f"width {width}: largest difference {np.abs(theirs - ours).max():.2e}")
        with_head = head.table(session.run(["seen"], {"strips": noise})[0][0])
        print(f"width {width}: with the head apart {np.abs(theirs[0] - with_head).max():.2e}")
    print(f"round {held['round']} written to {path}")


if __name__ == "__main__":
    main()
