"""Accuracy: labels that people settled, beside what the machine read there."""

from collections import Counter
from collections.abc import Iterator
from typing import Any, Final

from dalil.catalog import queries
from dalil.catalog.queries.label import LabelSeen
from dalil.core.accuracy import Accuracy, Checked
from dalil.core.held import held
from dalil.core.label import read_label
from dalil.core.label_field import Line, LineAlternative
from dalil.core.profile import Profile
from dalil.core.reading import SURE_PPM
from dalil.core.settlement import agreed
from dalil.core.transcription import Task
from dalil.flows import profile as profiles
from dalil.flows.told import told_until
from dalil.flows.vault import Vault

_NEWEST: Final[dict[tuple[str, int, int], Accuracy]] = {}
"""The newest count of this process that was told to who reads, by vault, groupings and last entry."""


def accuracy(vault: Vault, until: int | None = None) -> Accuracy:
    """Count over the catalog's rows as they are; projects nothing.

    ``until``: what people read after this entry is left out, as if those labels were not settled; and how
    many wait is not said, for it falls when an answer settles a label.
    """
    later: Counter[bool] = Counter()
    checked = list(_checked(profiles.of(vault), until, later))
    return Accuracy.of(
        queries.exposure.accepted(),
        checked,
        stands=not acceptance_ended(),
        unread=queries.reading.audits_unread() + later[True],
        waiting=queries.exposure.accepted_waiting() if until is None else 0,
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


def told_accuracy(vault: Vault) -> Accuracy:
    """The same, as far as it is told to who asks: for pages, and quick where it has not stepped."""
    until = told_until(vault)
    if until is None:
        return accuracy(vault)
    asked = vault.config.id, queries.log.count("grouped"), until
    if asked not in _NEWEST:
        counted = accuracy(vault, until)
        _NEWEST.clear()
        _NEWEST[asked] = counted
    return _NEWEST[asked]


def _checked(profile: Profile, until: int | None, later: Counter[bool]) -> Iterator[Checked]:
    """Settled labels on which the machine read a whole number.

    Those read after ``until`` are counted in ``later``, by whether the audit drew them.
    """
    for batch in queries.reading.settled():
        seen = queries.label.named([place.item for place in batch])
        for place, readings in batch.items():
            drawn = any(each.task is Task.AUDIT for each in readings)
            if until is not None and max((each.entry for each in readings), default=0) > until:
                later[drawn] += 1
                continue
            people = agreed([each.reading for each in readings])
            if people is None or place.item not in seen:
                continue
            label = seen[place.item]
            lines = _lines(label)
            number = held(read_label(lines, label.surface, profile), lines, profile).detainee_number
            if number and not number.partial:
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
