"""Imported lists, proposed matches and people's decisions. Names stand in payloads and are read on demand."""

from django.db import models


class ClaimList(models.Model):
    """One imported missing-person list."""

    id = models.CharField(max_length=40, primary_key=True)
    entry = models.BigIntegerField()
    source = models.TextField()
    rows = models.BigIntegerField()
    refused = models.TextField()


class Claim(models.Model):
    """One row of a list: its payload holds what was written."""

    id = models.CharField(max_length=80, primary_key=True)
    """``list:row``."""
    list = models.CharField(max_length=40, db_index=True)
    row = models.BigIntegerField()
    payload = models.CharField(max_length=64)
    withdrawn_by = models.BigIntegerField(null=True)


class Match(models.Model):
    """A proposed link between an individual and a claim."""

    id = models.CharField(max_length=80, primary_key=True)
    individual = models.CharField(max_length=32, db_index=True)
    claim = models.CharField(max_length=80, db_index=True)
    score_ppm = models.IntegerField()
    state = models.CharField(max_length=24)
    reasons = models.CharField(max_length=64)
    """Payload with the reasons: they quote names."""


class MatchDecision(models.Model):
    """One person's answer to one match."""

    entry = models.BigIntegerField(primary_key=True)
    match = models.CharField(max_length=80, db_index=True)
    actor = models.TextField()
    answer = models.CharField(max_length=24)
    reason = models.TextField()
    at = models.CharField(max_length=40)
