"""Loaded into the server of commands: batches small enough that a small source has several."""

from dalil.flows import taking
from dalil.store import writer

writer.BATCH_FILES = 60
taking.PORTION_FILES = 16
