"""Standing: how a copy stands to the exhibit that leaves in its stead, told by pixels. Runs inside the jail.

A box that people state on a copy must cover the same thing in the representative. So both are looked at as
people see them, upright, and compared in all eight orientations; exactly one must agree, nothing may be
cropped away or moved, and the copy may hide nothing. In any doubt there is no answer but a refusal.
"""

from collections.abc import Iterator
from typing import BinaryIO, Final

import numpy as np
from numpy.typing import NDArray

from dalil.core.canonical import Record
from dalil.core.digest import Digest
from dalil.core.errors import Refusal
from dalil.core.record import take_integer
from dalil.core.release.redaction import Box
from dalil.engine.contract import Work
from dalil.engine.local import LocalEngine
from dalil.flows.vault import Vault
from dalil.intake.item import refusal_to_record
from dalil.vision import decode, mask, verify
from dalil.vision.orientation import Orientation, oriented
from dalil.vision.region import Pixels

LOOK: Final = Work("dalil.flows.standing:entry", verify.PRELOAD, "dalil.vision.verify:warm_up")
MOVES: Final = (0.01, 0.02, 0.04)
"""Shares of width or height that are cut away on trial: if the copy fits such a crop better, it is one."""


class CopyUncertain(Refusal):
    """Where {digest} lies in {representative}, which leaves in its stead, is not certain: {detail}."""

    code = "redaction-copy-uncertain"
    exit_status = 72
    remedy = "Look at the photograph that leaves and state the boxes on its digest."


def carried(vault: Vault, digest: str, representative: str, boxes: list[Box]) -> list[Box]:
    """Return the ``boxes`` stated on ``digest``, where the representative of its exposure shows the same.

    Both are meant upright, as people see them. Raises: CopyUncertain, ExhibitMissing, ExhibitChanged.
    """
    if digest == representative:
        return boxes
    back = Orientation(_told(vault, digest, representative)).back
    return [box.turned(int(back)) for box in boxes]


def _told(vault: Vault, digest: str, representative: str) -> int:
    first = vault.reader.read(Digest(representative))
    header: Record = {"first_bytes": len(first)}
    (outcome,) = LocalEngine(1).map(LOOK, [(header, lambda: first + vault.reader.read(Digest(digest)))])
    if isinstance(outcome, Refusal):
        raise CopyUncertain(
            digest=digest, representative=representative, detail=outcome.sentence
        ) from outcome
    facts = outcome[0]
    assert isinstance(facts, dict), facts
    if facts["detail"] is not None:
        raise CopyUncertain(digest=digest, representative=representative, detail=facts["detail"])
    return take_integer(facts, "orientation")


def entry(header: Record, payload: bytes, file: BinaryIO | None) -> Iterator[Record]:
    """Two files end to end, the representative first, to ``orientation``, or to why not: ``detail``."""
    del file
    border = take_integer(header, "first_bytes")
    try:
        first = mask.shown(decode.reduced(payload[:border], 2 * verify.LONGEST))
        second = mask.shown(decode.reduced(payload[border:], 2 * verify.LONGEST))
    except Refusal as refusal:
        yield {"detail": f"it cannot be decoded ({refusal_to_record(refusal)['code']})", "orientation": None}
        return
    found = standing(first, second)
    yield {
        "detail": found if isinstance(found, str) else None,
        "orientation": None if isinstance(found, str) else int(found),
    }


def standing(first: Pixels, second: Pixels) -> Orientation | str:
    """Return what was done to all of ``first`` to get ``second``, or in words why that is not certain."""
    verdicts = {each: verify.verify_copy(first, second, each) for each in Orientation}
    fitting = [each for each, verdict in verdicts.items() if verdict.copy]
    if not fitting:
        return "it is cropped, bordered or changed too much"
    if len(fitting) > 1:
        return "it looks the same in several orientations"
    (only,) = fitting
    overlay = verdicts[only].overlay
    if overlay is not None and overlay.on_second:
        return "something covers a part of it"
    if not verdicts[only].identical and _moved(oriented(first, only), second):
        return "it may be cropped or moved"
    return only


def _moved(first: Pixels, second: Pixels) -> bool:
    """True when some slightly cropped ``first`` fits ``second`` better than all of it, or the other way."""
    whole = _apart(first, second)
    crops = ((_cropped(first, share, sides), second) for share in MOVES for sides in _SIDES)
    borders = ((first, _cropped(second, share, sides)) for share in MOVES for sides in _SIDES)
    return any(_apart(one, other) <= whole for pair in (crops, borders) for one, other in pair)


_SIDES: Final = (
    (1, 0, 0, 0),
    (0, 1, 0, 0),
    (0, 0, 1, 0),
    (0, 0, 0, 1),
    (1, 1, 0, 0),
    (0, 0, 1, 1),
    (1, 1, 1, 1),
)
"""Sides of which something is cut: left, right, top, bottom."""
_COMPARED: Final = 256


def _cropped(pixels: Pixels, share: float, sides: tuple[int, int, int, int]) -> Pixels:
    height, width = pixels.shape[:2]
    wide, high = max(1, round(width * share)), max(1, round(height * share))
    left, right, top, bottom = sides
    return pixels[top * high : height - bottom * high, left * wide : width - right * wide]


def _apart(one: Pixels, other: Pixels) -> float:
    """Mean difference of grey values at 256 × 256, each scaled to mean 0 and deviation 1."""
    return float(np.abs(_scaled(one) - _scaled(other)).mean())


def _scaled(pixels: Pixels) -> NDArray[np.float64]:
    import cv2
    from PIL import Image

    grey = Image.fromarray(cv2.cvtColor(np.ascontiguousarray(pixels), cv2.COLOR_RGB2GRAY))
    small = grey.resize((_COMPARED, _COMPARED), Image.Resampling.BILINEAR)
    values = np.asarray(small).astype(np.float64)
    scaled: NDArray[np.float64] = (values - values.mean()) / max(1.0, float(values.std()))
    return scaled
