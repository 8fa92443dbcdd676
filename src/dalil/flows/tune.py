"""Tune: the label reader learns from what this vault's people have read, on this machine.

Load: labels that people settled, and what the reader sees in them, in the jail. Decide: ``core.lesson`` says
which lines teach and which are kept back; the last layer learns (``vision.head_tuning``), and the lines kept
back are read before and after as examining reads them (``flows.kept_lines``). Record: one ``reader-tuned``
with the head and what it changed. Nothing reads with it until a person chooses so.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from dalil.catalog import queries
from dalil.catalog.queries.reading import LabelPlace
from dalil.core.canonical import Record
from dalil.core.digest import Digest
from dalil.core.errors import Refusal
from dalil.core.lesson import (
    LABELS_MAX,
    LABELS_MIN,
    Typed,
    agreed_lines,
    is_asked,
    paired,
    spellings,
)
from dalil.core.number import UNREAD
from dalil.core.reading import Legibility
from dalil.core.reading_queue import turn_of
from dalil.core.settlement import agreed
from dalil.engine.contract import Engine, Outcome, Request
from dalil.engine.plan import Part
from dalil.flows import kept_lines, seen_lines
from dalil.flows import profile as profiles
from dalil.flows.examine import AnswerMalformed
from dalil.flows.kept_lines import KeptLine
from dalil.flows.label_reader import TunedReader
from dalil.flows.record import bring_up, record
from dalil.flows.vault import TOOL, Vault
from dalil.vision.alphabet import sequence_of
from dalil.vision.head import Head, Seen, seen_from_bytes
from dalil.vision.head_tuning import Lesson, tuned
from dalil.vision.line_model import tuning_start
from dalil.vision.recognise import Recogniser, likeliest

_VIEWS: Final = 2

Progress = Callable[[str, int, int], None]


class LabelsTooFew(Refusal):
    """Of {settled} settled labels, {usable} can teach the label reader; {least} are needed."""

    code = "labels-too-few"
    exit_status = 79
    remedy = "Read more labels, whole and twice; `dalil reading next` says which come next."


@dataclass(frozen=True, slots=True)
class Line:
    """One line that people read: where, what stands there, what the shipped reader reads and sees in it."""

    label: LabelPlace
    place: int
    text: str
    read: str
    views: tuple[Seen, ...]

    @property
    def asked(self) -> bool:
        """Whether its label is kept back."""
        return is_asked(self.label.item)

    def kept(self) -> KeptLine:
        """The line without what is seen in it."""
        return KeptLine(self.label, self.place, self.text, self.read)


def tune(vault: Vault, engine: Engine, *, progress: Progress | None = None) -> TunedReader:
    """Teach the reader what people settled, record what came of it, and return that.

    The same readings give the same reader. Raises: LabelsTooFew; WorkerStart when no worker can be had.
    """
    tell = progress or (lambda _step, _done, _of: None)
    bring_up(vault)
    settled, left_out = _settled(vault)
    every = len(settled) + left_out.total()
    if len(settled) < LABELS_MIN:
        raise LabelsTooFew(settled=every, usable=len(settled), least=LABELS_MIN)
    head, usual = tuning_start()
    learned: list[Line] = []
    kept: list[KeptLine] = []
    for done, (asked, outcome) in enumerate(_looked(vault, engine, settled), start=1):
        tell("labels", done, len({place.exhibit for place in settled}))
        found = list(_lines(head, asked, outcome, left_out))
        learned += [line for line in found if not line.asked]
        kept += [line.kept() for line in found if line.asked]
    usable = len({one.label.item for one in learned} | {one.label.item for one in kept})
    if usable < LABELS_MIN or not kept:
        raise LabelsTooFew(settled=every, usable=usable, least=LABELS_MIN)
    own = tuned(head, [lesson for line in learned for lesson in _lessons(line)], usual)
    output = vault.keep_blob(own.to_bytes())
    twice = list(kept_lines.read(vault, engine, output, kept, left_out))
    taught, held = {line.label.item for line in learned}, {one.label.item for one, _ in twice}
    names = {f"{item} learned\n" for item in taught} | {f"{item} asked\n" for item in held}
    body: Record = {
        **kept_lines.changed(twice),
        "reader": (reader := Recogniser(head=own).digest.hex),
        "weights": Recogniser().digest.hex,
        "inputs": vault.keep_blob("".join(sorted(names)).encode()).hex,
        "output": output.hex,
        "learned": len(learned),
        "labels_settled": every,
        "labels_taught": len(taught),
        "labels_kept": len(held),
        "left_out": {**dict(sorted((+left_out).items()))},
        "tool": TOOL,
    }
    record(vault, [vault.event("reader-tuned", (reader,), body)])
    return TunedReader.from_body(dict(body))


def _settled(vault: Vault) -> tuple[dict[LabelPlace, Typed], Counter[str]]:
    """Settled labels with the lines that people typed alike, in an order of digests; others by reason."""
    found: dict[LabelPlace, Typed] = {}
    left_out: Counter[str] = Counter()
    for batch in queries.reading.settled():
        for place, seen in batch.items():
            people = agreed([each.reading for each in seen])
            if people is None or people.legibility not in {Legibility.READ, Legibility.NO_NUMBER}:
                left_out["not-read-whole"] += 1
                continue
            lines = agreed_lines(people, [(each.reading, each.lines) for each in seen])
            if lines is None:
                left_out["typed-otherwise"] += 1
            else:
                found[place] = lines
    ordered = sorted(found, key=lambda place: turn_of(vault.config.id, place.item))
    left_out["too-many"] += max(0, len(ordered) - LABELS_MAX)
    return {place: found[place] for place in ordered[:LABELS_MAX]}, +left_out


def _looked(
    vault: Vault, engine: Engine, settled: dict[LabelPlace, Typed]
) -> Iterator[tuple[dict[LabelPlace, Typed], Outcome]]:
    """Every exhibit with settled labels: what people typed on them, and what the worker saw in them."""
    by_exhibit: dict[str, list[LabelPlace]] = {}
    for place in settled:
        by_exhibit.setdefault(place.exhibit, []).append(place)
    order = sorted(by_exhibit)

    def request(digest: str) -> Request:
        boxes = {place.item: place.box for place in by_exhibit[digest]}
        return seen_lines.header(boxes), lambda: vault.reader.read(Digest(digest))

    outcomes = engine.map(seen_lines.work(profiles.of(vault)), map(request, order))
    for digest, outcome in zip(order, outcomes, strict=True):
        yield {place: settled[place] for place in by_exhibit[digest]}, outcome


def _lines(
    head: Head, asked: dict[LabelPlace, Typed], outcome: Outcome, left_out: Counter[str]
) -> Iterator[Line]:
    """The lines of one exhibit that can teach; labels that give none are counted by reason."""
    answered: dict[str, tuple[list[str], list[tuple[Seen, ...]]]] = {}
    try:
        answered = {} if isinstance(outcome, Refusal) else dict(_answered(outcome))
    except AnswerMalformed as wrong:
        outcome = wrong  # whoever made this picture may have meant to stop the others
    for label, typed in asked.items():
        if label.item not in answered:
            left_out[outcome.code if isinstance(outcome, Refusal) else "not-found-again"] += 1
            continue
        texts, views = answered[label.item]
        found = [
            (place, likeliest(head, views[place], spellings(line))) for place, line in paired(typed, texts)
        ]
        lines = [Line(label, place, text, texts[place], views[place]) for place, text in found if text]
        able = [line for line in lines if line.asked or any(one.possible for one in _lessons(line))]
        if lines and not able:
            left_out["lines-too-long"] += 1
        elif not lines:
            left_out["read-in-part" if any(UNREAD in line for line in typed) else "lines-unlike"] += 1
        yield from able


def _answered(parts: Sequence[Part]) -> Iterator[tuple[str, tuple[list[str], list[tuple[Seen, ...]]]]]:
    """Labels of an answer: name, what each line says, what is seen of each. Raises: AnswerMalformed."""
    rest = iter(parts)
    for part in rest:
        if not isinstance(part, dict) or "item" not in part or not isinstance(part.get("lines"), list):
            raise AnswerMalformed
        texts = [str(text) for text in part["lines"]]  # type: ignore[union-attr]
        try:
            views = [tuple(_seen(next(rest)) for _ in range(_VIEWS)) for _ in texts]
        except (RuntimeError, ValueError) as wrong:
            raise AnswerMalformed from wrong
        yield str(part["item"]), (texts, views)


def _seen(part: Part) -> Seen:
    if not isinstance(part, bytes):
        raise ValueError("a record stands where rows were expected")  # noqa: TRY004 - an answer, not a call
    return seen_from_bytes(part)


def _lessons(line: Line) -> list[Lesson]:
    classes = sequence_of(line.text)
    assert classes is not None, "likeliest names none that the model cannot write"
    return [Lesson(seen, classes) for seen in line.views]
