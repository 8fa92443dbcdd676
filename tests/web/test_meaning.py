"""Values are said in the language of the page, wherever they stand."""

import re

import pytest

pytestmark = pytest.mark.xdist_group("web")

SAID = {
    "ar": ("مشفى", "اليوم", "كلمات", "عسكرية"),
    "en": ("hospital", "no year stated", "words", "military"),
}


@pytest.mark.parametrize("language", ["ar", "en"])
def test_alternatives_and_contradictions_are_said_as_the_profile_says_them(looker, shown, language):
    page = looker.get(f"/{language}/photographs/{shown.files['1']}/").text
    for word in SAID[language]:
        assert word in page
    assert "--02-13" not in page
    if language == "ar":
        assert not re.search(r"hospital|military|words\\b", re.sub(r"<[^>]*>", "", page))


@pytest.mark.parametrize(("language", "said"), [("ar", "ملف فارغ"), ("en", "empty file")])
def test_a_format_without_a_speaking_name_is_said_in_words(language, said):
    from dalil.web import words

    assert words.phrase("file_format.empty").in_language(language) == said


@pytest.mark.parametrize(
    ("language", "said"), [("ar", "الوسم على نسخة أخرى"), ("en", "the label is on another copy")]
)
def test_a_photograph_whose_copy_bears_the_label_says_so(looker, shown, language, said):
    page = looker.get(f"/{language}/photographs/?class=labelled-individual").text
    (row,) = [each for each in page.split("<tr>") if said in each]
    assert f"/{language}/photographs/{shown.files['1-copy']}/" in row
    assert f"/{language}/photographs/{shown.files['1']}/" in row


def test_lines_of_a_label_stand_beside_one_another_in_what_a_picture_is_called(looker):
    page = looker.get("/ar/individuals/").text
    assert "٤٠٠١ · فرع 215" in page
    assert "U+000A" not in page
