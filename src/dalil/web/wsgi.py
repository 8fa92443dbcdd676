"""The application for a WSGI server; ``dalil serve`` runs it on this machine alone."""

import os
from typing import Final

from django.core.handlers.wsgi import WSGIHandler
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dalil.web.settings")

application: Final[WSGIHandler] = get_wsgi_application()
