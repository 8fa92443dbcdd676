"""The line model: convolutions collapse the height, a bidirectional GRU reads along, two outputs per step."""

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
    """A residual block."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.block = _block(channels, channels, 3)

    def forward(self, x: Tensor) -> Tensor:
        return x + self.block(x)


class LineModel(nn.Module):
    """Strip (N×1×40×W, −1…1) to logarithmic probabilities (N×W/2×classes). 0.74 M parameters."""

    def __init__(self) -> None:
        super().__init__()
        self.eye = nn.Sequential(
            _block(1, 32, 5, (2, 2)),
            _block(32, 64, 3, (2, 2)),
            _block(64, 96, 3, (2, 1)),
            _Same(96),
            _block(96, 192, (5, 3)),
        )
        self.along = nn.GRU(192, 128, bidirectional=True, batch_first=True)
        self.loosen = nn.Dropout(0.1)
        self.say = nn.Linear(256, 2 * CLASSES)

    def forward(self, strips: Tensor) -> Tensor:
        seen = self.eye(strips).squeeze(2).transpose(1, 2)
        said = self.say(self.loosen(self.along(seen)[0]))
        return said.reshape(said.shape[0], -1, CLASSES).log_softmax(-1)
