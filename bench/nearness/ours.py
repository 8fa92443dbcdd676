"""One search by Dalil in a process of its own: ``python -m bench.nearness.ours COUNT``; prints an object."""

import json
import resource
import sys
import time

import numpy as np
from bench.nearness.drawn import drawn

from dalil.vision.nearness import DISTANCE_MAX, near


def main() -> None:
    hashes, copies = drawn(int(sys.argv[1]))
    started, processor = time.monotonic(), time.process_time()
    found = near(hashes)
    took = {"seconds": time.monotonic() - started, "processor_seconds": time.process_time() - processor}
    keys = found.first.astype(np.int64) * len(hashes) + found.second
    wanted = np.sort(copies, axis=1)
    told = np.isin(wanted[:, 0] * len(hashes) + wanted[:, 1], keys)
    assert (found.distance <= DISTANCE_MAX).all()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        json.dumps(
            {**took, "peak_mib": peak, "pairs": len(keys), "copies": len(told), "found": int(told.sum())}
        )
    )


if __name__ == "__main__":
    main()
