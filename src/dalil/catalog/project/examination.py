"""A batch of machine facts becomes one row per exhibit and one per label."""

from collections.abc import Iterator
from typing import Any

from dalil.catalog.models import Examination, LabelRow
from dalil.catalog.project import reading, rows
from dalil.catalog.project.source import Source
from dalil.core import canonical
from dalil.core.digest import Digest
from dalil.core.event import Event


def examined(index: int, event: Event, source: Source) -> None:
    """Project one ``examined`` event; facts about an exhibit examined before replace the older ones.

    But where the older ones see a picture and the newer ones none, a worker has failed: the older ones stay.
    """
    every = [line[:-1] for line in source.lines(Digest(str(event.body["output"])))]
    read: list[tuple[dict[str, Any], bytes]] = [(canonical.decode_record(line), line) for line in every]
    seen = Examination.objects.filter(digest__in=[fact["digest"] for fact, _ in read], width__isnull=False)
    pictures = set(seen.values_list("digest", flat=True))
    kept = [one for one in read if one[0].get("picture") or one[0]["digest"] not in pictures]
    facts, lines = [fact for fact, _ in kept], [line for _, line in kept]
    digests = [each["digest"] for each in facts]
    Examination.objects.filter(digest__in=digests).delete()
    LabelRow.objects.filter(digest__in=digests).delete()
    rows.insert(
        Examination, (_examination(index, fact, line) for fact, line in zip(facts, lines, strict=True))
    )
    labels = [label for fact in facts for label in _labels(fact)]
    rows.insert(LabelRow, labels)
    reading.examined(digests, labels)


def _examination(index: int, fact: dict[str, Any], line: bytes) -> Examination:
    picture = fact.get("picture") or {}
    refusal = fact.get("refusal") or {}
    return Examination(
        digest=fact["digest"],
        entry=index,
        format=fact["identify"]["format"],
        family=fact["identify"]["family"],
        refusal=refusal.get("code"),
        width=picture.get("width"),
        height=picture.get("height"),
        facts=rows.text(line.decode()),
    )


def _labels(fact: dict[str, Any]) -> Iterator[LabelRow]:
    for number, label in enumerate(fact.get("labels") or []):
        lines = label["lines"]
        yield LabelRow(
            id=f"{fact['digest']}:{number}",
            digest=fact["digest"],
            region=number,
            surface=label["surface"],
            box=canonical.encode(label["box"]).decode(),
            text=rows.text("\n".join(line["text"] for line in lines)),
            digits=lines[0]["digits"] if lines else "none",
            confidence_ppm=min((line["confidence_ppm"] for line in lines), default=0),
        )
