"""Exposures, individuals, who is in them and why, and what contradicts."""

from django.db import models


class Exposure(models.Model):
    """Copies of one exposure: a fact about pixels."""

    id = models.CharField(max_length=64, primary_key=True)
    representative = models.CharField(max_length=64)
    photograph_class = models.CharField(max_length=32, db_index=True)
    unplaced = models.CharField(max_length=32)
    """Why it belongs to no individual; empty when it does, or shows nobody."""
    accepted = models.BooleanField()
    """Whether its number is settled without a person."""


class ExposureMember(models.Model):
    """One exhibit of an exposure, and how it relates to the representative."""

    digest = models.CharField(max_length=64, primary_key=True)
    exposure = models.CharField(max_length=64, db_index=True)
    edit = models.CharField(max_length=32)
    distance = models.IntegerField()


class Individual(models.Model):
    """Photographs held to show one person; unnamed by design."""

    id = models.CharField(max_length=32, primary_key=True)
    agency = models.CharField(max_length=64, null=True)
    number = models.CharField(max_length=64, null=True, db_index=True)
    number_status = models.CharField(max_length=16)
    number_settled_by = models.CharField(max_length=16)
    """``people`` or ``machine``; empty while it is not settled."""
    period = models.CharField(max_length=16, null=True)
    status = models.CharField(max_length=16)
    low = models.IntegerField()
    high = models.IntegerField()
    views = models.IntegerField()
    """Exposures of it that bear a label."""
    name = models.TextField(null=True)


class Member(models.Model):
    """One photograph of an individual."""

    id = models.CharField(max_length=100, primary_key=True)
    """``individual:digest``."""
    individual = models.CharField(max_length=32, db_index=True)
    digest = models.CharField(max_length=64, db_index=True)
    role = models.CharField(max_length=16)


class MemberReason(models.Model):
    """Why two exposures of an individual are held together, in words."""

    id = models.CharField(max_length=64, primary_key=True)
    """``individual:number``."""
    individual = models.CharField(max_length=32, db_index=True)
    first = models.CharField(max_length=64)
    """An exposure, by its id; ``second``: the other."""
    second = models.CharField(max_length=64)
    ar = models.TextField()
    en = models.TextField()


class IndividualDoubt(models.Model):
    """Why an individual may be nobody new, and whom it may be."""

    id = models.CharField(max_length=64, primary_key=True)
    """``individual:number``."""
    individual = models.CharField(max_length=32, db_index=True)
    kind = models.CharField(max_length=32)
    first = models.CharField(max_length=64)
    """An exposure of it; ``second``: of the other, empty for nobody."""
    second = models.CharField(max_length=64)
    other = models.CharField(max_length=32, db_index=True)
    """The other individual; empty where that exposure is placed nowhere."""
    ar = models.TextField()
    en = models.TextField()


class Contradiction(models.Model):
    """Two witnesses that do not agree."""

    id = models.CharField(max_length=120, primary_key=True)
    code = models.CharField(max_length=64, db_index=True)
    subject = models.CharField(max_length=64, db_index=True)
    detail = models.TextField()
