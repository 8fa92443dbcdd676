"""Naming: what names are compared by: letters as they were learned, and how common names are.

``letters/letters-v2.npz`` is made by `training/names/make_letters.py`; its card stands beside it.
"""

import io
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any, Final

import numpy as np

from dalil.core.names.background import Background
from dalil.core.names.correspondence import Correspondence, Counts
from dalil.core.names.frequency import NameCounts, default_frequencies, default_names
from dalil.core.names.ledger import Method
from dalil.core.names.spelling import Spelling, Writing

_FILE: Final = "letters-v2.npz"


@cache
def method(counted: NameCounts | None = None) -> Method:
    """What this version of Dalil compares names by; ``counted``: a profile's names in place of its own."""
    frequencies = counted.frequencies() if counted else default_frequencies()
    return Method(spelling=spelling(counted), frequencies=frequencies)


@cache
def spelling(counted: NameCounts | None = None) -> Spelling:
    """Odds of two spellings, as this version of Dalil knows them; Latin words may stand for known names."""
    known = counted.names if counted else default_names()
    content = resources.files("dalil.flows").joinpath("letters", _FILE).read_bytes()
    with np.load(io.BytesIO(content), allow_pickle=False) as arrays:
        arabic, latin = _background(arrays, "arabic_share"), _background(arrays, "latin_share")
        variant = _correspondence(arrays, "variant")
        across = Writing(_correspondence(arrays, "latin"), _correspondence(arrays, "arabic"), arabic, latin)
        within = Writing(variant, variant, latin, latin)
        return Spelling(str(arrays["version"]), across, within, known)


def _correspondence(arrays: Mapping[str, Any], name: str) -> Correspondence:
    alone, one, both = arrays[f"{name}_smoothing"].tolist()
    counts = Counts(
        np.cumsum(arrays[f"{name}_steps"]),
        arrays[f"{name}_values"].astype(np.float64),
        arrays[f"{name}_letters"],
        arrays[f"{name}_lengths"],
    )
    return Correspondence(
        str(arrays[f"{name}_given"]), str(arrays[f"{name}_written"]), counts, (alone, one, both)
    )


def _background(arrays: Mapping[str, Any], name: str) -> Background:
    values = arrays[f"{name}_values"].astype(np.float64)
    return Background(str(arrays[f"{name}_alphabet"]), np.cumsum(arrays[f"{name}_steps"]), values)
