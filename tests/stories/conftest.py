"""Every story is told twice, on SQLite and on PostgreSQL, and after each the catalog is rebuilt and compared.

The check stands here, and not in the stories, so that none can be without it.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from dalil.testing.commands import Commands
from stories import plates
from stories.story import Story

DATABASES = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)]


@pytest.fixture(params=DATABASES)
def story(request: pytest.FixtureRequest, tmp_path: Path, commands: Commands) -> Story:
    """The place of the story at hand."""
    url = request.getfixturevalue("postgres_url") if request.param == "postgresql" else None
    return Story(tmp_path, commands, url)


@pytest.fixture(autouse=True)
def rebuilt_afterwards(story: Story) -> Iterator[None]:
    """After every story: the shadow dropped, replayed from the log, and found the same on both databases."""
    yield
    assert story.rebuild_everything() > 0, "a story leaves a vault"


@pytest.fixture(scope="session")
def named(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of drawn photographs, three individuals photographed twice; stories do not change it."""
    return plates.disk(tmp_path_factory.mktemp("plates") / "disk")
