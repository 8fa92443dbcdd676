import pytest

from core.release.signing import HANDS, STRANGER, policy, verify
from dalil.core.custody.note import Note
from dalil.core.digest import Digest
from dalil.core.release.approval import Approval, ApprovalMalformed, Word, parse_note
from dalil.core.release.policy import TierUnknown
from dalil.core.release.quorum import Release, quorum

MANIFEST, OTHER = Digest.of(b"manifest"), Digest.of(b"another")
MINISTRY, COMMISSION = HANDS["ministry"].approve(MANIFEST), HANDS["commission"].approve(MANIFEST)


def reached(*notes, tier="court", proposed_by="amal"):
    return quorum(Release(MANIFEST, tier, proposed_by), policy(), notes, verify=verify)


def codes(found):
    return [finding.code for finding in found.findings]


def test_k_of_n_suffice_and_one_less_does_not():
    assert reached(MINISTRY, COMMISSION).sufficient
    one = reached(MINISTRY)
    assert not one.sufficient
    assert (one.counted, one.needed, one.missing) == (("ministry",), 2, ("commission", "families"))


def test_one_key_never_counts_twice():
    found = reached(MINISTRY, MINISTRY)
    assert not found.sufficient
    assert codes(found) == ["approval-repeated"]


def test_a_stranger_does_not_count():
    found = reached(MINISTRY, STRANGER.approve(MANIFEST))
    assert not found.sufficient
    assert codes(found) == ["approval-unsigned"]


@pytest.mark.parametrize(
    ("note", "code"),
    [
        (HANDS["commission"].approve(OTHER), "approval-elsewhere"),
        (HANDS["commission"].approve(MANIFEST, tier="press"), "approval-elsewhere"),
        (HANDS["commission"].approve(MANIFEST, word=Word.REFUSED), "approval-refused"),
        (COMMISSION.replace(b"approved", b"approveD"), "approval-malformed"),
        (b"not a note", "note-malformed"),
        (b"", "note-malformed"),
    ],
)
def test_a_note_that_does_not_approve_this_release_does_not_count(note, code):
    found = reached(MINISTRY, note)
    assert not found.sufficient
    assert codes(found) == [code]


def test_a_refusal_names_who_refuses():
    (finding,) = reached(HANDS["commission"].approve(MANIFEST, word=Word.REFUSED)).findings
    assert finding.detail == "commission refuses this release"
    unknown = reached(STRANGER.approve(MANIFEST, word=Word.REFUSED))
    assert codes(unknown) == ["approval-unsigned"]


def test_a_signature_moved_to_another_text_does_not_count():
    approval, signed = parse_note(HANDS["commission"].approve(OTHER))
    moved = Note(Approval(MANIFEST, "court", Word.APPROVED).text, signed.signatures)
    assert approval.manifest == OTHER
    assert codes(reached(MINISTRY, bytes(moved))) == ["approval-unsigned"]


def test_the_proposer_alone_never_suffices():
    alone = HANDS["commission"].approve(MANIFEST, tier="press")
    assert reached(alone, tier="press").sufficient
    found = reached(alone, tier="press", proposed_by="commission")
    assert not found.sufficient
    assert codes(found) == ["approval-by-proposer-alone"]
    both = reached(
        alone, HANDS["families"].approve(MANIFEST, tier="press"), tier="press", proposed_by="commission"
    )
    assert both.sufficient


def test_an_authority_of_another_tier_does_not_count():
    found = reached(HANDS["ministry"].approve(MANIFEST, tier="press"), tier="press")
    assert not found.sufficient


def test_an_unknown_tier_is_refused():
    with pytest.raises(TierUnknown):
        reached(MINISTRY, tier="research")


@pytest.mark.parametrize(
    "text",
    [
        "dalil/release-approval/v2\n" + "0" * 64 + "\ncourt\napproved\n",
        "dalil/release-approval/v1\n" + "0" * 63 + "\ncourt\napproved\n",
        "dalil/release-approval/v1\n" + "0" * 64 + "\ncourt\napproved\nmore\n",
        "dalil/release-approval/v1\n" + "0" * 64 + "\ncourt\napproved",
    ],
)
def test_an_approval_has_four_lines_and_nothing_else(text):
    with pytest.raises(ApprovalMalformed):
        Approval.parse(text)
