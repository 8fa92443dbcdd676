"""Django's settings for the pages: DALIL_VAULT names the vault, DALIL_ACTOR who acts; no more is read.

Of who works alone: the pages listen on this machine and ask for a link that is printed where they are
served (:mod:`dalil.web.access`).
"""

import os
import secrets
from typing import Any, Final

_HERE: Final = os.path.dirname(os.path.abspath(__file__))

VAULT = os.environ.get("DALIL_VAULT", "")
ACTOR = os.environ.get("DALIL_ACTOR", "")
"""Who reads labels on these pages; empty: nobody does."""

DEBUG = False
SECRET_KEY = secrets.token_urlsafe(64)
"""Of this process alone: it guards forms against forgery and is never kept."""
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
INSTALLED_APPS = ["dalil.catalog.apps.CatalogConfig", "dalil.web.apps.WebConfig"]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "dalil.web.middleware.Headers",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "dalil.web.middleware.Language",
    "dalil.web.middleware.Entrance",
    "dalil.web.middleware.Guard",
    "django.middleware.csrf.CsrfViewMiddleware",
    "dalil.web.errors.Boundary",
]
ROOT_URLCONF = "dalil.web.urls"
WSGI_APPLICATION = "dalil.web.wsgi.application"
DATABASES: dict[str, dict[str, Any]] = {
    "default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}
}
"""``catalog.connect`` names the vault's own before the first query."""
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [os.path.join(_HERE, "templates")],
        "OPTIONS": {
            "builtins": ["dalil.web.templatetags.dalil"],
            "context_processors": ["django.template.context_processors.request", "dalil.web.frame.context"],
        },
    }
]

LANGUAGE_CODE = "ar"
LANGUAGES = [("ar", "العربية"), ("en", "English")]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "/static/"
STATIC_ROOT = os.path.join(_HERE, "static")
WHITENOISE_MAX_AGE = 3600
"""Seconds; addresses of static files carry the digest of their content: a new file has a new address."""

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
"""Not ``no-referrer``: browsers then send forms with the origin ``null``, which is refused as forged."""
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Strict"
CSRF_COOKIE_NAME = "dalil-form"
CSRF_FAILURE_VIEW = "dalil.web.errors.forged"
DATA_UPLOAD_MAX_MEMORY_SIZE = 64 * 1024
"""Bytes: the pages take short forms only."""

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"stderr": {"class": "logging.StreamHandler"}},
    "loggers": {
        "django": {"handlers": ["stderr"], "level": "ERROR", "propagate": False},
        # Whoever asks by another name gets a page that says so; it is no fault of the program.
        "django.security.DisallowedHost": {"level": "CRITICAL", "propagate": False},
    },
}
