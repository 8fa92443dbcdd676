"""Digests and identifiers in an address: of their own form and nothing else."""

from dalil.core.digest import Digest


class DigestConverter:
    """Path converter ``<digest:…>``: 64 lower-case hex digits."""

    regex = "[0-9a-f]{64}"

    def to_python(self, value: str) -> Digest:
        """The digest that the address names."""
        return Digest(value)

    def to_url(self, value: Digest | str) -> str:
        """The digest as an address holds it."""
        return str(value)


class MatchConverter:
    """Path converter ``<match:…>``: a match's id (``core.matching.candidates``)."""

    regex = "M[0-9a-f]{20}"

    def to_python(self, value: str) -> str:
        """The id that the address names."""
        return value

    def to_url(self, value: str) -> str:
        """The id as an address holds it."""
        return value


class IdentityConverter:
    """Path converter ``<identity:…>``: an individual's identifier (``core.individual_id``)."""

    regex = "[A-Z0-9-]{1,32}"

    def to_python(self, value: str) -> str:
        """The identifier that the address names."""
        return value

    def to_url(self, value: str) -> str:
        """The identifier as an address holds it."""
        return value
