"""Project: events become rows. The only code that writes rows."""

from dalil.catalog.project.follow import Source, catch_up, rebuild

__all__ = ["Source", "catch_up", "rebuild"]
