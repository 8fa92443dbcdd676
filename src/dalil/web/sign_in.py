"""Sign-in: who has signed in, with what, and what the library that does it is told of us.

A second factor is asked of everybody: until there is one, an account opens its own page alone.
"""

import time
from collections.abc import Callable
from typing import Any, Final, TypeAlias

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import InvalidToken
from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import Resolver404, resolve, reverse

from dalil.accounts.factors import has_second_factor
from dalil.accounts.key import seal, unseal
from dalil.accounts.models import Account
from dalil.core import actor as actors
from dalil.core.errors import Refusal
from dalil.core.limits import SESSION_SECONDS_MAX
from dalil.core.right import NOBODY, Grant, Right
from dalil.web import errors
from dalil.web.who import admits, asked_by

GetResponse: TypeAlias = Callable[[HttpRequest], HttpResponse]

_CAME: Final = "dalil-came"


class SignInLocked(Refusal):
    """There were too many wrong passphrases for this account."""

    code = "sign-in-locked"
    exit_status = 80
    remedy = "Wait a quarter of an hour, or ask an administrator for a new link."


class FactorsUnreadable(Refusal):
    """Second factors were sealed with another secret than the one that stands beside the accounts."""

    code = "factors-unreadable"
    exit_status = 80
    remedy = "Put back the file `accounts/secret` of this vault, or let an administrator have them forgotten."


class SignedIn:
    """Answers for who has signed in. Everybody else is sent to the sign-in page, whatever they ask for."""

    def __init__(self, get_response: GetResponse) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Let nobody but who has signed in see what is not open, or learn whether it is there."""
        grant = _grant(request)
        if grant is NOBODY and not _is_open(request):
            return HttpResponseRedirect(reverse("account_login"))
        if _waits_for_second_factor(request, grant):
            return HttpResponseRedirect(reverse("own_account"))
        with asked_by(grant):
            return self._get_response(request)


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Nobody makes an account for themselves."""

    def is_open_for_signup(self, _request: HttpRequest) -> bool:
        """Accounts are made by administrators."""
        return False

    def is_reauthentication_required(self, *, app: str) -> bool:
        """Whoever sets a first second factor has given the passphrase a moment ago, and has nothing else."""
        account = self.request.user
        first = isinstance(account, Account) and not has_second_factor(account)
        return not first and bool(super().is_reauthentication_required(app=app))

    def get_login_redirect_url(self, _request: HttpRequest) -> str:
        """Home, which depends on what somebody may see."""
        return reverse("home")


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Second factors are kept sealed."""

    def build_totp_svg(self, url: str) -> str:
        """The square as it may stand inside a page: pictures from elsewhere are not let in."""
        drawn = str(super().build_totp_svg(url))
        return drawn[drawn.index("<svg") :]

    def encrypt(self, text: str) -> str:
        """What stands in the database."""
        return seal(settings.ACCOUNTS_SECRET, text)

    def decrypt(self, encrypted_text: str) -> str:
        """What was sealed. Raises: FactorsUnreadable; an empty secret would fit codes anybody can reckon."""
        try:
            return unseal(settings.ACCOUNTS_SECRET, encrypted_text)
        except InvalidToken as wrong:
            raise FactorsUnreadable from wrong


def attempted_by(request: HttpRequest, credentials: dict[str, str] | None = None) -> str:
    """Whose account an attempt to sign in was about, by the key: another case is not another account."""
    return actors.key((credentials or {}).get("username") or request.POST.get("login", ""))


def locked_out(request: HttpRequest, *_: Any, **__: Any) -> HttpResponse:  # noqa: ANN401 - as axes calls it
    """What axes answers after too many attempts."""
    return errors.page(request, SignInLocked())


def _grant(request: HttpRequest) -> Grant:
    """Who has signed in, as long as a session may last; without a second factor, for their own page alone."""
    account = request.user
    if not isinstance(account, Account):
        return NOBODY
    came = request.session.setdefault(_CAME, int(time.time()))
    if time.time() - came > SESSION_SECONDS_MAX:
        logout(request)
        return NOBODY
    grant = account.grant
    if has_second_factor(account):
        return grant
    return Grant(grant.actor, grant.rights & {Right.OWN})


def _is_open(request: HttpRequest) -> bool:
    try:
        return admits(resolve(request.path_info).func, NOBODY)
    except Resolver404:
        return False


def _waits_for_second_factor(request: HttpRequest, grant: Grant) -> bool:
    """Whether somebody asks for what they may see once they have a second factor."""
    account = request.user
    if not isinstance(account, Account) or grant == account.grant:
        return False
    try:
        view = resolve(request.path_info).func
    except Resolver404:
        return False
    return admits(view, account.grant) and not admits(view, grant)
