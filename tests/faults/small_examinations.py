"""Loaded into the server of commands: batches so small that a few photographs make two."""

from dalil.flows import examine

examine.BATCH_EXHIBITS_MAX = 4
