"""The search for cycles is put off, and comes back whatever happens."""

import gc

import pytest

from dalil.engine.collector import put_off


def test_the_search_is_put_off_and_comes_back():
    assert gc.isenabled()
    with put_off():
        assert not gc.isenabled()
        with put_off():
            assert not gc.isenabled()
        assert not gc.isenabled()
    assert gc.isenabled()


def test_it_comes_back_after_a_refusal():
    with pytest.raises(ValueError, match="no list"), put_off():
        raise ValueError("no list")
    assert gc.isenabled()
