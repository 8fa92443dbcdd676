import pytest

from dalil.core.visible import visible


@pytest.mark.parametrize("text", ["a b", "شرطة 12-04", "می\u200cخواهم", "📷", "٤٠٣٨"])
def test_what_can_be_seen_stays(text):
    assert visible(text) == text


@pytest.mark.parametrize(
    "hidden", ["\u202e", "\u2066", "\x00", "\x1b", "\n", "\u00ad", "\ue000", "\u2028", "\ufeff"]
)
def test_what_hides_is_written_out(hidden):
    assert visible(f"a{hidden}ب") == f"a<U+{ord(hidden):04X}>ب"


def test_lines_stand_where_they_are_wanted():
    assert visible("ا\nب", lines=True) == "ا\nب"
    assert visible("ا\rب", lines=True) == "ا<U+000D>ب"
