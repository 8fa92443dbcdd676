import random
from dataclasses import replace

import cv2
import numpy as np
import pytest

from dalil.core.limits import COPY_CANDIDATES_PER_PICTURE_MAX
from dalil.vision.copies import CANDIDATE, Pair, find, parted
from dalil.vision.fingerprint import Fingerprint, fingerprint
from dalil.vision.orientation import Orientation, oriented
from vision.drawn import overlaid, resized, saved_again, scene, texture

BASE = texture(100)
COLOURED = np.repeat(scene(7)[:, :, None], 3, axis=2)


def edits_of(pixels):
    prints = {"a": fingerprint(BASE), "b": fingerprint(pixels)}
    prints |= {f"other{seed}": fingerprint(texture(seed)) for seed in range(5)}
    return find(prints)


@pytest.mark.parametrize(
    ("pixels", "edit"),
    [
        (BASE, "identical-pixels"),
        (saved_again(BASE, 60), "resaved"),
        ((BASE * 0.8).astype(np.uint8), "resaved"),
        (resized(BASE, 0.5), "resized"),
        (oriented(BASE, Orientation.ROTATED_90), "rotated-90"),
        (saved_again(oriented(BASE, Orientation.ROTATED_180)), "rotated-180"),
        (oriented(BASE, Orientation.ROTATED_270), "rotated-270"),
        (oriented(resized(BASE, 0.7), Orientation.MIRRORED), "mirrored"),
        (oriented(BASE, Orientation.MIRRORED_ROTATED_90), "mirrored-rotated-90"),
    ],
)
def test_a_copy_is_found_and_its_edit_named(pixels, edit):
    found = edits_of(pixels)
    assert [(pair.a, pair.b, pair.edit) for pair in found.pairs] == [("a", "b", edit)]
    assert found.candidates == ()
    assert found.not_compared == ()


@pytest.mark.parametrize("corner", range(4))
@pytest.mark.parametrize("share", [0.06, 0.15])
def test_an_overlaid_copy_is_a_pair_or_a_candidate(corner, share):
    covered = saved_again(overlaid(COLOURED, share=share, corner=corner))
    prints = {"a": fingerprint(COLOURED), "b": fingerprint(covered)}
    prints |= {f"other{seed}": fingerprint(scene(seed)) for seed in range(30, 36)}
    found = find(prints)
    both = [*found.pairs, *found.candidates]
    assert [(pair.a, pair.b) for pair in both] == [("a", "b")]
    assert both[0].edit in {"resaved", "candidate"}


def test_an_overlaid_and_turned_copy_is_a_candidate_with_its_turn():
    turned = oriented(overlaid(COLOURED, share=0.15, corner=3), Orientation.MIRRORED_ROTATED_90)
    found = find({"a": fingerprint(COLOURED), "b": fingerprint(turned)})
    assert [(pair.edit, pair.orientation) for pair in found.candidates] == [
        ("candidate", Orientation.MIRRORED_ROTATED_90)
    ]


def test_empty_frames_are_listed_and_not_tied_together():
    black = {f"black{n}": fingerprint(np.full((90, 120, 3), n, np.uint8)) for n in range(9)}
    found = find(black | {"a": fingerprint(BASE)})
    assert found.pairs == found.candidates == ()
    assert found.not_compared == tuple(sorted(black))


def test_the_order_of_pictures_changes_nothing():
    prints = {}
    for seed in range(8):
        pixels = texture(seed)
        prints[f"{seed}"] = fingerprint(pixels)
        prints[f"{seed}t"] = fingerprint(oriented(pixels, Orientation(seed)))
        prints[f"{seed}o"] = fingerprint(overlaid(pixels, share=0.1, corner=seed % 4))
    expected = find(prints)
    assert len(expected.pairs) >= 8
    for seed in range(3):
        names = sorted(prints)
        random.Random(seed).shuffle(names)
        assert find({name: prints[name] for name in names}) == expected


def test_names_decide_the_direction_of_an_edit():
    turned = oriented(BASE, Orientation.ROTATED_90)
    there = find({"a": fingerprint(BASE), "b": fingerprint(turned)})
    back = find({"b": fingerprint(BASE), "a": fingerprint(turned)})
    assert there.pairs[0].edit == "rotated-90"
    assert back.pairs[0].edit == "rotated-270"


def test_a_thousand_copies_make_all_their_pairs():
    one = fingerprint(BASE)
    found = find({f"{n:04}": one for n in range(300)})
    assert len(found.pairs) == 300 * 299 // 2
    assert {pair.edit for pair in found.pairs} == {"identical-pixels"}


def test_candidates_beyond_the_bound_are_counted():
    rng = np.random.default_rng(0)
    one, count = fingerprint(scene(7)), 60
    found = find({f"{n:03}": replace(one, whole=rng.bytes(32)) for n in range(count)})
    assert found.pairs == ()
    assert len(found.candidates) + found.candidates_left_out == count * (count - 1) // 2
    assert found.candidates_left_out > 0
    assert len(found.candidates) <= count * COPY_CANDIDATES_PER_PICTURE_MAX


def test_nothing_has_no_copies():
    assert find({}).pairs == ()
    assert find({"a": fingerprint(BASE)}).pairs == ()


def test_a_pair_sorts_by_its_names():
    assert Pair("a", "b", "resaved", 3, Orientation.SAME) < Pair("a", "c", "resaved", 0, Orientation.SAME)


def test_a_crop_is_a_candidate_by_its_landmarks():
    whole = scene(7)
    prints = {"whole": fingerprint(whole), "crop": fingerprint(np.ascontiguousarray(whole[40:430, 60:610]))}
    prints |= {f"other{seed}": fingerprint(scene(seed)) for seed in range(30, 36)}
    found = find(prints)
    assert [(pair.a, pair.b, pair.edit) for pair in found.candidates] == [("crop", "whole", CANDIDATE)]
    assert found.pairs == ()
    assert found.candidates[0].distance > 31


def sized(*sides):
    """A fingerprint of a picture of that size, of which nothing else matters."""
    return Fingerprint(bytes(32), 50, *sides, 0, b"", (0, 0, 9, 9))


def test_a_part_is_of_the_picture_that_it_is_most_like_and_ties_no_burst_together():
    prints = {
        "burst1": sized(640, 480),
        "burst2": sized(640, 480),
        "copy1": sized(320, 240),
        "part": sized(600, 400),
    }
    same = Orientation.SAME
    whole = Pair("burst1", "copy1", "resized", 2, same)
    near = Pair("burst1", "part", "cropped", 1, same)
    far = Pair("burst2", "part", "mirrored-cropped", 4, same)
    also = Pair("copy1", "part", "cropped", 3, same)
    assert parted([far, also, whole, near], prints) == sorted([whole, near, also])
    assert parted([far], prints) == [far]
    assert parted([], prints) == []


def test_the_same_overlay_on_other_scenes_makes_no_candidates():
    stamped = []
    for seed in range(40, 48):
        one = scene(seed)
        one[10:90, 12:230] = 250
        cv2.putText(one, "3659 / 227", (20, 60), cv2.FONT_HERSHEY_SIMPLEX, 1, (10, 10, 10), 2)
        stamped.append(one)
    found = find({str(place): fingerprint(one) for place, one in enumerate(stamped)})
    assert found.pairs == ()
    assert found.candidates == ()
