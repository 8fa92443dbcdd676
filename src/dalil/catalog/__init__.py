"""The catalog: the log projected into tables. A shadow: dropped and rebuilt at will (ADR 0002)."""
