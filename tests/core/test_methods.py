"""The pages under docs/methods say what the code does."""

import re
from pathlib import Path

import pytest

from dalil.core.contradiction import CODES
from dalil.core.evidence import WEIGHTS
from dalil.core.link import CERTAIN_DB, LIKELY_DB, POSSIBLE_DB
from dalil.core.path_fact import PathKind
from dalil.core.photograph import PhotographClass
from dalil.core.profile import WORD_KINDS
from dalil.core.wording import RUNGS

METHODS = Path(__file__).parents[2] / "docs" / "methods"


def page(name):
    return (METHODS / f"{name}.md").read_text("utf-8")


def test_the_table_of_weights_is_the_code_s():
    rows = re.findall(r"^\| `([a-z-]+)` \| ([+-]\d+) \|", page("individuals"), re.MULTILINE)
    assert {code: int(weight) for code, weight in rows} == WEIGHTS
    for strength, least in (("certain", CERTAIN_DB), ("likely", LIKELY_DB), ("possible", POSSIBLE_DB)):
        assert f"| {strength} | {least} or more |" in page("individuals")


@pytest.mark.parametrize("code", CODES)
def test_every_contradiction_is_explained(code):
    assert f"`{code}`" in page("individuals")


@pytest.mark.parametrize("one", PhotographClass)
def test_every_class_is_explained(one):
    assert one.value in page("individuals")


@pytest.mark.parametrize("rung", RUNGS)
def test_every_rung_is_explained(rung):
    assert f"| `{rung}` | {RUNGS[rung].unit} |" in page("ladder")


@pytest.mark.parametrize("kind", PathKind)
def test_every_kind_of_path_fact_is_explained(kind):
    assert kind.value in page("paths")


@pytest.mark.parametrize("kind", WORD_KINDS)
def test_every_kind_of_word_is_explained(kind):
    assert kind in page("labels")
