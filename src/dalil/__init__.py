"""Dalil (دليل): from a leaked mass archive of photographs and papers to names, evidence and answers."""

__version__ = "0.1.0"
