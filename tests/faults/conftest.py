"""What the faults share: the real command line with small batches."""

import os

import pytest

from dalil.testing.commands import Commands


@pytest.fixture(scope="module")
def commands():
    """The command line with small batches: some are durable while others are on their way."""
    with Commands(prelude="faults.small_batches", path=os.path.dirname(os.path.dirname(__file__))) as server:
        yield server
