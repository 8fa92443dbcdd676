"""Accuracy: labels that people settled, beside what the machine read there."""

from collections.abc import Iterator
from typing import Any, Final

from dalil.catalog import queries
from dalil.catalog.queries.label import LabelSeen
from dalil.core.accuracy import Accuracy, Checked
from dalil.core.label import read_label
from dalil.core.label_field import Line, LineAlternative
from dalil.core.profile import Profile
from dalil.core.reading import SURE_PPM
from dalil.core.settlement import agreed
from dalil.core.transcription import Task
from dalil.flows import profile as profiles
from dalil.flows.vault import Vault

_FEW: Final = 200
_STEP: Final = 50
"""From ``_FEW`` settled labels on, a page counts anew when this many more are settled, and stays quick."""

_NEWEST: Final[dict[tuple[str, int, int], Accuracy]] = {}
"""The newest count of this process, by vault, groupings and settled labels."""


def accuracy(vault: Vault) -> Accuracy:
    """Count over the catalog's rows as they are; projects nothing."""
    checked = _checked(profiles.of(vault))
    return Accuracy.of(
        queries.exposure.accepted(),
        checked,
        stands=not acceptance_ended(),
        unread=queries.reading.audits_unread(),
        waiting=queries.exposure.accepted_waiting(),
    )


def acceptance_ended() -> bool:
    """Whether the newest grouping found too many accepted readings wrong to settle by machine.

    What other weights read is another reader's: it begins anew.
    """
    grouped, examined = queries.log.newest("grouped"), queries.log.newest("examined")
    told: Any = (grouped or {}).get("parameters", {}).get("acceptance", {})
    return told.get("stands") is False and told.get("weights") == weights_of(examined)


def weights_of(examined: dict[str, Any] | None) -> str:
    """The digest of the weights that read last; empty where the event does not say."""
    versions = (examined or {}).get("parameters", {}).get("versions", {})
    return str(versions.get("label-weights", ""))


def recent_accuracy(vault: Vault) -> Accuracy:
    """The same, at most ``_STEP`` settled labels old: for the page that people read on."""
    settled = queries.reading.settled_count()
    asked = vault.config.id, queries.log.count("grouped"), settled if settled < _FEW else settled // _STEP
    if asked not in _NEWEST:
        counted = accuracy(vault)
        _NEWEST.clear()
        _NEWEST[asked] = counted
    return _NEWEST[asked]


def _checked(profile: Profile) -> Iterator[Checked]:
    """Settled labels on which the machine read a whole number."""
    for batch in queries.reading.settled():
        seen = queries.label.named([place.item for place in batch])
        for place, readings in batch.items():
            people = agreed([each.reading for each in readings])
            if people is None or place.item not in seen:
                continue
            label = seen[place.item]
            number = read_label(_lines(label), label.surface, profile).detainee_number
            if number and not number.partial:
                drawn = any(each.task is Task.AUDIT for each in readings)
                yield Checked(number.value, number.confidence_ppm >= SURE_PPM, people, drawn)


def _lines(label: LabelSeen) -> list[Line]:
    return [
        Line(
            line.text,
            line.digits,
            line.confidence_ppm,
            tuple(LineAlternative(*other) for other in line.alternatives),
        )
        for line in label.lines
    ]
