"""Linkage: which pairs are weighed where all are too many, and what leaving pairs out has cost.

All pairs are weighed while they are few enough. Beyond, splink finds pairs that share keys, in DuckDB or on
Spark (:mod:`dalil.engine.linkage`), and only those are weighed. What that loses is measured each time, on
rows that are weighed against everything, too.
"""

import re
from collections.abc import Sequence
from typing import Any, Final

from dalil.core.canonical import Json, Record
from dalil.core.errors import Refusal
from dalil.core.matching.candidates import PPM, WEIGHED_AGAIN, Among, is_proposable, ranked
from dalil.core.matching.chance import chances
from dalil.core.matching.key import counted_words, keyed, keys_of
from dalil.core.matching.party import Party
from dalil.core.matching.roster import Roster
from dalil.engine.linkage.link import DUCKDB, link
from dalil.flows.spreading import Progress, Spreading

EXHAUSTIVE: Final = "exhaustive"
EXHAUSTIVE_PAIRS_MAX: Final = 4_000_000_000
"""Pairs that are all weighed unless somebody says otherwise: some five minutes of two processors."""
SAMPLED: Final = 200
"""Rows that are weighed against everything, to see what was lost."""
SURE: Final = 0.5
"""Chance from which an entry that would be proposed counts as one that must not be lost."""
_SPARK: Final = re.compile(r"spark://(?:local|(?:\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9_.-]+):[0-9]{1,5})")


class LinkageUnknown(Refusal):
    """Pairs cannot be found by {engine}."""

    code = "linkage-unknown"
    exit_status = 58
    remedy = "Leave --engine out, or write exhaustive, duckdb, spark://local or spark://HOST:7077."


class Linkage:
    """A search for entries worth weighing. ``engine``: empty to choose by how many pairs there are.

    Raises: LinkageUnknown.
    """

    def __init__(self, engine: str, workers: int, progress: Progress | None = None) -> None:
        if engine not in ("", EXHAUSTIVE, DUCKDB) and not _SPARK.fullmatch(engine):
            raise LinkageUnknown(engine=engine)
        self._engine, self._workers, self._progress = engine, workers, progress
        self.report: dict[str, Any] = {}
        """Of the last search: engine, pairs there are and were weighed, rules, estimates, what was lost."""

    def __call__(self, roster: Roster, asked: Sequence[Party]) -> Among | None:
        """Where the entries worth weighing stand, for each who is asked; None: all of them."""
        pairs = len(asked) * len(roster.parties)
        engine = self._chosen(pairs)
        self.report = {"engine": engine, "possible": pairs, "compared": pairs}
        if engine == EXHAUSTIVE:
            return None
        method, entries = roster.method, roster.parties
        counted = counted_words(entries) + counted_words(asked)
        keys = keys_of(counted, method, spread=self.spreading("keys"))
        found = link(
            [keyed(party, keys, method.places) for party in asked],
            [keyed(party, keys, method.places) for party in entries],
            engine=engine, top=WEIGHED_AGAIN, workers=self._workers,
        )  # fmt: skip
        self.report |= {
            "compared": sum(map(len, found.among)),
            "rules": found.rules,
            "estimates": found.estimates,
            "loss": self._loss(roster, asked, found.among),
        }
        return found.among

    def kind(self, pairs: int) -> str:
        """EXHAUSTIVE, or ``keys``: what is found for so many pairs depends on no other part of the engine."""
        return EXHAUSTIVE if self._chosen(pairs) == EXHAUSTIVE else "keys"

    def recorded(self) -> Record:
        """What the log says of the last search: no name of a machine, shares in millionths."""
        if "rules" not in self.report:
            return {}
        estimates: list[Json] = [
            {**each, "m": round(each["m"] * PPM), "u": round(each["u"] * PPM)}
            for each in self.report["estimates"]
        ]
        engine = self.report["engine"].partition(":")[0]
        rules, loss = self.report["rules"], self.report["loss"]
        return {"linkage": {"engine": engine, "rules": rules, "estimates_ppm": estimates, "loss": loss}}

    def _chosen(self, pairs: int) -> str:
        return self._engine or (EXHAUSTIVE if pairs <= EXHAUSTIVE_PAIRS_MAX else DUCKDB)

    def _loss(self, roster: Roster, asked: Sequence[Party], among: Among) -> dict[str, int]:
        """Of evenly spaced rows: how many surely have an entry, and how many of those were not found."""
        sample = range(0, len(asked), max(1, len(asked) // SAMPLED))
        rankings = ranked(roster, [asked[at] for at in sample], spread=self.spreading("loss"))
        sure = lost = 0
        where = {party.id: at for at, party in enumerate(roster.parties)}
        for at, ranking in zip(sample, rankings, strict=True):
            likely = chances([ledger.fair for ledger, _ in ranking], len(roster.parties))
            if len(likely) and likely[0] >= SURE and is_proposable(ranking[0][0]):
                sure += 1
                lost += where[ranking[0][1].id] not in among[at]
        return {"sampled": len(sample), "sure": sure, "lost": lost}

    def spreading(self, step: str) -> Spreading:
        """Work that is split among as many processes as this search uses, and told to whom it tells."""
        return Spreading(step, self._workers, self._progress)
