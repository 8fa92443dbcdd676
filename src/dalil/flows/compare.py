"""Compare: two acquisitions of one vault, by bytes and by pixels."""

from collections.abc import Iterable
from dataclasses import dataclass

from dalil.catalog import queries
from dalil.core.canonical import Record
from dalil.core.errors import Refusal
from dalil.flows.record import bring_up
from dalil.flows.vault import Vault


class AcquisitionUnknown(Refusal):
    """There is no acquisition {acquisition} in this vault."""

    code = "acquisition-unknown"
    exit_status = 42
    remedy = "`dalil acquire` says the name, such as A0001; the custody page lists all of them."


@dataclass(frozen=True, slots=True)
class Compared:
    """How many distinct exhibits two acquisitions share; ``other_bytes`` are copies of one exposure."""

    first: str
    second: str
    common: int
    only_first: int
    only_second: int
    other_bytes: int

    def to_record(self) -> Record:
        """For ``--json``."""
        return {
            "first": self.first,
            "second": self.second,
            "common": self.common,
            "only_first": self.only_first,
            "only_second": self.only_second,
            "same_exposure_under_other_bytes": self.other_bytes,
        }

    def rows(self) -> Iterable[tuple[str, int]]:
        """For people."""
        yield "common", self.common
        yield f"only in {self.first}", self.only_first
        yield f"only in {self.second}", self.only_second
        yield "of these, the same exposure under other bytes", self.other_bytes


def compare(path: str, first: str, second: str) -> Compared:
    """Compare two acquisitions. Raises: AcquisitionUnknown, NotAVault."""
    bring_up(Vault.open(path))
    known = {each.id for each in queries.acquisition.every()}
    for identity in (first, second):
        if identity not in known:
            raise AcquisitionUnknown(acquisition=identity)
    left, right = queries.acquisition.digests(first), queries.acquisition.digests(second)
    exposures = queries.acquisition.exposures(left - right)
    other = exposures & queries.acquisition.exposures(right - left)
    return Compared(first, second, len(left & right), len(left - right), len(right - left), len(other))
