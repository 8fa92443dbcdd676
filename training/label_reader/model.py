"""The line model: convolutions collapse the height, two bidirectional GRUs read along, two outputs per step.

The second GRU is added to the first, scaled channel by channel from nothing (ReZero, Bachlechner 2020),
so that a run can begin with weights that knew one GRU alone."""

import torch
from torch import Tensor, nn

from dalil.vision.alphabet import ALPHABET

CLASSES = len(ALPHABET) + 1


def _block(
    inputs: int, outputs: int, kernel: int | tuple[int, int], stride: int | tuple[int, int] = 1
) -> nn.Sequential:
    size = (kernel, kernel) if isinstance(kernel, int) else kernel
    pad = (size[0] // 2 if size[0] != 5 or stride != 1 else 0, size[1] // 2)
    return nn.Sequential(
        nn.Conv2d(inputs, outputs, size, stride=stride, padding=pad, bias=False),
        nn.BatchNorm2d(outputs),
        nn.ReLU(),
    )


class _Same(nn.Module):
    """A residual block; ``share`` is how much it adds at first."""

    def __init__(self, channels: int, share: float = 1.0) -> None:
        super().__init__()
        self.block = _block(channels, channels, 3)
        nn.init.constant_(self.block[1].weight, share)

    def forward(self, x: Tensor) -> Tensor:
        return x + self.block(x)


class LineModel(nn.Module):
    """Strip (N×1×40×W, −1…1) to logarithmic probabilities (N×W/2×classes). 1.12 M parameters."""

    def __init__(self) -> None:
        super().__init__()
        self.eye = nn.Sequential(
            _block(1, 32, 5, (2, 2)),
            _block(32, 64, 3, (2, 2)),
            _block(64, 96, 3, (2, 1)),
            _Same(96),
            _Same(96, 0.1),
            _block(96, 192, (5, 3)),
        )
        self.along = nn.GRU(192, 128, bidirectional=True, batch_first=True)
        self.again = nn.GRU(256, 128, bidirectional=True, batch_first=True)
        self.gain = nn.Parameter(torch.zeros(256))
        self.loosen = nn.Dropout(0.1)
        self.say = nn.Linear(256, 2 * CLASSES)

    def seen(self, strips: Tensor) -> Tensor:
        """What stands along the strips (N×W/4×256), before it is called anything."""
        along = self.eye(strips).squeeze(2).transpose(1, 2)
        once = self.along(along)[0]
        again: Tensor = once + self.gain * self.again(once)[0]
        return again

    def told(self, seen: Tensor) -> Tensor:
        """Its characters: two steps a row."""
        said = self.say(self.loosen(seen))
        return said.reshape(said.shape[0], -1, CLASSES).log_softmax(-1)

    def forward(self, strips: Tensor) -> Tensor:
        return self.told(self.seen(strips))
