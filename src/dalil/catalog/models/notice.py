"""Notices: who has to hear that a match ended."""

from django.db import models


class Notice(models.Model):
    """One notice that fell due, and that it was given, once it was."""

    id = models.CharField(max_length=40, primary_key=True)
    """``entry:place``."""
    entry = models.BigIntegerField()
    place = models.IntegerField()
    match = models.CharField(max_length=80, db_index=True)
    cause = models.CharField(max_length=24)
    kind = models.CharField(max_length=16)
    who = models.TextField()
    key = models.TextField()
    """By which addressees are one (``core.matching.notice``)."""
    due = models.CharField(max_length=40)
    told_entry = models.BigIntegerField(null=True)
    told_by = models.TextField(null=True)
    told_on = models.CharField(max_length=10, null=True)
