"""Runs in the rivals' environment: reads paths from standard input, prints one JSON object for each.

It imports nothing of Dalil. Of each picture: PDQ's hash (256 bits) in eight orientations, ImageHash's pHash
(64 bits), and imagededup's where it is installed; in hex.
"""

import json
import sys
import types

import numpy as np
from PIL import Image


def main() -> None:
    hashes = [maker for maker in (pdq(), phash(), imagededup()) if maker]
    for line in sys.stdin:
        path = line.rstrip("\n")
        with Image.open(path) as picture:
            pixels = picture.convert("RGB")
        print(json.dumps({name: found for make in hashes for name, found in make(pixels)}), flush=True)


def pdq():
    try:
        import pdqhash
    except ImportError:
        return None

    def make(picture):
        vectors, _quality = pdqhash.compute_dihedral(np.asarray(picture))
        yield "pdqhash", [np.packbits(one.astype(bool)).tobytes().hex() for one in vectors]

    return make


def phash():
    try:
        import imagehash
    except ImportError:
        return None
    return lambda picture: [("imagehash", [str(imagehash.phash(picture))])]


def imagededup():
    """Its pHash alone: the modules of its network, which want torch, are left out."""
    for module, name in (("methods.cnn", "CNN"), ("utils.models", "CustomModel")):
        left_out = types.ModuleType(f"imagededup.{module}")
        setattr(left_out, name, None)
        sys.modules[left_out.__name__] = left_out
    try:
        from imagededup.methods import PHash
    except ImportError:
        return None
    hasher = PHash(verbose=False)
    return lambda picture: [("imagededup", [hasher.encode_image(image_array=np.asarray(picture))])]


if __name__ == "__main__":
    main()
