"""Pictures: nothing but crops and blurred previews, however one asks."""

import io
import os

import pytest
from PIL import Image

from web.shown_vault import SECRET_COLOUR

pytestmark = pytest.mark.xdist_group("web")


def kept(shown, digest):
    folder = os.path.join(shown.path, "cache", "view", digest[:2], digest)
    return {os.path.join(folder, name) for name in os.listdir(folder)} if os.path.exists(folder) else set()


def made_by(guest, shown, digest):
    """A preview made now, and the file in which it was kept."""
    for path in kept(shown, digest):
        os.unlink(path)
    body = guest.get(f"/picture/{digest}/preview.png").body
    (path,) = kept(shown, digest)
    return body, path


def opened(answer):
    assert answer.status == 200
    assert answer.headers["Content-Type"] == "image/png"
    image = Image.open(io.BytesIO(answer.body))
    image.load()
    return image


def test_a_preview_is_grey_small_and_blurred(guest, shown):
    for digest in shown.photographs:
        image = opened(guest.get(f"/picture/{digest}/preview.png"))
        assert image.mode == "L"
        assert max(image.size) <= 320
        edges = sum(abs(a - b) > 24 for a, b in zip(image.tobytes(), image.tobytes()[1:], strict=False))
        assert edges < 0.02 * image.width * image.height


def test_a_crop_is_the_label_and_nothing_around_it(guest, shown):
    image = opened(guest.get(f"/picture/{shown.files['1']}/label/0.png")).convert("RGB")
    assert image.size == (240, 80)
    colours = image.getcolors(240 * 80)
    near = [
        n for n, colour in colours if max(abs(a - b) for a, b in zip(colour, SECRET_COLOUR, strict=True)) < 20
    ]
    assert sum(near) < 0.08 * 240 * 80


def test_pictures_carry_nothing_but_pixels(guest, shown):
    for name in ("preview.png", "label/0.png"):
        answer = guest.get(f"/picture/{shown.files['1']}/{name}")
        assert opened(answer).info == {}
        assert b"Maker" not in answer.body
        assert b"Exif" not in answer.body


@pytest.mark.parametrize("header", [("Range", "bytes=0-9"), ("If-None-Match", "*"), ("If-Range", "x")])
def test_ranges_and_tags_give_the_whole_blurred_picture_or_nothing(guest, shown, header):
    whole = guest.get(f"/picture/{shown.files['1']}/preview.png")
    asked = guest.get(f"/picture/{shown.files['1']}/preview.png", **dict([header]))
    assert asked.status == 200
    assert asked.body == whole.body
    assert asked.headers["Cache-Control"] == "private, no-store"
    assert asked.headers["Accept-Ranges"] == "none"


def test_what_is_no_photograph_has_no_picture(guest, shown):
    for name in ("paper", "damaged"):
        assert guest.get(f"/picture/{shown.files[name]}/preview.png").status == 404
        assert guest.get(f"/picture/{shown.files[name]}/label/0.png").status == 404
    assert guest.get(f"/picture/{'0' * 64}/preview.png").status == 404
    assert guest.get(f"/picture/{shown.files['1']}/label/2.png").status == 404
    assert guest.get(f"/picture/{shown.files['1']}/label/99999999999999999999.png").status == 404


def test_no_address_leads_to_an_original(guest, shown):
    digest = shown.files["1"]
    for address in (
        f"/store/{digest[:2]}/{digest}",
        f"/picture/{digest}",
        f"/picture/{digest}/",
        f"/picture/{digest}/original.jpg",
        f"/picture/{digest}/preview.jpg",
        f"/static/../../../{digest}",
        f"/picture/{digest}/label/-1.png",
        f"/picture/{digest.upper()}/preview.png",
        "/catalog.sqlite3",
        "/keys/log.key",
    ):
        assert guest.get(address).status == 404, address


def test_the_cache_may_be_deleted_and_is_for_its_owner_alone(guest, shown):
    body, path = made_by(guest, shown, shown.files["2"])
    assert os.stat(path).st_mode & 0o777 == 0o600
    assert os.stat(os.path.dirname(path)).st_mode & 0o777 == 0o700
    assert made_by(guest, shown, shown.files["2"])[0] == body


def test_a_cache_that_was_tampered_with_is_made_anew(guest, shown):
    digest = shown.files["3"]
    body, path = made_by(guest, shown, digest)
    large = io.BytesIO()
    Image.new("RGB", (640, 480), SECRET_COLOUR).save(large, format="PNG")
    for content in (b"", b"GIF89a", body[:-5], body + b"more", large.getvalue()):
        with open(path, "wb") as file:
            file.write(content)
        assert guest.get(f"/picture/{digest}/preview.png").body == body
