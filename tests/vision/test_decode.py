import io
import os
import struct
import zlib
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image

from dalil.core.errors import Refusal
from dalil.engine.jail import Jail
from dalil.vision.decode import FORMATS, PRELOAD, decode, reduced, survey
from dalil.vision.picture import PictureTruncated


def scene(width=160, height=120, seed=1):
    """A soft coloured texture; compresses like a photograph and has no symmetry."""
    rng = np.random.default_rng(seed)
    coarse = rng.integers(0, 256, (6, 8, 3), dtype=np.uint8)
    return Image.fromarray(coarse).resize((width, height), Image.Resampling.BICUBIC)


def saved(image, name="JPEG", **options):
    sheet = io.BytesIO()
    image.save(sheet, format=name, **options)
    return sheet.getvalue()


def refused(content, reader=decode):
    with pytest.raises(Refusal) as raised:
        reader(content)
    return raised.value.code


def outcome(content):
    try:
        decode(content)
    except Refusal as refusal:
        return refusal.code
    return "decoded"


@pytest.mark.parametrize("name", ["PNG", "BMP", "TIFF"])
def test_lossless_pixels_come_out_as_they_went_in(name):
    image = scene()
    picture = decode(saved(image, name))
    assert np.array_equal(picture.pixels, np.asarray(image))
    assert (picture.width, picture.height, picture.format, picture.mode) == (160, 120, name, "RGB")
    assert (picture.orientation, picture.frames, picture.notes) == (1, 1, ())


@pytest.mark.parametrize("name", ["JPEG", "WEBP", "GIF", "JPEG2000", "AVIF"])
def test_lossy_pixels_come_out_near(name):
    image = scene()
    picture = decode(saved(image, name))
    assert picture.pixels.shape == (120, 160, 3)
    assert np.abs(picture.pixels.astype(int) - np.asarray(image)).mean() < 12


@pytest.mark.parametrize("orientation", range(1, 9))
def test_orientation_is_told_and_not_applied(orientation):
    image = scene()
    exif = Image.Exif()
    exif[274] = orientation
    picture = decode(saved(image, "JPEG", exif=exif.tobytes()))
    assert picture.orientation == orientation
    assert picture.pixels.shape == (120, 160, 3)


def test_a_senseless_orientation_is_none():
    exif = Image.Exif()
    exif[274] = 77
    assert decode(saved(scene(), "JPEG", exif=exif.tobytes())).orientation == 1


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "CMYK", "I;16"])
def test_every_mode_becomes_rgb(mode):
    grey = scene().convert("L")
    deep = Image.fromarray(np.asarray(grey).astype(np.uint16) << 8)
    image = deep if mode == "I;16" else grey.convert(mode)
    picture = decode(saved(image, "TIFF" if mode == "CMYK" else "PNG"))
    tolerance = 260 if mode == "1" else 3  # black and white only
    assert np.abs(picture.pixels.astype(int) - np.asarray(grey)[:, :, None]).max() <= tolerance
    assert abs(picture.pixels.mean() - np.asarray(grey).mean()) < 3


def test_sixteen_bit_keeps_the_upper_eight():
    import cv2

    deep = (np.asarray(scene()).astype(np.uint16) << 8) + 129
    picture = decode(cv2.imencode(".png", deep[:, :, ::-1])[1].tobytes())
    assert np.array_equal(picture.pixels, np.asarray(scene()))
    assert picture.notes == ("sixteen-bit",)


def test_inverted_cmyk_of_adobe_is_seen():
    picture = decode(saved(scene().convert("CMYK"), "JPEG", quality=95))
    assert picture.notes == ("cmyk",)
    assert np.abs(picture.pixels.astype(int) - np.asarray(scene())).mean() < 4


def test_transparent_is_white():
    image = scene().convert("RGBA")
    image.putalpha(0)
    picture = decode(saved(image, "PNG"))
    assert picture.pixels.min() == 255
    assert picture.notes == ("alpha-over-white",)


def test_of_an_animation_the_first_frame_is_decoded_and_all_are_counted():
    frames = [scene(seed=seed) for seed in (1, 2, 3)]
    content = saved(frames[0], "WEBP", save_all=True, append_images=frames[1:], lossless=True)
    picture = decode(content)
    assert np.array_equal(picture.pixels, np.asarray(frames[0]))
    assert (picture.frames, picture.notes) == (3, ("more-frames",))


def test_a_colour_profile_is_noted():
    from PIL import ImageCms

    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    assert decode(saved(scene(), "JPEG", icc_profile=profile)).notes == ("colour-profile-ignored",)


@pytest.mark.parametrize("name", ["JPEG", "PNG"])
def test_truncated_is_refused_wherever_it_is_cut(name):
    content = saved(scene(), name)
    codes = {refused(content[:end]) for end in range(len(content) // 3, len(content) - 40, 97)}
    assert codes == {"picture-truncated"}


def test_what_is_no_picture_is_unsupported():
    for content in (b"", b"hello", b"%PDF-1.7", b"\0" * 1000, saved(scene(), "PPM"), saved(scene(), "ICO")):
        assert refused(content) == "picture-unsupported"


def test_a_head_alone_is_damaged():
    for start in (b"\xff\xd8\xff\xe0", b"\x89PNG\r\n\x1a\n", b"GIF89a", b"II*\0"):
        assert refused(start) in {"picture-damaged", "picture-truncated"}


def chunk(kind, content):
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def png(width, height, *chunks):
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + b"".join(chunks) + chunk(b"IEND", b"")


def test_too_many_pixels_are_refused_before_decoding():
    assert refused(png(100_000, 100_000, chunk(b"IDAT", zlib.compress(bytes(1000))))) == "picture-too-large"
    assert refused(png(60_000, 60_000, chunk(b"IDAT", b"")), lambda c: reduced(c, 64)) == "picture-too-large"


def test_pixel_data_beyond_the_picture_is_not_unpacked():
    bomb = zlib.compress(bytes(200 << 20), 9)
    picture = decode(png(10, 10, chunk(b"IDAT", bomb)))
    assert picture.pixels.shape == (10, 10, 3)


@pytest.mark.parametrize("kind", [b"zTXt", b"iTXt"])
def test_text_that_unpacks_without_end_is_refused(kind):
    text = zlib.compress(bytes(20 << 20), 9)
    body = b"Comment\0\0" + text if kind == b"zTXt" else b"Comment\0\1\0\0\0" + text
    pixels = chunk(b"IDAT", zlib.compress(bytes(31 * 10)))
    assert refused(png(10, 10, chunk(kind, body), pixels)) == "picture-text-too-large"


@pytest.mark.parametrize("name", ["JPEG", "PNG", "TIFF", "GIF", "WEBP", "BMP"])
def test_fuzzed_pictures_decode_or_are_refused(name):
    rng = np.random.default_rng(7)
    content = bytearray(saved(scene(64, 48), name))
    for _ in range(60):
        broken = bytearray(content)
        for place in rng.integers(0, len(broken), 6):
            broken[place] = rng.integers(0, 256)
        assert outcome(bytes(broken)) == "decoded" or outcome(bytes(broken)).startswith("picture-")


@pytest.mark.parametrize("name", ["JPEG", "PNG"])
@pytest.mark.parametrize("longest", [1, 7, 40, 100, 160, 500])
def test_reduced_is_the_average_and_never_larger(name, longest):
    content = saved(scene(160, 120), name, **({"quality": 95} if name == "JPEG" else {}))
    picture = reduced(content, longest)
    assert max(picture.pixels.shape) <= max(longest, 3)
    assert (picture.width, picture.height) == (160, 120)
    expected = scene().resize((picture.pixels.shape[1], picture.pixels.shape[0]), Image.Resampling.BOX)
    assert np.abs(picture.pixels.astype(int) - np.asarray(expected)).mean() < 6


def test_decoding_works_where_nothing_can_be_imported():
    contents = [saved(scene(), name) for name in FORMATS if name != "DIB"]
    with Jail("vision.decoding:sizes", preload=PRELOAD, warm_up="dalil.vision.decode:warm_up") as jail:
        for content in contents:
            assert list(jail.ask({}, content)) == [{"width": 160, "height": 120}]
        with pytest.raises(Refusal) as raised:
            list(jail.ask({}, b"hello"))
        assert raised.value.code == "picture-unsupported"


def test_real_photographs_decode():
    import zipfile

    path = Path(__file__).parents[2].parent / "shared/data/photos_with_numbers.zip"
    if not os.path.exists(path):
        pytest.skip("the development photographs are not beside the repository")
    with zipfile.ZipFile(path) as photographs:
        names = [name for name in photographs.namelist() if not name.endswith((".json", "/"))][:8]
        for name in names:
            content = photographs.read(name)
            assert decode(content).width == reduced(content, 64).width


@pytest.mark.parametrize("form", ["JPEG", "PNG"])
def test_a_survey_sees_every_pixel_in_grey_and_the_whole_in_colour(form: str) -> None:
    noise = np.random.default_rng(4).integers(0, 255, (60, 80, 3), np.uint8)
    pixels = np.asarray(Image.fromarray(noise).resize((1600, 1200)))
    sheet = io.BytesIO()
    Image.fromarray(pixels).save(sheet, format=form, quality=95)
    picture, frame = survey(sheet.getvalue())
    whole = decode(sheet.getvalue())
    assert (picture.width, picture.height, picture.mode, picture.format) == (1600, 1200, "RGB", form)
    assert (frame.grey.shape, frame.small.shape) == ((1200, 1600), (750, 1000))
    luminance = np.asarray(Image.fromarray(whole.pixels).convert("L")).astype(int)
    assert np.abs(luminance - frame.grey).mean() < 1
    means = cv2.resize(frame.grey, (1000, 750), interpolation=cv2.INTER_AREA).astype(int)
    assert np.abs(means - frame.small).mean() < 0.6


@pytest.mark.parametrize("form", ["JPEG", "PNG"])
def test_colours_are_there_for_whoever_asks(form: str) -> None:
    pixels = np.full((1200, 1600, 3), (200, 200, 190), np.uint8)
    pixels[100:200, 300:500] = (200, 30, 40)
    sheet = io.BytesIO()
    Image.fromarray(pixels).save(sheet, format=form, quality=95)
    _, frame = survey(sheet.getvalue())
    red = frame.colour_at(200, 75, 300, 110)
    assert np.abs(red - (200, 30, 40)).max() < 12
    assert len(frame.colour_at(-5, -5, 0, 0)) == 1  # a place at the rim has a colour, too


def test_a_survey_refuses_what_decoding_refuses() -> None:
    sheet = io.BytesIO()
    Image.new("RGB", (400, 300), (90, 120, 30)).save(sheet, format="JPEG")
    with pytest.raises(PictureTruncated):
        survey(sheet.getvalue()[:-200])
