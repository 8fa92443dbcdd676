"""The Django app of the pages."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Pages, templates and their tags."""

    name = "dalil.web"
    label = "web"
