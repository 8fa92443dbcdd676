import tomllib

import pytest

from dalil.core.study.codebook import CANNOT_ASSESS, Codebook, CodebookMalformed

TOML = """
codebook = "dalil/codebook/v1"
id = "marks"
version = 1
[[variable]]
name = "numbered"
question_en = "Does a number card lie in the frame?"
question_ar = "هل توجد بطاقة رقم في الصورة؟"
counted = "present"
[[variable.code]]
value = "present"
label_en = "present"
label_ar = "موجودة"
[[variable.code]]
value = "absent"
label_en = "absent"
label_ar = "غير موجودة"
"""


def book(text=TOML):
    return Codebook.from_table(tomllib.loads(text))


def test_cannot_assess_is_always_a_code():
    variable = book().variable("numbered")
    assert [code.value for code in variable.codes] == ["present", "absent", CANNOT_ASSESS]
    assert variable.knows(CANNOT_ASSESS)


def test_a_codebook_comes_back_from_its_blob():
    assert Codebook.parse(book().content()) == book()
    assert len(book().digest.hex) == 64


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('counted = "present"', 'counted = "maybe"'),
        ('counted = "present"', f'counted = "{CANNOT_ASSESS}"'),
        ('value = "absent"', 'value = "present"'),
        ("dalil/codebook/v1", "dalil/codebook/v2"),
        ("[[variable]]", "[[variable]]\n" + TOML.split("[[variable]]")[1] + "\n[[variable]]"),
    ],
)
def test_a_codebook_that_contradicts_itself_is_refused(old, new):
    with pytest.raises(CodebookMalformed):
        book(TOML.replace(old, new, 1))


def test_a_variable_that_is_not_there_is_refused():
    with pytest.raises(CodebookMalformed):
        book().variable("other")
