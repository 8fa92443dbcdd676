"""Queries: rows become frozen values. The only code that reads rows."""

from dalil.catalog.queries import acquisition, exposure, individual, log, photograph

__all__ = ["acquisition", "exposure", "individual", "log", "photograph"]
