"""Tables of the accounts: who signs in, the links by which they first come, and their long work."""

from typing import ClassVar, Final, Self

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from dalil.core.limits import ACCOUNT_NAME_CHARACTERS_MAX
from dalil.core.long_work import WorkKind, WorkState
from dalil.core.right import Grant, Role

_APP: Final = "accounts"


class Account(AbstractBaseUser):
    """Somebody who signs in. ``name`` is the actor of the log's entries; it stays, and is not given again.

    Whoever is gone is closed and not deleted, so that nobody else can take the name.
    """

    name = models.CharField(max_length=ACCOUNT_NAME_CHARACTERS_MAX, unique=True)
    key = models.CharField(max_length=ACCOUNT_NAME_CHARACTERS_MAX, unique=True)
    """By which two names are one person's (:func:`dalil.core.actor.key`)."""
    role = models.CharField(max_length=20, choices=[(each.value, each.value) for each in Role])
    is_active = models.BooleanField(default=True)

    USERNAME_FIELD = "name"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["role"]
    objects: ClassVar[BaseUserManager[Self]] = BaseUserManager()

    class Meta:
        """Named here, so that the model can be imported where no accounts are served."""

        app_label = _APP

    def __str__(self) -> str:
        return self.name

    @property
    def grant(self) -> Grant:
        """What they may do."""
        return Grant.of(self.name, Role(self.role))


class Invitation(models.Model):
    """A link that lets one account set its password, once, until ``expires`` (Unix seconds).

    Of its token only the digest is kept.
    """

    account = models.OneToOneField(Account, on_delete=models.CASCADE, related_name="invitation")
    token = models.CharField(max_length=64, unique=True)
    expires = models.BigIntegerField()

    class Meta:
        """As above."""

        app_label = _APP

    def __str__(self) -> str:
        return f"for {self.account}"


class Work(models.Model):
    """A piece of long work: what, for whom, how far. Times in Unix seconds."""

    kind = models.CharField(max_length=20, choices=[(each.value, each.value) for each in WorkKind])
    actor = models.CharField(max_length=ACCOUNT_NAME_CHARACTERS_MAX)
    state = models.CharField(max_length=10, choices=[(each.value, each.value) for each in WorkState])
    asked = models.BigIntegerField()
    started = models.BigIntegerField(null=True)
    ended = models.BigIntegerField(null=True)
    step = models.CharField(max_length=60, default="")
    done = models.BigIntegerField(default=0)
    total = models.BigIntegerField(default=0)
    wanted_stopped = models.BooleanField(default=False)
    code = models.CharField(max_length=60, default="")
    """Of the refusal that ended it."""

    class Meta:
        """As above."""

        app_label = _APP

    def __str__(self) -> str:
        return f"{self.kind} for {self.actor}"
