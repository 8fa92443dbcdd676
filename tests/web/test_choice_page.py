"""Deciding on the page: what can be chosen, each once, and which number is the person's."""

import shutil

import pytest

from web.browsing import Served
from web.test_reading_page import readings, sends

pytestmark = pytest.mark.xdist_group("web")
TWO = "٣٦٥٩ / ٤٠٣٨"


@pytest.fixture
def vault(shown, tmp_path):
    """A copy of the vault that tests may write to."""
    path = str(tmp_path / "vault")
    shutil.copytree(shown.path, path)
    return path


@pytest.mark.parametrize(
    ("language", "asks", "names"),
    [("ar", "أيها رقمه؟", "رقم الشخص:"), ("en", "Which is it?", "The person's number:")],
)
def test_where_two_typed_the_same_numbers_a_third_says_which_is_the_persons(vault, language, asks, names):
    for name in ("هدى", "basem"):
        with Served(vault, "--as", name) as served:
            assert sends(served.guest(), text=TWO).status == 303
    with Served(vault, "--as", "samir") as served:
        guest = served.guest()
        page = guest.get(f"/{language}/reading/").text
        assert asks in page
        assert page.count(names) == 2
        assert page.count('type="radio"') == 3, "two numbers, and what else they type"
        assert sends(guest, choice="1").status == 303
    said = readings(vault)[-1]
    assert (said["text"]["kind"], said["text"]["value"]) == ("adjudicator", "4038")
    assert said["lines"] == [TWO]
    assert said["text"]["confidence_ppm"] == 1_000_000
