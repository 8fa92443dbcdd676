"""Labels as people read them: what waits for whom, every reading, and labels whose text is known."""

from django.db import models


class ReadingItem(models.Model):
    """One label, and what it waits for."""

    id = models.CharField(max_length=80, primary_key=True)
    """``digest:region``, as the label's own row."""
    digest = models.CharField(max_length=64, db_index=True)
    stage = models.CharField(max_length=16)
    asked = models.BooleanField()
    """Whether people are asked to read it."""
    likely = models.BooleanField()
    """Whether a machine takes it for a label with writing; others are read only when somebody chooses to."""
    accepted = models.BooleanField()
    """Whether the machine reads it surely enough to count without a person."""
    audited = models.BooleanField()
    """Whether people read it although it is accepted."""
    turn = models.CharField(max_length=16)
    first_reader = models.CharField(max_length=32)
    """As compared (``core.reading_queue``), empty before; ``second_reader``: likewise."""
    second_reader = models.CharField(max_length=32)

    class Meta:
        """The next label of a reader is found in the index alone, whatever was read before."""

        indexes = (
            models.Index(
                fields=["stage", "turn", "id", "first_reader", "second_reader"],
                condition=models.Q(asked=True),
                name="reading_item_next",
            ),
        )


class ReadingRow(models.Model):
    """One person's reading of one label."""

    entry = models.BigIntegerField(primary_key=True)
    item = models.CharField(max_length=80, db_index=True)
    reader = models.TextField()
    reader_key = models.CharField(max_length=32)
    """The reader as compared."""
    kind = models.CharField(max_length=16)
    value = models.TextField()
    legibility = models.CharField(max_length=16)
    confidence_ppm = models.IntegerField()
    lines = models.TextField()
    """Canonical JSON list, as typed."""
    box = models.TextField()
    task = models.CharField(max_length=16)
    day = models.CharField(max_length=10)
    """UTC."""

    class Meta:
        """What one reader made, and on one day, is counted in the index."""

        indexes = (models.Index(fields=["reader_key", "day"], name="reading_row_reader"),)


class ReadingGold(models.Model):
    """What somebody knows for certain of a label: every word on it, for whoever set one knows it."""

    entry = models.BigIntegerField(primary_key=True)
    item = models.CharField(max_length=80, db_index=True)
    box = models.TextField()
    """Where the label was found then; found elsewhere, it is another one."""
    setter = models.TextField()
    """Who set it, as written; ``setter_key``: as compared."""
    setter_key = models.CharField(max_length=32)
    value = models.TextField()
    legibility = models.CharField(max_length=16)
    lines = models.TextField()
    withdrawn_by = models.BigIntegerField(null=True)
    """The entry since which it tests nobody; who set it knows the text all the same."""
