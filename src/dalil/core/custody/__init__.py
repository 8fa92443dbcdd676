"""Custody: entries, Merkle tree, checkpoints, signatures. Pure; serves docs/spec/log.md."""
