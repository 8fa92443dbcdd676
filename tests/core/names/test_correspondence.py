"""Letters that write letters: one formula, three ways to ask it, and what it knows."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dalil.core.names.background import Background, ngrams
from dalil.core.names.compounds import latin_forms
from dalil.core.names.correspondence import Correspondence, Counts
from dalil.core.names.letters import Script
from dalil.core.names.spelling import NEVER
from dalil.core.names.tally import CODES, Tally, coded
from dalil.core.names.vocabulary import Vocabulary, log_probability
from dalil.flows import naming

LATIN = naming.spelling().across.forth
WORDS = [
    "mohammed",
    "muhammad",
    "mehmet",
    "hassan",
    "hussein",
    "abdulrahman",
    "ali",
    "alaa",
    "omar",
    "amr",
    "noor",
]


def toy():
    """Of one letter that is written b or bb, and nothing else."""
    shares = np.zeros(CODES)
    shares[1:3] = 0.5
    counts = Counts(np.zeros(0, np.int64), np.zeros(0), shares, np.array([0.2, 0.5, 0.2, 0.05, 0.05]))
    return Correspondence("ب", "bp", counts, (1.0, 1.0, 1.0))


def test_the_chances_of_all_words_that_a_letter_can_write_are_one():
    model = toy()
    words = ["".join(letters) for size in range(1, 5) for letters in product("bp", repeat=size)]
    nothing = 0.2
    assert np.exp(model.log_probability(["ب"] * len(words), words)).sum() == pytest.approx(1 - nothing)


def test_a_vocabulary_says_what_pairs_say():
    vocabulary = Vocabulary([*WORDS, "müller", ""], LATIN)
    for word in ("محمد", "حسن", "عبدالرحمن", "نور"):
        found = vocabulary.log_probability(word)
        assert found[: len(WORDS)] == pytest.approx(LATIN.log_probability([word] * len(WORDS), WORDS))
        assert np.isneginf(found[len(WORDS) :]).all()


def test_a_vocabulary_says_the_same_whatever_it_was_asked_before():
    asked = ("محمد", "محمود", "مح", "محمد", "حمد", "مح٣", "محمدين")
    one = Vocabulary(WORDS, LATIN)
    for word in asked:
        assert (one.log_probability(word) == Vocabulary(WORDS, LATIN).log_probability(word)).all()


def test_what_is_asked_together_is_what_is_asked_alone():
    words = ["محمد", "علي", "عبدالرحمن"]
    together = LATIN.log_probability([*words, *words], WORDS[:6])
    alone = [
        LATIN.log_probability([one], [other])[0] for one, other in zip([*words, *words], WORDS, strict=False)
    ]
    assert together == pytest.approx(alone)


@pytest.mark.parametrize(
    ("given", "written"), [("", "ali"), ("علي", ""), ("علي", "ал"), ("ali", "ali"), ("علي1", "a")]
)
def test_letters_of_no_alphabet_are_never_written(given, written):
    assert np.isneginf(LATIN.log_probability([given], [written])[0])


def test_a_vocabulary_of_no_words_says_nothing():
    assert len(Vocabulary([], LATIN).log_probability("علي")) == 0


def test_a_word_that_is_far_too_long_is_never_written():
    assert np.isneginf(LATIN.log_probability(["علي"], ["a" * 13])[0])


@given(st.lists(st.sampled_from("abcdxyz"), min_size=1, max_size=6).map("".join))
@settings(deadline=None)
def test_a_background_shares_out_all_that_can_follow(word):
    rows = [ngrams(coded(each, "abcdxyz")) for each in ("abba", "dad", "xyz", "bad")]
    tally = Tally.of(np.concatenate([row.ravel() for row in rows]), np.ones(sum(row.size for row in rows)))
    background = Background("abcdxyz", tally.keys, tally.values)
    shares = background.log_share([word, word, word + "a"])
    assert shares[0] == shares[1]
    assert shares[2] < 0
    assert np.exp(background.log_share(["a", "b", "c", "d", "x", "y", "z"])).sum() < 1


def test_odds_do_not_depend_on_order_or_company():
    spelling = naming.spelling()
    alone = spelling.odds("محمد", Script.ARABIC, "mohammed", Script.LATIN)
    spelling.foresee((arabic, latin) for arabic in ("محمد", "حسن") for latin in WORDS)
    assert spelling.odds("mohammed", Script.LATIN, "محمد", Script.ARABIC) == alone
    assert spelling.odds("ali", Script.LATIN, "aly", Script.LATIN) == spelling.odds(
        "aly", Script.LATIN, "ali", Script.LATIN
    )
    assert spelling.odds("علي", Script.ARABIC, "علي", Script.ARABIC) == NEVER


def test_a_common_name_is_known_in_its_spellings():
    known = naming.spelling().known_as
    assert [known(latin) for latin in ("khaled", "hussein", "mahmoud", "zzyzx")] == [
        "خالد",
        "حسين",
        "محمود",
        "zzyzx",
    ]


def test_an_article_is_looked_past():
    assert latin_forms("alhalabi") == ("alhalabi", "halabi")
    assert latin_forms("annajjar") == ("annajjar", "najjar")
    assert latin_forms("ali") == ("ali",)
    assert latin_forms("elias") == ("elias", "ias")


def test_what_is_forgotten_for_want_of_room_is_reckoned_again(monkeypatch):
    expected = naming.spelling().known_as("mohammed")
    monkeypatch.setattr("dalil.core.names.spelling._REMEMBERED", 4)
    crowded = naming.spelling.__wrapped__()
    crowded.foresee([("محمد", "mohammed")])
    assert crowded.known_as("mohammed") == expected == "محمد"


def test_pairs_are_worth_the_same_by_themselves_and_asked_of_a_vocabulary():
    arabic = ["محمد", "حسن", "علي", "عمر"]
    pairs = [pair for _ in range(20) for pair in product(arabic, WORDS)]  # few words in many pairs
    together = log_probability(LATIN, *zip(*pairs, strict=True))
    for (one, other), found in zip(pairs, together, strict=True):
        assert found == pytest.approx(LATIN.log_probability([one], [other])[0], rel=1e-12)
        assert found == pytest.approx(log_probability(LATIN, [one], [other])[0], rel=1e-12)


def test_odds_below_the_least_are_not_told_and_all_others_are_unchanged():
    across = naming.spelling().across
    pairs = list(product(["محمد", "حسن", "علي", "عمر", "نور"], WORDS))
    exact = across.log_odds(*zip(*pairs, strict=True))
    cut = across.log_odds(*zip(*pairs, strict=True), least=-5.0)
    assert ((exact >= -5.0) == np.isfinite(cut)).all()
    assert np.isfinite(cut).any()
    assert np.isneginf(cut).any()
    assert cut[exact >= -5.0] == pytest.approx(exact[exact >= -5.0], rel=1e-12)
