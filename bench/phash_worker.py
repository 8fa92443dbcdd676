"""Near pairs by imagehash's pHash, in the rivals' environment: paths on stdin, pairs of line numbers out."""

import sys

import imagehash
import numpy as np
from PIL import Image

bits_max = int(sys.argv[1])
hashes = []
for path in sys.stdin.read().splitlines():
    with Image.open(path) as picture:
        hashes.append(np.packbits(imagehash.phash(picture).hash.ravel()))
table = np.array(hashes)
for place, one in enumerate(table):
    apart = np.bitwise_count(table[place + 1 :] ^ one).sum(axis=1)
    for other in np.flatnonzero(apart <= bits_max).tolist():
        print(place, place + 1 + other)
