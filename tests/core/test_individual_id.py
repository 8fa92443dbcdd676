from dalil.core.individual_id import KnownId, assign_ids


def marks(*names):
    return frozenset(names)


def test_an_id_is_short_and_has_no_letters_that_are_misread():
    (one,) = assign_ids([], [marks("a")]).ids
    assert one.startswith("I-")
    assert len(one) == 8
    assert not set(one[2:]) & set("ILOU")


def test_the_order_of_clusters_changes_no_id():
    clusters = [marks("a", "b"), marks("c"), marks("d")]
    forward, backward = assign_ids([], clusters), assign_ids([], clusters[::-1])
    assert forward.ids == backward.ids[::-1]
    assert forward.register == backward.register


def test_growing_keeps_the_id():
    first = assign_ids([], [marks("b")])
    second = assign_ids(first.register, [marks("a", "b")])
    assert second.ids == first.ids


def test_moving_one_photograph_renames_nobody():
    first = assign_ids([], [marks("a", "b", "c"), marks("d", "e")])
    second = assign_ids(first.register, [marks("b", "c"), marks("a", "d", "e")])
    assert second.ids == first.ids


def test_a_join_retires_one_id_and_says_what_it_became():
    first = assign_ids([], [marks("a", "b"), marks("c")])
    second = assign_ids(first.register, [marks("a", "b", "c")])
    assert second.ids == first.ids[:1]
    retired = [known for known in second.register if known.retired]
    assert [(known.id, known.became) for known in retired] == [(first.ids[1], first.ids[0])]


def test_a_retired_id_never_returns():
    first = assign_ids([], [marks("a"), marks("c")])
    joined = assign_ids(first.register, [marks("a", "c")])
    split = assign_ids(joined.register, [marks("a"), marks("c")])
    assert split.ids[0] == first.ids[0]
    assert split.ids[1] not in first.ids
    assert not split.ids[1].startswith(first.ids[1]), "on the telephone one is taken for the other"


def test_what_vanishes_is_retired_for_nothing():
    first = assign_ids([], [marks("a")])
    assert assign_ids(first.register, []).register[0].became == "-"


def test_the_register_comes_back_from_its_records():
    register = assign_ids([], [marks("a", "b"), marks("c")]).register
    assert tuple(KnownId.from_record(known.to_record()) for known in register) == register


def test_a_photograph_founds_as_many_individuals_as_it_takes():
    register, seen = (), set()
    for _ in range(120):
        apart = assign_ids(register, [marks("a"), marks("b", "c")])
        assert not seen & {one.id for one in apart.register if not one.retired} - set(apart.ids)
        assert apart.ids[0] not in seen
        seen.add(apart.ids[0])
        register = assign_ids(apart.register, [marks("a", "b", "c")]).register


def test_a_label_that_is_read_anew_renames_nobody():
    first = assign_ids([], [marks("a#321"), marks("a#417", "b")])
    second = assign_ids(first.register, [marks("a#3219"), marks("a#417", "b")])
    assert second.ids == first.ids
