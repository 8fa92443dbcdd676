from dalil.core.names.slip import meant


def test_every_single_slip_is_undone_and_the_word_itself_is_none():
    for written in ("mandoor", "manso", "mansoorr", "masnoor", "mansor"):
        assert written not in meant(written)
    assert "mansoor" in meant("mandoor")  # another letter
    assert "mansoor" in meant("mansor")  # left out
    assert "mansoor" in meant("mansoorr")  # too many
    assert "mansoor" in meant("masnoor")  # in turn
    assert "mansoor" not in meant("mandor")  # two slips


def test_what_was_meant_stands_once_and_in_one_order():
    found = meant("ali")
    assert len(set(found)) == len(found)
    assert found == meant("ali")
