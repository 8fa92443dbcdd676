"""Write two checkpoints as one ONNX with its alphabet beside it, and check that both give the same numbers.

python -m training.label_reader.export RUN RUN SHARDS src/dalil/vision/weights

Beside it stand their last layers once more and the mean outer products of what those are given for lines of
the first shard: what is needed to tune them to an archive (``dalil.vision.head_tuning``).
"""

import argparse
import json
from collections.abc import Sequence

import numpy as np
import onnx
import onnxruntime
import torch
from torch import Tensor, nn

from dalil.vision.alphabet import ALPHABET
from dalil.vision.head import Head, to_npy
from dalil.vision.head_tuning import usual_of
from dalil.vision.line_model import CHANCES, HEAD_FILE, SEEN, USUAL_FILE
from dalil.vision.strip import STRIP_HEIGHT

from . import shards
from .model import LineModel

_USUAL_LINES = 2_000


class Members(nn.Module):
    """All members side by side: of each what it says, and what its last layer is given."""

    def __init__(self, members: Sequence[LineModel]) -> None:
        super().__init__()
        self.members = nn.ModuleList(members)

    def forward(self, strips: Tensor) -> tuple[Tensor, ...]:
        """Logarithmic probabilities of each, then what each saw."""
        seen = [member.seen(strips) for member in self.members]
        return (*(member.told(one) for member, one in zip(self.members, seen, strict=True)), *seen)


def loaded(run: str) -> LineModel:
    """The averaged weights of a run."""
    model = LineModel()
    held = torch.load(f"{run}/checkpoint.pt", map_location="cpu", weights_only=True)
    model.load_state_dict(held["model"])
    return model.eval()


def write(members: Members, path: str) -> None:
    """The ONNX file; any output can be asked for alone, and then only its member works."""
    axes = {"strips": {3: "width"}}
    axes |= {name: {1: "steps"} for name in CHANCES} | {name: {1: "rows"} for name in SEEN}
    torch.onnx.export(
        members,
        (torch.zeros(1, 1, STRIP_HEIGHT, 160),),
        path,
        input_names=["strips"],
        output_names=[*CHANCES, *SEEN],
        dynamic_axes=axes,
        opset_version=17,
        dynamo=False,
    )
    graph = onnx.load(path)
    graph.producer_name, graph.producer_version, graph.doc_string = "dalil", "", ""
    onnx.checker.check_model(graph)
    onnx.save(graph, path)


def head_of(members: Members) -> Head:
    """Their last layers, one under the other."""
    last = [torch.cat([one.say.weight, one.say.bias[:, None]], dim=1) for one in members.members]
    return Head(torch.cat(last).detach().numpy())


def _seen(members: Members, image: np.ndarray) -> np.ndarray:
    """What the members see along one strip."""
    strips = torch.from_numpy(image.astype(np.float32) / 127.5 - 1)[None, None]
    return np.hstack([one[0].numpy() for one in members(strips)[len(CHANCES) :]])


@torch.no_grad()
def main() -> None:
    """Export, compare on noise of three widths, print the largest difference."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("first", "second", "shards", "folder"):
        asked.add_argument(name)
    given = asked.parse_args()
    members = Members([loaded(given.first), loaded(given.second)]).eval()
    path = f"{given.folder}/label_reader.onnx"
    write(members, path)
    with open(f"{given.folder}/label_reader.json", "w", encoding="utf-8") as out:
        json.dump({"alphabet": ALPHABET, "strip_height": STRIP_HEIGHT}, out, ensure_ascii=False)
        out.write("\n")
    head = head_of(members)
    seen = [_seen(members, image) for image, _ in shards.read(given.shards, 0)[:_USUAL_LINES]]
    with open(f"{given.folder}/{HEAD_FILE}", "wb") as file:
        file.write(head.to_bytes())
    with open(f"{given.folder}/{USUAL_FILE}", "wb") as file:
        file.write(to_npy(usual_of(seen)))
    session = onnxruntime.InferenceSession(path, providers=["CPUExecutionProvider"])
    for width in (64, 160, 480):
        noise = np.random.default_rng(width).normal(0, 1, (1, 1, STRIP_HEIGHT, width)).astype(np.float32)
        for member, ours in enumerate(members(torch.from_numpy(noise))[: len(CHANCES)]):
            theirs, saw = (one[0] for one in session.run([CHANCES[member], SEEN[member]], {"strips": noise}))
            apart, by_head = (
                np.abs(theirs - one).max() for one in (ours[0].numpy(), head.table(saw, member))
            )
            print(
                f"width {width}, member {member}: largest difference {apart:.2e}; by the head {by_head:.2e}"
            )
    print(f"written to {path}")


if __name__ == "__main__":
    main()
