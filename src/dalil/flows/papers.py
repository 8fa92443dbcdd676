"""Papers: the people that the texts of a vault's papers name. Texts are read, and searched, in a jail.

Every exhibit is counted once: read, or not read under a reason. Records nothing.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO, Final

from dalil.catalog import queries
from dalil.catalog.queries.examination import KindSeen
from dalil.core.canonical import Json, Record
from dalil.core.digest import Digest
from dalil.core.errors import BodyRefusal, Refusal
from dalil.core.limits import PAPER_BYTES_MAX
from dalil.core.names.mention import Mention, mentions
from dalil.core.record import take_records, take_text
from dalil.engine.contract import Outcome, Request, Work
from dalil.engine.local import LocalEngine
from dalil.engine.plan import Part
from dalil.flows.examine import AnswerMalformed
from dalil.flows.vault import Vault
from dalil.intake.paper_text import READ_FORMATS, paper_text

_WORK: Final = Work("dalil.flows.papers:search", warm_up="dalil.intake.paper_text:warm_up")
_TEXTS: Final = frozenset({"text", "paper"})
"""Families of exhibits that hold words; of the others the family itself says why nothing is read."""
NOT_EXAMINED: Final = "not-examined"


class PaperTooLarge(Refusal):
    """The paper has {size} bytes; in texts of up to {limit} people are looked for."""

    code = "paper-too-large"
    exit_status = 73
    remedy = "It is kept as it is; `dalil names find` looks through parts of it."


@dataclass(slots=True)
class PapersRead:
    """The balance: exhibits read by format, and not read by reason."""

    read: Counter[str] = field(default_factory=Counter)
    unread: Counter[str] = field(default_factory=Counter)

    @property
    def exhibits(self) -> int:
        """All of them."""
        return self.read.total() + self.unread.total()


@dataclass(frozen=True, slots=True)
class PaperMention:
    """A person in the text of one exhibit."""

    digest: str
    encoding: str
    mention: Mention


def search(header: Record, payload: bytes, _file: BinaryIO | None) -> Iterator[Part]:
    """Yield whom the paper names whose bytes are ``payload``. Runs inside the jail."""
    read = paper_text(payload, take_text(header, "format"))
    found: list[Json] = [each.to_record() for each in mentions(read.text)]
    yield {"encoding": read.encoding, "mentions": found}


def in_papers(vault: Vault, balance: PapersRead, *, workers: int) -> Iterator[PaperMention]:
    """Yield the people that papers name, in order of digest; fills ``balance``.

    Raises: WorkerStart, ExhibitMissing, ExhibitUnreadable, ExhibitChanged.
    """
    wanted = [kind for kind in _kinds(balance) if kind.format in READ_FORMATS]
    outcomes = LocalEngine(workers).map(_WORK, (_request(vault, each) for each in wanted))
    for kind, outcome in zip(wanted, outcomes, strict=True):
        told = _told(kind.digest, outcome)
        if isinstance(told, Refusal):
            if told.ends_run:
                raise told
            balance.unread[told.code] += 1
        else:
            balance.read[kind.format] += 1
            yield from told


def _kinds(balance: PapersRead) -> Iterator[KindSeen]:
    """Exhibits that hold words; the others are counted."""
    examined = 0
    for kind in queries.examination.kinds():
        examined += 1
        if kind.family not in _TEXTS:
            balance.unread[kind.family] += 1
        elif kind.format not in READ_FORMATS:
            balance.unread[kind.format] += 1
        else:
            yield kind
    waiting = queries.acquisition.exhibits() - examined
    if waiting:
        balance.unread[NOT_EXAMINED] += waiting


def _request(vault: Vault, kind: KindSeen) -> Request:
    def content() -> bytes:
        size = vault.reader.size_bytes(Digest(kind.digest))
        if size > PAPER_BYTES_MAX:
            raise PaperTooLarge(size=size, limit=PAPER_BYTES_MAX)
        return vault.reader.read(Digest(kind.digest))

    return {"format": kind.format}, content


def _told(digest: str, outcome: Outcome) -> list[PaperMention] | Refusal:
    """What a worker answers, as far as it has the form of an answer."""
    if isinstance(outcome, Refusal):
        return outcome
    answer = outcome[0] if len(outcome) == 1 else None
    if not isinstance(answer, dict):
        return AnswerMalformed()
    try:
        encoding, told = take_text(answer, "encoding"), take_records(answer, "mentions")
        return [PaperMention(digest, encoding, Mention.from_record(each)) for each in told]
    except BodyRefusal:
        return AnswerMalformed()
