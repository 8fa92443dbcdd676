"""The types of events are those of the specification."""

import re

from dalil.core.event import TYPES
from dalil.publish import dalil_check
from dalil.store.audit.blobs import BLOB_KEYS
from shape import tree

SPEC = "docs/spec/events.md"
ROWS = {row[0].strip("`"): row[1] for row in tree.table(SPEC, "type")}


def test_the_specification_lists_exactly_the_types_of_events():
    assert list(ROWS) == list(TYPES)


def test_the_specification_names_every_key_that_a_body_must_hold():
    missing = {
        kind: absent
        for kind, keys in TYPES.items()
        if (absent := [key for key in keys if key not in re.findall(r"`([a-z_0-9]+)`", ROWS.get(kind, ""))])
    }
    assert not missing


def test_specification_auditor_and_checker_agree_on_what_names_a_file_of_the_store():
    said = re.search(r"these keys \(([^;]*);", tree.text(SPEC))
    assert said is not None
    assert set(re.findall(r"`([a-z_]+)`", said.group(1))) == set(BLOB_KEYS) == set(dalil_check.BLOBS)
