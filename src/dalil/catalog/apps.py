"""The Django app of the catalog."""

from django.apps import AppConfig


class CatalogConfig(AppConfig):
    """Tables that shadow the log."""

    name = "dalil.catalog"
    label = "catalog"
    default_auto_field = "django.db.models.BigAutoField"
