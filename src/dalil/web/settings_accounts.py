"""Django's settings for a team's pages: those of :mod:`dalil.web.settings`, and accounts to sign in with.

DALIL_VAULT names the vault; DALIL_ACCOUNTS_URL a PostgreSQL database, where the accounts do not stand in the
vault's own folder; DALIL_PUBLIC the address by which other machines reach the pages, through a proxy on this
one that speaks TLS.
"""

import os
import secrets
import urllib.parse

from dalil.accounts import database
from dalil.accounts.key import derived
from dalil.core.limits import PASSPHRASE_CHARACTERS_MIN, SESSION_IDLE_SECONDS
from dalil.store.disk import Disk
from dalil.store.layout import Layout
from dalil.store.secret import secret_at
from dalil.web.settings import *  # noqa: F403 - everything stands, but for what is said here
from dalil.web.settings import ALLOWED_HOSTS, DATABASES, INSTALLED_APPS, LOGGING, MIDDLEWARE, VAULT

ACTOR = ""
"""Who acts has signed in."""

_FOLDER = Layout(VAULT).accounts
if VAULT:
    database.make_folder(_FOLDER)
ACCOUNTS_SECRET = secret_at(os.path.join(_FOLDER, "secret"), Disk()) if VAULT else secrets.token_bytes()
SECRET_KEY = derived(ACCOUNTS_SECRET, "dalil/pages").hex()

INSTALLED_APPS = [
    *INSTALLED_APPS,
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "dalil.accounts.apps.AccountsConfig",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
]
DATABASES = {**DATABASES, database.NAME: database.settings_for(_FOLDER, os.environ.get(database.VARIABLE))}
DATABASE_ROUTERS = ["dalil.accounts.database.Router"]

_ENTRANCE = MIDDLEWARE.index("dalil.web.middleware.Entrance")
MIDDLEWARE = [
    *MIDDLEWARE[:_ENTRANCE],
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "dalil.web.sign_in.SignedIn",
    *MIDDLEWARE[_ENTRANCE + 1 :],
    # Behind the boundary: what the library raises to ask for a password once more is no mistake.
    "allauth.account.middleware.AccountMiddleware",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "dalil.web.urls_accounts"

AUTH_USER_MODEL = "accounts.Account"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": PASSPHRASE_CHARACTERS_MIN},
    },
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("name",)},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"

SESSION_COOKIE_NAME = "dalil-session"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Strict"
SESSION_COOKIE_AGE = SESSION_IDLE_SECONDS
SESSION_SAVE_EVERY_REQUEST = True
"""So that the time runs from the last request."""
SESSION_EXPIRE_AT_BROWSER_CLOSE = True

ACCOUNT_ADAPTER = "dalil.web.sign_in.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = "name"
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
LOGIN_REDIRECT_URL = "own_account"
MFA_ADAPTER = "dalil.web.sign_in.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Dalil"
MFA_TOTP_TOLERANCE = 1
"""The code before this one, too: phones go wrong by seconds, and people type slowly."""
MFA_RECOVERY_CODES_SHOW_ONCE = True

AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25
"""Hours: a quarter of one."""
AXES_LOCKOUT_PARAMETERS = ["username"]
"""By whose account it is: behind a proxy or a shared router all people have one address."""
AXES_USERNAME_CALLABLE = "dalil.web.sign_in.attempted_by"
AXES_RESET_ON_SUCCESS = True
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False
AXES_DISABLE_ACCESS_LOG = True
"""Who came when is no matter of the log of attempts."""
SILENCED_SYSTEM_CHECKS = ["axes.W006", "security.W002", "security.W005", "security.W021"]
"""Attempts are counted by account, and by nothing that a stranger changes; ``Headers`` forbids frames; of a
domain's other names, and of lists in browsers, an institution decides and not this program."""

PUBLIC = os.environ.get("DALIL_PUBLIC", "")
if PUBLIC:
    ALLOWED_HOSTS = [*ALLOWED_HOSTS, urllib.parse.urlsplit(PUBLIC).hostname or ""]
    CSRF_TRUSTED_ORIGINS = [PUBLIC]
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = True
    SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
AXES_LOCKOUT_CALLABLE = "dalil.web.sign_in.locked_out"
LOGGING["loggers"]["axes"] = {"level": "ERROR"}
"""An attempt stands in the database and is no news for the terminal."""
ACCOUNT_RATE_LIMITS = {"login_failed": False}
"""Those axes counts."""
