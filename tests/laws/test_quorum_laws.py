from hypothesis import given, settings
from hypothesis import strategies as st

from core.release.signing import HANDS, STRANGER, policy, verify
from dalil.core.digest import Digest
from dalil.core.release.approval import Word
from dalil.core.release.quorum import Release, quorum

MANIFESTS = [Digest.of(b"manifest"), Digest.of(b"another")]
EVERYONE = [*HANDS.values(), STRANGER]
notes = st.builds(
    lambda who, manifest, tier, word: who.approve(manifest, tier, word),
    st.sampled_from(EVERYONE),
    st.sampled_from(MANIFESTS),
    st.sampled_from(["court", "press"]),
    st.sampled_from(Word),
) | st.binary(max_size=60)
tiers = st.sampled_from(["court", "press"])
proposers = st.sampled_from(["amal", *HANDS])


def reached(given_notes, tier, proposer):
    return quorum(Release(MANIFESTS[0], tier, proposer), policy(), given_notes, verify=verify)


@given(st.lists(notes, max_size=5), notes, tiers, proposers)
@settings(max_examples=150, deadline=None)
def test_adding_an_approval_never_revokes_approval(some, more, tier, proposer):
    before, after = reached(some, tier, proposer), reached([*some, more], tier, proposer)
    assert set(before.counted) <= set(after.counted)
    assert after.sufficient or not before.sufficient


@given(st.permutations(range(5)), tiers, proposers, st.lists(notes, min_size=5, max_size=5))
@settings(max_examples=60, deadline=None)
def test_the_order_of_approvals_changes_nothing(order, tier, proposer, some):
    one, other = reached(some, tier, proposer), reached([some[at] for at in order], tier, proposer)
    assert (one.sufficient, one.counted, one.missing) == (other.sufficient, other.counted, other.missing)


@given(st.lists(tiers, max_size=4), tiers, st.sampled_from(sorted(HANDS)))
@settings(max_examples=60, deadline=None)
def test_no_set_holding_only_the_proposer_suffices(signed, tier, proposer):
    own = [HANDS[proposer].approve(MANIFESTS[0], each) for each in signed]
    assert not reached(own, tier, proposer).sufficient


@given(st.lists(notes, max_size=6), tiers, proposers)
@settings(max_examples=100, deadline=None)
def test_a_quorum_is_different_authorities_of_the_tier(some, tier, proposer):
    found = reached(some, tier, proposer)
    rule = policy().rule(tier)
    assert set(found.counted) <= set(rule.of)
    assert not found.sufficient or len(found.counted) >= rule.approvals


@given(st.integers(0, 10_000), st.integers(0, 7))
@settings(max_examples=100, deadline=None)
def test_one_flipped_bit_of_an_approval_counts_for_nothing(place, bit):
    note = bytearray(HANDS["ministry"].approve(MANIFESTS[0]))
    note[place % len(note)] ^= 1 << bit
    assert "ministry" not in reached([bytes(note)], "court", "amal").counted
