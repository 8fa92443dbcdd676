"""Proposed links between individuals and entries of missing-person lists."""
