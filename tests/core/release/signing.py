"""Authorities with real keys, a policy over them, and notes they sign: for tests of release and bundle."""

import tomllib
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from dalil.core.custody.note import Algorithm, Note, VerifierKey, sign
from dalil.core.release.approval import Approval, Word
from dalil.core.release.policy import Policy


def verify(public, message, signature):
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except InvalidSignature:
        return False
    return True


@dataclass(frozen=True)
class Hand:
    key: VerifierKey
    private: Ed25519PrivateKey

    def approve(self, manifest, tier="court", word=Word.APPROVED):
        text = Approval(manifest, tier, word).text
        return bytes(Note(text, (sign(text, self.key, self.private.sign),)))


def hand(name, seed):
    private = Ed25519PrivateKey.from_private_bytes(bytes([seed]) * 32)
    return Hand(VerifierKey(name, Algorithm.ED25519, private.public_key().public_bytes_raw()), private)


HANDS = {
    "ministry": hand("ministry.example", 1),
    "commission": hand("commission.example", 2),
    "families": hand("families.example", 3),
}
STRANGER = hand("stranger.example", 9)

POLICY_TOML = (
    """policy = "dalil/policy/v1"
name = "Example"
"""
    + "".join(
        f"""
[[authority]]
id = "{identity}"
name_en = "The {identity}"
name_ar = "جهة"
key = "{each.key}"
"""
        for identity, each in HANDS.items()
    )
    + """
[tier.court]
approvals = 2
of = ["ministry", "commission", "families"]
embargo = "none"

[tier.press]
approvals = 1
of = ["commission", "families"]
embargo = "until-notified"
"""
)


def policy(text=POLICY_TOML):
    return Policy.from_table(tomllib.loads(text))
