"""Factors: with what else than a password somebody signs in. Kept by django-allauth, sealed by our key."""

from dataclasses import dataclass
from typing import Final

from dalil.accounts.models import Account

PASSKEY: Final = "webauthn"
_SECOND: Final = ("totp", PASSKEY)
"""Recovery codes stand in for one of these, and are none."""


@dataclass(frozen=True, slots=True)
class Factor:
    """One of them: its kind (``totp``, ``webauthn``, ``recovery_codes``), and what a passkey is called."""

    kind: str
    name: str


def factors_of(account: Account) -> tuple[Factor, ...]:
    """Those of an account, the oldest first."""
    from allauth.mfa.models import Authenticator  # where the accounts are served, and nowhere else

    kept = Authenticator.objects.filter(user_id=account.pk).order_by("created_at")
    return tuple(Factor(each.type, each.wrap().name if each.type == PASSKEY else "") for each in kept)


def has_second_factor(account: Account) -> bool:
    """Whether an account needs more than its password."""
    from allauth.mfa.models import Authenticator

    return bool(Authenticator.objects.filter(user_id=account.pk, type__in=_SECOND).exists())


def forget_factors(account: Account) -> None:
    """Take all of them away, for whoever has lost them."""
    from allauth.mfa.models import Authenticator

    Authenticator.objects.filter(user_id=account.pk).delete()
