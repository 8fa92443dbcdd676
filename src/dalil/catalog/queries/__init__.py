"""Queries: rows become frozen values. The only code that reads rows."""

from dalil.catalog.queries import acquisition, individual, log, photograph

__all__ = ["acquisition", "individual", "log", "photograph"]
