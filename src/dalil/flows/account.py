"""Account: somebody of the team is made, given another role, or closed. The log says who did that to whom.

Load: the account. Decide: whether the name is free, and somebody is left who can make accounts. Record:
``account-set``, and the row in one transaction with it: nobody signs in of whom the log knows nothing.
"""

import hashlib
import secrets
from typing import Final

from dalil.accounts import factors, team
from dalil.accounts.models import Account
from dalil.core import actor
from dalil.core.canonical import Record
from dalil.core.errors import Refusal
from dalil.core.limits import ACCOUNT_NAME_CHARACTERS_MAX, INVITATION_SECONDS
from dalil.core.right import Role
from dalil.flows.person import person
from dalil.flows.record import record
from dalil.flows.vault import TOOL, Vault

_TOKEN_BYTES: Final = 32


class AccountNameEmpty(Refusal):
    """An account needs a name of at most {characters} characters, with letters or digits in it."""

    code = "account-name-empty"
    exit_status = 79
    remedy = "Give a name or a pseudonym: it stands in the log as who did something, and stays there."


class AccountTaken(Refusal):
    """{name} is already somebody's name here, or looks like it."""

    code = "account-taken"
    exit_status = 79
    remedy = "Take another name. The name of an account that was closed is not given to anybody else."


class AccountUnknown(Refusal):
    """There is no such account."""

    code = "account-unknown"
    exit_status = 81
    remedy = "Look at the list of accounts."


class AdministratorLast(Refusal):
    """{name} is the only administrator who can sign in."""

    code = "administrator-last"
    exit_status = 79
    remedy = "Make another administrator first: without one nobody can be let in or shut out any more."


class InvitationSpent(Refusal):
    """The link sets no passphrase: it was used, it is older than three days, or a newer one was made."""

    code = "invitation-spent"
    exit_status = 80
    remedy = "Ask an administrator for another link."


def free(name: str) -> str:
    """The name of a new account as the log will hold it. Raises: AccountNameEmpty, AccountTaken."""
    wanted = actor.written(name)
    if not any(map(str.isalnum, wanted)) or len(wanted) > ACCOUNT_NAME_CHARACTERS_MAX:
        raise AccountNameEmpty(characters=ACCOUNT_NAME_CHARACTERS_MAX)
    if actor.key(wanted) == actor.key(TOOL) or team.by_key(actor.key(wanted)):
        raise AccountTaken(name=wanted)
    return wanted


def make(vault: Vault, name: str, role: Role) -> Account:
    """Make an account that nobody can sign in to yet: see :func:`invite`.

    Raises: ActorUnnamed, AccountNameEmpty, AccountTaken.
    """
    person(vault)
    wanted = free(name)
    with team.together():
        made = team.made(wanted, actor.key(wanted), role)
        _set(vault, made)
    return made


def change(vault: Vault, account: Account, role: Role) -> None:
    """Give an account another role; nothing where it has it. Raises: ActorUnnamed, AdministratorLast."""
    person(vault)
    if account.role == role.value:
        return
    with team.together():
        _insist_on_another(account)
        team.give_role(account, role)
        _set(vault, account)


def close(vault: Vault, account: Account) -> None:
    """Shut somebody out: no passphrase and no link opens the account.

    Raises: ActorUnnamed, AdministratorLast.
    """
    person(vault)
    if not account.is_active:
        return
    with team.together():
        _insist_on_another(account)
        team.close(account)
        _set(vault, account)


def invite(vault: Vault, account: Account, *, forget_factors: bool = False) -> str:
    """The token of a link that sets an account's passphrase, once; earlier links and the passphrase end.

    ``forget_factors``: its second factors end, too, for whoever has lost them.

    Raises: ActorUnnamed, AccountUnknown where it is closed.
    """
    person(vault)
    if not account.is_active:
        raise AccountUnknown
    token = secrets.token_urlsafe(_TOKEN_BYTES)
    with team.together():
        team.invite(account, _digest(token), int(vault.world.now()) + INVITATION_SECONDS)
        if forget_factors:
            factors.forget_factors(account)
        _set(vault, account)
    return token


def invited(vault: Vault, token: str) -> Account:
    """Whose passphrase a link sets. Raises: InvitationSpent."""
    found = team.invited(_digest(token), vault.world.now())
    if found is None:
        raise InvitationSpent
    return found


def enter(account: Account, passphrase: str) -> None:
    """Give an account the passphrase that its person chose; its link is spent."""
    with team.together():
        team.give_passphrase(account, passphrase)


def by_name(name: str) -> Account:
    """An account. Raises: AccountUnknown."""
    found = team.by_key(actor.key(name))
    if found is None:
        raise AccountUnknown
    return found


def by_id(identity: int) -> Account:
    """An account. Raises: AccountUnknown."""
    found = team.by_id(identity)
    if found is None:
        raise AccountUnknown
    return found


def _insist_on_another(account: Account) -> None:
    if account.role == Role.ADMINISTRATOR.value and not team.others_open(account, Role.ADMINISTRATOR):
        raise AdministratorLast(name=account.name)


def _set(vault: Vault, account: Account) -> None:
    body: Record = {
        "account": account.name,
        "role": account.role,
        "state": "open" if account.is_active else "closed",
    }
    record(vault, [vault.event("account-set", (), body)])


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
