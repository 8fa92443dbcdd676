from dalil.core.names.letters import Script, fold_digits, fold_spelling, fold_typing, script_of


def test_three_digit_systems_are_one():
    assert fold_digits("٤٠٣٨ ۴۰۳۸ 4038") == "4038 4038 4038"


def test_keyboards_marks_and_presentation_forms_are_typing():
    assert fold_typing("ﻣُﺤَﻤَّـد") == fold_typing("محمد")
    assert fold_typing("کریم") == "كريم"
    assert fold_typing("أ إ آ ٱ") == "ا ا ا ا"
    assert fold_typing("\u202bعلي\u202c") == "علي"


def test_composed_and_decomposed_hamza_are_typing():
    assert fold_typing("رؤوف") == fold_typing("رو\u0654وف")


def test_spelling_habits_need_the_second_level():
    assert fold_typing("على") != fold_typing("علي")
    assert fold_spelling(fold_typing("على")) == fold_spelling(fold_typing("علي"))
    assert fold_spelling("فاطمة") == fold_spelling("فاطمه")


def test_latin_accents_and_case_are_typing():
    assert fold_typing("ŞAHİN Çelik Øst") == "sahin celik ost"


def test_superscripts_are_not_digits_of_a_name():
    assert fold_typing("x²") == "x²"


def test_script_is_told_by_letters_alone():
    assert script_of("محمد 12 -") is Script.ARABIC
    assert script_of("Mohammad ٣") is Script.LATIN
    assert script_of("محمد X") is Script.MIXED
    assert script_of("٤٠ - 38") is Script.NONE
