"""Accuracy: labels that people settled, beside what the machine read there."""

from collections.abc import Iterator

from dalil.catalog import queries
from dalil.core.accuracy import Accuracy, Checked
from dalil.core.label import read_label
from dalil.core.label_field import Line, LineAlternative
from dalil.core.profile import Profile
from dalil.core.reading import SURE_PPM
from dalil.core.settlement import agreed
from dalil.flows import profile as profiles
from dalil.flows.vault import Vault


def accuracy(vault: Vault) -> Accuracy:
    """Count over the catalog's rows as they are; projects nothing."""
    return Accuracy.of(queries.label.accepted(), _checked(profiles.of(vault)))


def _checked(profile: Profile) -> Iterator[Checked]:
    """Settled labels on which the machine read a whole number."""
    for item in queries.reading.settled():
        readings = [each.reading for each in queries.reading.counted(item)]
        people, seen = agreed(readings), queries.label.one(item)
        if people is None or seen is None:
            continue
        lines = [
            Line(
                line.text,
                line.digits,
                line.confidence_ppm,
                tuple(LineAlternative(*other) for other in line.alternatives),
            )
            for line in seen.lines
        ]
        number = read_label(lines, seen.surface, profile).detainee_number
        if number and not number.partial:
            yield Checked(number.value, number.confidence_ppm >= SURE_PPM, people)
