"""Entries of the log, told in a sentence."""

import re

import pytest

pytestmark = pytest.mark.xdist_group("web")


@pytest.mark.parametrize(
    ("language", "refusal", "sentence", "approval"),
    [
        ("ar", "رفض مكتوب", "سُجّل رفض مكتوب من", "موافقة مكتوبة"),
        ("en", "refusal recorded", "refuses the release", "approval recorded"),
    ],
)
def test_a_refusal_of_an_authority_is_called_one(looker, language, refusal, sentence, approval):
    entry = looker.get(f"/{language}/custody/entries/5/").text
    assert sentence in entry
    assert "commission" in entry
    for address in ("", "entries/", "entries/5/"):
        told = re.sub(r"<option.*?</option>", "", looker.get(f"/{language}/custody/{address}").text)
        assert refusal in told
        assert approval not in told
