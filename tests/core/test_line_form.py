"""How many ways a form has is told from the form alone."""

import pytest

from dalil.core.line_form import WAYS_MAX, ways


@pytest.mark.parametrize(
    ("form", "count"),
    [
        (r"[A-Z]\d{4}", 1),
        (r"\d{3,5}", 3),
        (r"(J|RE)-\d{3,4}", 4),
        (r"\d+/\d+/\d+", 100**3),
        (r"(\d{2} )*", 101),
        (r"(?:ab?c){3}", 8),
    ],
)
def test_usual_forms_have_few(form, count):
    assert abs(ways(form) - count) <= count // 2
    assert ways(form) <= WAYS_MAX


@pytest.mark.parametrize(
    "form",
    [
        r"(\d+)+X",
        r"(\d+)*X",
        r"(\d*){2,}X",
        r"(\d|\d\d)*X",
        r"(a?){40}X",
        r"\d*\d*\d*\d*\d*X",
        r"(?=(\d+)+X)\d+",
        r"(?P<a>(\d+)+)?X",
        r"((\d{1,2}){1,2}){30}X",
    ],
)
def test_repeats_in_repeats_have_too_many(form):
    assert ways(form) > WAYS_MAX
