import os
import shutil

import pytest

from browser.chromium import Chromium
from web.browsing import Served
from web.shown_vault import ShownVault

# Playwright keeps an event loop running in this process; Django would then refuse queries of other tests.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"


@pytest.fixture(scope="session")
def shown(tmp_path_factory):
    return ShownVault(tmp_path_factory.mktemp("shown-in-a-browser"))


@pytest.fixture(scope="session")
def chromium(shown):
    """Debian's Chromium, let in by the link."""
    program = shutil.which("chromium")
    if program is None:
        pytest.skip("needs Debian's Chromium: `make test` installs it")
    with Served(shown.path, "--as", "هدى") as served, Chromium(program, served) as browser:
        yield browser


@pytest.fixture(scope="session")
def looking(chromium, shown):
    """The same browser where nobody reads: nothing is withheld."""
    with Served(shown.path) as served:
        yield chromium.visiting(served)
