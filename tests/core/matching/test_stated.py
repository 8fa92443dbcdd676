"""What archive and list state behind a line, each under where it stands."""

import pytest

from dalil.core.matching.naming import SUBJECT
from dalil.core.matching.stated import beside, sides


def test_arrest_and_death_are_said_by_name_from_what_a_line_keeps():
    """As every version stored them: a reader of Arabic read ``2015 / ? – ? / 2016-03`` backwards."""
    said = beside("taken-dead", "? / 2016-03", "2015 / ?")
    assert (
        said.ar
        == " (في الأرشيف: الاعتقال غير مذكور، الوفاة 2016-03 · في القائمة: الاعتقال 2015، الوفاة غير مذكورة)"
    )
    assert said.en == (
        " (in the archive: arrest not stated, death 2016-03 · in the list: arrest 2015, death not stated)"
    )


@pytest.mark.parametrize(
    ("left", "right", "en"),
    [
        ("1984", "1985", " (in the archive: 1984 · in the list: 1985)"),
        (None, "1985", " (in the archive: not stated · in the list: 1985)"),
        ("1984", None, " (in the archive: 1984 · in the list: not stated)"),
        (None, None, ""),
    ],
)
def test_what_a_side_does_not_state_is_said_so(left, right, en):
    assert beside("birth-year", left, right).en == en


def test_where_a_name_stands_is_a_path_each_and_no_list():
    name, where = sides(SUBJECT, "محمد", "شهادات وفاة/601/1226.pdf · 2/3.txt")
    assert (name.where.ar, name.text.ar, name.paths) == ("الاسم", "محمد", ())
    assert (where.where.en, where.paths) == ("stands in", ("شهادات وفاة/601/1226.pdf", "2/3.txt"))
