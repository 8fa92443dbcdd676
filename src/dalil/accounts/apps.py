"""The Django app of the accounts."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """``accounts`` in Django's registry."""

    name = "dalil.accounts"
    label = "accounts"
    default_auto_field = "django.db.models.BigAutoField"
