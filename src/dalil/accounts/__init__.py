"""Accounts: who signs in, and what is their own. Beside the log, which forgets nothing (ADR 0019)."""
