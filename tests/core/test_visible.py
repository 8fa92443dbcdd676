import pytest

from dalil.core.visible import all_plain, is_plain, visible


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


def test_printable_letters_all_show_themselves():
    letters = [chr(code) for code in range(0x110000) if chr(code).isprintable()]

    assert all(map(is_plain, letters))


@pytest.mark.parametrize("text", ["شرطة 12-04", "می\u200cخواهم", "a\u00a0b", ""])
def test_a_text_is_plain_where_each_letter_is(text):
    assert all_plain(text)
    assert not all_plain(f"{text}\u202e")
