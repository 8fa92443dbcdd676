"""Laws of exposures, individuals and their identifiers, over random archives and histories of decisions."""

from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from dalil.core.decision import Decision, DecisionKind
from dalil.core.exposure import CopyPair, ExhibitPicture, group_exposures
from dalil.core.individual import group_individuals
from dalil.core.individual_id import assign_ids
from dalil.core.moment import PartialDate
from dalil.core.photograph import PhotographClass
from dalil.core.reading import Proposed, Settled, Unread
from dalil.core.resemblance import Resemblances
from dalil.core.sighting import Sighting, Station
from dalil.core.union import Union

NAMES = [f"{index:02d}" for index in range(12)]
OUTCOMES = st.one_of(
    st.sampled_from(["3659", "3859", "4038"]).map(lambda value: Proposed(value, 950_000)),
    st.sampled_from(["3659", "4038"]).map(lambda value: Settled(value, "two-people")),
    st.just(Unread("illegible")),
)
CLASSES = st.sampled_from(
    [PhotographClass.LABELLED_INDIVIDUAL] * 4 + [PhotographClass.NO_LABEL, PhotographClass.INCIDENT]
)


@st.composite
def archives(draw):
    names = draw(st.lists(st.sampled_from(NAMES), unique=True, min_size=1, max_size=10))
    return [
        Sighting(
            exposure=name,
            exhibits=(name,),
            photograph_class=draw(CLASSES),
            number=draw(OUTCOMES),
            agency=draw(st.sampled_from(["", "215", "227"])),
            date=draw(st.sampled_from([None, PartialDate(2018, 3, 15), PartialDate(2019, 1)])),
            date_source="folder",
            examination=draw(st.sampled_from(["", "", "1526", "3659"])),
            stations=(Station(draw(st.sampled_from("FG")), None, draw(st.integers(0, 90))),),
        )
        for name in names
    ]


@st.composite
def histories(draw):
    decisions = []
    for position in range(draw(st.integers(0, 5))):
        kind = draw(st.sampled_from([DecisionKind.JOINED, DecisionKind.KEPT_APART, DecisionKind.SET_ASIDE]))
        first = tuple(draw(st.lists(st.sampled_from(NAMES), min_size=1, max_size=2, unique=True)))
        second = tuple(draw(st.lists(st.sampled_from(NAMES), min_size=1, max_size=2, unique=True)))
        decisions.append(Decision(position, kind, first, () if kind is DecisionKind.SET_ASIDE else second))
    return decisions


PAIRS = st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES))
PICTURES = st.builds(
    Resemblances,
    st.dictionaries(st.sampled_from(list(combinations(NAMES, 2))), st.sampled_from([0, 9])),
    speaks_for=st.booleans(),
    speaks_against=st.booleans(),
)


def clusters(grouping):
    return [one.marks for one in grouping.individuals]


def together(grouping, first, second):
    return any({first, second} <= cluster for cluster in clusters(grouping))


@settings(max_examples=150)
@given(archives(), histories(), PICTURES, st.randoms())
def test_order_changes_nothing(archive, history, alike, random):
    before = group_individuals(archive, history, alike)
    random.shuffle(archive)
    random.shuffle(history)
    assert group_individuals(archive, history, alike) == before


@settings(max_examples=150)
@given(archives(), histories(), PICTURES)
def test_every_sighting_is_placed_once_or_unplaced_with_a_reason(archive, history, alike):
    grouping = group_individuals(archive, history, alike)
    placed = [member.sighting for one in grouping.individuals for member in one.members]
    rest = [one.sighting.key for one in grouping.unplaced]
    assert sorted(placed + rest) == sorted(one.key for one in archive)
    assert all(one.why for one in grouping.unplaced)


@settings(max_examples=150)
@given(archives(), histories(), PICTURES)
def test_low_is_never_above_what_is_shown_nor_that_above_high(archive, history, alike):
    grouping = group_individuals(archive, history, alike)
    assert grouping.low <= len(grouping.individuals) <= grouping.high
    assert all(0 <= one.low <= 1 <= one.high for one in grouping.individuals)


@settings(max_examples=200)
@given(archives(), histories(), PAIRS, histories(), PICTURES)
def test_a_kept_apart_pair_never_returns(archive, history, pair, later, alike):
    first, second = pair
    apart = Decision(100, DecisionKind.KEPT_APART, (first,), (second,))
    again = [
        Decision(200 + one.position, one.kind, one.first, one.second)
        for one in later
        if not ({first, second} <= {*one.first, *one.second})
    ]
    if first != second:
        assert not together(group_individuals(archive, [*history, apart, *again], alike), first, second)


@settings(max_examples=100)
@given(archives(), st.sampled_from(NAMES), st.sampled_from(NAMES))
def test_splitting_undoes_joining(archive, first, second):
    join = Decision(1, DecisionKind.JOINED, (first,), (second,))
    split = Decision(2, DecisionKind.KEPT_APART, (first,), (second,))
    undo = Decision(2, DecisionKind.UNDONE, undoes=1)
    names = {one.exposure for one in archive}
    if first != second and {first, second} <= names:
        assert together(group_individuals(archive, [join]), first, second)
        assert not together(group_individuals(archive, [join, split]), first, second)
        assert group_individuals(archive, [join, undo]) == group_individuals(archive)


@given(
    st.integers(3, 12).flatmap(
        lambda size: st.tuples(
            st.just(size), st.sets(st.integers(0, size - 1), min_size=1, max_size=size - 1)
        )
    )
)
def test_what_people_take_out_of_a_row_of_views_leaves_the_others_together(taken):
    size, leaving = taken
    row = [
        Sighting(
            exposure=f"{place:02d}",
            exhibits=(f"{place:02d}",),
            photograph_class=PhotographClass.LABELLED_INDIVIDUAL,
            number=Settled("3659", "two-people"),
            agency="215",
            date=PartialDate(2018, 3, 15),
            date_source="folder",
            stations=(Station("F", place, place * 5),),
        )
        for place in range(size)
    ]
    sides = [
        tuple(f"{place:02d}" for place in range(size) if (place in leaving) is side) for side in (True, False)
    ]
    grouping = group_individuals(row, [Decision(1, DecisionKind.KEPT_APART, *sides)])
    assert sorted(map(sorted, clusters(grouping))) == sorted(map(sorted, sides))


@settings(max_examples=100)
@given(archives(), histories(), histories())
def test_ids_are_stable_and_never_used_again(archive, history, later):
    runs = [clusters(group_individuals(archive, decisions)) for decisions in ([], history, later, [])]
    register, meaning = (), {}
    for run in runs:
        assigned = assign_ids(register, run)
        assert len(set(assigned.ids)) == len(run)
        retired = {known.id for known in register if known.retired}
        assert not retired & set(assigned.ids)
        unchanged = {known.marks: known.id for known in register if not known.retired}
        for cluster, one in zip(run, assigned.ids, strict=True):
            assert unchanged.get(cluster, one) == one
            meaning.setdefault(one, cluster)
        assert assign_ids(assigned.register, run).ids == assigned.ids
        register = assigned.register


@given(st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES)), max_size=15), st.randoms())
def test_exposures_are_a_partition_that_order_does_not_change(pairs, random):
    pictures = [ExhibitPicture(name, 100, 10) for name in NAMES]
    links = [CopyPair(min(pair), max(pair), "re-saved", 1) for pair in pairs if pair[0] != pair[1]]
    exposures = group_exposures(pictures, links)
    assert sorted(member for one in exposures for member in one.members) == NAMES
    random.shuffle(pictures)
    random.shuffle(links)
    assert group_exposures(pictures, links) == exposures


@given(
    st.lists(st.tuples(st.sampled_from("jk"), st.sampled_from(NAMES), st.sampled_from(NAMES)), max_size=25)
)
def test_what_is_kept_apart_stays_apart_whatever_is_joined(acts):
    union, kept = Union(NAMES), []
    for act, first, second in acts:
        if act == "k" and union.keep_apart(first, second):
            kept.append((first, second))
        elif act == "j":
            assert union.join(first, second) is union.together(first, second)
    assert not any(union.together(first, second) for first, second in kept)


NUMBERED = st.builds(
    ExhibitPicture,
    digest=st.sampled_from(NAMES),
    pixels=st.just(1),
    size_bytes=st.just(1),
    numbers=st.frozensets(st.sampled_from(["1234", "1235", "7"]), max_size=2),
)


@settings(max_examples=150)
@given(
    st.lists(NUMBERED, min_size=2, unique_by=lambda one: one.digest),
    st.lists(st.tuples(st.integers(0, 11), st.integers(0, 11), st.integers(0, 9)), max_size=20),
    st.randoms(),
)
def test_no_exposure_holds_two_pictures_with_different_numbers(pictures, chosen, random):
    names = sorted(picture.digest for picture in pictures)
    pairs = [
        CopyPair(*sorted((names[a], names[b])), "resaved", distance)
        for a, b, distance in chosen
        if a < len(names) and b < len(names) and a != b
    ]
    exposures = group_exposures(pictures, pairs)
    numbers = {picture.digest: picture.numbers for picture in pictures}
    for exposure in exposures:
        borne = [numbers[member] for member in exposure.members if numbers[member]]
        assert all(one & other for one in borne for other in borne)
    random.shuffle(pictures)
    random.shuffle(pairs)
    assert group_exposures(pictures, pairs) == exposures


@given(archives(), histories())
def test_what_adds_nothing_to_the_low_count_says_whom_it_may_be(archive, history):
    grouping = group_individuals(archive, history)
    placed = {member.sighting for one in grouping.individuals for member in one.members}
    rest = {one.sighting.key for one in grouping.unplaced}
    for one in grouping.individuals:
        assert one.low or one.doubts
        own = {member.sighting for member in one.members}
        for doubt in one.doubts:
            assert doubt.here in own
            assert not doubt.there or doubt.there in (placed | rest) - own
    tied = sum(bool(doubt.there) for one in grouping.individuals for doubt in one.doubts)
    assert len(grouping.individuals) - grouping.low <= tied + len(
        [one for one in grouping.individuals if any(not doubt.there for doubt in one.doubts)]
    )


MARKS = st.one_of(
    st.sampled_from("abcdef"),
    st.tuples(st.sampled_from("abcdef"), st.sampled_from(["560", "561"])).map("#".join),
)


@st.composite
def frames(draw):
    """Exposures with copies, of one person or of two; decisions of before may have named them otherwise."""
    left, found = list("abcdef"), []
    while left:
        exhibits = tuple(left.pop() for _ in range(min(len(left), draw(st.integers(1, 2)))))
        for slot in draw(st.sampled_from([("",), ("",), ("560", "561")])):
            number = slot or draw(st.sampled_from(["560", "561", "99"]))
            found.append(
                Sighting(
                    exposure=min(exhibits),
                    exhibits=tuple(sorted(exhibits)),
                    photograph_class=PhotographClass.LABELLED_INDIVIDUAL,
                    number=Proposed(number, 990_000),
                    agency="215",
                    slot=slot,
                    stations=(Station("F", None, draw(st.integers(0, 60))),),
                )
            )
    return found


@given(
    frames(),
    st.lists(st.sampled_from("abcdef"), min_size=2, max_size=2, unique=True),
    st.lists(st.tuples(MARKS, MARKS)),
)
def test_who_is_kept_apart_never_returns_however_frames_and_copies_are_read_since(archive, pair, joins):
    """Neither by a join that names a copy, nor by one that names somebody of the frame by another number."""
    one, other = pair
    apart = Decision(0, DecisionKind.KEPT_APART, (one,), (other,))
    later = [
        Decision(position, DecisionKind.JOINED, (a,), (b,))
        for position, (a, b) in enumerate(joins, 1)
        if a != b and {a, b} != {one, other}
    ]
    exposure_of = {exhibit: sighting.exposure for sighting in archive for exhibit in sighting.exhibits}
    grouping = group_individuals(archive, [apart, *later])
    if exposure_of[one] == exposure_of[other]:
        return  # they are copies: it is listed as impossible
    for individual in grouping.individuals:
        shown = {member.sighting.partition("#")[0] for member in individual.members}
        assert not {exposure_of[one], exposure_of[other]} <= shown
