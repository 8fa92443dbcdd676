"""Which lines teach the label reader, and which labels are kept back."""

import pytest

from dalil.core.lesson import agreed_lines, is_asked, paired, same_line, spellings
from dalil.core.reading import PPM, Legibility, ReaderKind, Reading
from dalil.core.settlement import agreed


def person(name, value, *lines, kind=ReaderKind.PERSON, legibility=Legibility.READ):
    return Reading(name, kind, value, legibility, PPM), lines


def lines_of(*read):
    return agreed_lines(agreed([reading for reading, _ in read]), list(read))


class TestAgreedLines:
    def test_two_who_type_the_same_but_for_blanks_and_the_script_of_digits(self):
        read = [person("a", "417", "رقم ٤١٧"), person("b", "417", "رقم  417")]
        assert same_line(lines_of(*read)[0], "رقم 417")

    def test_one_number_typed_with_other_words_around_teaches_nothing(self):
        assert lines_of(person("a", "417", "رقم 417"), person("b", "417", "no 417")) is None

    def test_only_some_lines_typed_teach_nothing(self):
        assert lines_of(person("a", "417", "417", "2013"), person("b", "417", "417")) is None

    def test_an_adjudicator_s_lines_go_before_those_that_were_disputed(self):
        third = person("c", "418", "no 418", kind=ReaderKind.ADJUDICATOR)
        assert lines_of(person("a", "417", "417"), person("b", "418", "418"), third) == ("no 418",)

    def test_the_order_in_which_people_read_changes_nothing(self):
        read = [person("a", "417", "٤١٧"), person("b", "417", "417")]
        assert lines_of(*read) == lines_of(*reversed(read))


class TestPaired:
    def test_as_many_lines_are_paired_in_order_however_they_were_misread(self):
        assert paired(["417", "12/4/2013"], ["5ZZ", "I2/"]) == [(0, "417"), (1, "12/4/2013")]

    def test_fewer_lines_find_those_that_they_are_like(self):
        machine = ["المخابرات", "4I7", "12/4/2013"]
        assert paired(["417", "12/4/2013"], machine) == [(1, "417"), (2, "12/4/2013")]

    def test_a_line_like_none_is_left_out(self):
        assert paired(["555"], ["4I7", "12/4/2013"]) == []

    def test_lines_typed_in_another_order_teach_nothing_wrong(self):
        assert paired(["12345", "محمد"], ["محمد", "12345"]) in ([(0, "محمد")], [(1, "12345")])
        assert paired(["67890"], ["الاسم محمد"]) == []
        assert paired(["36591", "BRANCH"], ["BRANCH", "3659"]) in ([(0, "BRANCH")], [(1, "36591")])

    def test_a_line_that_the_machine_did_not_read_is_paired_by_its_place(self):
        assert paired(["417", "2013"], ["", "2013"]) == [(0, "417"), (1, "2013")]

    def test_pairs_never_cross(self):
        assert len(paired(["12/4/2013", "417", "5"], ["417", "12/4/2013"])) == 1

    def test_a_line_with_a_digit_that_nobody_read_is_left_out(self):
        assert paired(["4?7", "2013"], ["417", "2013"]) == [(1, "2013")]

    def test_blank_lines_are_none(self):
        assert paired(["417", " "], ["417"]) == [(0, "417")]


class TestSpellings:
    def test_the_line_as_typed_comes_first_and_nothing_twice(self):
        assert spellings("٤/7") == ("٤/7", "4/7", "٤/٧", "۴/۷")
        assert spellings("abc") == ("abc",)


class TestKeptBack:
    def test_about_a_quarter_of_all_labels_is_kept_back(self):
        kept = sum(is_asked(f"{number:064x}:0") for number in range(2000))
        assert 430 < kept < 570

    @pytest.mark.parametrize(("one", "other", "same"), [("١٢ ٣", "123", True), ("123", "124", False)])
    def test_two_lines_say_the_same_whatever_their_blanks_and_digits(self, one, other, same):
        assert same_line(one, other) is same
