"""Pixels: decode, fingerprint, locate labels, read them, cover them. Runs in a jailed process."""
