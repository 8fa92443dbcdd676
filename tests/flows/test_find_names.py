"""Names in the texts of papers, through files."""

import pytest

from dalil.flows import find_names


def test_every_find_names_its_file_and_place(tmp_path):
    one, two = tmp_path / "one.txt", tmp_path / "two.txt"
    one.write_text("\ufeffالمدعو محمد أحمد الحلبي والدته فاطمة", "utf-8")
    two.write_text("لا أحد", "utf-8")
    (found,) = find_names.found_in([str(one), str(two)])
    assert found["path"] == str(one)
    assert (found["name"], found["start"], found["end"]) == ("محمد أحمد الحلبي", 7, 23)
    assert found["said"] == {"mother": {"text": "فاطمة", "start": 31, "end": 36}}
    assert [part["part"] for part in found["parts"]] == ["given", "father", "family", "mother"]


def test_what_is_no_text_is_refused(tmp_path):
    (tmp_path / "bad").write_bytes(b"\xff\xfe\x00")
    for name in ("bad", "nowhere"):
        with pytest.raises(find_names.TextUnreadable):
            list(find_names.found_in([str(tmp_path / name)]))
