"""Price: what moving usual characters must cost, so that a reader that learns an archive forgets little.

    python -m bench.reading.price [--count 300] [--prices 0.06 0.2 0.6] [--weights WEIGHTS.onnx]

Of the calibrating half (``halves``) and with seeds of its own, so that no line of the tables takes part in
the choice: an archive of each kind is learned at each price, and others of it and unshifted lines are read.
"""

import argparse

from bench.reading import calibrate, codes, halves, overlays, shifted
from bench.reading.halves import Half
from bench.reading.tuning import KINDS, lessons, right

from dalil.vision.head_tuning import PRICE, tuned
from dalil.vision.line_model import tuning_start
from dalil.vision.recognise import Recogniser

_SEED = 811


def main() -> None:
    """Print, for each price and kind, lines of the archive and others that are read right."""
    wishes = argparse.ArgumentParser(description=__doc__)
    wishes.add_argument("--count", type=int, default=300)
    wishes.add_argument("--prices", type=float, nargs="+", default=[PRICE])
    wishes.add_argument("--weights")
    asked = wishes.parse_args()
    half, count = Half.CALIBRATING, asked.count
    others = calibrate.handwritten(_SEED, count, half)
    others += overlays.lines(_SEED, halves.Fonts(half))(count)
    others += codes.alone_in(_SEED, count // 3, halves.Fonts(half))
    kinds = shifted.handwritten(2 * count * len(KINDS), _SEED, half)
    (head, usual), plain = tuning_start(asked.weights), Recogniser(asked.weights)
    print("untuned", f"others {right(plain, others)} of {len(others)}", flush=True)
    for kind in KINDS:
        archive = [case for case in kinds if case.kind == kind]
        learned, kept = archive[:count], archive[count:]
        taught = lessons(plain, learned)
        print(kind, "untuned", f"archive {right(plain, kept)} of {len(kept)}", flush=True)
        for price in asked.prices:
            own = Recogniser(asked.weights, tuned(head, taught, usual, price=price))
            print(kind, price, f"archive {right(own, kept)}", f"others {right(own, others)}", flush=True)


if __name__ == "__main__":
    main()
