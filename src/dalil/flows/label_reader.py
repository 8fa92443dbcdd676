"""Label reader: which one reads this vault's labels: the shipped one, or one tuned to what its people read.

Machines propose, people decide: tuning proposes a reader, a person chooses it, and can go back at any time.
Every choice is an event. Serves docs/methods/reading.md.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from dalil.catalog.queries import log
from dalil.core.canonical import Record
from dalil.core.digest import Digest
from dalil.core.errors import BodyRefusal, Refusal
from dalil.core.reader import Share
from dalil.core.reading import PPM
from dalil.core.record import as_record, take_integer, take_text
from dalil.core.visible import says_something
from dalil.flows.person import person
from dalil.flows.record import bring_up, record
from dalil.flows.vault import Vault
from dalil.vision.head import Head
from dalil.vision.recognise import Recogniser

SHIPPED: Final = "shipped"
"""The name of the reader that comes with Dalil."""
_BEGINNING_MIN: Final = 4
LOSS_MAX_PPM: Final = 5_000
"""What tuning may cost, as docs/methods/reading.md states it: half a point."""


class ReaderUnknown(Refusal):
    """There is no label reader {reader} in this vault."""

    code = "reader-unknown"
    exit_status = 79
    remedy = "`dalil reader list` names them; four digits of a digest are enough where no other begins so."


class ReaderOfOtherWeights(Refusal):
    """The label reader {reader} was tuned from other weights than this version of Dalil has."""

    code = "reader-of-other-weights"
    exit_status = 79
    remedy = "Tune again with `dalil reader tune`, or choose `shipped`."


class ReaderDamaged(Refusal):
    """The label reader {reader} is not what was recorded of it."""

    code = "reader-damaged"
    exit_status = 79
    remedy = "Run `dalil verify`, restore the store from a copy, or choose `shipped`."


class ReaderWithoutReason(Refusal):
    """Nothing says why the label reader {reader} is chosen."""

    code = "reader-without-reason"
    exit_status = 79
    remedy = "Say why, in a sentence: --reason."


class ReaderReadsWorse(Refusal):
    """The label reader {reader} spoils {spoiled} of the lines kept back and mends {mended}."""

    code = "reader-reads-worse"
    exit_status = 79
    remedy = (
        "Leave it, and tune again when more labels are settled. Who wants it all the same says "
        "--although-worse; `dalil reader use shipped` is the way back."
    )


@dataclass(frozen=True, slots=True)
class Labels:
    """What became of the labels that people settled: each taught, or was kept back, or was left out.

    ``settled`` is the sum of the three.
    """

    settled: int
    taught: int
    kept: int

    def to_record(self) -> Record:
        """The object in what ``dalil reader tune --json`` prints."""
        return {"settled": self.settled, "taught": self.taught, "kept_back": self.kept}


@dataclass(frozen=True, slots=True)
class TunedReader:
    """One tuned reader as it was recorded.

    ``learned``: lines it was taught; ``before`` and ``after``: of lines kept back, those read right; of
    these, ``mended`` were wrong before and ``spoiled`` right. ``left_out``: labels, by reason; ``labels``:
    all of them, None where an earlier version tuned, which did not record them.
    """

    reader: Digest
    weights: Digest
    head: Digest
    learned: int
    before: Share
    after: Share
    mended: int
    spoiled: int
    left_out: dict[str, int]
    labels: Labels | None = None

    @property
    def reads_worse(self) -> bool:
        """Whether it spoils more of the lines kept back than it mends, or loses more than it may cost."""
        return self.spoiled > self.mended or self.lost_ppm > LOSS_MAX_PPM

    @property
    def lost_ppm(self) -> int:
        """The share of the lines kept back that it reads right no more, all in all; below 0: it gains."""
        return (self.before.right - self.after.right) * PPM // max(self.before.of, 1)

    @classmethod
    def from_body(cls, body: Record) -> "TunedReader":
        """Read the body of its event. Raises: BodyRefusal where it is none that tuning writes."""
        asked, before, after = (take_integer(body, key) for key in ("asked", "before", "after"))
        if not 0 <= max(before, after) <= asked or min(before, after) < 0:
            raise BodyRefusal(detail="more lines are read right than are asked")
        left_out = as_record(body.get("left_out"), "left_out")
        return cls(
            Digest(take_text(body, "reader")),
            Digest(take_text(body, "weights")),
            Digest(take_text(body, "output")),
            take_integer(body, "learned"),
            Share(before, asked),
            Share(after, asked),
            take_integer(body, "mended"),
            take_integer(body, "spoiled"),
            {why: take_integer(left_out, why) for why in left_out},
            _labels(body),
        )

    def to_record(self) -> Record:
        """The object that ``dalil reader tune --json`` prints."""
        return {
            "reader": self.reader.hex,
            "weights": self.weights.hex,
            "head": self.head.hex,
            "learned": self.learned,
            "before": self.before.to_record(),
            "after": self.after.to_record(),
            "mended": self.mended,
            "spoiled": self.spoiled,
            "left_out": {**self.left_out},
            "labels": self.labels.to_record() if self.labels else None,
            "reads_worse": self.reads_worse,
        }


@dataclass(frozen=True, slots=True)
class MalformedReader:
    """An entry about a tuned reader that is not in its form: its index in the log, and a sentence."""

    entry: int
    why: str

    def to_record(self) -> Record:
        """The object that ``dalil reader list --json`` prints."""
        return {"entry": self.entry, "malformed": self.why}


@dataclass(frozen=True, slots=True)
class InUse:
    """The reader that reads: its digest, and where its head lies; an empty path for the shipped one."""

    reader: Digest
    weights: Digest
    head: str = ""


def tuned_readers(vault: Vault) -> list[TunedReader | MalformedReader]:
    """Every reader that was tuned in this vault, the oldest first; a malformed entry in its place."""
    bring_up(vault)
    return list(_recorded())


def in_use(vault: Vault) -> InUse:
    """The reader that a person chose last, or the shipped one.

    Raises: ReaderUnknown, ReaderOfOtherWeights, ReaderDamaged.
    """
    chosen = log.newest("reader-chosen")
    if chosen is None or chosen["reader"] == SHIPPED:
        shipped = Recogniser().digest
        return InUse(shipped, shipped)
    tuned = next(_tuned(str(chosen["reader"])), None)
    if tuned is None:
        raise ReaderUnknown(reader=str(chosen["reader"]))
    return _usable(vault, tuned)


def chosen(vault: Vault) -> str:
    """The digest of the tuned reader that a person chose last, or ``shipped``; usable or not."""
    bring_up(vault)
    body = log.newest("reader-chosen")
    return str(body["reader"]) if body else SHIPPED


def choose(vault: Vault, name: str, reason: str, *, although_worse: bool = False) -> str:
    """Let a person choose which reader reads from now on; return its digest, or ``shipped``.

    ``although_worse``: they know that it spoils more than it mends, and want it all the same.
    Raises: ActorUnnamed, ReaderUnknown, ReaderWithoutReason, ReaderOfOtherWeights, ReaderDamaged,
    ReaderReadsWorse.
    """
    person(vault)
    bring_up(vault)
    reader = SHIPPED
    if name != SHIPPED:
        found = {one.reader.hex: one for one in _tuned(name)}
        if len(found) != 1:
            raise ReaderUnknown(reader=name)
        reader, one = next(iter(found.items()))
        _usable(vault, one)
        if one.reads_worse and not although_worse:
            raise ReaderReadsWorse(reader=one.reader.short, spoiled=one.spoiled, mended=one.mended)
    if not says_something(reason):
        raise ReaderWithoutReason(reader=name)
    body: Record = {"reader": reader, "reason": reason}
    record(vault, [vault.event("reader-chosen", (reader,), body)])
    return reader


def _labels(body: Record) -> Labels | None:
    """The labels that an event counts. Raises: BodyRefusal where they are counted otherwise than whole."""
    if "labels_settled" not in body:
        return None
    return Labels(*(take_integer(body, f"labels_{name}") for name in ("settled", "taught", "kept")))


def _tuned(beginning: str) -> Iterator[TunedReader]:
    """Tuned readers whose digest begins so."""
    if len(beginning) >= _BEGINNING_MIN:
        for one in _recorded():
            if isinstance(one, TunedReader) and one.reader.hex.startswith(beginning):
                yield one


def _recorded() -> Iterator[TunedReader | MalformedReader]:
    for entry, body in log.indexed("reader-tuned"):
        try:
            yield TunedReader.from_body(body)
        except BodyRefusal as refusal:
            yield MalformedReader(entry, refusal.sentence)


def _usable(vault: Vault, one: TunedReader) -> InUse:
    """The reader, tried: it must be what was recorded, with the weights that are here."""
    if one.weights != Recogniser().digest:
        raise ReaderOfOtherWeights(reader=one.reader.short)
    try:
        head = Head.from_bytes(vault.reader.read(one.head))
    except (Refusal, ValueError) as wrong:
        raise ReaderDamaged(reader=one.reader.short) from wrong
    if Recogniser(head=head).digest != one.reader:
        raise ReaderDamaged(reader=one.reader.short)
    return InUse(one.reader, one.weights, vault.layout.exhibit(one.head))
