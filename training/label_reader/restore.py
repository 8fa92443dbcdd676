"""Shipped weights as a checkpoint to go on from: the way back from ONNX.

    python -m training.label_reader.restore WEIGHTS.onnx SHARDS CHECKPOINT.pt [--member 1]

Export folds each batch normalisation into the convolution before it. Here each gets the mean and spread of
what its convolution gives on one shard, and the scale and shift that undo them: the same function, and one
that can be trained on."""

import argparse

import numpy as np
import onnx
import onnxruntime
import torch
from onnx import numpy_helper
from torch import Tensor, nn

from dalil.vision.head import MEMBERS
from dalil.vision.line_model import CHANCES

from . import shards
from .model import LineModel

_SHOWN = 256
"""Strips on which means and spreads are taken."""
_WIDTH_MAX = 256


def restored(path: str, folder: str, member: int) -> LineModel:
    """One of the models whose weights stand in an ONNX file, member after member."""
    graph = onnx.load(path).graph
    held = {one.name: torch.from_numpy(numpy_helper.to_array(one).copy()) for one in graph.initializer}
    model = LineModel().eval()
    blocks = [
        part for part in model.modules() if isinstance(part, nn.Sequential) and isinstance(part[0], nn.Conv2d)
    ]

    def own(kind: str) -> list[onnx.NodeProto]:
        nodes = [node for node in graph.node if node.op_type == kind]
        each = len(nodes) // MEMBERS
        return nodes[member * each : (member + 1) * each]

    with torch.no_grad():
        for block, node in zip(blocks, own("Conv"), strict=True):
            _fold_back(block, *(held[name] for name in node.input[1:3]))
        for layer, node in zip((model.along, model.again), own("GRU"), strict=True):
            _gru(layer, *(held[node.input[place]] for place in (1, 2, 3)))
        model.gain.copy_(held[f"members.{member}.gain"])
        (last,) = own("MatMul")
        model.say.weight.copy_(held[last.input[1]].T)
        model.say.bias.copy_(held[f"members.{member}.say.bias"])
        _settle(model, blocks, _shown(folder))
    return model


def _fold_back(block: nn.Sequential, weight: Tensor, bias: Tensor) -> None:
    """A convolution with a bias as one without, and a normalisation that for now adds the bias alone."""
    block[0].weight.copy_(weight)
    norm = block[1]
    norm.running_mean.zero_()
    norm.running_var.fill_(1 - norm.eps)
    norm.weight.fill_(1)
    norm.bias.copy_(bias)


def _gru(layer: nn.GRU, inward: Tensor, onward: Tensor, biases: Tensor) -> None:
    """ONNX keeps the gates as update, reset, new; PyTorch as reset, update, new."""
    for way, end in enumerate(("l0", "l0_reverse")):
        half = biases[way].shape[0] // 2
        for name, value in (
            ("weight_ih", inward[way]), ("weight_hh", onward[way]),
            ("bias_ih", biases[way][:half]), ("bias_hh", biases[way][half:]),
        ):  # fmt: skip
            update, reset, new = value.chunk(3)
            getattr(layer, f"{name}_{end}").copy_(torch.cat([reset, update, new]))


def _shown(folder: str) -> Tensor:
    """Strips of one shard, cut or repeated to one width."""
    strips = [np.resize(image, (40, _WIDTH_MAX)) if image.shape[1] < 64 else image[:, :_WIDTH_MAX]
              for image, _ in shards.read(folder, 0)[:_SHOWN]]  # fmt: skip
    page = np.full((len(strips), 1, 40, _WIDTH_MAX), 255, dtype=np.float32)
    for place, one in enumerate(strips):
        page[place, 0, :, : one.shape[1]] = one
    return torch.from_numpy(page / 127.5 - 1)


def _settle(model: LineModel, blocks: list[nn.Sequential], shown: Tensor) -> None:
    """Give every normalisation the mean and variance of what reaches it, and keep what it does."""
    for block in blocks:
        met: list[Tensor] = []
        handle = block[0].register_forward_hook(lambda _part, _given, made, met=met: met.append(made))
        model.eye(shown)
        handle.remove()
        mean, variance = met[0].mean((0, 2, 3)), met[0].var((0, 2, 3), unbiased=False)
        norm = block[1]
        shift = norm.bias.clone()
        norm.running_mean.copy_(mean)
        norm.running_var.copy_(variance)
        norm.weight.copy_(torch.sqrt(variance + norm.eps))
        norm.bias.copy_(shift + mean)


def main() -> None:
    """Restore, compare with the original on noise, write."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("weights")
    asked.add_argument("shards")
    asked.add_argument("checkpoint")
    asked.add_argument("--member", type=int, default=0, choices=range(MEMBERS))
    given = asked.parse_args()
    model = restored(given.weights, given.shards, given.member)
    noise = np.random.default_rng(1).normal(0, 1, (1, 1, 40, 160)).astype(np.float32)
    theirs = onnxruntime.InferenceSession(given.weights).run([CHANCES[given.member]], {"strips": noise})[0]
    with torch.no_grad():
        apart = float(np.abs(theirs - model(torch.from_numpy(noise)).numpy()).max())
    torch.save({"model": model.state_dict(), "round": 0}, given.checkpoint)
    print(f"largest difference {apart:.2e}; written to {given.checkpoint}")


if __name__ == "__main__":
    main()
