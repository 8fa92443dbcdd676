"""Rules: as broad as their pairs allow, and narrowed where they would bring too many."""

from itertools import combinations

from dalil.core.matching.blocking import KEYED_COLUMNS, NUMBER, PAIRS_MIN, PAIRS_PER_ASKED, rules


def test_two_columns_are_enough_where_pairs_are_few():
    found = rules(lambda rule: 10, 100)
    assert [each.rule for each in found] == [(NUMBER,), *combinations(KEYED_COLUMNS, 2)]


def test_a_rule_that_brings_too_many_is_narrowed_by_a_third_column():
    found = {each.rule for each in rules(lambda rule: PAIRS_MIN + 1 if rule == ("given", "father") else 9, 1)}
    assert ("given", "father") not in found
    assert ("given", "father", "birth_year") in found
    assert ("given", "father", "family") not in found  # given and family bring its pairs already


def test_what_brings_too_many_with_three_columns_too_is_left_out():
    assert rules(lambda rule: PAIRS_MIN + 1, 1) == ()


def test_more_rows_that_are_asked_for_afford_more_pairs():
    many = 10 * PAIRS_MIN
    assert rules(lambda rule: many, many // PAIRS_PER_ASKED)
    assert not rules(lambda rule: many, many // PAIRS_PER_ASKED - 1)


def test_a_rule_without_pairs_is_no_rule():
    assert rules(lambda rule: 0, 100) == ()


def test_numbers_that_everybody_shares_are_not_narrowed():
    found = {each.rule for each in rules(lambda rule: PAIRS_MIN + 1 if rule == (NUMBER,) else 1, 1)}
    assert all(NUMBER not in rule for rule in found)
