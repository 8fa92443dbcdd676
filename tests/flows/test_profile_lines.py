"""A profile by which the label reader could not search is refused where it is chosen."""

import pytest

from dalil.core.table import ProfileMalformed
from dalil.flows import profile


def written(folder, lines):
    path = folder / "own.toml"
    path.write_bytes(profile.choose("generic")[1] + f"\n[lines]\n{lines}\n".encode())
    return str(path)


@pytest.mark.parametrize("form", [r"(\d+)+X", r"(?:[A-Z]?\d*)*", r"\d*\d*\d*\d*X"])
def test_a_form_that_one_line_could_occupy_for_hours_is_refused(form, tmp_path):
    with pytest.raises(ProfileMalformed, match=r"lines\.forms.*too many ways"):
        profile.choose(written(tmp_path, f"forms = ['{form}']"))


@pytest.mark.parametrize("allowed", ["日本", " ", "⋮", "%&"])
def test_characters_of_which_the_reader_knows_none_are_refused(allowed, tmp_path):
    with pytest.raises(ProfileMalformed, match=r"lines\.allowed"):
        profile.named(written(tmp_path, f'allowed = "{allowed}"'))


@pytest.mark.parametrize("lines", ['allowed = ""', 'allowed = "۰۱۲"', r"forms = ['[A-Z]\d{4}', '\d+/\d+']"])
def test_usual_lines_are_taken(lines, tmp_path):
    assert profile.named(written(tmp_path, lines))
