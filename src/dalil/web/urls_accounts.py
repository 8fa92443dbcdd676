"""Every address of a team's pages: those of :mod:`dalil.web.urls`, signing in, one's account, the team."""

from allauth.account import views as signing
from allauth.mfa.base import views as factors
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkeys
from django.conf.urls.i18n import i18n_patterns
from django.urls import path

from dalil.core.right import Right
from dalil.web import urls
from dalil.web.pages import account, work
from dalil.web.urls import handler400, handler403, handler404, handler500
from dalil.web.who import needs

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]

ACCOUNTS, OWN = Right.ACCOUNTS, Right.OWN

urlpatterns = [
    *urls.urlpatterns,
    *i18n_patterns(
        # The library finds its own addresses by these names.
        path("sign-in/", needs(signing.login), name="account_login"),
        path("sign-in/code/", needs(factors.authenticate), name="mfa_authenticate"),
        path("sign-in/passkey/", needs(passkeys.login_webauthn), name="mfa_login_webauthn"),
        path("sign-in/first/", needs(account.first), name="first_account"),
        path("sign-in/link/<str:token>/", needs(account.enter), name="enter_account"),
        path("sign-out/", needs(signing.logout), name="account_logout"),
        path("account/", needs(account.own, OWN), name="own_account"),
        path("account/again/", needs(signing.reauthenticate, OWN), name="account_reauthenticate"),
        path("account/again/code/", needs(factors.reauthenticate, OWN), name="mfa_reauthenticate"),
        path(
            "account/again/passkey/",
            needs(passkeys.reauthenticate_webauthn, OWN),
            name="mfa_reauthenticate_webauthn",
        ),
        path("account/passphrase/", needs(signing.password_change, OWN), name="account_change_password"),
        path("account/factors/", needs(account.own, OWN), name="mfa_index"),
        path("account/totp/", needs(totp.activate_totp, OWN), name="mfa_activate_totp"),
        path("account/totp/set/", needs(account.own, OWN), name="mfa_deactivate_totp"),
        path("account/codes/", needs(recovery.view_recovery_codes, OWN), name="mfa_view_recovery_codes"),
        path(
            "account/codes/new/",
            needs(recovery.generate_recovery_codes, OWN),
            name="mfa_generate_recovery_codes",
        ),
        path("account/passkeys/", needs(account.own, OWN), name="mfa_list_webauthn"),
        path("account/passkeys/add/", needs(passkeys.add_webauthn, OWN), name="mfa_add_webauthn"),
        path("work/", needs(work.page, Right.WORK), name="work"),
        path("accounts/", needs(account.listing, ACCOUNTS), name="accounts"),
        path("accounts/<int:identity>/", needs(account.page, ACCOUNTS), name="account"),
    ),
]
