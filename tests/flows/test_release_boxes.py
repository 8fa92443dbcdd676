"""What is covered is what people see, in the copy that leaves, whichever copy it was stated on."""

import io
import json

import numpy as np
import pytest
from PIL import Image, ImageOps

from dalil.cli.cover import plan_of
from dalil.core.digest import Digest
from dalil.flows import acquire, masking
from dalil.flows.standing import CopyUncertain, standing
from dalil.vision import preview
from dalil.vision.orientation import Orientation, oriented
from flows.releasing import agreed, approved, ask, regrouped, sealed
from vision.drawn import texture


def file_of(pixels, **options):
    target = io.BytesIO()
    Image.fromarray(pixels).save(target, "PNG", **options)
    return target.getvalue()


def tagged(pixels, orientation):
    exif = Image.Exif()
    exif[274] = orientation
    return file_of(pixels, exif=exif.tobytes())


def with_copy(small, original, copy):
    """Let ``copy`` be a copy of ``original``, which stands for both; return their digests."""
    folder = small.folder / "more"
    folder.mkdir()
    (folder / "original.png").write_bytes(original)
    (folder / "copy.png").write_bytes(copy)
    with small.writing() as vault:
        acquire.acquire(vault, bytes(folder))
    first, second = Digest.of(original).hex, Digest.of(copy).hex
    members = [{"digest": each, "edit": "rotated-180", "distance": 0} for each in (first, second)]

    def change(lines):
        exposure = {"kind": "exposure", "id": first, "representative": first, "members": members}
        lines.append({**exposure, "class": "labelled-individual", "unplaced": ""})
        (line,) = [each for each in lines if each["kind"] == "individual" and each["id"] == "I0001"]
        line["members"] = [{"digest": each, "role": "sole"} for each in (first, second)]

    regrouped(small, change)
    return first, second


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_box_covers_what_people_see_there_whatever_way_the_file_lies(orientation):
    content = tagged(texture(2), orientation)
    boxes = [{"left": 0, "top": 0, "right": 1_000_000, "bottom": 500_000}]
    facts, derivative = masking.mask_one({"boxes": boxes}, content, None)
    stood = np.asarray(ImageOps.exif_transpose(Image.open(io.BytesIO(content))))
    found = np.asarray(Image.open(io.BytesIO(derivative)))
    half = stood.shape[0] // 2
    assert (facts["height"], facts["width"]) == stood.shape[:2] == found.shape[:2]
    assert not found[:half].any()
    assert np.array_equal(found[half + 1 :], stood[half + 1 :])
    shown, left = (_preview(each) for each in (content, derivative))
    assert np.abs(shown[-90:] - left[-90:]).mean() < 1
    assert left[:90].mean() < 1 < shown[:90].mean()


def _preview(content):
    (png,) = preview.entry({}, content, None)
    return np.asarray(Image.open(io.BytesIO(png))).astype(float)


@pytest.mark.parametrize("orientation", list(Orientation))
def test_how_a_turned_or_mirrored_copy_stands_is_told_by_its_pixels(orientation):
    assert standing(texture(4), oriented(texture(4), orientation)) is orientation


@pytest.mark.parametrize(("orientation", "tag"), [(2, 1), (1, 6), (5, 8)])
def test_a_box_stated_on_a_copy_covers_the_same_thing_in_what_leaves(small, orientation, tag):
    agreed(small)
    pixels, box = texture(5), (0.125, 0.0, 0.5, 0.25)
    content = tagged(oriented(pixels, Orientation(orientation)), tag)
    first, second = with_copy(small, file_of(pixels), content)
    with small.writing() as vault:
        covered = plan_of(vault, [f"{second}={','.join(map(str, box))}"])
    done = ask(small, covered=covered)
    approved(small, done, "ministry", "commission")
    sealed(small, done)
    found = np.asarray(Image.open(small.folder / "bundle" / "data" / "photographs" / "0001.png"))
    assert json.loads((small.folder / "bundle" / "release.json").read_bytes())["files"][2]["source"] == first
    seen = np.asarray(ImageOps.exif_transpose(Image.open(io.BytesIO(content))))
    height, width = seen.shape[:2]
    inside = seen[: height // 4, width // 8 : width // 2].reshape(-1, 3)
    hidden = pixels[(found == 0).all(axis=2) & (pixels != 0).any(axis=2)]
    assert abs(len(hidden) - len(inside)) < 0.02 * len(inside)
    assert (
        np.abs(
            np.sort(hidden[:, 0])[:: len(hidden) // 50][:50].astype(int)
            - np.sort(inside[:, 0])[:: len(inside) // 50][:50]
        ).max()
        < 3
    )


def cropped(pixels, share):
    height, width = pixels.shape[:2]
    kept = pixels[int(height * share) :, int(width * share) :]
    return np.asarray(Image.fromarray(kept).resize((width, height)))


@pytest.mark.parametrize("share", [0.01, 0.02, 0.05, 0.2])
def test_a_copy_that_was_cropped_and_resized_stands_nowhere_for_certain(share):
    assert isinstance(standing(texture(6), cropped(texture(6), share)), str)
    assert isinstance(standing(cropped(texture(6), share), texture(6)), str)


@pytest.mark.parametrize("text", ["none", "0,0,1,0.5"])
def test_what_is_stated_on_a_cropped_copy_is_refused(small, text):
    agreed(small)
    pixels = texture(7)
    first, second = with_copy(small, file_of(pixels), file_of(cropped(pixels, 0.1)))
    with small.writing() as vault:
        with pytest.raises(CopyUncertain, match=first):
            plan_of(vault, [f"{second}={text}"])
        assert plan_of(vault, [f"{first}={text}"]).of(first) is not None


def test_a_copy_that_hides_something_or_looks_alike_both_ways_is_refused():
    pixels = texture(8)
    covered = pixels.copy()
    covered[:80, :120] = 255
    assert isinstance(standing(pixels, covered), str)
    assert isinstance(standing(pixels, texture(9)), str)
    symmetric = np.concatenate([pixels, pixels[:, ::-1]], axis=1)
    assert isinstance(standing(symmetric, symmetric), str)
