"""Agency: the register of holding agencies, dated and sourced, with disagreeing sources side by side.

A code is not a name: codes are renumbered, and public lists disagree about them. The register therefore keeps
one entry per code *and source*, never chooses between sources, and is asked with a date.
"""

from dataclasses import dataclass

from dalil.core.moment import PartialDate


@dataclass(frozen=True, slots=True, order=True)
class AgencyEntry:
    """What one source says about one code. An open end of the span is None; ``source`` is a citation."""

    code: str
    ar: str
    en: str
    since: PartialDate | None
    until: PartialDate | None
    source: str
    note: str

    def held_at(self, date: PartialDate | None) -> bool:
        """True unless the entry's span surely excludes ``date``; an unknown date excludes nothing."""
        if date is None:
            return True
        began = self.since is None or self.since.text[: len(date.text)] <= date.text[: len(self.since.text)]
        ended = (
            self.until is not None and date.text[: len(self.until.text)] > self.until.text[: len(date.text)]
        )
        return began and not ended


@dataclass(frozen=True, slots=True)
class AgencyRegister:
    """All entries, in the order of the profile."""

    entries: tuple[AgencyEntry, ...]

    @property
    def codes(self) -> frozenset[str]:
        """Every code that any source names."""
        return frozenset(entry.code for entry in self.entries)

    def about(self, code: str, date: PartialDate | None = None) -> tuple[AgencyEntry, ...]:
        """Return what every source says about ``code`` at ``date``; all of it is to be shown."""
        return tuple(entry for entry in self.entries if entry.code == code and entry.held_at(date))

    def sources_disagree(self, code: str, date: PartialDate | None = None) -> bool:
        """True when two sources give ``code`` different names at the same time."""
        return len({entry.en for entry in self.about(code, date)}) > 1
