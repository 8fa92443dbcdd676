"""Runs in the rivals' environment: faiss' exact binary index over hashes, once for each orientation.

    python rival.py HASHES.npy TURNED.npy      TURNED: 8 × n × 32; prints one JSON object

It imports nothing of Dalil.
"""

import json
import sys
import time

import faiss
import numpy as np

RADIUS = 32
AT_ONCE = 4_096


def main() -> None:
    hashes, turned = np.load(sys.argv[1]), np.load(sys.argv[2], mmap_mode="r")
    faiss.omp_set_num_threads(2)
    started = time.monotonic()
    index = faiss.IndexBinaryFlat(256)
    index.add(hashes)
    found = set()
    for queries in turned:
        for start in range(0, len(queries), AT_ONCE):
            part = np.ascontiguousarray(queries[start : start + AT_ONCE])
            ends, _, there = index.range_search(part, RADIUS)
            here = start + np.repeat(np.arange(len(part)), np.diff(ends.astype(np.int64)))
            ahead = here < there
            found.update((here[ahead] * len(hashes) + there[ahead]).tolist())
    print(
        json.dumps({"seconds": time.monotonic() - started, "pairs": len(found), "version": faiss.__version__})
    )


if __name__ == "__main__":
    main()
