import pytest

from web.browsing import Served
from web.shown_vault import ShownVault


@pytest.fixture(scope="session")
def shown(tmp_path_factory):
    """The vault that the pages show."""
    return ShownVault(tmp_path_factory.mktemp("shown"))


@pytest.fixture(scope="session")
def served(shown):
    """The server of that vault, for somebody who may read its labels."""
    with Served(shown.path, "--as", "هدى") as server:
        yield server


@pytest.fixture(scope="session")
def looker(shown):
    """Somebody who may see it where nobody reads: nothing is withheld."""
    with Served(shown.path) as server:
        yield server.guest()


@pytest.fixture(scope="session")
def guest(served):
    """Somebody who may see it."""
    return served.guest()
