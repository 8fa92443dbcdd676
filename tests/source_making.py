"""Making odd sources on a real disk, and seeing them as another user does."""

import os
from contextlib import contextmanager

from dalil.intake.opener import Opener
from dalil.intake.walk import walk


@contextmanager
def as_nobody():
    """Without root's rights, so that permissions mean something."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


def put(path, content=b"x"):
    """Write a file, its folders included."""
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as out:
        out.write(content)
    return path


def met(root):
    """Items of a walk by their path."""
    return {item.path: item for item in walk(root)}


def open_file(root, item):
    """Open one file that a walk met."""
    with Opener(root) as opener:
        return opener.open(item)
