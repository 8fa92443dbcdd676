"""Write a checkpoint as ONNX with its alphabet beside it, and check that both give the same numbers.

python -m training.label_reader.export RUN src/dalil/vision/weights
"""

import argparse
import json

import numpy as np
import onnx
import onnxruntime
import torch

from dalil.vision.alphabet import ALPHABET
from dalil.vision.strip import STRIP_HEIGHT

from .model import LineModel


def main() -> None:
    """Export, compare on noise of three widths, print the largest difference."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("run")
    asked.add_argument("folder")
    given = asked.parse_args()
    model = LineModel()
    held = torch.load(f"{given.run}/checkpoint.pt", map_location="cpu", weights_only=True)
    model.load_state_dict(held["model"])
    model.eval()
    path = f"{given.folder}/label_reader.onnx"
    torch.onnx.export(
        model,
        (torch.zeros(1, 1, STRIP_HEIGHT, 160),),
        path,
        input_names=["strips"],
        output_names=["chances"],
        dynamic_axes={"strips": {3: "width"}, "chances": {1: "steps"}},
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
    session = onnxruntime.InferenceSession(path, providers=["CPUExecutionProvider"])
    for width in (64, 160, 480):
        noise = np.random.default_rng(width).normal(0, 1, (1, 1, STRIP_HEIGHT, width)).astype(np.float32)
        theirs = session.run(None, {"strips": noise})[0]
        with torch.no_grad():
            ours = model(torch.from_numpy(noise)).numpy()
        print(f"width {width}: largest difference {np.abs(theirs - ours).max():.2e}")
    print(f"round {held['round']} written to {path}")


if __name__ == "__main__":
    main()
