from dalil import profiles
from dalil.core.contradiction import CODES, photograph_contradictions
from dalil.core.evidence import WEIGHTS, Reason
from dalil.core.label import read_label
from dalil.core.label_field import Line
from dalil.core.link import Link, Strength
from dalil.core.moment import ClaimedTime
from dalil.core.path import read_path
from dalil.core.reason_words import (
    CONTRADICTIONS,
    REASONS,
    contradiction_in_words,
    link_in_words,
    reason_in_words,
)
from dalil.core.scene import merge_labels

SYRIA = profiles.load("syria")


def found(*lines, paths=(), camera=""):
    label = read_label([Line(line, "none", 900_000) for line in lines], "card", SYRIA) if lines else None
    facts = [read_path([part.encode() for part in path.split("/")], SYRIA) for path in paths]
    claimed = ClaimedTime.read(camera, "exif") if camera else None
    return [
        (one.code, one.detail)
        for one in photograph_contradictions("d1", label=label, paths=facts, claimed=claimed)
    ]


def test_witnesses_that_agree_are_silent():
    path = "2018_شرطة/15-03/215/3659/x.jpg"
    assert found("215/3659", "15.03.2018", "شرطة", paths=[path], camera="2018:03:15 23:59:00") == []
    assert found() == []


def test_label_and_folder_that_differ_are_listed():
    path = "16.03.2018_عسكرية/227/4038/x.jpg"
    assert found("215/3659", "15.03.2018", "شرطة", paths=[path]) == [
        ("label-against-folder-agency", "215 | 227"),
        ("label-against-folder-date", "2018-03-15 | 2018-03-16"),
        ("label-against-folder-number", "3659 | 4038"),
        ("label-against-folder-unit", "police | military"),
    ]


def test_the_camera_is_a_witness_too():
    found_here = found("3659", "15.03.2018", paths=["15.03.2018/x.jpg"], camera="2009:01:01 00:00:10")
    assert [code for code, _ in found_here] == ["camera-against-folder-date", "camera-against-label-date"]


def test_a_camera_around_midnight_contradicts_nothing():
    assert found(paths=["15.03.2018/x.jpg"], camera="2018:03:16 00:10:00") == []


def test_folders_of_copies_that_differ_are_listed():
    paths = ["2017/215/3659/x.jpg", "2018/227/4038/x.jpg"]
    assert [code for code, _ in found(paths=paths)] == [
        "folder-against-folder-agency",
        "folder-against-folder-date",
        "folder-against-folder-number",
    ]
    assert found(paths=["2017/15.03.2018/x.jpg"]) == [("folder-against-folder-date", "2017 | 2018-03-15")]


def test_what_is_doubtful_itself_contradicts_nothing():
    assert found("12/04/2019", "3659", paths=["04-12-2019/x.jpg"]) == []
    assert found("36?9", paths=["3659/x.jpg"]) == []
    assert found("3659", paths=["شرطة/4038.jpg"]) == []
    assert found("12/04", "3659", paths=["01.01.2017/x.jpg"]) == []


def test_a_wider_unit_contains_the_narrower():
    assert found("شرطة عسكرية", "3659", paths=["شرطة/x.jpg"]) == []


def test_labels_merged_from_copies_are_compared_as_well():
    label = merge_labels([read_label([Line("215/3659", "none", 1)], "card", SYRIA)])[0]
    facts = [read_path([b"227", b"x.jpg"], SYRIA)]
    (one,) = photograph_contradictions("d1", label=label, paths=facts, claimed=None)
    assert contradiction_in_words(one).en == "the label's agency is not the folder's: 215 | 227"
    assert "227" in contradiction_in_words(one).ar


def test_every_code_has_words_in_both_languages():
    assert set(CONTRADICTIONS) == set(CODES)
    assert set(REASONS) == {*WEIGHTS, "decided"}
    for words in (*CONTRADICTIONS.values(), *REASONS.values()):
        assert words.ar
        assert words.en
        assert ("{detail}" in words.ar) == ("{detail}" in words.en)


def test_a_link_is_explained_by_what_speaks_for_it():
    reasons = (Reason("prior", -30), Reason("seconds-apart", 10, "12"), Reason("number-same", 35, "3659"))
    words = link_in_words(Link("a", "b", Strength.LIKELY, reasons))
    assert words.en == "same number 3659 on both labels; 12 s apart"
    assert words.ar == "الرقم نفسه 3659 على الوسمين؛ الفارق بالثواني: 12"
    assert reason_in_words(reasons[0]).en == "two exposures are rarely of one person"


def test_two_values_that_are_the_same_are_said_once():
    same, apart = (
        Reason("day-same", 10, "2021-01-28 2021-01-28"),
        Reason("days-apart", 5, "2021-01-28 2021-01-30"),
    )
    assert reason_in_words(same).en == "same day: 2021-01-28"
    assert reason_in_words(apart).en == "days apart: 2021-01-28 2021-01-30"
