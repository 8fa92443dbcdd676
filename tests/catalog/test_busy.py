"""A catalog that another command writes to is waited for, and then said to be busy, not broken."""

import contextlib
import sqlite3

import pytest

from dalil.catalog import connect
from dalil.flows import rebuild
from dalil.store.layout import Layout
from flows.labelled_world import LabelledWorld


def test_a_catalog_that_another_command_writes_to_is_busy(tmp_path, monkeypatch):
    monkeypatch.setitem(connect.SQLITE_OPTIONS, "timeout", 0.2)
    office = LabelledWorld(tmp_path)
    rebuild.rebuild(office.path)
    with contextlib.closing(sqlite3.connect(Layout(office.path).catalog, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(connect.CatalogBusy):
            rebuild.rebuild(office.path)
        other.execute("ROLLBACK")
    assert rebuild.rebuild(office.path).same
