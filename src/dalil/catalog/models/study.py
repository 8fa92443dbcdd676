"""Studies: frozen frames, drawn samples, codings, estimates."""

from django.db import models


class Study(models.Model):
    """One frozen study."""

    id = models.CharField(max_length=40, primary_key=True)
    entry = models.BigIntegerField()
    frame = models.CharField(max_length=64)
    frame_size = models.BigIntegerField()
    position = models.BigIntegerField()
    seed = models.CharField(max_length=64, null=True)
    codebook = models.CharField(max_length=64)


class StudyItem(models.Model):
    """One sampled individual, in order of drawing."""

    id = models.CharField(max_length=80, primary_key=True)
    study = models.CharField(max_length=40, db_index=True)
    rank = models.IntegerField()
    individual = models.CharField(max_length=32)


class Coding(models.Model):
    """One coder's answer for one variable of one individual."""

    entry = models.BigIntegerField(primary_key=True)
    study = models.CharField(max_length=40, db_index=True)
    individual = models.CharField(max_length=32)
    variable = models.CharField(max_length=64)
    code = models.CharField(max_length=64)
    coder = models.TextField()


class Estimate(models.Model):
    """One printed estimate, as it was made."""

    entry = models.BigIntegerField(primary_key=True)
    study = models.CharField(max_length=40, db_index=True)
    variable = models.CharField(max_length=64)
    estimate = models.TextField()
