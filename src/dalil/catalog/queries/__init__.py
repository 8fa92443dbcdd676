"""Queries: rows become frozen values. The only code that reads rows."""

from dalil.catalog.queries import acquisition

__all__ = ["acquisition"]
