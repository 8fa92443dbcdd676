"""The account of a match adds up, from before any comparison to the chance that the match was given."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dalil.core.matching.chance import chances
from dalil.core.matching.evidence import Line, caution
from dalil.core.matching.waterfall import StepKind, waterfall

PPM = 1_000_000


def line(weight, level="same", subject="given"):
    return Line(subject, "محمد", "محمد", level, weight, f"{subject}: same", f"{subject}: نفسه")


def fair(weights):
    return sum(weights) + caution([line(each) for each in weights])


def account(*given_weights, individuals=1_000, chance_ppm=None):
    return waterfall([line(each) for each in given_weights], among=individuals, chance_ppm=chance_ppm)


@pytest.mark.parametrize(
    ("individuals", "said"),
    [
        (1, "as likely as not"),
        (2, "1 chance in 4"),
        (500, "1 chance in 1,000"),
        (80_000, "1 chance in 160,000"),
    ],
)
def test_it_begins_with_any_individual_or_none_of_them(individuals, said):
    from dalil.core.matching.likelihood import stands

    found = account(individuals=individuals)
    assert stands(found.start).en == said
    assert f"{individuals:,}" in found.start_reason.en
    assert f"{individuals:,}" in found.start_reason.ar


def test_missing_people_are_called_missing_and_never_wanted():
    chances_of = (None, 1, PPM // 2, PPM - 1)
    accounts = [account(6_000, individuals=11, chance_ppm=chance) for chance in chances_of]
    said = [found.start_reason for found in accounts]
    said += [step.reason for found in accounts for step in found.steps if step.kind is StepKind.OTHERS]
    assert not any("مطلوب" in words.ar or "asked for" in words.en for words in said)
    assert all("المفقودين في القائمة" in words.ar and "missing people" in words.en for words in said)
    assert said[0].ar.startswith("قبل أي مقارنة: يستوي أن يكون واحداً من 11 وألا يكون بينهم (11 هو")


def test_only_what_papers_show_is_counted_in_papers():
    brothers = line(-6_000, "different", "brothers")
    nameless = line(-3_500, "missing", "name")
    found = waterfall([line(6_000), brothers, nameless], among=100, chance_ppm=500)
    said = {(step.kind, step.subject): step.times.en for step in found.steps}
    assert "as often in statements about one person" in said[StepKind.LINE, "given"]
    assert said[StepKind.LINE, "brothers"] == said[StepKind.CAUTION, "name"] == "less likely"
    assert said[StepKind.OTHERS, ""] in {"likelier", "less likely", "changes nothing"}


def test_in_the_end_nothing_is_surer_against_a_match_than_for_one():
    found = account(-6_000, individuals=5_000, chance_ppm=1)
    assert found.begins.en == "1 chance in 10,000"
    assert {found.ends.en, found.steps[-1].stands.en} == {"less than 1 chance in 1,000"}
    assert found.to_record()["end_ar"] == "الاحتمال: أقل من 1 من 1,000"


def test_every_line_moves_it_and_what_is_not_stated_does_not():
    lines = [line(6_000), line(0, "missing", "mother"), line(-2_000, "different", "birth-place")]
    found = waterfall(lines, among=100, chance_ppm=None)
    assert [(each.kind, each.subject, each.weight) for each in found.steps] == [
        (StepKind.LINE, "given", 6_000),
        (StepKind.LINE, "birth-place", -2_000),
        (StepKind.CAUTION, "", -500),
    ]
    assert [each.en for each in found.unstated] == ["mother"]
    assert all(one.after == other.before for one, other in zip(found.steps, found.steps[1:], strict=False))
    assert found.steps[0].before == found.start
    assert found.end == found.start + 3_500


@given(
    st.lists(st.integers(min_value=-20_000, max_value=16_000), min_size=1, max_size=8),
    st.lists(st.integers(min_value=-60_000, max_value=40_000), max_size=5),
    st.integers(min_value=6, max_value=200_000),
)
def test_it_ends_at_the_chance_that_the_match_was_given(own, others, individuals):
    chance = round(float(chances([fair(own), *others], individuals)[0]) * PPM)
    found = account(*own, individuals=individuals, chance_ppm=chance)
    ends = PPM / (1 + 2 ** (-found.end / 1_000))
    assert ends == pytest.approx(chance, abs=2 + chance * 0.001)


@pytest.mark.parametrize(
    ("others", "said"), [((12_000,), "takes its share"), ((-40_000,) * 3, "fit less well")]
)
def test_it_says_how_the_others_fit(others, said):
    individuals = 1 + len(others)
    chance = round(float(chances([fair([6_000]), *others], individuals)[0]) * PPM)
    assert said in account(6_000, individuals=individuals, chance_ppm=chance).steps[-1].reason.en


@pytest.mark.parametrize("chance", [0, PPM])
def test_a_chance_that_rounding_hides_says_nothing_that_was_not_reckoned(chance):
    found = account(*([30_000] * 3 if chance else [-30_000] * 3), chance_ppm=chance)
    assert found.steps[-1].weight == 0


@given(st.lists(st.integers(min_value=-40_000, max_value=40_000), max_size=8))
def test_the_scale_holds_all_of_it(weights):
    found = account(*weights)
    places = [found.place(each) for each in (found.start, 0, *(step.after for step in found.steps))]
    assert min(places) == 0
    assert max(places) == 1_000


def test_a_line_is_read_as_it_was_written():
    assert Line.from_record(line(5).to_record()) == line(5)
