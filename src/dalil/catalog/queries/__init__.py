"""Queries: rows become frozen values. The only code that reads rows."""

from dalil.catalog.queries import (
    acquisition,
    contradiction,
    copies,
    custody,
    examination,
    exposure,
    gold,
    individual,
    individual_list,
    label,
    log,
    photograph,
    photograph_list,
    place,
    reading,
    rung,
)

__all__ = [
    "acquisition",
    "contradiction",
    "copies",
    "custody",
    "examination",
    "exposure",
    "gold",
    "individual",
    "individual_list",
    "label",
    "log",
    "photograph",
    "photograph_list",
    "place",
    "reading",
    "rung",
]
