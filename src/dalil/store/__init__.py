"""The vault on a disk: exhibits, log, payloads, keys, lock. Specified in docs/spec/vault.md."""
