"""Examine: every exhibit that nobody has looked into yet is looked into, in a jail, in batches.

Load: exhibits without facts, in order of digest, about a thousand to a batch. Decide: nothing; machines state
facts, and a refusal is one. Record: one ``examined`` event a batch, whose output is a blob of facts.

A batch on its way keeps what is finished under ``cache/`` (``flows.finished_facts``); a killed run goes on
there, where everything that facts depend on is as it was. Which engine
ran, with how many workers, in which order: the blobs are byte for byte the same.
"""

import contextlib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from dalil.catalog import queries
from dalil.core import canonical
from dalil.core.canonical import Json, Record
from dalil.core.digest import Digest
from dalil.core.errors import Refusal
from dalil.core.limits import BATCH_EXHIBITS_MAX, EXAMINE_BYTES_MAX
from dalil.engine.contract import Engine, Outcome, Request, Work
from dalil.flows import examination, finished_facts, label_reader, second_reader
from dalil.flows import profile as profiles
from dalil.flows.finished_facts import FinishedFacts
from dalil.flows.label_reader import InUse
from dalil.flows.record import bring_up, record
from dalil.flows.vault import TOOL, Vault
from dalil.intake import identify
from dalil.intake.exiftool import SecondReader
from dalil.intake.item import refusal_to_record

Progress = Callable[[str, int, int], None]


class ExhibitTooLarge(Refusal):
    """The exhibit has {size} bytes; {limit} are looked into."""

    code = "exhibit-too-large"
    exit_status = 56
    remedy = "It is kept and verified. Look at it by hand."


class AnswerMalformed(Refusal):
    """The worker's answer is not one record about this exhibit."""

    code = "answer-malformed"
    exit_status = 57
    remedy = "It is kept as it is; it may be made to attack its reader. Report it with this sentence."


@dataclass(frozen=True, slots=True)
class Examined:
    """What one run did: exhibits looked into, and refusals among them by code."""

    batches: int
    exhibits: int
    refused: dict[str, int]

    def to_record(self) -> Record:
        """For ``--json``."""
        refused: dict[str, Json] = dict(sorted(self.refused.items()))
        return {"batches": self.batches, "exhibits": self.exhibits, "refused": refused}


def examine(
    vault: Vault, engine: Engine, name: str, *, again: bool = False, progress: Progress | None = None
) -> Examined:
    """Examine everything that is pending; the same call once more has nothing to do.

    Args:
        vault: the vault, held for writing.
        engine: what looks into exhibits, and ``name``: which one that is, for the record.
        name: see ``engine``.
        again: also look once more into photographs that another reader of the same weights has read.
        progress: told how far it is.

    Raises: WorkerStart when no worker can be had; ClusterUnreachable, ClusterLost, ClusterDiffers;
    ReaderOfOtherWeights, ReaderDamaged.

    """
    bring_up(vault)
    reader = label_reader.in_use(vault)
    pending = queries.photograph.pending()
    wanted = [pending, _read_otherwise(reader) if again else []]
    batches = [batch for each in wanted for batch in _batches(each)]
    if not batches:
        finished_facts.forget_others(vault, [])
        return Examined(0, 0, {})
    with second_reader.find(vault) or contextlib.nullcontext() as second:
        parameters: Record = {
            "versions": examination.versions(reader.reader, reader.weights),
            "second_reader": second.version if second else None,
            "lines": profiles.of(vault).lines.to_record(),
            "protections": engine.protections().to_record(),
        }
        run = _Run(vault, engine, name, reader, parameters, second)
        finished_facts.forget_others(vault, [_part(run, batch) for batch in batches])
        counting = _Counting(progress or _nobody, 0, sum(map(len, wanted)))
        total = sum((_batch(run, batch, counting) for batch in batches), Counter[str]())
    return Examined(len(batches), sum(map(len, wanted)), dict(total))


@dataclass(frozen=True, slots=True)
class _Run:
    """What every batch of one run shares."""

    vault: Vault
    engine: Engine
    name: str
    reader: InUse
    parameters: Record
    second: SecondReader | None

    @property
    def work(self) -> Work:
        """What a worker does, with the reader in use."""
        return examination.work(examination.ENTRY, profiles.of(self.vault), self.reader.head)


@dataclass(slots=True)
class _Counting:
    progress: Progress
    done: int
    of: int

    def one(self) -> None:
        """One more exhibit has its facts."""
        self.done += 1
        self.progress("exhibits", self.done, self.of)


def _batch(run: _Run, batch: Sequence[str], counting: _Counting) -> Counter[str]:
    """Examine one batch and record it; return its refusals by code."""
    vault = run.vault
    inputs = _inputs(batch)
    part = _part(run, batch)
    lines = part.finished(batch)
    counting.done += len(lines)
    requests = (_request(vault, digest) for digest in batch[len(lines) :])
    with part:
        for digest, outcome in zip(batch[len(lines) :], run.engine.map(run.work, requests), strict=True):
            lines.append(_facts(run, digest, outcome))
            part.add(lines[-1])
            counting.one()
    output = b"".join(line + b"\n" for line in lines)
    refused = Counter(_refusals(lines))
    by_code: dict[str, Json] = dict(sorted(refused.items()))
    body: Record = {
        "batch": f"B{queries.log.count('examined') + 1:04d}",
        "inputs": vault.keep_blob(inputs).hex,
        "output": vault.keep_blob(output).hex,
        "exhibits": len(lines),
        "refused": by_code,
        "tool": TOOL,
        "parameters": run.parameters,
        "engine": run.name,
    }
    record(vault, [vault.event("examined", (), body)])
    part.forget()
    return refused


def _part(run: _Run, batch: Sequence[str]) -> FinishedFacts:
    """The finished facts of a batch, of this version of Dalil, its libraries, reader and profile alone."""
    depends: Record = {
        "tool": TOOL,
        "reader": run.reader.reader.hex,
        "parameters": run.parameters,
        "inputs": [*batch],
    }
    return FinishedFacts(run.vault, canonical.encode(depends))


def _read_otherwise(reader: InUse) -> list[str]:
    return queries.photograph.read_otherwise(reader.reader.hex, reader.weights.hex)


def _batches(digests: Sequence[str]) -> Iterator[Sequence[str]]:
    for at in range(0, len(digests), BATCH_EXHIBITS_MAX):
        yield digests[at : at + BATCH_EXHIBITS_MAX]


def _inputs(batch: Sequence[str]) -> bytes:
    """The digests of a batch, one a line, as its event names them."""
    return "".join(f"{digest}\n" for digest in batch).encode()


def _request(vault: Vault, digest: str) -> Request:
    def content() -> bytes:
        size = vault.reader.size_bytes(Digest(digest))
        if size > EXAMINE_BYTES_MAX:
            raise ExhibitTooLarge(size=size, limit=EXAMINE_BYTES_MAX)
        return vault.reader.read(Digest(digest))

    return {"digest": digest}, content


def _facts(run: _Run, digest: str, outcome: Outcome) -> bytes:
    """The canonical line about one exhibit, whatever became of the worker that looked at it."""
    vault = run.vault
    if not isinstance(outcome, Refusal):
        facts = outcome[0] if len(outcome) == 1 else None
        if isinstance(facts, dict) and facts.get("digest") == digest:
            seen = second_reader.compare(vault, run.second, facts) if run.second else facts
            return canonical.encode(seen)
        outcome = AnswerMalformed()
    if outcome.ends_run:
        raise outcome  # the store is at fault, not the exhibit: stop before anything false is recorded
    with vault.reader.open(Digest(digest)) as file:
        head = file.read(identify.HEAD_BYTES)
    size = vault.reader.size_bytes(Digest(digest))
    facts = examination.blank_facts(digest, size, identify.identify(head, size_bytes=size))
    facts["refusal"] = refusal_to_record(outcome)
    return canonical.encode(facts)


def _refusals(lines: Sequence[bytes]) -> Iterator[str]:
    for line in lines:
        refusal = canonical.decode_record(line)["refusal"]
        if isinstance(refusal, dict):
            yield str(refusal["code"])


def _nobody(_step: str, _done: int, _of: int) -> None:
    """Nobody watches."""
