"""The button that verifies."""

import os
import re
import shutil
import time

import pytest

from web.browsing import Served

pytestmark = pytest.mark.xdist_group("web")


def press(visitor, language="en"):
    page = visitor.get(f"/{language}/custody/").text
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)[1]
    answer = visitor.post(f"/{language}/custody/verify/", f"csrfmiddlewaretoken={token}")
    assert answer.status == 302
    for _ in range(100):
        answer = visitor.get(f"/{language}/custody/verify/")
        if "Refresh" not in answer.headers:
            return answer.text
        time.sleep(0.1)
    raise AssertionError("it does not end")


def test_a_sound_vault_is_called_sound_and_its_weakness_named(guest):
    for language, word in (("en", "Sound"), ("ar", "سليمة")):
        page = press(guest, language)
        assert f">{word}<" in page
        assert "key-in-clear" in page
        assert {"en": "Repair nothing", "ar": "لا تُصلح شيئاً"}[language] not in page


def test_a_changed_exhibit_is_named(shown, tmp_path):
    vault = str(tmp_path / "vault")
    shutil.copytree(shown.path, vault)
    digest = shown.files["1"]
    path = os.path.join(vault, "store", digest[:2], digest)
    os.chmod(path, 0o644)
    with open(path, "r+b") as file:
        file.write(b"\0")
    with Served(vault) as other:
        guest = other.guest()
        page = press(guest)
        assert "Not sound" in page
        assert "exhibit-changed" in page
        assert digest in page
        assert "Repair nothing by hand" in page
        assert "لا تُصلح شيئاً بيدك" in press(guest, "ar")
        answer = guest.get(f"/picture/{digest}/preview.png")
        assert answer.status in {200, 422}
        if answer.status == 422:
            assert "exhibit-changed" in answer.text
