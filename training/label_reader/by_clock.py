"""Train one member by the clock, where an accelerator is lent for minutes and many processors draw beside it.

    python -m training.label_reader.by_clock SHARDS RUN --from CHECKPOINT --minutes 8

``train`` waits for every shard and takes each a set number of times, so that a run can be repeated to the
letter. This one takes of the shards that are there (later ones rather than earlier ones), so that the
accelerator never waits; its learning rate rises for ten seconds and falls along half a cosine to the end of
the time. What is drawn, the model and each step are the same. A checkpoint is written every minute, of the
weights alone: begin with it (``--from``) where the run was cut off."""

import argparse
import math
import os
import random
import time
from collections.abc import Iterator

import torch
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn
from torch.utils.data import DataLoader, IterableDataset, get_worker_info

from . import shards
from .model import LineModel
from .train import AVERAGED, RATE_MAX, batches, grown, step

_TOGETHER = 4
"""Shards whose samples are sorted by width together."""
_WARMING_S = 10.0
_KEPT_EVERY_S = 60.0
_RECENT = 0.005
"""How much of the loss that is said is the last step's."""


class Drawn(IterableDataset):
    """Batches without end, of whatever has been drawn."""

    def __init__(self, folder: str, size: int, seed: int) -> None:
        self.folder, self.size, self.seed = folder, size, seed

    def __iter__(self) -> Iterator:
        worker = get_worker_info()
        chance = random.Random(1_000 * self.seed + (worker.id if worker else 0))
        while True:
            there = self._there()
            if len(there) < _TOGETHER:
                time.sleep(1)
                continue
            numbers = [there[int(len(there) * (1 - chance.random() ** 2) * 0.9999)] for _ in range(_TOGETHER)]
            samples = [one for number in numbers for one in shards.read(self.folder, number)]
            yield from batches(samples, self.size, chance)

    def _there(self) -> list[int]:
        """Numbers of the finished shards, by when they were finished."""
        found = [one for one in os.scandir(self.folder) if len(one.name) == len("00000.npz")]
        return [int(one.name[:5]) for one in sorted(found, key=lambda one: one.stat().st_mtime)]


def main() -> None:
    """Train until the time is over."""
    given = _asked()
    torch.manual_seed(given.seed)
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    model = LineModel().to(device, memory_format=torch.channels_last)
    grown(model, torch.load(given.source, map_location=device, weights_only=True)["model"])
    optimizer = torch.optim.AdamW(model.parameters(), lr=given.rate, weight_decay=0.01, betas=(0.9, 0.98))
    average = AveragedModel(model, multi_avg_fn=get_ema_multi_avg_fn(AVERAGED), use_buffers=True)
    os.makedirs(given.run, exist_ok=True)
    loader = DataLoader(
        Drawn(given.shards, given.batch, given.seed), batch_size=None, num_workers=given.workers,
        prefetch_factor=8, pin_memory=device.type == "cuda",
    )  # fmt: skip
    model.train()
    batched = iter(loader)
    first = next(batched)
    started = kept = time.monotonic()
    steps, seen, lost = 0, 0, torch.zeros((), device=device)
    batch = first
    while (passed := time.monotonic() - started) < given.minutes * 60:
        share = passed / (given.minutes * 60)
        rate = given.rate * min(1.0, (passed + 1) / _WARMING_S) * (0.5 + 0.5 * math.cos(math.pi * share))
        for group in optimizer.param_groups:
            group["lr"] = max(rate, 1e-5)
        loss = step(model, optimizer, average, batch)
        lost += (loss - lost) * (_RECENT if steps else 1.0)
        steps, seen = steps + 1, seen + len(batch[2])
        if time.monotonic() - kept > _KEPT_EVERY_S:
            kept = time.monotonic()
            _keep(
                average, given.run, f"{passed:.0f} s: {steps} steps, {seen} samples, loss {lost.item():.4f}"
            )
        batch = next(batched)
    _keep(average, given.run, f"{passed:.0f} s: {steps} steps, {seen} samples, loss {lost.item():.4f}")
    os._exit(0)  # the workers of the loader hold batches that nobody will take


def _keep(average: AveragedModel, run: str, said: str) -> None:
    print(said, flush=True)
    part = f"{run}/checkpoint.pt.part"
    torch.save({"model": average.module.state_dict(), "round": 0}, part)
    os.replace(part, f"{run}/checkpoint.pt")


def _asked() -> argparse.Namespace:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("shards")
    asked.add_argument("run")
    asked.add_argument(
        "--from", dest="source", required=True, help="a checkpoint whose weights to begin with"
    )
    asked.add_argument("--minutes", type=float, default=8.0)
    asked.add_argument("--batch", type=int, default=256)
    asked.add_argument("--rate", type=float, default=RATE_MAX)
    asked.add_argument("--workers", type=int, default=2)
    asked.add_argument("--seed", type=int, default=1)
    return asked.parse_args()


if __name__ == "__main__":
    main()
