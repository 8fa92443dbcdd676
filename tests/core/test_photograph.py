import pytest

from dalil import profiles
from dalil.core.errors import BodyRefusal
from dalil.core.label import read_label
from dalil.core.label_field import Line
from dalil.core.path import read_path
from dalil.core.photograph import (
    ClassProposal,
    Media,
    PhotographClass,
    PhotographFacts,
    count_classes,
    decided_class,
    propose_class,
)
from dalil.core.scene import merge_labels

SYRIA = profiles.load("syria")


def facts(*cards, media=Media.PICTURE, path="x.jpg", **more):
    labels = merge_labels([read_label([Line(text, "none", 995_000)], "card", SYRIA) for text in cards])
    parts = [part.encode() for part in path.split("/")]
    return PhotographFacts(media, labels=labels, path=read_path(parts, SYRIA), **more)


@pytest.mark.parametrize(
    ("lines", "confidence", "expected"),
    [
        (("رقيب فراس محمد المصري", "2880"), 110_000, PhotographClass.NAMED_CARD),
        (("رقيب فراس محمد المصري", "2880"), 950_000, PhotographClass.LABELLED_INDIVIDUAL),
        (("رقيب فراس محمد المصري", "215/2880"), 850_000, PhotographClass.LABELLED_INDIVIDUAL),
        (("رقيب فراس محمد المصري", "2880/2020"), 110_000, PhotographClass.NAMED_CARD),
        (("فراس محمد المصري", "2880"), 110_000, PhotographClass.LABELLED_INDIVIDUAL),
    ],
)
def test_a_doubtful_number_beside_a_rank_makes_no_detainee(lines, confidence, expected):
    """A soldier's card bears a date, and a badly read date is a number."""
    label = read_label([Line(text, "western", confidence) for text in lines], "card", SYRIA)
    assert label.name
    facts = PhotographFacts(Media.PICTURE, labels=(label,), located=1)
    assert propose_class(facts).photograph_class is expected


@pytest.mark.parametrize(
    ("given", "expected", "reason"),
    [
        (facts("3659"), PhotographClass.LABELLED_INDIVIDUAL, "number-read"),
        (facts("215/3659", "227/4038"), PhotographClass.SEVERAL_PEOPLE, "several-numbers"),
        (facts("المجند محمد أحمد العلي"), PhotographClass.NAMED_CARD, "name-without-number"),
        (facts("الاسم: محمد أحمد", "فرع 215"), PhotographClass.LABELLED_INDIVIDUAL, "label-without-number"),
        (facts("المجند محمد أحمد العلي", "فرع 215"), PhotographClass.NAMED_CARD, "name-without-number"),
        (facts("3659", "الاسم: محمد أحمد"), PhotographClass.LABELLED_INDIVIDUAL, "number-read"),
        (facts(path="حوادث/x.jpg"), PhotographClass.INCIDENT, "folder-incident"),
        (facts(path="شهداء/x.jpg"), PhotographClass.NAMED_CARD, "folder-service-dead"),
        (facts("3659", path="حوادث/x.jpg"), PhotographClass.LABELLED_INDIVIDUAL, "number-read"),
        (facts("215"), PhotographClass.LABELLED_INDIVIDUAL, "label-without-number"),
        (facts(located=1), PhotographClass.LABELLED_INDIVIDUAL, "label-not-read"),
        (facts(page_like=True), PhotographClass.PAPER, "page-of-text"),
        (facts(), PhotographClass.NO_LABEL, "no-label-located"),
        (facts(media=Media.PAPER), PhotographClass.PAPER, "document-file"),
        (facts(media=Media.OTHER), PhotographClass.NOT_A_PICTURE, "other-file"),
        (facts(refusal="picture-truncated"), PhotographClass.UNREADABLE, "picture-truncated"),
        (facts(examined=False), PhotographClass.UNKNOWN, "not-examined"),
    ],
)
def test_a_class_is_proposed_with_its_reason(given, expected, reason):
    proposal = propose_class(given)
    assert (proposal.photograph_class, proposal.reason) == (expected, reason)


def test_words_alone_are_a_weak_name():
    assert propose_class(facts("محمد أحمد العلي")).confidence_ppm == 500_000


def test_a_person_decides():
    proposal = propose_class(facts())
    assert decided_class(proposal, None) is proposal
    assert decided_class(proposal, PhotographClass.INCIDENT).reason == "decided"


def test_the_classes_sum_to_the_whole():
    classes = [PhotographClass.PAPER, PhotographClass.PAPER, PhotographClass.INCIDENT]
    counts = count_classes(classes)
    assert sum(counts.values()) == len(classes)
    assert list(counts) == list(PhotographClass)


def test_a_proposal_comes_back_from_its_record():
    proposal = propose_class(facts("3659"))
    assert ClassProposal.from_record(proposal.to_record()) == proposal
    with pytest.raises(BodyRefusal):
        ClassProposal.from_record({**proposal.to_record(), "class": "victim"})
