"""Policies, proposed releases and the approvals they got."""

from django.db import models


class Policy(models.Model):
    """A policy as it was set; the newest one counts."""

    entry = models.BigIntegerField(primary_key=True)
    digest = models.CharField(max_length=64)
    tiers = models.TextField()


class Release(models.Model):
    """One proposed release and what became of it."""

    id = models.CharField(max_length=40, primary_key=True)
    entry = models.BigIntegerField()
    tier = models.CharField(max_length=16)
    manifest = models.CharField(max_length=64)
    state = models.CharField(max_length=16)
    bundle = models.CharField(max_length=64, null=True)


class Approval(models.Model):
    """One authority's signed approval of a release."""

    entry = models.BigIntegerField(primary_key=True)
    release = models.CharField(max_length=40, db_index=True)
    authority = models.TextField()
    note = models.CharField(max_length=64)
