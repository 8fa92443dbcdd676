"""How rare a form is: rows of letters, whatever stands beside them in one list."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from dalil.core.names.background import ORDER, ngrams, ngrams_of
from dalil.core.names.tally import CODE_BITS, CODES


def by_hand(codes):
    """One key for each letter and the end, and each number of letters before it."""
    edge = CODES - 1
    padded = [edge] * (ORDER - 1) + [*codes, edge]
    found = []
    for at in range(len(codes) + 1):
        rows = []
        for before in range(ORDER):
            some = padded[at + ORDER - 1 - before : at + ORDER]
            key = 0
            for code in some:
                key = (key << CODE_BITS) | code
            rows.append(((before + 1) << (CODE_BITS * ORDER)) | key)
        found.append(rows)
    return np.array(found)


@given(st.lists(st.lists(st.integers(1, CODES - 2), max_size=9), min_size=1, max_size=6))
def test_rows_of_letters_are_those_counted_by_hand(words):
    assert (ngrams_of(words) == np.concatenate([by_hand(word) for word in words])).all()
    assert (ngrams(words[0]) == by_hand(words[0])).all()
