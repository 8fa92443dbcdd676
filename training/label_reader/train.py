"""Train the line model on shards, in pieces: stop it when you like, the same command goes on.

    python -m training.label_reader.train SHARDS RUN --rounds 300 --threads 1

Round ``r`` takes the fresh shard ``r`` (waiting for it) and ``--replay`` earlier ones, chosen by the round's
number. The learning rate rises over 10 rounds and falls along half a cosine to the last round; a run that
starts from the weights of another (``--from``) does so again. What is exported is the moving average of the
weights. A checkpoint is written every 5 rounds. On a GPU, rounds go to it in 16-bit floats; on a CPU, one
thread and channels-last are fastest."""

import argparse
import math
import os
import random
import time

import numpy as np
import torch
from torch import nn
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn

from . import shards
from .model import LineModel

RATE_MAX = 2e-3
AVERAGED = 0.998
"""How much of the moving average stays at each step."""
_JUDGE = nn.CTCLoss(blank=0, zero_infinity=True)


def main() -> None:
    """Go on from the last checkpoint, or from the seed."""
    given = _asked()
    torch.manual_seed(given.seed)
    torch.set_num_threads(given.threads)
    torch.set_flush_denormal(True)
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    model = LineModel().to(device, memory_format=torch.channels_last)
    optimizer = torch.optim.AdamW(model.parameters(), lr=RATE_MAX, weight_decay=0.01, betas=(0.9, 0.98))
    os.makedirs(given.run, exist_ok=True)
    kept = f"{given.run}/checkpoint.pt"
    first = 0
    if os.path.exists(kept):
        held = torch.load(kept, map_location=device, weights_only=True)
        model.load_state_dict(held["trained"])
        optimizer.load_state_dict(held["optimizer"])
        first = held["round"] + 1
    elif given.source:
        known = torch.load(given.source, map_location=device, weights_only=True)["model"]
        grown(model, known)
    average = AveragedModel(model, multi_avg_fn=get_ema_multi_avg_fn(AVERAGED), use_buffers=True)
    if os.path.exists(kept):
        average.module.load_state_dict(held["model"])
        average.n_averaged.fill_(1)
    started = time.monotonic()
    for number in range(first, given.rounds):
        if time.monotonic() - started > given.minutes * 60:
            break
        loss, rate = _round(number, given, model, optimizer, average)
        print(
            f"round {number} loss {loss:.4f} rate {rate:.5f} at {time.monotonic() - started:.0f} s",
            flush=True,
        )
        if number % 5 == 4 or number == given.rounds - 1:
            state = {
                "model": average.module.state_dict(),
                "trained": model.state_dict(),
                "optimizer": optimizer.state_dict(),
                "round": number,
            }
            torch.save(state, kept + ".part")
            os.replace(kept + ".part", kept)


def _asked() -> argparse.Namespace:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("shards")
    asked.add_argument("run")
    asked.add_argument("--rounds", type=int, default=300)
    asked.add_argument("--replay", type=int, default=1)
    asked.add_argument("--batch", type=int, default=64)
    asked.add_argument("--threads", type=int, default=1)
    asked.add_argument("--minutes", type=float, default=100.0)
    asked.add_argument("--rate", type=float, default=RATE_MAX)
    asked.add_argument("--from", dest="source", help="a checkpoint whose weights to begin with")
    asked.add_argument("--seed", type=int, default=20261122)
    return asked.parse_args()


def grown(model: LineModel, held: dict[str, torch.Tensor]) -> None:
    """Take the weights of a model with fewer characters or parts; what is new starts from nothing."""
    own = model.state_dict()
    for name, weights in held.items():
        if weights.shape != own[name].shape:
            old, new = weights.shape[0] // 2, own[name].shape[0] // 2
            for half in (0, 1):
                own[name][half * new : half * new + old] = weights[half * old : (half + 1) * old]
                own[name][half * new + old : (half + 1) * new] = 0
            if name.endswith("bias"):
                own[name][new - 1] = own[name][2 * new - 1] = -6.0
        else:
            own[name].copy_(weights)
    model.load_state_dict(own)


def _round(number, given, model, optimizer, average) -> tuple[float, float]:
    chance = random.Random(number)
    while not os.path.exists(f"{given.shards}/{number:05d}.npz"):
        time.sleep(2)
    drawn = shards.read(given.shards, number)
    for _ in range(min(given.replay, number)):
        drawn += shards.read(given.shards, chance.randrange(number))
    rate = given.rate * min(1.0, (number + 1) / 10) * (0.5 + 0.5 * math.cos(math.pi * number / given.rounds))
    for group in optimizer.param_groups:
        group["lr"] = max(rate, 1e-5)
    model.train()
    total, count = 0.0, 0
    for batch in batches(drawn, given.batch, chance):
        total += step(model, optimizer, average, batch).item()
        count += 1
    return total / count, rate


def step(model, optimizer, average, batch) -> torch.Tensor:
    """One step on one batch, on the model's device; the loss."""
    device = next(model.parameters()).device
    strips, classes, lengths = batch
    shown = lit(strips.to(device, non_blocking=True)).contiguous(memory_format=torch.channels_last)
    with torch.autocast(device.type, torch.bfloat16, enabled=device.type == "cuda"):
        told = model(shown).float().transpose(0, 1)
    steps = torch.full((strips.shape[0],), told.shape[0], dtype=torch.long)
    loss = _JUDGE(told, classes.to(device, non_blocking=True), steps, lengths)
    optimizer.zero_grad(set_to_none=True)
    loss.backward()
    nn.utils.clip_grad_norm_(model.parameters(), 2.0)
    optimizer.step()
    average.update_parameters(model)
    return loss.detach()


def lit(strips: torch.Tensor) -> torch.Tensor:
    """Strips of bytes as the model takes them, with a little noise and light on each."""

    def within(low: float, high: float) -> torch.Tensor:
        return torch.rand((len(strips), 1, 1, 1), device=strips.device) * (high - low) + low

    seen = strips.float() * within(0.85, 1.0) + within(0, 20)
    return (seen + 3 * torch.randn_like(seen)) / 127.5 - 1


def batches(drawn, size, chance):
    """Samples of about equal width together, batches in a drawn order: strips of bytes, classes, lengths."""
    drawn = sorted(drawn, key=lambda one: one[0].shape[1] + chance.uniform(-12, 12))
    starts = list(range(0, len(drawn), size))
    chance.shuffle(starts)
    for start in starts:
        part = drawn[start : start + size]
        width = max(image.shape[1] for image, _ in part)
        strips = np.empty((len(part), 1, 40, width), dtype=np.uint8)
        for place, (image, _) in enumerate(part):
            strips[place, 0, :, : image.shape[1]] = image
            strips[place, 0, :, image.shape[1] :] = np.median(image)
        classes = torch.from_numpy(np.concatenate([text for _, text in part]).astype(np.int64))
        lengths = torch.tensor([len(text) for _, text in part])
        yield torch.from_numpy(strips), classes, lengths


if __name__ == "__main__":
    main()
