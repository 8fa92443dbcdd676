import io

import numpy as np
import pytest
from PIL import Image

from dalil.engine.jail import Jail
from dalil.vision.decode import decode
from dalil.vision.preview import PRELOAD, VALUES_MAX, blurred, crop, few
from vision.drawn import jpeg, texture


@pytest.mark.parametrize("size", [(360, 270), (270, 360), (1000, 30), (5, 3), (1, 1)])
def test_a_preview_holds_few_values_and_no_colour(size):
    pixels = texture(1, *size)
    assert max(few(pixels).shape) <= VALUES_MAX
    image = Image.open(io.BytesIO(blurred(pixels)))
    assert (image.mode, image.info) == ("L", {})
    assert max(image.size) == 320


def test_pictures_that_differ_only_in_detail_have_equal_previews():
    pixels = np.full((480, 480, 3), 128, np.uint8)
    detailed = pixels.copy()
    detailed[::2, ::2], detailed[1::2, ::2] = 138, 118
    detailed[::2, 1::2], detailed[1::2, 1::2] = 118, 138
    assert blurred(pixels) == blurred(detailed)


def test_a_preview_is_a_function_of_its_few_values():
    values = few(texture(4))
    large = np.repeat(np.repeat(values, 20, axis=0), 20, axis=1)
    again = few(np.repeat(large[:, :, None], 3, axis=2))
    assert np.abs(again.astype(int) - values).mean() < 8


def test_a_crop_shows_its_box_alone():
    pixels = np.zeros((300, 400, 3), np.uint8)
    pixels[100:140, 200:300] = 255
    shown = decode(crop(pixels, ((200, 100), (299, 100), (299, 139), (200, 139))))
    assert shown.pixels[3:-3, 3:-3].min() > 250
    assert shown.format == "PNG"


def test_a_jail_makes_previews_and_crops_upright():
    exif = Image.Exif()
    exif[274] = 6
    sheet = io.BytesIO()
    Image.fromarray(texture(5)).save(sheet, "JPEG", exif=exif.tobytes())
    with Jail("dalil.vision.preview:entry", preload=PRELOAD, warm_up="dalil.vision.preview:warm_up") as jail:
        (preview,) = jail.ask({}, sheet.getvalue())
        (again,) = jail.ask({}, sheet.getvalue())
        (cropped,) = jail.ask({"box": [[10, 10], [60, 10], [60, 40], [10, 40]]}, jpeg(texture(5)))
    assert preview == again
    assert isinstance(preview, bytes)
    assert isinstance(cropped, bytes)
    assert Image.open(io.BytesIO(preview)).size == (240, 320)
    assert decode(cropped).width == 50
