"""Habit: what German and Turkish clerks write is read as others write it, too."""

import pytest

from dalil.core.names.compare import Verdict, compare
from dalil.core.names.compounds import latin_forms, latin_forms_again
from dalil.core.names.habit import read_again
from dalil.core.names.split import split
from dalil.flows import naming


@pytest.mark.parametrize(
    ("word", "again"),
    [
        ("dschurdsch", ["jurj"]),
        ("tschalabi", ["chalabi"]),
        ("chalid", ["khalid"]),
        ("jusuf", ["yusuf"]),
        ("cemil", ["jemil"]),
        ("avat", ["awad"]),
        ("selahattin", ["selahaddin"]),
        ("ahmad", []),
        ("", []),
    ],
)
def test_a_word_is_read_as_others_would_write_it(word, again):
    assert list(read_again(word)) == again


def test_a_form_is_never_its_own_other_reading():
    for word in ("aljusuf", "elcabir", "jjj", "ccc", "tt"):
        assert not set(latin_forms(word)) & set(latin_forms_again(word))


@pytest.mark.parametrize(
    ("latin", "arabic"),
    [
        ("Dschurdsch Abd el-Fattah al-Babi", "جورج عبد الفتاح البابي"),
        ("Jusuf Chalid al-Halabi", "يوسف خالد الحلبي"),
        ("Cemil Avad Hamdan", "جميل عوض حمدان"),
        ("Selahattin Muhammed Kabbani", "صلاح الدين محمد قباني"),
        ("Şemsettin Ahmed Kabbani", "شمس الدين أحمد قباني"),
    ],
)
def test_names_that_they_wrote_agree(latin, arabic):
    assert compare(split(latin), split(arabic), method=naming.method()).verdict is Verdict.AGREE
