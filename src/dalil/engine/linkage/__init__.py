"""Linkage: rows of two long lists that share keys, found and scored by splink in DuckDB or Spark."""
