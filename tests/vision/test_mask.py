import io

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageOps

from dalil.core.errors import Refusal
from dalil.engine.jail import Jail
from dalil.vision.decode import decode
from dalil.vision.encode import Encoding, encode
from dalil.vision.mask import PRELOAD, covers, masked, redacted
from vision.drawn import jpeg, texture

points = st.tuples(st.integers(-20, 80), st.integers(-20, 60))
polygons = st.lists(points, min_size=3, max_size=6)


def drawn(seed=0, width=60, height=40):
    return np.random.default_rng(seed).integers(1, 256, (height, width, 3), dtype=np.uint8)


@settings(max_examples=60, deadline=None)
@given(st.lists(polygons, min_size=1, max_size=3))
def test_outside_nothing_changes_inside_nothing_remains_and_twice_is_once(regions):
    pixels = drawn()
    inside = np.logical_or.reduce([covers(pixels, region) for region in regions])
    if not all(covers(pixels, region).any() for region in regions):
        with pytest.raises(Refusal) as refused:
            masked(pixels, regions)
        assert refused.value.code == "mask-outside"
        return
    content = redacted(encode(pixels, Encoding.PNG), regions, Encoding.PNG)
    after = decode(content).pixels
    assert not after[inside].any()
    assert np.array_equal(after[~inside], pixels[~inside])
    assert redacted(content, regions, Encoding.PNG) == content


def test_a_box_covers_its_edges():
    inside = covers(drawn(), [(10, 5), (19, 5), (19, 14), (10, 14)])
    assert inside.sum() == 100
    assert inside[5:15, 10:20].all()


def test_what_was_covered_does_not_change_the_result():
    region = [[(8, 8), (39, 8), (39, 31), (8, 31)]]
    first, second = drawn(1), drawn(1)
    second[8:32, 8:40] = drawn(2)[8:32, 8:40]
    for encoding in Encoding:
        one, other = (redacted(encode(pixels, Encoding.PNG), region, encoding) for pixels in (first, second))
        assert one == other


@pytest.mark.parametrize("encoding", list(Encoding))
def test_nothing_but_pixels_is_written(encoding):
    exif = Image.Exif()
    exif[271], exif[274], exif[0x8298] = "MAKER", 6, "HOLDER"
    sheet = io.BytesIO()
    Image.fromarray(texture(1)).save(
        sheet, "JPEG", exif=exif.tobytes(), comment=b"COMMENT", icc_profile=b"x" * 200
    )
    content = redacted(sheet.getvalue(), [[(0, 0), (9, 0), (9, 9)]], encoding)
    assert not {
        b for b in (b"MAKER", b"HOLDER", b"COMMENT", b"Exif", b"ICC", b"iCCP", b"tEXt") if b in content
    }
    image = Image.open(io.BytesIO(content))
    assert not image.getexif()
    assert set(image.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}


@pytest.mark.parametrize("orientation", range(1, 9))
def test_the_result_stands_as_the_file_said(orientation):
    exif = Image.Exif()
    exif[274] = orientation
    sheet = io.BytesIO()
    Image.fromarray(texture(2)).save(sheet, "PNG", exif=exif.tobytes())
    stood = np.asarray(ImageOps.exif_transpose(Image.open(io.BytesIO(sheet.getvalue()))))
    assert np.array_equal(decode(redacted(sheet.getvalue(), [], Encoding.PNG)).pixels, stood)


def test_a_jail_masks():
    with Jail("dalil.vision.mask:entry", preload=PRELOAD, warm_up="dalil.vision.mask:warm_up") as jail:
        header = {"regions": [[[0, 0], [99, 0], [99, 99], [0, 99]]], "encoding": "png"}
        told, content = jail.ask(header, jpeg(texture(3)))
    assert told == {"width": 360, "height": 270, "regions": 1}
    assert isinstance(content, bytes)
    assert not decode(content).pixels[:100, :100].any()
