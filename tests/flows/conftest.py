import pytest

from flows.small_world import SmallWorld


@pytest.fixture
def small(tmp_path):
    return SmallWorld(tmp_path)
