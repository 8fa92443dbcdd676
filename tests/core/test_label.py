import pytest

from dalil import profiles
from dalil.core.label import read_label
from dalil.core.label_field import LabelFields, Line, LineAlternative
from dalil.core.photograph import Media, PhotographClass, PhotographFacts, propose_class
from dalil.core.reading import PPM, SURE_PPM
from dalil.core.script import digit_system

SYRIA, GENERIC = profiles.load("syria"), profiles.load("generic")


def label(*texts, surface="card", profile=SYRIA, confidence=900_000):
    lines = [Line(text, digit_system(text).value, confidence) for text in texts]
    return read_label(lines, surface, profile)


def values(fields):
    return {name: field.value for name, field in fields.named()}


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["٣٦٥٩"], {"detainee_number": "3659"}),
        (["۳۶۵۹"], {"detainee_number": "3659"}),
        (["رقم 3659"], {"detainee_number": "3659"}),
        (["رقم الجثة: ٤٠٣٨"], {"detainee_number": "4038"}),
        (["No. 3659"], {"detainee_number": "3659"}),
        (["الفرع 215"], {"agency": "215"}),
        (["فرع ٢١٥", "٣٦٥٩"], {"agency": "215", "detainee_number": "3659"}),
        (["215/3659"], {"agency": "215", "detainee_number": "3659"}),
        (["3659 / 215"], {"agency": "215", "detainee_number": "3659"}),
        (["٢١٥ / ٣٦٥٩"], {"agency": "215", "detainee_number": "3659"}),
        (["215 - 3659 - 1174"], {"agency": "215", "detainee_number": "3659", "examination_number": "1174"}),
        (["215", "3659", "1174"], {"agency": "215", "detainee_number": "3659", "examination_number": "1174"}),
        (["3659", "215"], {"agency": "215", "detainee_number": "3659"}),
        (["فحص 1174", "3659"], {"examination_number": "1174", "detainee_number": "3659"}),
        (["J-227"], {"agency": "227"}),
        (["8523 دع"], {"detainee_number": "8523", "series": "دع"}),
        (["د د د ٦٦٦٦"], {"detainee_number": "6666", "series": "د د د"}),
        (["36?9"], {"detainee_number": "36?9"}),
        (["رقم ٣٦؟٩"], {"detainee_number": "36?9"}),
        (["2?5/3659"], {"agency": "2?5", "detainee_number": "3659"}),
        (["محمد أحمد العلي"], {"name": "محمد أحمد العلي"}),
        (["الاسم: محمد أحمد العلي", "3659"], {"name": "محمد أحمد العلي", "detainee_number": "3659"}),
        (["المجند محمد أحمد العلي"], {"name": "محمد أحمد العلي"}),
        (["رقيب أول", "محمد أحمد العلي"], {"name": "محمد أحمد العلي"}),
        (["ملازم أول محمد أحمد العلي"], {"name": "محمد أحمد العلي"}),
        (["12/04/2019", "3659"], {"date": "2019-04-12", "detainee_number": "3659"}),
        (["04/2019"], {"date": "2019-04"}),
        (["12/0?/2019", "3659"], {"detainee_number": "3659"}),
        (["12/04/20⋮"], {}),
        (["215/1?/2019"], {"agency": "215", "detainee_number": "1?", "examination_number": "2019"}),
        (["2019"], {"detainee_number": "2019"}),
        ([""], {}),
        ([], {}),
    ],
)
def test_cards_are_read_as_clerks_write_them(lines, expected):
    assert values(label(*lines)) == expected


def test_an_overlay_gives_all_its_fields():
    fields = label("رقم 3659", "فرع ٢١٥", "شرطة عسكرية", "حرستا", "12/04/2019", surface="overlay")
    assert values(fields) == {
        "agency": "215",
        "detainee_number": "3659",
        "date": "2019-04-12",
        "unit": "military-police",
        "place": "hospital-harasta",
    }
    assert fields.agency.raw == "فرع ٢١٥"


def test_one_line_may_hold_everything():
    one = label("رقم 3659 فرع ٢١٥ شرطة عسكرية 12/04/2019")
    several = label("رقم 3659", "فرع ٢١٥", "شرطة عسكرية", "12/04/2019")
    assert values(one) == values(several)


def test_without_a_register_two_numbers_are_told_apart_by_order_alone():
    fields = label("215/3659", profile=GENERIC)
    assert values(fields) == {"detainee_number": "215", "examination_number": "3659"}
    assert fields.detainee_number.confidence_ppm == 450_000
    assert [other.value for other in fields.detainee_number.alternatives] == ["3659"]


def test_two_branch_codes_are_each_others_alternative():
    fields = label("215/227")
    assert fields.agency.value == "215"
    assert [other.value for other in fields.agency.alternatives] == ["227"]
    assert fields.agency.confidence_ppm == 450_000


def test_a_bare_branch_code_may_be_a_number():
    fields = label("215", surface="tape")
    assert values(fields) == {"agency": "215"}
    assert fields.agency.alternatives[0].field == "detainee_number"


@pytest.mark.parametrize("code", ["248", "فع 248", "ف 248", "248 دع", "دع - 248"])
def test_a_branch_code_with_letters_is_no_number_while_the_agency_is_unknown(code):
    beside = label("461", code)
    assert values(beside) == {"agency": "248", "detainee_number": "461"}
    alone = label(code)
    assert values(alone) == {"agency": "248"}
    for fields in (beside, alone):
        assert ("detainee_number", "248") in [(one.field, one.value) for one in fields.agency.alternatives]
    assert code == "248" or beside.unplaced[0].rule == "letters-with-agency-code"


def test_letters_with_a_number_are_a_series_where_the_agency_is_known_or_nothing_lists_it():
    known = values(label("فرع 215", "دع 248"))
    assert known == {"agency": "215", "detainee_number": "248", "series": "دع"}
    assert values(label("دع 8523")) == {"detainee_number": "8523", "series": "دع"}


def test_what_the_reader_saw_beside_a_lettered_code_goes_with_the_agency():
    lines = [Line("فع 248", "western", 900_000, (LineAlternative("فع 348", 80_000),))]
    others = read_label(lines, "card", SYRIA).agency.alternatives
    assert ("agency", "348") in [(one.field, one.value) for one in others]


@pytest.mark.parametrize("printed", ["التوقيع والخاتم", "سبب الوفاة", "الطبيب المعالج"])
def test_words_that_are_printed_on_forms_are_nobodys_name(printed):
    assert "name" not in values(label(printed))


@pytest.mark.parametrize("code", ["248", "فع 248", "ف 215"])
@pytest.mark.parametrize("rank", ["رقيب", "ملازم أول"])
def test_a_card_of_a_rank_and_a_name_stays_one_beside_a_branch_code(rank, code):
    for lines in ([rank, "محمد أحمد العلي", code], [f"{rank} محمد أحمد العلي", code]):
        fields = label(*lines)
        assert (fields.name.value, fields.detainee_number) == ("محمد أحمد العلي", None)
        facts = PhotographFacts(media=Media.PICTURE, labels=(fields,), located=1)
        assert propose_class(facts).photograph_class is PhotographClass.NAMED_CARD


def test_two_bare_branch_codes_may_be_either_way_round():
    fields = label("235", "215", surface="tape")
    assert values(fields) == {"agency": "235", "detainee_number": "215"}
    assert fields.detainee_number.confidence_ppm == 450_000
    assert [other.value for other in fields.detainee_number.alternatives] == ["235"]


def test_a_profile_may_say_where_the_date_stands():
    pattern = """
[[label_patterns]]
rule = "year-of-file"
rank = 5
pattern = 'سنه (?P<date>[0-9]{1,4})'
"""
    profile = profiles.parse(profiles.text_of("syria") + pattern)
    assert values(label("سنة 2019", "3659", profile=profile)) == {"date": "2019", "detainee_number": "3659"}
    assert label("سنة 88", profile=profile).date is None


def test_an_ambiguous_date_keeps_its_other_order():
    assert [other.value for other in label("12/04/2019").date.alternatives] == ["2019-12-04"]


def test_the_readers_alternatives_go_with_the_field():
    lines = [Line("رقم 3659", "western", 900_000, (LineAlternative("رقم 5659", 80_000),))]
    (other,) = read_label(lines, "card", SYRIA).detainee_number.alternatives
    assert (other.field, other.value, other.confidence_ppm) == ("detainee_number", "5659", 80_000)
    bare = [Line("3659", "western", 900_000, (LineAlternative("6593", 80_000),))]
    (other,) = read_label(bare, "card", SYRIA).detainee_number.alternatives
    assert (other.field, other.value) == ("detainee_number", "6593")


def test_words_alone_on_an_overlay_are_not_taken_for_a_name():
    fields = label("محمد أحمد العلي", surface="overlay")
    assert fields.name is None
    assert [field.value for field in fields.unplaced] == ["محمد أحمد العلي"]


def test_a_name_that_a_word_announces_stands_above_words_that_nothing_announces():
    fields = label("الرتبة مجند", "الاسم عمر محمد الحموي")
    assert (fields.name.value, fields.name.rule) == ("عمر محمد الحموي", "name-word")


def test_nothing_is_dropped():
    fields = label("215", "3659", "1174", "88", "شيء")
    assert [field.value for field in fields.unplaced] == ["شيء", "88"]


def test_a_number_too_long_for_a_person_is_not_one():
    fields = label("123456789012")
    assert values(fields) == {}
    assert fields.unplaced[0].rule == "number-implausible"


def test_digits_that_the_archive_does_not_use_are_not_a_number():
    profile = profiles.parse(profiles.text_of("syria").replace("0123456789٠", "٠"))
    assert values(label("3659", profile=profile)) == {}
    assert values(label("٣٦٥٩", profile=profile)) == {"detainee_number": "3659"}


def test_a_line_without_end_is_kept_unread():
    (field,) = label("7" * 300).unplaced
    assert field.rule == "line-too-long"


def test_a_page_of_lines_is_kept_and_only_its_beginning_is_read():
    fields = label(*["3659"] * 70)
    assert sum(field.rule == "too-many-lines" for field in fields.unplaced) == 6


def test_fields_come_back_from_their_record():
    fields = label("رقم 3659", "فرع ٢١٥", "12/04/2019", "xyz", "36?9")
    assert LabelFields.from_record(fields.to_record()) == fields


def test_an_alternative_is_named_once_by_its_surest_reading():
    texts = (
        LineAlternative("3658", 60_000),
        LineAlternative("3658 ", 90_000),
        LineAlternative("3658.", 70_000),
    )
    fields = read_label([Line("3659", "western", 800_000, texts)], "card", SYRIA)
    others = [(other.value, other.confidence_ppm) for other in fields.detainee_number.alternatives]
    assert others == [("3658", 90_000)]


@pytest.mark.parametrize("year", ["1990", "2013", "٢٠١٣"])
def test_a_bare_number_that_could_be_the_year_is_for_people_to_settle(year):
    number = label(year, confidence=999_900).detainee_number
    assert number.confidence_ppm < SURE_PPM
    assert [(other.field, other.rule) for other in number.alternatives] == [("date", "bare-year")]


@pytest.mark.parametrize("lines", [("2013", "12/5/2014"), ("1989",), ("2099",), ("20130",), ("رقم 2013",)])
def test_a_number_that_is_plainly_none_stays_as_sure_as_it_reads(lines):
    number = label(*lines, confidence=999_900).detainee_number
    assert number.confidence_ppm == 999_900


def test_a_person_who_typed_a_year_alone_saw_that_it_is_the_number():
    assert label("2013", confidence=1_000_000).detainee_number.confidence_ppm == 1_000_000


def test_three_bare_numbers_have_a_usual_order_only_behind_a_code_of_the_register():
    assert label("215", "3659", "1072").detainee_number.confidence_ppm == 900_000
    guessed = label("40", "227", "791", profile=GENERIC).detainee_number
    assert (guessed.value, guessed.confidence_ppm) == ("227", 450_000)


@pytest.mark.parametrize("written", ["علارم أول", "رفيب أول", "سبت الوفاة"])
def test_a_rank_or_a_form_s_words_that_are_read_a_little_wrong_are_no_name(written):
    assert "name" not in values(label("3659", written))


@pytest.mark.parametrize("written", ["علاء الأول", "سامر حمزة النجار", "محمد أحمد"])
def test_a_name_that_is_near_to_no_rank_stays_one(written):
    assert values(label("3659", written))["name"] == written


@pytest.mark.parametrize(
    ("written", "number"),
    [("/٠/٠", "?0?0"), ("/٠/٦", "?0?6"), ("/٠٠٣", "?003"), ("0/3", "0?3"), ("٣٦/٥٩", "36"), ("١٠١٠", "1010")],
)
def test_a_bar_beside_a_nought_may_be_a_one_that_leans(written, number):
    """A clerk's ١ leans like a bar; no number is 0, so that what stands beside a nought is none."""
    read = read_label([Line(written, "arabic-indic", 700_000)], "card", SYRIA)
    assert read.detainee_number.value == number
    assert "?" not in str(read_label([Line("٣٦٥٩/٠", "arabic-indic", 700_000)], "card", SYRIA).to_record())
    kept = read_label([Line("215/0/3659", "western", 700_000)], "card", SYRIA)
    assert "?" not in kept.detainee_number.value, "beside a whole number a bar is a bar"
    typed = read_label([Line("/0/5", "western", PPM)], "card", SYRIA)
    assert "?" not in typed.detainee_number.value, "a person looked"


@pytest.mark.parametrize("written", ["0", "٠", "٠٠", "000"])
def test_nobodys_number_is_nought(written):
    read = read_label([Line(written, "arabic-indic", 999_000)], "card", SYRIA)
    assert read.detainee_number is None
    assert [one.rule for one in read.unplaced] == ["number-implausible"]
