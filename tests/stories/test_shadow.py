"""The check that stands behind every story finds what it is for: a row that no entry made."""

import sqlite3
from pathlib import Path

import psycopg
import pytest

from stories.story import Story


def test_a_row_that_the_log_did_not_make_is_found(story: Story, tmp_path: Path) -> None:
    amal = story.person("amal")
    amal.runs("init", story.vault)
    amal.runs("ladder", *story.here)
    if story.database:
        with psycopg.connect(story.database) as connection:
            connection.execute("DELETE FROM catalog_entry")
    else:
        with sqlite3.connect(story.vault / "catalog.sqlite3") as connection:
            connection.execute("DELETE FROM catalog_entry")
    with pytest.raises(AssertionError, match="the commands left other rows"):
        story.rebuild_everything()
