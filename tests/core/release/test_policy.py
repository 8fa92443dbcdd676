import pytest

from core.release.signing import HANDS, POLICY_TOML, policy
from dalil.core.release.embargo import UnderEmbargo, check, embargoed
from dalil.core.release.policy import PolicyMalformed, TierUnknown


def test_a_policy_says_who_must_agree():
    rule = policy().rule("court")
    assert (rule.approvals, rule.of, rule.until_notified) == (
        2,
        ("ministry", "commission", "families"),
        False,
    )
    assert policy().authority("ministry").key == HANDS["ministry"].key
    assert policy().authority("nobody") is None
    assert policy().tiers()["press"] == {
        "approvals": 1,
        "of": ["commission", "families"],
        "until_notified": True,
    }


def test_a_tier_that_is_not_stated_is_refused():
    with pytest.raises(TierUnknown):
        policy().rule("family")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("dalil/policy/v1", "dalil/policy/v2"),
        ("approvals = 2", "approvals = 4"),
        ("approvals = 2", "approvals = 0"),
        ("approvals = 2", 'approvals = "2"'),
        ('"commission", "families"]', '"commission", "nobody"]'),
        ('"commission", "families"]', '"commission", "commission"]'),
        ('id = "families"', 'id = "ministry"'),
        (str(HANDS["families"].key), str(HANDS["ministry"].key)),
        (str(HANDS["families"].key), str(HANDS["families"].key)[:-4] + "AAAA"),
        ("[tier.press]", "[tier.everyone]"),
        ('embargo = "none"', 'embargo = "sometimes"'),
    ],
)
def test_a_policy_that_cannot_hold_is_refused(old, new):
    assert old in POLICY_TOML
    with pytest.raises(PolicyMalformed):
        policy(POLICY_TOML.replace(old, new, 1))


def test_nothing_about_the_unnotified_leaves_where_the_tier_says_so():
    press, court = policy().rule("press"), policy().rule("court")
    assert embargoed(["I2", "I1"], ["I1"], press) == ("I2",)
    assert embargoed(["I2", "I1"], ["I1"], court) == ()
    with pytest.raises(UnderEmbargo) as refused:
        check(["I2", "I1"], [], [], press)
    assert "I1, I2" in refused.value.sentence
    check(["I2", "I1"], ["I1"], ["I2", "I1"], press)
