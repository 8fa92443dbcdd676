"""The log's shadow: how far the catalog follows it, and its entries for reading."""

from django.db import models


class Position(models.Model):
    """How much of the log is projected. One row."""

    id = models.IntegerField(primary_key=True)
    shape = models.CharField(max_length=64)
    """Digest of the tables' shape; another shape means rebuild."""
    size = models.BigIntegerField()
    root = models.CharField(max_length=64)


class Entry(models.Model):
    """One log entry, as recorded."""

    index = models.BigIntegerField(primary_key=True)
    type = models.CharField(max_length=64, db_index=True)
    at = models.CharField(max_length=40)
    actor = models.TextField()
    about = models.TextField()
    """Canonical JSON list."""
    body = models.TextField()
    """Canonical JSON object."""


class PayloadState(models.Model):
    """A payload that an entry names, and whether it was erased."""

    digest = models.CharField(max_length=64, primary_key=True)
    entry = models.BigIntegerField()
    erased_by = models.BigIntegerField(null=True)
