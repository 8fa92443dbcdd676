"""Listing: photographs, individuals and contradictions of a vault, as of a position of its log."""

from collections.abc import Iterator
from dataclasses import dataclass

from dalil.catalog import queries
from dalil.catalog.queries.contradiction import ContradictionSeen
from dalil.catalog.queries.individual import IndividualSeen
from dalil.catalog.queries.photograph import PhotographSeen
from dalil.core.canonical import Json, Record
from dalil.core.contradiction import Contradiction
from dalil.core.reason_words import contradiction_in_words
from dalil.core.wording import Words
from dalil.flows.past import At, seen_at
from dalil.flows.vault import Vault


def photographs(path: str, *, at: At = None) -> Iterator[PhotographSeen]:
    """Every exhibit with its class, in order of digest. Raises: NotAVault, PositionUnknown."""
    with seen_at(Vault.open(path), at):
        yield from queries.photograph.every()


def individuals(path: str, *, at: At = None) -> Iterator[IndividualSeen]:
    """Every individual, in order of id. Raises: NotAVault, PositionUnknown."""
    with seen_at(Vault.open(path), at):
        yield from queries.individual.every()


@dataclass(frozen=True, slots=True)
class ContradictionRow:
    """One contradiction in two languages, with the places of what it is about, where that is a photograph."""

    seen: ContradictionSeen
    words: Words
    paths: tuple[str, ...]

    def to_record(self) -> Record:
        """The object that ``dalil contradictions --jsonl`` prints."""
        paths: list[Json] = list(self.paths)
        return {
            "code": self.seen.code,
            "subject": self.seen.subject,
            "detail": self.seen.detail,
            "en": self.words.en,
            "ar": self.words.ar,
            "paths": paths,
        }


def contradictions(path: str, *, at: At = None) -> Iterator[ContradictionRow]:
    """Every contradiction, by code, then by what it is about. Raises: NotAVault, PositionUnknown."""
    with seen_at(Vault.open(path), at):
        every = queries.contradiction.every()
        paths = queries.acquisition.paths([one.subject for one in every])
        for one in every:
            words = contradiction_in_words(Contradiction(one.code, one.subject, one.detail))
            yield ContradictionRow(one, words, tuple(paths[one.subject]))
