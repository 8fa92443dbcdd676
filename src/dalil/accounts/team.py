"""Team: the rows of accounts and invitations. What they mean, and who may change them, say the flows."""

import contextlib
from collections.abc import Iterator

from django.db import transaction

from dalil.accounts.database import NAME
from dalil.accounts.models import Account, Invitation
from dalil.core.right import Role


@contextlib.contextmanager
def together() -> Iterator[None]:
    """All that is written in here stands afterwards, or nothing."""
    with transaction.atomic(using=NAME):
        yield


def everybody() -> list[Account]:
    """All accounts by name, those that were closed among them."""
    return list(Account.objects.order_by("name"))


def is_empty() -> bool:
    """Whether nobody has an account yet."""
    return not Account.objects.exists()


def by_id(identity: int) -> Account | None:
    """The account with this number."""
    return Account.objects.filter(pk=identity).first()


def by_key(key: str) -> Account | None:
    """Whose name has this key (:func:`dalil.core.actor.key`)."""
    return Account.objects.filter(key=key).first()


def others_open(account: Account, role: Role) -> int:
    """How many others of a role can sign in."""
    return Account.objects.filter(role=role.value, is_active=True).exclude(pk=account.pk).count()


def made(name: str, key: str, role: Role) -> Account:
    """A new account, which nothing opens yet."""
    account = Account(name=name, key=key, role=role.value)
    account.set_unusable_password()
    account.save()
    return account


def give_role(account: Account, role: Role) -> None:
    """Give an account another role."""
    account.role = role.value
    account.save(update_fields=["role"])


def close(account: Account) -> None:
    """Shut an account: nothing opens it, and who is signed in with it is out."""
    account.is_active = False
    account.set_unusable_password()
    account.save(update_fields=["is_active", "password"])
    Invitation.objects.filter(account=account).delete()


def invite(account: Account, token: str, expires: int) -> None:
    """Let a link set the passphrase of an account, and nothing else open it until then.

    ``token``: the digest of what the link holds. ``expires``: Unix seconds.
    """
    account.set_unusable_password()
    account.save(update_fields=["password"])
    Invitation.objects.update_or_create(account=account, defaults={"token": token, "expires": expires})


def invited(token: str, now: float) -> Account | None:
    """Whom a link lets in, while it does."""
    found = Invitation.objects.select_related("account").filter(token=token).first()
    return found.account if found and found.expires >= now and found.account.is_active else None


def give_passphrase(account: Account, passphrase: str) -> None:
    """Set what opens an account; its link is spent."""
    account.set_password(passphrase)
    account.save(update_fields=["password"])
    Invitation.objects.filter(account=account).delete()
