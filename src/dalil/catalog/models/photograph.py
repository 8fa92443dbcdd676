"""What machines saw in exhibits, and what photographs are taken to be."""

from django.db import models


class Examination(models.Model):
    """Machine facts about one exhibit: the newest batch wins."""

    digest = models.CharField(max_length=64, primary_key=True)
    entry = models.BigIntegerField()
    format = models.CharField(max_length=32)
    family = models.CharField(max_length=16)
    refusal = models.CharField(max_length=64, null=True, db_index=True)
    width = models.BigIntegerField(null=True)
    height = models.BigIntegerField(null=True)
    facts = models.TextField()
    """Canonical JSON line as the batch holds it."""


class LabelRow(models.Model):
    """A label found in a photograph, with its machine reading."""

    id = models.CharField(max_length=80, primary_key=True)
    """``digest:number``."""
    digest = models.CharField(max_length=64, db_index=True)
    region = models.IntegerField()
    surface = models.CharField(max_length=16)
    box = models.TextField()
    text = models.TextField()
    digits = models.CharField(max_length=16)
    confidence_ppm = models.IntegerField()


class Photograph(models.Model):
    """An exhibit that is a picture, or was meant to be one: class, fields, exposure."""

    digest = models.CharField(max_length=64, primary_key=True)
    photograph_class = models.CharField(max_length=32, db_index=True)
    reason = models.TextField()
    exposure = models.CharField(max_length=64, db_index=True)
    fields = models.TextField()
    """Canonical JSON: field name → value with its doubt."""
