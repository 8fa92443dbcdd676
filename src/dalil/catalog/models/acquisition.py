"""What was received: acquisitions, the places they name, and the exhibits these lead to."""

from django.db import models


class Acquisition(models.Model):
    """One sealed taking-in of a source."""

    id = models.CharField(max_length=40, primary_key=True)
    entry = models.BigIntegerField()
    at = models.CharField(max_length=40)
    source = models.TextField()
    medium = models.TextField()
    giver = models.TextField()
    received_by = models.TextField()
    manifest = models.CharField(max_length=64)
    root = models.CharField(max_length=64)
    lines = models.BigIntegerField()
    files = models.BigIntegerField()
    bytes = models.BigIntegerField()
    kept = models.BigIntegerField()
    duplicates = models.BigIntegerField()
    refused = models.TextField()
    """Canonical JSON: code → count."""


class Exhibit(models.Model):
    """Distinct bytes, by digest."""

    digest = models.CharField(max_length=64, primary_key=True)
    size = models.BigIntegerField()
    acquisition = models.CharField(max_length=40)
    """The first acquisition that brought it."""


class Place(models.Model):
    """One line of a manifest: something met under a name."""

    id = models.CharField(max_length=64, primary_key=True)
    """``acquisition:line``."""
    acquisition = models.CharField(max_length=40, db_index=True)
    line = models.BigIntegerField()
    path = models.BinaryField()
    """Exact bytes from the source's root, through containers."""
    shown = models.TextField()
    """The same as text, for people."""
    kind = models.CharField(max_length=16)
    outcome = models.CharField(max_length=16)
    refusal = models.CharField(max_length=64, null=True, db_index=True)
    digest = models.CharField(max_length=64, null=True, db_index=True)
    size = models.BigIntegerField(null=True)
    holder = models.BigIntegerField(null=True)
    mtime_ns = models.TextField(null=True)
