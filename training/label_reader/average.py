"""The mean of two runs' weights, of which one began where the other ended: often better than both.

    python -m training.label_reader.average SHARDS RUN FIRST.pt SECOND.pt --share 0.45

Writes ``RUN/checkpoint.pt`` (Wortsman et al. 2022). The means and spreads inside the network belong to
neither run's weights: they are taken anew on two shards."""

import argparse
import os
import random

import torch
from torch import Tensor, nn

from . import shards, train
from .model import LineModel

_SHOWN = (3, 7)
"""Numbers of the shards on which means and spreads are taken."""


def averaged(first: dict[str, Tensor], second: dict[str, Tensor], share: float) -> dict[str, Tensor]:
    """Every number between its two values; ``share`` is the second one's."""
    return {
        name: torch.lerp(first[name], values, share) if values.is_floating_point() else values
        for name, values in second.items()
    }


def renorm(model: LineModel, folder: str) -> None:
    """Take the means and spreads of the batch normalisations anew."""
    norms = [one for one in model.modules() if isinstance(one, nn.BatchNorm2d)]
    usual = [one.momentum for one in norms]
    for one in norms:
        one.reset_running_stats()
        one.momentum = None
    model.train()
    drawn = [sample for number in _SHOWN for sample in shards.read(folder, number)]
    with torch.no_grad():
        for strips, _, _ in train.batches(drawn, 64, random.Random(1)):
            model.eye(train.lit(strips))
    for one, momentum in zip(norms, usual, strict=True):
        one.momentum = momentum
    model.eval()


def main() -> None:
    """Average two checkpoints into a third."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("shards", "run", "first", "second"):
        asked.add_argument(name)
    asked.add_argument("--share", type=float, default=0.5)
    given = asked.parse_args()
    first, second = (torch.load(path, weights_only=True) for path in (given.first, given.second))
    model = LineModel()
    model.load_state_dict(averaged(first["model"], second["model"], given.share))
    renorm(model, given.shards)
    os.makedirs(given.run, exist_ok=True)
    torch.save({**second, "model": model.state_dict()}, f"{given.run}/checkpoint.pt")


if __name__ == "__main__":
    main()
