"""A photograph seen unblurred: by who may, for a reason, once; recorded, and to be had in no other way."""

import io
import os
import re

import pytest
from PIL import Image

from dalil.core.limits import UNBLURRED_A_DAY_MAX
from web.browsing import Team
from web.shown_vault import ShownVault

pytestmark = pytest.mark.xdist_group("web-look")
HELD = {"X-Dalil-Held": "1"}


@pytest.fixture(scope="module")
def team(tmp_path_factory):
    shown = ShownVault(tmp_path_factory.mktemp("look"))
    with Team(shown.path) as served:
        served.shown = shown
        served.administrator = served.first("root")
        served.looker = served.member(served.administrator, "ليلى", "statistician")
        yield served


def address(team):
    return f"/en/photographs/{team.shown.photographs[0]}/"


def look(team, visitor, reason="coding", **headers):
    page = visitor.get(address(team))
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page.text)[1]
    form = f"csrfmiddlewaretoken={token}&reason={reason}"
    return visitor.post(f"{address(team)}look/", form, Origin=team.origin, **{**HELD, **headers})


def looks(team):
    custodian = team.custodian = getattr(team, "custodian", None) or team.member(
        team.administrator, "أمين", "custodian"
    )
    listed = custodian.get("/en/custody/entries/?type=photograph-unblurred").text
    return len(re.findall(r'<th scope="row"><a href="/en/custody/entries/\d+/"', listed))


def test_who_may_sees_it_grey_without_metadata_and_the_log_says_why(team):
    before = looks(team)
    answer = look(team, team.looker)
    assert answer.status == 200
    image = Image.open(io.BytesIO(answer.body))
    assert (image.mode, image.info, image.format) == ("L", {}, "PNG")
    assert max(image.size) == 640
    assert "no-store" in answer.headers["Cache-Control"]
    assert answer.headers["Accept-Ranges"] == "none"
    assert answer.headers["ETag"] is None
    assert looks(team) == before + 1
    page = team.looker.get(address(team)).text
    assert "ليلى" in page
    assert "A question of a study" in page
    assert "Seen unblurred today: " in page


@pytest.mark.parametrize("reason", ["", "curious", "because+he+is+my+uncle"])
def test_without_a_reason_of_the_list_nothing_is_shown_or_recorded(team, reason):
    before = looks(team)
    answer = look(team, team.looker, reason)
    assert answer.status == 422
    assert "look-without-reason" in answer.text
    assert looks(team) == before


def test_it_has_no_address_that_could_be_followed_kept_cut_or_guessed(team):
    before = looks(team)
    digest = team.shown.photographs[0]
    for method in ("GET", "HEAD", "PUT", "OPTIONS"):
        assert team.looker.ask(method, f"{address(team)}look/").status in {403, 405}
    assert "look-not-held" in look(team, team.looker, **{"X-Dalil-Held": "0"}).text
    assert team.looker.post(f"{address(team)}look/", "reason=coding", **HELD).status == 403
    for name in (
        "clear.png",
        "photograph.png",
        "look.png",
        "preview.png/clear",
        "preview.jpg",
        "label/clear.png",
    ):
        assert team.looker.get(f"/picture/{digest}/{name}").status == 404
    whole = team.looker.get(f"/picture/{digest}/preview.png?box=clear&clear=1")
    assert max(Image.open(io.BytesIO(whole.body)).size) <= 320
    part = look(team, team.looker, Range="bytes=0-99")
    assert (part.status, part.headers["Content-Range"]) == (200, None)
    assert looks(team) == before + 1


def test_nothing_unblurred_is_kept_on_the_disk(team):
    assert look(team, team.looker).status == 200
    cache = os.path.join(team.shown.path, "cache")
    pictures = [
        os.path.join(at, name) for at, _, names in os.walk(cache) for name in names if name[-4:] == ".png"
    ]
    for path in pictures:
        with Image.open(path) as image:
            assert max(image.size) <= 320 or image.height <= 240


def test_a_reader_whose_label_waits_is_shown_the_crop_alone(guest, shown, served):
    where = f"/en/photographs/{shown.photographs[0]}/"
    assert 'class="look' not in guest.get(where).text
    page = guest.get("/en/reading/")
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page.text)[1]
    form = f"csrfmiddlewaretoken={token}&reason=label"
    answer = guest.post(f"{where}look/", form, Origin=served.origin, **HELD)
    assert answer.status == 422
    assert "look-blind" in answer.text


def test_a_day_has_a_measure(team):
    other = team.member(team.administrator, "other", "statistician")
    for _ in range(UNBLURRED_A_DAY_MAX):
        assert look(team, other).status == 200
    assert "Take a break" in other.get(address(team)).text
    enough = look(team, other)
    assert enough.status == 422
    assert "looked-enough" in enough.text
