"""Studies: frames, samples, codings, estimates."""

from typing import Any

from dalil.catalog.models import Coding, Estimate, Study, StudyItem
from dalil.catalog.project import rows
from dalil.catalog.project.source import Source
from dalil.core import canonical
from dalil.core.digest import Digest
from dalil.core.event import Event


def frozen(index: int, event: Event, _source: Source) -> None:
    """Project one ``study-frozen`` event."""
    body: dict[str, Any] = event.body
    Study.objects.create(
        id=body["study"],
        entry=index,
        frame=body["frame"],
        frame_size=body["frame_size"],
        position=body["position"],
        codebook=body["codebook"],
    )


def drawn(_index: int, event: Event, source: Source) -> None:
    """Project one ``sample-drawn`` event."""
    body: dict[str, Any] = event.body
    Study.objects.filter(id=body["study"]).update(seed=body["seed"])
    lines = source.lines(Digest(str(body["sample"])))
    drawn_ids = [str(canonical.decode_record(raw[:-1])["individual"]) for raw in lines]
    rows.insert(
        StudyItem,
        (
            StudyItem(id=f"{body['study']}:{rank}", study=body["study"], rank=rank, individual=individual)
            for rank, individual in enumerate(drawn_ids)
        ),
    )


def coded(index: int, event: Event, _source: Source) -> None:
    """Project one ``coding-made`` event."""
    plain = ("study", "individual", "variable", "code", "coder")
    Coding.objects.create(entry=index, **{key: event.body[key] for key in plain})


def estimated(index: int, event: Event, _source: Source) -> None:
    """Project one ``estimate-made`` event."""
    body: dict[str, Any] = event.body
    Estimate.objects.create(
        entry=index,
        study=body["study"],
        variable=body["variable"],
        estimate=canonical.encode(body["estimate"]).decode(),
    )
