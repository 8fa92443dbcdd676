"""Project: events become rows. The only code that writes rows."""

from dalil.catalog.project.follow import catch_up, rebuild
from dalil.catalog.project.source import Source

__all__ = ["Source", "catch_up", "rebuild"]
