"""Accounts: the first one, setting a passphrase by a link, one's own page, and those of the team."""

from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.views.decorators.http import require_GET, require_http_methods

from dalil.accounts import team
from dalil.accounts.factors import factors_of, has_second_factor
from dalil.accounts.models import Account
from dalil.core import actor as actors
from dalil.core.errors import Refusal
from dalil.core.limits import PASSPHRASE_CHARACTERS_MIN
from dalil.core.right import GRANTED, Grant, Right, Role
from dalil.flows import account as accounts
from dalil.web.access import DOOR
from dalil.web.errors import NotHere
from dalil.web.who import asked_by, who
from dalil.web.workplace import workplace


class PassphraseUnfit(Refusal):
    """The passphrase is too short, too common, or made of the name."""

    code = "passphrase-unfit"
    exit_status = 79
    remedy = "Take something long that nobody guesses: four words that have nothing in common."


class PassphrasesDiffer(Refusal):
    """The two passphrases are not the same."""

    code = "passphrases-differ"
    exit_status = 79
    remedy = "Type it once more, in both fields."


class LinkSpent(Refusal):
    """The first account is made by the link that `dalil serve --accounts` printed last, once."""

    code = "first-link-spent"
    exit_status = 80
    remedy = "Sign in, or start the pages anew where nobody has an account yet."


@require_http_methods(["GET", "POST"])
def first(request: HttpRequest) -> HttpResponse:
    """Make the first administrator, with the link that was printed. Raises: LinkSpent."""
    if not team.is_empty():
        raise LinkSpent
    token = (request.POST or request.GET).get("token", "")
    if request.method == "GET":
        if not DOOR.is_current(token):
            raise LinkSpent
        return render(
            request, "pages/account_first.html", {"token": token, "least": PASSPHRASE_CHARACTERS_MIN}
        )
    name = request.POST.get("name", "")
    try:
        wanted = accounts.free(name)
        passphrase = _passphrase(request, Account(name=wanted))
        # The first one makes their own account: nobody else is there who could. The link is spent when it is
        # whole: a busy vault, or a power cut between, must leave neither a locked door nor an empty account.
        with asked_by(Grant(wanted, frozenset())), workplace().writing() as vault, team.together():
            if not team.is_empty() or not DOOR.is_current(token):
                raise LinkSpent
            accounts.enter(accounts.make(vault, wanted, Role.ADMINISTRATOR), passphrase)
        DOOR.spend(token)
    except (accounts.AccountNameEmpty, PassphraseUnfit, PassphrasesDiffer) as refused:
        again = {"token": token, "refused": refused, "name": name, "least": PASSPHRASE_CHARACTERS_MIN}
        return render(request, "pages/account_first.html", again, status=422)
    return HttpResponseRedirect(reverse("account_login"))


@require_http_methods(["GET", "POST"])
def enter(request: HttpRequest, token: str) -> HttpResponse:
    """Set the passphrase of an account by a link. Raises: InvitationSpent."""
    account = accounts.invited(workplace().vault, token)
    context: dict[str, object] = {"account": account, "least": PASSPHRASE_CHARACTERS_MIN}
    if request.method == "POST":
        try:
            accounts.enter(account, _passphrase(request, account))
        except (PassphraseUnfit, PassphrasesDiffer) as refused:
            return render(request, "pages/account_enter.html", {**context, "refused": refused}, status=422)
        return HttpResponseRedirect(reverse("account_login"))
    return render(request, "pages/account_enter.html", context)


@require_GET
def own(request: HttpRequest) -> HttpResponse:
    """Who has signed in: what they may do, and their second factors."""
    account = accounts.by_name(who().actor)
    context = {
        "account": account,
        "rights": [each for each in Right if account.grant.may(each)],
        "factors": factors_of(account),
        "secured": has_second_factor(account),
    }
    return render(request, "pages/account_own.html", context)


@require_http_methods(["GET", "POST"])
def listing(request: HttpRequest) -> HttpResponse:
    """The team; POST makes an account and shows its link, once."""
    made: Account | None = None
    link, refused = "", None
    if request.method == "POST":
        try:
            with workplace().writing() as vault:
                made = accounts.make(vault, request.POST.get("name", ""), _role(request))
                link = _link(request, accounts.invite(vault, made))
        except Refusal as wrong:
            refused = wrong
    context = {
        "accounts": team.everybody(),
        "roles": [each.value for each in Role],
        "granted": [(role.value, [each.value for each in Right if each in GRANTED[role]]) for role in Role],
        "made": made,
        "link": link,
        "refused": refused,
        "name": actors.written(request.POST.get("name", "")) if refused else "",
    }
    return render(request, "pages/accounts.html", context, status=422 if refused else 200)


@require_http_methods(["GET", "POST"])
def page(request: HttpRequest, identity: int) -> HttpResponse:
    """One account; POST gives it another role, closes it, or makes a link. Raises: AccountUnknown."""
    account, link, refused = accounts.by_id(identity), "", None
    if request.method == "POST":
        said = request.POST.get("said", "")
        try:
            with workplace().writing() as vault:
                if said == "role":
                    accounts.change(vault, account, _role(request))
                elif said == "close":
                    accounts.close(vault, account)
                elif said == "link":
                    link = _link(request, accounts.invite(vault, account))
                elif said == "forget":
                    link = _link(request, accounts.invite(vault, account, forget_factors=True))
        except Refusal as wrong:
            account.refresh_from_db()
            refused = wrong
    context = {
        "account": account,
        "roles": [each.value for each in Role],
        "secured": has_second_factor(account),
        "link": link,
        "refused": refused,
    }
    return render(request, "pages/account.html", context, status=422 if refused else 200)


def _link(request: HttpRequest, token: str) -> str:
    return request.build_absolute_uri(reverse("enter_account", args=[token]))


def _role(request: HttpRequest) -> Role:
    """The role in a form. Raises: NotHere for one that there is not: only a forged form names it."""
    try:
        return Role(request.POST.get("role", ""))
    except ValueError:
        raise NotHere from None


def _passphrase(request: HttpRequest, account: Account) -> str:
    """The passphrase that was typed twice. Raises: PassphrasesDiffer, PassphraseUnfit."""
    typed, again = request.POST.get("password", ""), request.POST.get("again", "")
    if typed != again:
        raise PassphrasesDiffer
    try:
        with translation.override("en"):
            password_validation.validate_password(typed, account)
    except ValidationError:
        raise PassphraseUnfit from None
    return typed
