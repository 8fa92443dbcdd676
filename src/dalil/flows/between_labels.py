"""Between labels: contradictions between labels of one individual, and of pictures that look like copies."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from dalil.core.contradiction import Contradiction
from dalil.core.exposure import CopyPair, Exposure
from dalil.core.individual import Individual, Role
from dalil.core.number import number_key
from dalil.flows.witnesses import Witness

_COMPARED = (("agency", "labels-with-two-agencies"), ("detainee_number", "labels-with-two-numbers"))


def between_labels(
    known: Mapping[str, Witness],
    exposures: Sequence[Exposure],
    held: Iterable[CopyPair],
    individuals: Iterable[tuple[str, Individual]],
) -> Iterator[Contradiction]:
    """Yield what labels disagree about, with counts. ``held``: pairs held back from being copies."""
    numbers = {
        member: sorted({number for one in exposure.members for number in known[one].numbers})
        for exposure in exposures
        for member in exposure.members
    }
    against: defaultdict[str, set[str]] = defaultdict(set)
    for pair in held:
        if not numbers[pair.a] or not numbers[pair.b] or set(numbers[pair.a]) & set(numbers[pair.b]):
            for one, other in ((pair.a, pair.b), (pair.b, pair.a)):
                yield Contradiction("copies-kept-apart", one, other[:12])
            continue
        against[pair.a] |= set(numbers[pair.b])
        against[pair.b] |= set(numbers[pair.a])
    for digest, others in against.items():
        detail = " | ".join([*numbers[digest], *sorted(others - set(numbers[digest]))])
        yield Contradiction("copies-with-two-numbers", digest, detail)
    for identity, individual in individuals:
        yield from _within(identity, individual, known)


def _within(identity: str, individual: Individual, known: Mapping[str, Witness]) -> Iterator[Contradiction]:
    """Labels of frames that show nobody else; the commonest value first."""
    alone = [member for member in individual.members if member.role is not Role.ONE_OF_SEVERAL]
    labels = [label for one in alone for digest in one.exhibits for label in known[digest].regions]
    for name, code in _COMPARED:
        fields = [field for label in labels if (field := dict(label.named()).get(name)) and not field.partial]
        counts = Counter(number_key(field.value) for field in fields)
        if len(counts) > 1:
            ranked = sorted(counts, key=lambda value: (-counts[value], value))
            yield Contradiction(code, identity, " | ".join(f"{value} ×{counts[value]}" for value in ranked))
