import pytest

from dalil import profiles
from dalil.core.label import read_label
from dalil.core.label_field import Line
from dalil.core.scene import OF_ANOTHER, merge_copies, merge_labels, number_readings, standing, sure_numbers
from dalil.core.script import digit_system

SYRIA = profiles.load("syria")
SURE, FAIR = 995_000, 900_000


def label(*texts, surface="card", confidence=FAIR):
    return read_label([Line(text, digit_system(text).value, confidence) for text in texts], surface, SYRIA)


def values(fields):
    return {name: field.value for name, field in fields.named()}


def others(fields):
    return [other.value for other in fields.detainee_number.alternatives]


def test_two_tapes_on_one_body_are_read_together():
    (merged,) = merge_labels([label("215", surface="tape"), label("3659", surface="skin")])
    assert values(merged) == {"agency": "215", "detainee_number": "3659"}
    assert merged.surface == "skin+tape"


def test_two_numbers_in_one_photograph_stay_two():
    day = label("12/04/2019", surface="overlay")
    merged = merge_labels([label("215/3659", confidence=SURE), label("227/4038", confidence=SURE), day])
    assert [values(one) for one in merged] == [
        {"agency": "215", "detainee_number": "3659", "date": "2019-04-12"},
        {"agency": "227", "detainee_number": "4038", "date": "2019-04-12"},
    ]


def test_a_label_with_another_number_lends_no_agency_to_the_first():
    """Two cards of which one is read doubtfully: one person in doubt, and not one of both cards."""
    first, other = label("3501", confidence=SURE), label("227/4038", confidence=FAIR)
    (merged,) = merge_labels([first, other])
    assert values(merged) == {"detainee_number": "3501"}
    assert others(merged) == ["4038"]
    assert [(one.value, one.rule) for one in merged.unplaced] == [("227", OF_ANOTHER)]
    (merged,) = merge_labels([first, label("227/3501", confidence=FAIR)])
    assert values(merged) == {"agency": "227", "detainee_number": "3501"}


def test_the_order_of_labels_does_not_matter():
    labels = [label("215/3659"), label("رقم 3659"), label("12/04/2019", surface="overlay")]
    assert merge_labels(labels) == merge_labels(labels[::-1])
    assert merge_labels([]) == ()


def test_an_overlay_that_repeats_the_card_is_no_second_person():
    card, overlay = label("3859", confidence=600_000), label("رقم 3659", surface="overlay")
    (merged,) = merge_labels([card, overlay])
    assert merged.detainee_number.value == "3659"
    assert [other.value for other in merged.detainee_number.alternatives] == ["3859"]


def test_a_partly_read_number_is_no_second_person():
    (merged,) = merge_labels([label("36?9"), label("3659")])
    assert merged.detainee_number.value == "3659"


def test_a_card_read_twice_in_two_copies_is_one_person():
    copies = [merge_labels([label("3659")]), merge_labels([label("3859", confidence=500_000)])]
    (merged,) = merge_copies(copies)
    assert merged.detainee_number.value == "3659"
    assert merge_copies(copies[::-1]) == (merged,)
    assert merge_copies([(), ()]) == ()


def test_the_copy_that_shows_most_people_says_how_many_there_are():
    two = merge_labels([label("215/3659", confidence=SURE), label("227/4038", confidence=SURE)])
    one = merge_labels([label("3659", surface="overlay")])
    assert len(merge_copies([two, one])) == 2
    assert len(merge_copies([one, two])) == 2


def test_two_numbers_that_are_not_accepted_are_one_person_in_doubt():
    (merged,) = merge_labels([label("3659", confidence=700_000), label("4038", confidence=800_000)])
    assert merged.detainee_number.value == "4038"
    assert others(merged) == ["3659"]


@pytest.mark.parametrize("surface", ["card", "tape", "overlay"])
def test_a_doubtful_number_on_skin_never_displaces_a_label(surface):
    doubtful = [label("٩٧", surface="skin", confidence=980_000), label("٠٧", surface="skin")]
    (merged,) = merge_labels([label("١٠٠١", surface=surface, confidence=400_000), *doubtful])
    assert merged.detainee_number.value == "1001"
    assert others(merged) == []
    assert {field.value for field in merged.unplaced} == {"97", "07"}


def test_doubtful_writing_on_skin_alone_bears_no_number_and_nothing_is_lost():
    (merged,) = merge_labels([label("٠٧", surface="skin"), label("٨١", surface="skin")])
    assert merged.detainee_number is None
    assert [(field.value, field.rule) for field in merged.unplaced] == [
        ("07", "skin-not-accepted"),
        ("81", "skin-not-accepted"),
    ]


def test_doubtful_writing_on_skin_counts_beside_a_label_without_a_number():
    branch = label("٢٣٥", surface="tape")
    (merged,) = merge_labels(
        [branch, label("٣١٧٦", surface="skin"), label("٠٦", surface="skin", confidence=1)]
    )
    assert values(merged) == {"agency": "235", "detainee_number": "3176"}
    assert others(merged) == ["06"]


def test_an_accepted_number_on_skin_is_a_number():
    (merged,) = merge_labels([label("3176", surface="skin", confidence=SURE)])
    assert merged.detainee_number.value == "3176"


def test_accepted_readings_outrank_the_others_of_a_frame():
    frame = [label("3659", confidence=SURE), label("3859", surface="overlay", confidence=980_000)]
    assert [field.value for field in number_readings(standing(frame))] == ["3659"]
    unsure = [label("3659", confidence=400_000), label("3859"), label("3859", confidence=1)]
    readings = [(field.value, field.confidence_ppm) for field in number_readings(unsure)]
    assert readings == [("3659", 400_000), ("3859", FAIR)]


def test_only_whole_sure_numbers_that_are_not_on_skin_stand_for_a_photograph():
    sure = [label("0417", confidence=SURE), label("36?9", confidence=SURE), label("88")]
    assert sure_numbers([*sure, label("3176", surface="skin", confidence=SURE)]) == {"417"}


def test_two_labels_that_differ_in_number_and_in_agency_or_examination_are_two_people():
    first = label("٢٥١/١٠٦٩", "فحص ١٥٢٥", surface="tape")
    other = label("1221", "فرع 227", "فحص 1526")
    merged = merge_labels([first, other])
    assert [values(one) for one in merged] == [
        {"agency": "227", "detainee_number": "1221", "examination_number": "1526"},
        {"agency": "251", "detainee_number": "1069", "examination_number": "1525"},
    ]


def test_a_misread_number_of_one_agency_makes_no_second_person():
    assert len(merge_labels([label("215/3659"), label("215/3859", surface="tape")])) == 1
    assert len(merge_labels([label("215/3659"), label("227/4038", surface="overlay")])) == 1
    sure = [label("215/3659", confidence=SURE), label("227/4038", surface="overlay", confidence=SURE)]
    assert len(merge_labels(sure)) == 2
    assert len(merge_labels([label("215/3659"), label("227/40?8", surface="tape")])) == 1


def test_the_agency_beside_the_number_goes_before_a_surer_one_on_another_label():
    (merged,) = merge_labels([label("235/1136"), label("فرع 216", surface="overlay", confidence=SURE)])
    assert values(merged) == {"agency": "235", "detainee_number": "1136"}
