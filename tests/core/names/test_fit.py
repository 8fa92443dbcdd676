import pytest

from dalil.core.names.fit import earned_permille, fit_of
from dalil.core.names.level import CONTRADICTING, Level
from dalil.core.names.parts import NamePart, Part
from dalil.flows import naming


def fit(left, right):
    method = naming.method()
    one, other = (NamePart.of(Part.GIVEN, word) for word in (left, right))
    found = fit_of(one, other, method.word_fit)
    assert found == fit_of(other, one, method.word_fit)
    return found


@pytest.mark.parametrize(
    ("left", "right", "level"),
    [
        ("حسن", "Hassan", Level.SPELLING),
        ("حسن", "Hussein", Level.DIFFERENT),
        ("جمال", "Dschamal", Level.SPELLING),
        ("عبد الرحمن", "Abderrahmane", Level.SPELLING),
        ("عبد الرزاق", "Abdur Razzaq", Level.SPELLING),
        ("غليون", "Ghalioun", Level.SPELLING),
        ("مجد", "Khaled", Level.DIFFERENT),
        ("Youssef", "Yusuf", Level.SPELLING),
        ("محمد", "محد", Level.POSSIBLE),
        ("حسن", "حسين", Level.DIFFERENT),
        ("السرميني", "السرمني", Level.CLOSE),
        ("زعبي", "زغبي", Level.DIFFERENT),
    ],
)
def test_two_words_fit_as_far_as_their_letters_say(left, right, level):
    assert fit(left, right).level is level


def test_a_contradiction_takes_away_and_an_agreement_gives():
    for left, right in (("حسن", "Hussein"), ("حسن", "Hassan"), ("محمد", "محمد"), ("علي", "Omar")):
        found = fit(left, right)
        assert (found.permille < 0) == (found.level in CONTRADICTING)


def test_a_spelling_earns_more_the_better_it_fits():
    shares = [earned_permille(odds) for odds in range(-6_000, 16_000, 500)]
    assert shares == sorted(shares)
    assert 0 < shares[0] < shares[-1] < 1_000


@pytest.mark.parametrize(("left", "right"), [("منصور", "Mandoor"), ("رجب", "Raab"), ("لمياء", "Lamay")])
def test_a_slip_in_a_latin_word_that_is_no_name_counts_less_against(left, right):
    found = fit(left, right)
    assert found.level is Level.UNLIKELY
    assert found.permille >= -700


def test_two_names_one_letter_apart_count_less_against_than_two_unlike_ones():
    assert fit("أحمد", "خالد").permille < fit("حسن", "حسين").permille < 0
