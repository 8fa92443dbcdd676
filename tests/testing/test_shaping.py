"""Where Pillow finds no FriBiDi, Arabic would be drawn in loose letters: it is refused before that."""

import pytest
from PIL import features

from dalil.flows import doctor
from dalil.testing.archive import ArchiveBuilder
from dalil.testing.drawing.lettering import ShapingMissing


@pytest.fixture(autouse=True)
def no_fribidi(monkeypatch):
    """As Pillow answers on a machine without Debian's libfribidi0."""
    monkeypatch.setattr(features, "check", lambda feature: feature != "raqm")


def test_an_archive_is_not_drawn_in_loose_letters(tmp_path):
    with pytest.raises(ShapingMissing):
        ArchiveBuilder(photographs=20).draw(str(tmp_path / "drawn"))
    assert not (tmp_path / "drawn").exists()


def test_the_doctor_says_so():
    assert [each.state for each in doctor.examine_machine() if each.subject == "fribidi"] == ["missing"]
