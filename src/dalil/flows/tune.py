"""Tune: the label reader learns from what this vault's people have read, on this machine.

Load: labels that people settled, and what the reader sees in them, in the jail. Decide: ``core.lesson`` says
which lines teach and which are kept back; the last layer learns (``vision.head_tuning``), and the lines kept
back are read before and after. Record: one ``reader-tuned`` with the head and what it changed. Nothing reads
with it until a person chooses so.
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
    same_line,
    spellings,
)
from dalil.core.number import UNREAD
from dalil.core.reading import Legibility
from dalil.core.reading_queue import turn_of
from dalil.core.settlement import agreed
from dalil.engine.contract import Engine, Outcome, Request
from dalil.engine.plan import Part
from dalil.flows import profile as profiles
from dalil.flows import seen_lines
from dalil.flows.examine import AnswerMalformed
from dalil.flows.label_reader import TunedReader
from dalil.flows.record import bring_up, record
from dalil.flows.vault import TOOL, Vault
from dalil.vision.alphabet import sequence_of
from dalil.vision.head import Head, Seen, seen_from_bytes
from dalil.vision.head_tuning import Lesson, tuned
from dalil.vision.line_model import tuning_start
from dalil.vision.recognise import Recogniser, likeliest, read_seen

_VIEWS: Final = 2

Progress = Callable[[str, int, int], None]


class LabelsTooFew(Refusal):
    """Of {settled} settled labels, {usable} can teach the label reader; {least} are needed."""

    code = "labels-too-few"
    exit_status = 79
    remedy = "Read more labels, whole and twice; `dalil reading next` says which come next."


@dataclass(frozen=True, slots=True)
class Line:
    """One line that people read: what stands there, and what the reader sees in it."""

    item: str
    text: str
    views: tuple[Seen, ...]


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
    lines: list[Line] = []
    for done, (asked, outcome) in enumerate(_looked(vault, engine, settled), start=1):
        tell("labels", done, len({place.exhibit for place in settled}))
        lines += _lines(head, asked, outcome, left_out)
    learned = [line for line in lines if not is_asked(line.item)]
    kept = [line for line in lines if is_asked(line.item)]
    usable = len({line.item for line in lines})
    if usable < LABELS_MIN or not kept:
        raise LabelsTooFew(settled=every, usable=usable, least=LABELS_MIN)
    own = tuned(head, [lesson for line in learned for lesson in _lessons(line)], usual)
    names = sorted({f"{line.item} {'asked' if is_asked(line.item) else 'learned'}\n" for line in lines})
    body: Record = {
        **_changed(head, own, kept),
        "reader": (reader := Recogniser(head=own).digest.hex),
        "weights": Recogniser().digest.hex,
        "inputs": vault.keep_blob("".join(names).encode()).hex,
        "output": vault.keep_blob(own.to_bytes()).hex,
        "learned": len(learned),
        "left_out": {**dict(sorted(left_out.items()))},
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
) -> Iterator[tuple[dict[str, Typed], Outcome]]:
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
        yield {place.item: settled[place] for place in by_exhibit[digest]}, outcome


def _lines(head: Head, asked: dict[str, Typed], outcome: Outcome, left_out: Counter[str]) -> Iterator[Line]:
    """The lines of one exhibit that can teach; labels that give none are counted by reason."""
    answered: dict[str, tuple[list[str], list[tuple[Seen, ...]]]] = {}
    try:
        answered = {} if isinstance(outcome, Refusal) else dict(_answered(outcome))
    except AnswerMalformed as wrong:
        outcome = wrong  # whoever made this picture may have meant to stop the others
    for item, typed in asked.items():
        if item not in answered:
            left_out[outcome.code if isinstance(outcome, Refusal) else "not-found-again"] += 1
            continue
        texts, views = answered[item]
        pairs = paired(typed, texts)
        found = [(views[place], likeliest(head, views[place], spellings(line))) for place, line in pairs]
        lines = [Line(item, text, seen) for seen, text in found if text]
        if not lines:
            left_out["read-in-part" if any(UNREAD in line for line in typed) else "lines-unlike"] += 1
        yield from lines


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


def _changed(head: Head, own: Head, kept: Sequence[Line]) -> Record:
    """The lines kept back, read with both heads, and how many of them each reads right."""
    was = [same_line(read_seen(head, line.views).text, line.text) for line in kept]
    now = [same_line(read_seen(own, line.views).text, line.text) for line in kept]
    pairs = list(zip(was, now, strict=True))
    return {
        "asked": len(kept),
        "before": sum(was),
        "after": sum(now),
        "mended": sum(after and not before for before, after in pairs),
        "spoiled": sum(before and not after for before, after in pairs),
    }
