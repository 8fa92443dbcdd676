import struct

import pytest

from dalil.engine import landlock


@pytest.mark.parametrize(
    ("version", "fields"),
    [
        (1, [0x1FFF]),
        (2, [0x3FFF]),
        (3, [0x7FFF]),
        (4, [0x7FFF, 3]),
        (5, [0xFFFF, 3]),
        (6, [0xFFFF, 3, 3]),
        (7, [0xFFFF, 3, 3]),
        (99, [0xFFFF, 3, 3]),
    ],
)
def test_every_right_the_kernel_knows_is_taken(version, fields):
    assert landlock.ruleset(version) == struct.pack(f"={len(fields)}Q", *fields)


def test_asking_for_the_version_changes_nothing():
    assert landlock.abi() == landlock.abi() >= 0
