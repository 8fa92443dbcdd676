"""Crops and previews of one vault, made in jails."""

import os
from concurrent.futures import ThreadPoolExecutor

import pytest

from dalil.core.digest import Digest
from dalil.flows.vault import Vault
from dalil.flows.view import Viewer
from dalil.store.reader import ExhibitChanged, ExhibitMissing
from dalil.vision.picture import PictureTruncated, PictureUnsupported
from web.shown_vault import LABEL_BOX, ShownVault

BOX = tuple(tuple(point) for point in LABEL_BOX)


@pytest.fixture(scope="module")
def shown(tmp_path_factory):
    return ShownVault(tmp_path_factory.mktemp("viewed"))


@pytest.fixture
def viewer(shown):
    made = Viewer(Vault.open(shown.path))
    yield made
    made.close()


def test_many_threads_get_the_same_picture(viewer, shown):
    digest = Digest(shown.files["1"])
    with ThreadPoolExecutor(8) as threads:
        pictures = set(threads.map(lambda _: viewer.preview(digest), range(24)))
    assert len(pictures) == 1
    leftovers = [name for _, _, names in os.walk(os.path.join(shown.path, "cache")) for name in names]
    assert all(name.endswith(".png") or name == "payloads-claimed" for name in leftovers)


def test_each_box_has_its_own_crop(viewer, shown):
    digest = Digest(shown.files["2"])
    narrow = (BOX[0], (BOX[1][0] - 100, BOX[1][1]), (BOX[2][0] - 100, BOX[2][1]), BOX[3])
    assert viewer.label(digest, BOX) != viewer.label(digest, narrow)
    assert viewer.label(digest, BOX) != viewer.preview(digest)


def test_a_box_beside_the_picture_shows_nothing_and_breaks_nothing(viewer, shown):
    far = ((9_000, 9_000), (9_100, 9_000), (9_100, 9_050), (9_000, 9_050))
    assert viewer.label(Digest(shown.files["1"]), far).startswith(b"\x89PNG")


@pytest.mark.parametrize(("name", "refusal"), [("damaged", PictureTruncated), ("paper", PictureUnsupported)])
def test_what_cannot_be_opened_is_refused_each_time(viewer, shown, name, refusal):
    for _ in range(2):
        with pytest.raises(refusal):
            viewer.preview(Digest(shown.files[name]))


def test_what_is_missing_or_changed_is_refused(viewer, shown):
    with pytest.raises(ExhibitMissing):
        viewer.preview(Digest("0" * 64))
    changed = Digest.of(b"what it should be")
    path = os.path.join(shown.path, "store", changed.hex[:2], changed.hex)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as file:
        file.write(b"what it is")
    with pytest.raises(ExhibitChanged):
        viewer.preview(changed)
