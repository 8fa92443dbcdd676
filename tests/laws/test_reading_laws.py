"""Laws of settling, and of reading labels and paths made of anything at all."""

from hypothesis import given, settings
from hypothesis import strategies as st

from dalil import profiles
from dalil.core.acceptance import ACCEPTING
from dalil.core.label import read_label
from dalil.core.label_field import Field, FieldAlternative, LabelFields, Line, LineAlternative
from dalil.core.path import read_path
from dalil.core.path_fact import PathFact
from dalil.core.reading import (
    Dispute,
    Legibility,
    Proposed,
    ReaderKind,
    Reading,
    Settled,
    SettlingRule,
    dissents,
    settle,
)
from dalil.core.scene import number_readings
from dalil.core.script import fold, fold_text

SYRIA, GENERIC = profiles.load("syria"), profiles.load("generic")
NUMBERS = st.sampled_from(["3659", "3859", "5659", "4038"])
WITHOUT_JUDGE = st.sampled_from([ReaderKind.MACHINE, ReaderKind.PERSON, ReaderKind.PATH])
RULES = st.sampled_from([SettlingRule("people-only"), SettlingRule.provisional(600_000), ACCEPTING])


@st.composite
def readings(draw, kinds=WITHOUT_JUDGE):
    legibility = draw(st.sampled_from(list(Legibility)))
    value = {Legibility.READ: draw(NUMBERS), Legibility.PARTIAL: draw(st.sampled_from(["36?9", "?038"]))}
    return Reading(
        draw(st.sampled_from("abc")),
        draw(kinds),
        value.get(legibility, ""),
        legibility,
        draw(st.integers(0, 1_000_000)),
    )


@st.composite
def numbered(draw):
    """A label with a number: few values and few confidences, so that many readings are as sure as another."""
    value, raw = draw(
        st.sampled_from([("3659", "3659"), ("3659", "٣٦٥٩"), ("3659", "رقم 3659"), ("36?9", "36?9")])
    )
    other = FieldAlternative("detainee_number", draw(NUMBERS), 1, "line-alternative")
    number = Field(
        value,
        raw,
        draw(st.sampled_from([400_000, 990_000])),
        (other,) if draw(st.booleans()) else (),
        draw(st.sampled_from(["number", "number-word"])),
    )
    return LabelFields(draw(st.sampled_from(["card", "tape"])), detainee_number=number)


@given(
    st.lists(numbered(), max_size=6).flatmap(lambda drawn: st.tuples(st.just(drawn), st.permutations(drawn)))
)
def test_the_order_of_labels_does_not_matter_to_the_numbers_they_give_nor_to_how_they_are_written(labels):
    given_labels, shuffled = labels
    assert number_readings(shuffled) == number_readings(given_labels)


def certainty(outcome, value):
    """How sure an outcome is of ``value``: settled before proposed by confidence before nothing."""
    if isinstance(outcome, Settled):
        return (2, 0) if outcome.value == value else (0, 0)
    if isinstance(outcome, Proposed):
        return (1, outcome.confidence_ppm) if outcome.value == value else (0, 0)
    return (0, 0)


@given(st.lists(readings(st.sampled_from(list(ReaderKind))), max_size=6), RULES, st.randoms())
def test_the_order_of_readings_does_not_matter(given_readings, rule, random):
    shuffled = list(given_readings)
    random.shuffle(shuffled)
    assert settle(shuffled, rule) == settle(given_readings, rule)


@given(st.lists(readings(), max_size=6), readings(), RULES)
def test_a_dissent_never_raises_certainty(given_readings, another, rule):
    before = settle(given_readings, rule)
    if isinstance(before, Settled | Proposed) and dissents(another, before.value):
        after = settle([*given_readings, another], rule)
        assert certainty(after, before.value) <= certainty(before, before.value)


@given(st.lists(readings(st.just(ReaderKind.MACHINE)), max_size=8))
def test_machines_alone_never_settle_without_a_threshold(given_readings):
    assert not isinstance(settle(given_readings), Settled)


@given(st.lists(readings(), max_size=8), RULES)
def test_what_settles_was_read_by_somebody(given_readings, rule):
    outcome = settle(given_readings, rule)
    seen = {reading.value for reading in given_readings}
    if isinstance(outcome, Settled | Proposed):
        assert outcome.value in seen
    if isinstance(outcome, Dispute):
        assert set(outcome.values) <= seen


LINE_TEXT = st.one_of(
    st.text(max_size=40),
    st.text(alphabet="٠١٢٣٤٥٦٧٨٩0123456789/-.? رقمفعشطةالحمد", max_size=30),
)


@settings(max_examples=150)
@given(st.lists(st.tuples(LINE_TEXT, st.lists(LINE_TEXT, max_size=2)), max_size=5), st.booleans())
def test_any_lines_give_fields_that_come_back_from_their_record(texts, syrian):
    lines = [
        Line(text, "none", 500_000, tuple(LineAlternative(other, 1_000) for other in others))
        for text, others in texts
    ]
    fields = read_label(lines, "card", SYRIA if syrian else GENERIC)
    assert LabelFields.from_record(fields.to_record()) == fields


@settings(max_examples=150)
@given(st.text(alphabet="0123456789", max_size=8), st.sampled_from(["٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹"]))
def test_the_digit_system_changes_no_value(number, block):
    written = number.translate(str.maketrans("0123456789", block))
    western, other = (read_label([Line(text, "none", 1, ())], "card", SYRIA) for text in (number, written))
    values = [[(name, field.value) for name, field in fields.named()] for fields in (western, other)]
    assert values[0] == values[1]


PART = st.one_of(
    st.binary(max_size=20),
    st.text(max_size=20).map(lambda text: text.encode("utf-8", "surrogatepass")),
    st.text(alphabet="0123456789٠٣_-. شرطة", max_size=20).map(str.encode),
)


@settings(max_examples=150)
@given(st.lists(PART, max_size=5), st.booleans())
def test_any_path_is_read_part_by_part_and_comes_back(parts, syrian):
    facts = read_path(parts, SYRIA if syrian else GENERIC)
    assert [PathFact.from_record(fact.to_record()) for fact in facts] == list(facts)
    for fact in facts:
        assert fact.raw in parts[fact.level]


@given(st.text(max_size=60))
def test_folding_twice_is_folding_once_and_every_letter_has_a_source(text):
    folded = fold(text)
    assert len(folded.starts) == len(folded.text)
    assert fold_text(folded.text) == folded.text
    assert all(0 <= start < max(1, len(text)) for start in folded.starts)
