"""Boot: importing this sets Django up for the catalog alone, unless a web settings module is in charge.

Models cannot be imported before Django knows its apps; importing this file first is what makes
``from dalil.catalog.models import …`` work from a command as well as inside the web application.
"""

import os
from typing import Final

import django
from django.apps import apps
from django.conf import settings

APPS: Final = ("dalil.catalog.apps.CatalogConfig",)

if not apps.apps_ready and not settings.configured and "DJANGO_SETTINGS_MODULE" not in os.environ:
    # ``connect`` names the database before the first query; until then there is none to touch.
    settings.configure(
        INSTALLED_APPS=list(APPS),
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}},
        USE_TZ=True,
    )
if not apps.apps_ready:
    django.setup()
