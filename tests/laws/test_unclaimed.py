"""Unclaimed: nothing that an entry names goes, and no log frees anything that is less than it was."""

from hypothesis import given
from hypothesis import strategies as st

from dalil.core.custody import merkle
from dalil.core.custody.checkpoint import Checkpoint
from dalil.core.custody.unclaimed import Known, believable, named_in, unclaimed
from dalil.core.digest import Digest

DIGESTS = st.lists(st.binary(max_size=4).map(lambda drawn: Digest.of(drawn).hex), unique=True)


@given(DIGESTS, st.randoms())
def test_what_an_entry_names_stays_and_all_else_goes(digests, drawn):
    named = {each for each in digests if drawn.random() < 0.5}
    entry = b'{"payloads":["%s"]}' % b'","'.join(each.encode() for each in sorted(named))
    standing = [f"{each[:2]}/{each}{end}" for each in digests for end in ("", ".new")]
    gone = unclaimed(standing, named_in(entry))
    assert {path[3:67] for path in gone} == set(digests) - named
    assert len(gone) == 2 * (len(digests) - len(named))


@given(st.text())
def test_names_of_another_form_stay(name):
    digest = Digest.of(b"drawn").hex
    others = [
        name,
        f"00/{name}",
        f"00/{digest}",
        digest,
        f"{digest[:2]}/{digest}.old",
        f"x/{digest[:2]}/{digest}",
    ]
    assert unclaimed(others, set()) == []


@given(st.lists(st.binary(max_size=3), max_size=9), st.integers(0, 12), st.integers(0, 12))
def test_only_the_whole_log_that_extends_what_was_known_frees(entries, known_size, attached):
    leaves = [merkle.leaf_hash(each) for each in entries]
    head = Checkpoint("drawn", len(leaves), merkle.root(leaves))
    known = Known(known_size, merkle.root(leaves[:known_size]).hex(), "")
    enough = known_size <= len(leaves)
    assert believable(head, leaves, None, ())
    assert believable(head, leaves, known, (attached,)) == (enough and attached <= len(leaves))
    assert not believable(head, leaves, Known(0, "00", ""), ())
    assert not believable(head, [*leaves, bytes(32)], None, ())
    assert Known.parse(bytes(known)) == known
