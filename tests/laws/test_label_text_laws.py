"""Laws of label text: order on paper and order in memory, and the probability of whole strings."""

import itertools

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from dalil.vision import alphabet, beam


def _figures(digits: str, marks: str) -> st.SearchStrategy[str]:
    """Numbers and what is made of several: 12, 12/04/2019, ٤٠٣٨/٢١٥."""
    part = st.text(digits, min_size=1, max_size=4)
    return st.tuples(st.sampled_from(marks), st.lists(part, min_size=1, max_size=3)).map(
        lambda drawn: drawn[0].join(drawn[1])
    )


NUMBERS = _figures(alphabet.WESTERN, "/-.:_")
INDIC = _figures(alphabet.ARABIC_INDIC, "/-.")
WORDS = st.text(alphabet.ARABIC_LETTERS, min_size=1, max_size=6)
LATIN = st.text("ABCxyz", min_size=1, max_size=4)
LINES = st.lists(st.one_of(NUMBERS, INDIC, WORDS, LATIN, st.just("(")), min_size=1, max_size=5).map(" ".join)


@given(LINES)
def test_turning_a_line_into_reading_order_and_back_loses_nothing(text: str) -> None:
    assert alphabet.logical(alphabet.visual(text)) == text


@given(LINES)
def test_reading_order_keeps_every_character(text: str) -> None:
    mirrored = {"(": ")", ")": "("}
    seen = alphabet.visual(text)
    assert sorted(mirrored.get(c, c) for c in seen) in (
        sorted(text),
        sorted(mirrored.get(c, c) for c in text),
    )


@st.composite
def _tables(draw: st.DrawFn) -> beam.Table:
    steps, classes = draw(st.integers(1, 4)), draw(st.integers(2, 4))
    weights = draw(st.lists(st.integers(1, 50), min_size=steps * classes, max_size=steps * classes))
    chances = np.array(weights, dtype=np.float64).reshape(steps, classes)
    return np.log(chances / chances.sum(axis=1, keepdims=True)).astype(np.float32)


def _by_counting(table: beam.Table) -> dict[tuple[int, ...], float]:
    """Every way to write every string, added up."""
    found: dict[tuple[int, ...], float] = {}
    steps, classes = table.shape
    for path in itertools.product(range(classes), repeat=steps):
        kept = tuple(one for one, before in zip(path, (0, *path), strict=False) if one and one != before)
        chance = float(np.exp(sum(float(table[step, one]) for step, one in enumerate(path))))
        found[kept] = found.get(kept, 0.0) + chance
    return found


@given(_tables())
def test_the_posterior_of_a_string_is_the_sum_over_all_ways_to_write_it(table: beam.Table) -> None:
    counted = _by_counting(table)
    sequences = sorted(counted)
    got = beam.posterior(table, sequences)
    assert np.allclose(got, [counted[one] for one in sequences], atol=1e-6)
    assert abs(float(got.sum()) - 1.0) < 1e-5


@given(_tables())
def test_the_search_proposes_the_likeliest_string_of_a_small_table(table: beam.Table) -> None:
    counted = _by_counting(table)
    best = max(counted.values())
    proposed = beam.propose(table, width=200)
    assert counted[proposed[0]] >= best - 1e-6


@given(_tables(), st.data())
def test_the_search_never_leaves_the_allowed_classes(table: beam.Table, data: st.DataObject) -> None:
    allowed = data.draw(st.integers(1, table.shape[1] - 1))
    for sequence in beam.propose(table, frozenset({allowed})):
        assert set(sequence) <= {allowed}
