import pytest

from dalil import profiles
from dalil.core.errors import BodyRefusal
from dalil.core.path import read_path
from dalil.core.path_fact import (
    PathFact,
    PathKind,
    disagreeing_dates,
    witness,
    witness_date,
)

SYRIA, GENERIC = profiles.load("syria"), profiles.load("generic")


def facts(path, profile=SYRIA):
    return read_path([part.encode() for part in path.split("/")], profile)


def said(path, profile=SYRIA):
    return [
        (fact.level, fact.kind.value, fact.value)
        for fact in facts(path, profile)
        if fact.kind is not PathKind.UNKNOWN
    ]


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (
            "15.03.2018_عسكرية/IMG_0417.jpg",
            [(0, "date", "2018-03-15"), (0, "unit", "military"), (1, "sequence", "0417")],
        ),
        (
            "12-04-19 شرطة/3659/DSC_0012.JPG",
            [
                (0, "date", "2019-04-12"),
                (0, "unit", "police"),
                (1, "number", "3659"),
                (2, "sequence", "0012"),
            ],
        ),
        ("2021_شرطة 12-04/a.jpg", [(0, "date", "2021"), (0, "unit", "police"), (0, "date", "2021-04-12")]),
        (
            "2021_شرطة/12-04/215-3659.jpg",
            [
                (0, "date", "2021"),
                (0, "unit", "police"),
                (1, "date", "2021-04-12"),
                (2, "agency", "215"),
                (2, "number", "3659"),
            ],
        ),
        ("12-04_2021/x.jpg", [(0, "date", "2021-04-12"), (0, "date", "2021")]),
        ("٢٠١٩/٠٤/١٢/x.jpg", [(0, "date", "2019"), (1, "date", "2019-04"), (2, "date", "2019-04-12")]),
        ("فرع ٢١٥/رقم 3659/x.jpg", [(0, "agency", "215"), (1, "number", "3659")]),
        ("فرع 999/x.jpg", [(0, "agency", "999")]),
        ("شرطة عسكرية/x.jpg", [(0, "unit", "military-police")]),
        ("مشفى 601/x.jpg", [(0, "place", "hospital-601")]),
        ("تصوير أحمد_215/x.jpg", [(0, "photographer", "أحمد"), (0, "agency", "215")]),
        ("حوادث 2017/x.jpg", [(0, "scene", "incident"), (0, "date", "2017")]),
        ("hand-over.zip/2018/x.jpg", [(1, "date", "2018")]),
        ("215/3659_2.jpg", [(0, "agency", "215"), (1, "number", "3659"), (1, "sequence", "2")]),
        ("12-04/x.jpg", [(0, "date", "--04-12")]),
        ("Copy of DSCN6836.JPG", [(0, "sequence", "6836")]),
        ("DSC_2003.JPG", [(0, "sequence", "2003")]),
        ("IMG_20150627.jpg", [(0, "date", "2015-06-27")]),
        ("نسخة من 3659.jpg", [(0, "number", "3659")]),
        ("Backup 2/x.jpg", [(0, "sequence", "2")]),
        ("XQ3659.jpg", [(0, "sequence", "3659")]),
        ("رقيب أول/x.jpg", []),
        ("فرع/x.jpg", []),
        ("12345678901/x.jpg", []),
        ("DCIM/100CANON/P1010023.jpg", [(2, "sequence", "1010023")]),
        (
            "WhatsApp Image 2018-03-15 at 10.22.33.jpeg",
            [(0, "date", "2018-03-15")],
        ),
    ],
)
def test_folders_are_read_as_clerks_name_them(path, expected):
    assert said(path) == expected


def test_the_generic_profile_takes_digit_names_for_running_numbers():
    assert said("photos_with_numbers.zip/0020.jpg", GENERIC) == [(1, "sequence", "0020")]
    assert said("x/3659.jpg", GENERIC) == [(1, "sequence", "3659")]


def test_a_completed_date_says_from_where():
    date = facts("2021_شرطة/12-04/x.jpg")[2]
    assert (date.rule, date.completed_from, date.raw) == ("date-day-month-completed", 0, b"12-04")
    assert [other.value for other in date.alternatives] == ["2021-12-04"]


def test_a_day_is_completed_only_by_the_part_just_above_it():
    assert (1, "date", "2019-07") not in said("2019/x/7/a.jpg")
    assert (2, "number", "7") in said("2019/x/7/a.jpg")


def test_a_day_that_the_year_does_not_have_stays_incomplete():
    assert (1, "date", "--02-29") in said("2019/29-02/x.jpg")


def test_a_month_that_does_not_exist_is_a_number():
    assert (1, "number", "31") in said("2019/31/x.jpg")


def test_numbers_of_a_broken_date_are_not_people():
    assert witness(facts("31-02-2019/x.jpg"), PathKind.NUMBER) is None


def test_a_name_that_is_not_utf8_is_kept_and_not_guessed_at():
    (first, second) = read_path([b"\xff15.03.2018", b"3659.jpg"], SYRIA)
    assert (first.kind, first.raw, first.rule) == (PathKind.UNKNOWN, b"\xff15.03.2018", "not-utf8")
    assert second.value == "3659"


def test_an_endless_name_is_kept_whole():
    (fact,) = read_path([b"7" * 2000], SYRIA)
    assert fact.rule == "too-long"


def test_an_ambiguous_folder_keeps_its_other_meaning():
    (year,) = facts("2019/x.jpg")[:1]
    assert [(other.kind, other.value) for other in year.alternatives] == [(PathKind.NUMBER, "2019")]


@pytest.mark.parametrize("path", ["15.03.2018_عسكرية/215/3659 (2).jpg", "2021/12-04/x.jpg"])
def test_a_fact_comes_back_from_its_record(path):
    for fact in (*facts(path), *read_path([b"\xff"], SYRIA)):
        assert PathFact.from_record(fact.to_record()) == fact


def test_a_damaged_record_is_refused():
    record = facts("2021/x.jpg")[0].to_record()
    with pytest.raises(BodyRefusal):
        PathFact.from_record({**record, "kind": "thing"})
    with pytest.raises(BodyRefusal):
        PathFact.from_record({**record, "level": "0"})


def test_the_innermost_fact_is_the_witness():
    assert witness(facts("شرطة/عسكرية/x.jpg"), PathKind.UNIT).value == "military"
    assert witness(facts("شرطة/x.jpg"), PathKind.NUMBER) is None
    assert witness(facts("3659 4038/x.jpg"), PathKind.NUMBER) is None


def test_the_most_precise_date_is_the_witness():
    assert witness_date(facts("15.03.2018/2018/x.jpg")).text == "2018-03-15"
    assert witness_date(facts("12-04/x.jpg")) is None
    assert witness_date(facts("2018-03-15 2018-03-16/x.jpg")) is None


def test_folders_that_name_two_dates_are_found():
    assert not disagreeing_dates(facts("2018/15.03.2018/x.jpg"))
    assert len(disagreeing_dates(facts("2017/15.03.2018/x.jpg"))) == 2
